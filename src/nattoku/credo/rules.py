"""Which line is today's, whether the self-check is due, and what has been practised. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nattoku.credo import facts
from nattoku.credo.words import ANSWERS, LINES, POINTS
from nattoku.ledger.facts import History
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


def credo_of(history: History) -> tuple[Text, ...]:
    """The company's credo in force; ours until the representative writes it."""
    found = [r.fact for r in history if isinstance(r.fact, facts.CredoDecided)]
    if not found:
        return LINES
    last = found[-1]
    return tuple(Text(ja, en or ja) for ja, en in zip(last.lines, last.lines_en, strict=True)) or LINES


def line_of(credo: Sequence[Text], day: date) -> tuple[int, Text]:
    """The line of a day, each in turn: (its number from 1, its words)."""
    at = day.toordinal() % len(credo)
    return at + 1, credo[at]


def today(at: datetime) -> date:
    """The day it is in Tokyo."""
    return at.astimezone(TOKYO).date()


def half(day: date) -> date:
    """The first day of the half-year."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


@dataclass(frozen=True)
class Mine:
    """What a person keeps for themself. looked: the self-check of this half-year; practised: points done right."""

    looked: facts.LookedAt | None
    before: list[facts.LookedAt]
    practised: frozenset[int]

    @property
    def left(self) -> list[int]:
        return [p.number for p in POINTS if p.number not in self.practised]


def mine_of(history: History, *, at: datetime) -> Mine:
    """What this person's own stream says."""
    looked = [r.fact for r in history if isinstance(r.fact, facts.LookedAt)]
    now = [one for one in looked if one.half == half(today(at))]
    right = {r.fact.point for r in history if isinstance(r.fact, facts.Practised) and r.fact.right}
    return Mine(now[-1] if now else None, looked, frozenset(right))


def refuse_gaps(answers: Sequence[int]) -> None:
    """Refused (400) unless every one of the thirteen is answered."""
    if len(answers) != len(POINTS) or any(a not in ANSWERS for a in answers):
        raise Refusal(Text("十三の項目すべてにお答えください。", "Please answer all thirteen points."), status=400)


def refuse_empty(lines: Sequence[str], lines_en: Sequence[str]) -> None:
    """Refused (400) for a credo without a line, or with more lines in one language than in the other."""
    if not lines or len(lines) > 60 or len(lines) != len(lines_en):
        raise Refusal(
            Text("日本語と英語を、同じ行数で書いてください。", "Please write as many lines in English as in Japanese."),
            status=400,
        )


def first_said(number: int, day: date) -> bool:
    """Whether the wording we say stands first today: it changes, so that nobody learns the place by heart."""
    return (number * 7 + day.toordinal()) % 2 == 0
