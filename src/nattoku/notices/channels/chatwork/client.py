"""The Chatwork channel: one attempt per call, over one kept connection pool."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from pydantic import TypeAdapter, ValidationError

from nattoku.lib.text import Text
from nattoku.notices.channels import Finding, Letter, Outcome, Readers, Refused, Sent, Unreadable
from nattoku.notices.channels.chatwork import answers, notation, readback
from nattoku.notices.channels.chatwork.credentials import credentials
from nattoku.notices.channels.chatwork.pace import Pace
from nattoku.notices.channels.chatwork.post import post_of
from nattoku.notices.channels.chatwork.settings import Settings

_BAD_ROOM = Text(
    "ChatworkのルームIDは数字だけで入力してください（URLの #!rid の後ろの数字）。",
    "A Chatwork room is given by its number alone (the digits after #!rid in its URL).",
)


class Chatwork:
    """Addresses are room numbers, mentions are account numbers (several with spaces or commas between).

    `peer_id` is the number of the message. `reply_to` is that of an earlier letter of ours ("MESSAGE"), or
    names somebody else's message ("ACCOUNT:MESSAGE"). kept: the file of a renewed OAuth refresh token.
    """

    name = "chatwork"
    label = Text("Chatwork", "Chatwork")
    address_hint = Text(
        "ルームIDの数字（URLの #!rid の後ろ）。呼び出す相手には、ご自分のアカウントIDの数字。",
        "The room's number (after #!rid in its URL); as the one to ping, your own account number.",
    )

    def __init__(self, settings: Settings, kept: Path | None = None) -> None:
        self.settle_after = timedelta(seconds=settings.settle)
        self._credentials = credentials(settings, kept)
        self._pace = Pace(settings.per_5min, settings.per_room_10s)
        self._me: readback.Member | None = None
        self._ahead: timedelta | None = None
        self._http = httpx.Client(
            base_url=settings.url, headers={"accept": "application/json"}, timeout=settings.timeout
        )

    def close(self) -> None:
        self._http.close()

    def check_address(self, address: str) -> Text | None:
        return None if re.fullmatch(r"[0-9]{1,20}", address) else _BAD_ROOM

    def send(self, letter: Letter) -> Outcome:
        if refusal := self._hindrance(letter.address, post=True):
            return refusal
        post = post_of(letter)
        path = f"/rooms/{letter.address}/{post.kind}"
        try:
            answer = self._call("POST", path, data=post.form, files=post.files or None)
        except httpx.HTTPError as error:
            return answers.lost(error)
        if isinstance(answer, Refused):
            return answer
        self._learn(answer, letter.address)
        outcome = answers.posted(answer, post.kind)
        if isinstance(outcome, Sent) and post.kind != "messages":
            return self._as_message(outcome, letter.address)
        return outcome

    def _as_message(self, made: Sent, room: str) -> Sent:
        """The message that stands in the room for a task or a file, so that an answer to it is recognised."""
        found = self._listed(room, f"/rooms/{room}/{made.peer_id}", readback.SHOWN_AS)
        return made if isinstance(found, Refused) or not found.message_id else Sent(found.message_id)

    def find(self, letter: Letter, since: datetime | None = None) -> Finding:
        room = f"/rooms/{letter.address}"
        post = post_of(letter)
        if post.kind == "tasks":
            # the oldest assignee's open tasks; a task done at once is still a message of the room
            who = notation.accounts(letter.mention)[0]
            tasks = self._listed(letter.address, f"{room}/tasks", readback.TASKS, account_id=who, status="open")
            if isinstance(tasks, Refused):
                return tasks
            if task := readback.task_among(tasks, letter):
                return task
        messages = self._listed(letter.address, f"{room}/messages", readback.MESSAGES, force="1")
        if isinstance(messages, Refused):
            return messages
        return readback.found_in(messages, letter, readback.by_its_clock(since, self._ahead))

    def readers(self, address: str) -> Readers | Unreadable | Refused:
        if isinstance(me := self._own(address), Refused):
            return me
        members = self._listed(address, f"/rooms/{address}/members", readback.MEMBERS)
        return members if isinstance(members, Refused) else readback.readers_among(members, me)

    def _own(self, address: str) -> readback.Member | Refused:
        """Whose token this is. It does not change while the process lives."""
        if self._me is None:
            if isinstance(me := self._listed(address, "/me", readback.ME), Refused):
                return me
            self._me = me
        return self._me

    def _listed(self, address: str, path: str, form: TypeAdapter[Any], **query: str) -> Any:
        """What Chatwork lists there, in this form, or a Refused that says why it could not be read."""
        if refusal := self._hindrance(address):
            return refusal
        try:
            answer = self._call("GET", path, params=query)
        except httpx.HTTPError:
            return answers.unreached()
        if isinstance(answer, Refused):
            return answer
        self._learn(answer)
        if not answer.is_success:
            return answers.refused(answer)
        try:  # an empty list is answered with 204 and nothing
            return form.validate_json(answer.content or b"[]")
        except ValidationError:
            return answers.refused(answer)

    def _call(self, method: str, path: str, **content: Any) -> httpx.Response | Refused:
        """One call. A 401 did nothing over there: with OAuth it is asked once more with a renewed token."""
        headers = self._credentials.headers()
        if isinstance(headers, Refused):
            return headers
        answer = self._http.request(method, path, headers=headers, **content)
        if answer.status_code == 401 and self._credentials.renew(headers):
            renewed = self._credentials.headers()
            return (
                renewed
                if isinstance(renewed, Refused)
                else self._http.request(method, path, headers=renewed, **content)
            )
        return answer

    def _hindrance(self, address: str, *, post: bool = False) -> Refused | None:
        """What keeps us from calling at all."""
        if sentence := self.check_address(address):
            return Refused(sentence, final=True)
        wait = self._pace.take(address if post else None)
        return answers.slow_down(wait) if wait else None

    def _learn(self, answer: httpx.Response, room: str | None = None) -> None:
        """Keeps still for as long as the peer asks, also when other processes used its limit up."""
        self._ahead = answers.ahead(answer)
        if answer.status_code == 429:
            wait, this_room = answers.pause(answer)
            self._pace.hold(wait, room if this_room else None)
        elif answer.headers.get("x-ratelimit-remaining") == "0":
            self._pace.hold(answers.until_reset(answer))
