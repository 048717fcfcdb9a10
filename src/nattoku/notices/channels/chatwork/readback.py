"""Reading a room: is our letter in it, and who else reads here?"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, TypeAdapter

from nattoku.notices.channels import UNREADABLE, Letter, Readers, Sent, Unreadable

SHOWN = 100  # Chatwork lists a room's newest hundred and nothing older
_SKEW = timedelta(minutes=2)  # how far its clock and ours may be apart, while it has not said what time it is
_SECONDS = timedelta(seconds=3)  # it writes whole seconds, and an answer takes its time
_DELETED = "[deleted]"


class Message(BaseModel):
    message_id: str
    body: str
    send_time: int


class Member(BaseModel):
    account_id: int
    name: str = ""
    organization_id: int | None = None
    organization_name: str = ""


class Shown(BaseModel):
    """A task or a file, by the message that stands in the room for it."""

    message_id: str = ""


class Task(Shown):
    task_id: int
    body: str


MESSAGES = TypeAdapter(list[Message])
MEMBERS = TypeAdapter(list[Member])
TASKS = TypeAdapter(list[Task])
SHOWN_AS = TypeAdapter(Shown)
ME = TypeAdapter(Member)


def by_its_clock(since: datetime | None, ahead: timedelta | None) -> datetime | None:
    """A moment of ours as the peer's clock shows it, rather too early. ahead: how far its clock is ahead of ours."""
    if since is None:
        return None
    return since - _SKEW if ahead is None else since + ahead - _SECONDS


def found_in(messages: Sequence[Message], letter: Letter, since: datetime | None) -> Sent | Unreadable | None:
    """The letter's message, the oldest when somebody quoted it; None only when it cannot have been there.

    since: by the peer's own clock, nothing of ours was sent before it.
    """
    for message in messages:
        if _marked(message.body, letter):
            return Sent(message.message_id)
    return None if _would_show(messages, since) else UNREADABLE


def task_among(tasks: Sequence[Task], letter: Letter) -> Sent | None:
    """The letter's task. The list may be cut, so that nothing follows when it is not there."""
    for task in tasks:
        if _marked(task.body, letter):
            return Sent(task.message_id or f"tasks/{task.task_id}")
    return None


def readers_among(members: Sequence[Member], me: Member) -> Readers:
    """Inside is our own organisation. Without one (0), nobody but ourselves is inside."""

    def ours(member: Member) -> bool:
        return member.account_id == me.account_id or bool(
            me.organization_id and member.organization_id == me.organization_id
        )

    strangers = tuple(
        f"{m.name}（{m.organization_name}）" if m.organization_name else m.name for m in members if not ours(m)
    )
    return Readers(inside=len(members) - len(strangers), outside=strangers)


def _marked(body: str, letter: Letter) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(letter.ref)}(?![\w-])", body) is not None


def _would_show(messages: Sequence[Message], since: datetime | None) -> bool:
    """Whether our message would be listed: the list reaches back far enough, and nothing was deleted."""
    start = since.timestamp() if since else 0.0
    if any(m.body == _DELETED and m.send_time >= start for m in messages):
        return False
    return len(messages) < SHOWN or min(m.send_time for m in messages) < start
