"""Slack's Web API: says no with status 200 and a word, and lists a conversation's history in pages."""

import time
from typing import Any

from tests.peers.chats import Answer, Call, ChatPeer

TOKEN = "xoxb-of-the-test"


class SlackPeer(ChatPeer):
    """rooms: the messages of each conversation, the oldest first. page: how many one answer lists."""

    def __init__(self, *rooms: str) -> None:
        super().__init__()
        self.rooms: dict[str, list[dict[str, Any]]] = {room: [] for room in rooms or ("C0001",)}
        self.words: list[str] = []
        self.shared: set[str] = set()
        self.page = 100

    @property
    def url(self) -> str:
        return f"{self.origin}/api"

    def error(self, *words: str) -> None:
        """Queues Slack's own words as the answers of the next calls, which do nothing else."""
        self.words.extend(words)

    def is_post(self, call: Call) -> bool:
        return call.path == "/api/chat.postMessage"

    def welcome(self, call: Call) -> Answer | None:
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            return Answer(200, {"ok": False, "error": "invalid_auth"})
        return Answer(200, {"ok": False, "error": self.words.pop(0)}) if self.words else None

    def stored(self, call: Call) -> Answer:
        said = call.json
        room = f"D{said['channel'][1:]}" if said["channel"].startswith("U") else said["channel"]
        if room not in self.rooms:
            return Answer(200, {"ok": False, "error": "channel_not_found"})
        ts = f"{time.time():.6f}"
        self.rooms[room].append({"ts": ts} | {k: said[k] for k in ("text", "metadata", "blocks") if k in said})
        return Answer(200, {"ok": True, "channel": room, "ts": ts})

    def asked(self, call: Call) -> Answer:
        form, method = call.form, call.path.removeprefix("/api/")
        if method == "conversations.open":
            return Answer(200, {"ok": True, "channel": {"id": f"D{form['users'][1:]}"}})
        if form.get("channel") not in self.rooms:
            return Answer(200, {"ok": False, "error": "channel_not_found"})
        if method == "conversations.info":
            outside = form["channel"] in self.shared
            return Answer(200, {"ok": True, "channel": {"id": form["channel"], "is_ext_shared": outside}})
        return self._history(form)

    def _history(self, form: dict[str, str]) -> Answer:
        oldest, start = float(form.get("oldest", 0)), int(form.get("cursor", 0))
        newest_first = [m for m in reversed(self.rooms[form["channel"]]) if float(m["ts"]) >= oldest]
        size = min(self.page, int(form["limit"]))
        more = len(newest_first) > start + size
        said: dict[str, Any] = {"ok": True, "messages": newest_first[start : start + size], "has_more": more}
        return Answer(200, said | ({"response_metadata": {"next_cursor": str(start + size)}} if more else {}))
