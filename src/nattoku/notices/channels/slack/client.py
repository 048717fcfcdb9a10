"""The Slack channel: one attempt per call; what is unsure is read back from the channel's history."""

import re
from datetime import datetime, timedelta
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from nattoku.lib.text import Text
from nattoku.notices.channels import (
    UNREADABLE,
    Finding,
    Letter,
    Outcome,
    Readers,
    Refused,
    Sent,
    Unreadable,
    calls,
)
from nattoku.notices.channels.slack import answers
from nattoku.notices.channels.slack.message import message
from nattoku.notices.channels.slack.settings import Settings

T = TypeVar("T", bound=BaseModel)
_PAGES, _PAGE = 5, 200
_SKEW = timedelta(minutes=2)  # how far its clock and ours may be apart
_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_BAD = Text(
    "SlackのチャンネルIDかメンバーIDを入力してください（例：C0123ABCD、U0123ABCD）。名前（#general）では送れません。",
    "Please give a Slack channel ID or member ID, such as C0123ABCD or U0123ABCD. A name (#general) will not do.",
)
_ELSEWHERE = Text("Slackコネクトの社外の方", "People of another company (Slack Connect)")


class _Message(BaseModel):
    ts: str
    text: str = ""
    metadata: dict[str, Any] = {}


class _Cursor(BaseModel):
    next_cursor: str = ""


class _History(BaseModel):
    ok: bool
    messages: list[_Message]
    has_more: bool = False
    response_metadata: _Cursor | None = None


class _Room(BaseModel):
    id: str
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    num_members: int = 0


class _Opened(BaseModel):
    ok: bool
    channel: _Room


class Slack:
    """Addresses are IDs of channels (C…, G…, D…) or members (U…); mentions are member IDs; `peer_id` is a ts."""

    name = "slack"
    label = answers.SLACK
    address_hint = Text(
        "チャンネルID（C…）かメンバーID（U…）。Slackのプロフィールの「メンバーIDをコピー」で分かります。",
        "A channel ID (C…) or a member ID (U…): “Copy member ID” in the Slack profile.",
    )

    def __init__(self, settings: Settings) -> None:
        self.settle_after = timedelta(seconds=settings.settle)
        self.ready = bool(settings.token)
        self._quiet = calls.Quiet()
        self._http = httpx.Client(
            base_url=settings.url,
            headers={"authorization": f"Bearer {settings.token}", "accept": "application/json"},
            timeout=settings.timeout,
        )

    def close(self) -> None:
        self._http.close()

    def check_address(self, address: str) -> Text | None:
        return None if re.fullmatch(r"[CGDUW][A-Z0-9]{2,30}", address) else _BAD

    def send(self, letter: Letter) -> Outcome:
        if refusal := self._hindrance(letter.address, "chat.postMessage"):
            return refusal
        try:
            answer = self._http.post("/chat.postMessage", json={"channel": letter.address} | message(letter))
        except httpx.HTTPError as error:
            return calls.lost(error, answers.SLACK)
        return self._learnt("chat.postMessage", answers.posted(answer))

    def find(self, letter: Letter, since: datetime | None = None) -> Finding:
        room = self._room(letter.address)
        if isinstance(room, Refused):
            return room
        mark = re.compile(rf"(?<![\w-]){re.escape(letter.ref)}(?![\w-])")
        query = {"channel": room, "limit": str(_PAGE), "include_all_metadata": "true"}
        if since:
            query["oldest"] = f"{(since - _SKEW).timestamp():.6f}"
        for _ in range(_PAGES):
            page = self._read("conversations.history", query, _History)
            if isinstance(page, Refused):
                return page
            for one in reversed(page.messages):  # the oldest: a later one may quote it
                if mark.search(one.text) or _ref(one) == letter.ref:
                    return Sent(one.ts[:200])
            cursor = page.response_metadata.next_cursor if page.response_metadata else ""
            if not page.has_more:
                return None
            if not cursor:
                break
            query["cursor"] = cursor
        return UNREADABLE

    def readers(self, address: str) -> Readers | Unreadable | Refused:
        """A channel shared with another company says so; guests among our own only a look at every member would show."""
        if _PERSON.fullmatch(address):
            return UNREADABLE
        found = self._read("conversations.info", {"channel": address, "include_num_members": "true"}, _Opened)
        if isinstance(found, Refused):
            return found
        if found.channel.is_ext_shared or found.channel.is_pending_ext_shared:
            return Readers(inside=0, outside=(_ELSEWHERE.ja,))
        return UNREADABLE

    def _room(self, address: str) -> str | Refused:
        """A member's direct message has a channel ID of its own, and only that has a history."""
        if not _PERSON.fullmatch(address):
            return address
        opened = self._read("conversations.open", {"users": address}, _Opened)
        return opened if isinstance(opened, Refused) else opened.channel.id

    def _read(self, method: str, query: dict[str, str], kind: type[T]) -> T | Refused:
        if refusal := self._hindrance(query.get("channel", query.get("users", "")), method):
            return refusal
        try:
            answer = self._http.post(f"/{method}", data=query)
        except httpx.HTTPError:
            return calls.unreached(answers.SLACK)
        said = answers.read(answer)
        if answer.is_success and said and said.ok:
            try:
                return kind.model_validate_json(answer.content)
            except ValidationError:
                pass
        refusal = answers.refused(answer)
        self._learnt(method, refusal)
        return refusal

    def _hindrance(self, address: str, method: str) -> Refused | None:
        if sentence := self.check_address(address):
            return Refused(sentence, final=True)
        if not self.ready:
            return Refused(answers.NO_TOKEN, final=True)
        wait = self._quiet.left(method)
        return calls.slow_down(answers.SLACK, wait) if wait else None

    def _learnt(self, method: str, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Refused) and outcome.retry_after:
            self._quiet.keep(method, outcome.retry_after)
        return outcome


def _ref(one: _Message) -> object:
    payload = one.metadata.get("event_payload")
    return payload.get("ref") if isinstance(payload, dict) else None
