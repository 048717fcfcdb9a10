"""The line of the day, the marks, and the points with the rules of the tone check that hold them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nattoku.credo import facts, rules
from nattoku.credo.words import POINTS, Point
from nattoku.ledger.append import history, read
from nattoku.ledger.models import FactRow
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.words.tone.reading import everything
from nattoku.words.tone.row import Row


def credo() -> tuple[Text, ...]:
    """The credo in force."""
    rows = FactRow.objects.filter(stream=facts.COMPANY, kind="credo.decided").order_by("seq")
    return rules.credo_of(list(read(rows)))


@dataclass(frozen=True)
class Today:
    """The line of the day and whether this person has read it."""

    number: int
    line: Text
    day: date
    read: bool


def today(by: Person, *, at: datetime) -> Today:
    """For this person."""
    access.allow(by, "credo.see")
    day = rules.today(at)
    number, line = rules.line_of(credo(), day)
    marks = FactRow.objects.filter(
        stream=facts.DAILY, kind="credo.read", actor=by.pk, happened_at__gte=at - timedelta(days=2)
    )
    seen = any(isinstance(r.fact, facts.LineRead) and r.fact.on == day for r in read(marks.order_by("id")))
    return Today(number, line, day, seen)


def days_with_mark(*, at: datetime, days: int = 30) -> tuple[int, int]:
    """(days of these on which somebody read the line, those on which it was said together); never by person."""
    since = at - timedelta(days=days)
    rows = read(FactRow.objects.filter(stream=facts.DAILY, kind="credo.read", happened_at__gte=since).order_by("id"))
    marks = [r.fact for r in rows if isinstance(r.fact, facts.LineRead)]
    return len({m.on for m in marks}), len({m.on for m in marks if m.aloud})


def mine(by: Person, *, at: datetime) -> rules.Mine:
    """What this person keeps for themself. Nobody else's is ever asked for."""
    return rules.mine_of(history(facts.of_person(by.pk)), at=at)


@dataclass(frozen=True)
class Held:
    """A point and the rows of the tone check that hold it in what goes out."""

    point: Point
    rows: list[Row]


def points() -> list[Held]:
    """The thirteen."""
    return [Held(p, [row for row in everything() if _of(row.id, p.tone)]) for p in POINTS]


def _of(rule: str, tone: tuple[str, ...]) -> bool:
    return rule in tone or rule.rstrip("0123456789") in tone
