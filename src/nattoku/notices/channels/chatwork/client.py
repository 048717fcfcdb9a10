"""The Chatwork channel: one attempt per call, over one kept connection pool."""

import re
from datetime import datetime, timedelta

import httpx
from pydantic import ValidationError

from nattoku.lib.text import Text
from nattoku.notices.channels import Finding, Letter, Outcome, Readers, Refused, Unreadable
from nattoku.notices.channels.chatwork import answers, notation, readback
from nattoku.notices.channels.chatwork.pace import Pace
from nattoku.notices.channels.chatwork.settings import Settings

_BAD_ROOM = Text(
    "ChatworkのルームIDは数字だけで入力してください（URLの #!rid の後ろの数字）。",
    "A Chatwork room is given by its number alone (the digits after #!rid in its URL).",
)


class Chatwork:
    """Addresses are room numbers, mentions are account numbers (several with spaces or commas between)."""

    name = "chatwork"

    def __init__(self, settings: Settings) -> None:
        self.settle_after = timedelta(seconds=settings.settle)
        self._ready = bool(settings.token)
        self._pace = Pace(settings.per_5min, settings.per_room_10s)
        self._me: readback.Member | None = None
        self._http = httpx.Client(
            base_url=settings.url,
            headers={"x-chatworktoken": settings.token, "accept": "application/json"},
            timeout=settings.timeout,
        )

    def close(self) -> None:
        self._http.close()

    def check_address(self, address: str) -> Text | None:
        return None if re.fullmatch(r"[0-9]{1,20}", address) else _BAD_ROOM

    def send(self, letter: Letter) -> Outcome:
        if refusal := self._hindrance(letter.address, post=True):
            return refusal
        form = {"body": notation.message(letter), "self_unread": "0"}
        try:
            answer = self._http.post(f"/rooms/{letter.address}/messages", data=form)
        except httpx.HTTPError as error:
            return answers.lost(error)
        self._learn(answer, letter.address)
        return answers.posted(answer)

    def find(self, letter: Letter, since: datetime | None = None) -> Finding:
        answer = self._read(letter.address, f"/rooms/{letter.address}/messages", force="1")
        if isinstance(answer, Refused):
            return answer
        try:  # an empty room is answered with 204 and nothing
            messages = readback.MESSAGES.validate_json(answer.content or b"[]")
        except ValidationError:
            return answers.refused(answer)
        return readback.found_in(messages, letter, since)

    def readers(self, address: str) -> Readers | Unreadable | Refused:
        if isinstance(me := self._own(address), Refused):
            return me
        if isinstance(answer := self._read(address, f"/rooms/{address}/members"), Refused):
            return answer
        try:
            return readback.readers_among(readback.MEMBERS.validate_json(answer.content), me)
        except ValidationError:
            return answers.refused(answer)

    def _own(self, address: str) -> readback.Member | Refused:
        """Whose token this is. It does not change while the process lives."""
        if self._me is None:
            if isinstance(answer := self._read(address, "/me"), Refused):
                return answer
            try:
                self._me = readback.Member.model_validate_json(answer.content)
            except ValidationError:
                return answers.refused(answer)
        return self._me

    def _read(self, address: str, path: str, **query: str) -> httpx.Response | Refused:
        if refusal := self._hindrance(address):
            return refusal
        try:
            answer = self._http.get(path, params=query)
        except httpx.HTTPError:
            return answers.unreached()
        self._learn(answer)
        return answer if answer.is_success else answers.refused(answer)

    def _hindrance(self, address: str, *, post: bool = False) -> Refused | None:
        """What keeps us from calling at all."""
        if sentence := self.check_address(address):
            return Refused(sentence, final=True)
        if not self._ready:
            return Refused(answers.NO_TOKEN, final=True)
        wait = self._pace.take(address if post else None)
        return answers.slow_down(wait) if wait else None

    def _learn(self, answer: httpx.Response, room: str | None = None) -> None:
        """Keeps still for as long as the peer asks, also when other processes used its limit up."""
        if answer.status_code == 429:
            wait, this_room = answers.pause(answer)
            self._pace.hold(wait, room if this_room else None)
        elif answer.headers.get("x-ratelimit-remaining") == "0":
            self._pace.hold(answers.until_reset(answer))
