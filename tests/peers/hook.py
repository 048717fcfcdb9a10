"""Chatwork's webhook: what it posts, and how it signs it."""

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.peers.rooms import Accepted


def signature(raw: bytes, token: str) -> str:
    """As Chatwork documents it: HMAC-SHA256 with the decoded token over the raw body, in base64."""
    return base64.b64encode(hmac.new(base64.b64decode(token), raw, hashlib.sha256).digest()).decode()


def event(said: "Accepted", kind: str = "message_created") -> bytes:
    """The body of the post for this message."""
    about: dict[str, Any] = {
        "room_id": int(said.room),
        "message_id": said.message_id,
        "body": said.body,
        "send_time": int(said.arrived_at),
        "update_time": 0,
    }
    if kind == "mention_to_me":
        about |= {"from_account_id": said.account_id, "to_account_id": 1001}
    else:
        about |= {"account_id": said.account_id}
    whole = {
        "webhook_setting_id": "246",
        "webhook_event_type": kind,
        "webhook_event_time": int(time.time()),
        "webhook_event": about,
    }
    return json.dumps(whole, ensure_ascii=False).encode()


class Hook:
    """Where events are posted to, and under which token. url "": nowhere."""

    def __init__(self, url: str = "", token: str = base64.b64encode(b"key of the test's hook").decode()) -> None:
        self.url, self.token = url, token
        self.answers: list[int] = []

    def post(self, said: "Accepted", kind: str = "message_created") -> None:
        if not self.url:
            return
        raw = event(said, kind)
        headers = {"content-type": "application/json", "x-chatworkwebhooksignature": signature(raw, self.token)}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url, raw, headers), timeout=10) as answer:
                self.answers.append(answer.status)
        except urllib.error.HTTPError as refusal:
            self.answers.append(refusal.code)
