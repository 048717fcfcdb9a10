"""アンケート: yearly per division, after every event, after closing; anonymous unless it says otherwise (S004-1.2.2, 1.2.3)."""
