"""ご紹介: who introduced whom, thanks, and how it went (S004-1.3). 0036."""
