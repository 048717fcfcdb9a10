"""Which one call of Chatwork a letter becomes: a message, a task of somebody, or a file with a message.

Always one call, so that a letter is either there or not: a task with a file becomes a task that names the file.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.notices.channels import Letter
from nattoku.notices.channels.chatwork import notation

Kind = Literal["messages", "tasks", "files"]
LARGEST_FILE = 5 * 1024 * 1024  # bytes, as Chatwork allows

_UNTIL = Text("期限：{until}", "Due: {until}")
_FILE = Text(
    "ファイル「{name}」は、納得 Nattoku の通知 {ref} でご覧ください。",
    "The file “{name}” is in Nattoku under notice {ref}.",
)


@dataclass(frozen=True, slots=True)
class Post:
    """kind: the last part of the address under the room. form and files: as they go into the body."""

    kind: Kind
    form: dict[str, str]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def post_of(letter: Letter) -> Post:
    """The call for this letter. What Chatwork cannot carry is said in words."""
    who = notation.accounts(letter.mention)
    if letter.task_until and who:
        limit = str(int(letter.task_until.timestamp()))
        text = notation.task(letter, *_named_file(letter))
        return Post("tasks", {"body": text, "to_ids": ",".join(who), "limit": limit, "limit_type": "time"})
    until = [_UNTIL.with_(until=when(letter.task_until)).to(letter.lang)] if letter.task_until else []
    if letter.file and 0 < len(letter.file[1]) <= LARGEST_FILE:
        return Post("files", {"message": notation.message(letter, *until)}, {"file": (_name(letter), letter.file[1])})
    return Post("messages", {"body": notation.message(letter, *until, *_named_file(letter)), "self_unread": "0"})


def _named_file(letter: Letter) -> list[str]:
    return [_FILE.with_(name=_name(letter), ref=letter.ref).to(letter.lang)] if letter.file else []


def _name(letter: Letter) -> str:
    """One plain name: no path, no control characters."""
    name = re.sub(r"[\x00-\x1f\x7f/\\]+", "_", letter.file[0] if letter.file else "").strip(" .")
    return name[-200:] or letter.ref
