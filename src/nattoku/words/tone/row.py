"""What a rule is and what a hit says. Pure data."""

import re
from dataclasses import dataclass
from enum import StrEnum

from nattoku.lib.text import Text


class Level(StrEnum):
    """止: not sent without a leader's leave. 注: a better wording is offered. 知: to know."""

    STOP = "stop"
    WARN = "warn"
    NOTE = "note"


class Mode(StrEnum):
    """Whom the text is for and when: the first is the strictest and the default."""

    APOLOGY = "apology"
    EXPLAIN = "explain"
    LETTER = "letter"
    SAFETY = "safety"
    INTERNAL = "internal"


MODES = {
    Mode.APOLOGY: Text("お詫びのとき", "when apologising"),
    Mode.EXPLAIN: Text("ご説明（原因を申し上げてよいとき）", "when explaining (the cause may be stated)"),
    Mode.LETTER: Text("お手紙", "in letters"),
    Mode.SAFETY: Text("安全を守るとき", "when people must be protected"),
    Mode.INTERNAL: Text("社内の記録", "in our own notes"),
}
LEVELS = {
    Level.STOP: Text("止（リーダーの判断が要る）", "stop (a leader decides)"),
    Level.WARN: Text("注（言い換えをお勧めする）", "warning (a better wording is offered)"),
    Level.NOTE: Text("知（お知らせ）", "note"),
}


@dataclass(frozen=True)
class Form:
    """One way of saying it. unless: excused by its own sentence; near: by its own or the next one."""

    match: re.Pattern[str]
    keys: frozenset[str]
    unless: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Row:
    """One row of the table. levels: mode -> level; a mode that is missing does not ask it.

    sources: rows of the specification it comes from; people read `why`, which says it in words.
    confirmed: the wording that speaks of our own fault, offered only once the cause is confirmed.
    alone: said only of a sentence that nothing else stops: it is mended with the rest.
    """

    id: str
    levels: dict[Mode, Level]
    avoid: Text
    why: Text
    better: Text
    sources: tuple[str, ...] = ()
    confirmed: Text | None = None
    alone: bool = False
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True)
class Hit:
    """What was found. start, end: characters of the text as given; None where something is missing."""

    rule: str
    level: Level
    start: int | None
    end: int | None
    text: str
    why: Text
    better: Text
    sources: tuple[str, ...] = ()
