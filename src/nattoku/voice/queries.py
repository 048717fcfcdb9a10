"""Ideas, newest first, and the hints of visits that are none yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nattoku.cases import queries as cases
from nattoku.ledger.append import history, read
from nattoku.ledger.facts import History, Recorded
from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.visits import rules as visits
from nattoku.voice import facts, rules

PAGE = 100
UNKNOWN = Text("そのお声が見つかりません。", "There is no such idea.")


def idea(no: int | str, *, by: Person) -> rules.Idea:
    """One idea. Refused (404) when there is none of this number."""
    access.allow(by, "voice.see")
    past = history(facts.stream(no)) if str(no).isdecimal() else []
    if not past:
        raise Refusal(UNKNOWN, status=404)
    return rules.idea_of(past)


def ideas(by: Person, *, before: int = 0) -> list[rules.Idea]:
    """Everybody's ideas, the newest first, 100 at a time; the words are for the whole company (S004-1.1.2)."""
    access.allow(by, "voice.see")
    heard = FactRow.objects.filter(kind="voice.heard").order_by("-id")
    streams = list((heard.filter(id__lt=before) if before else heard).values_list("stream", flat=True)[:PAGE])
    return _folded(read(FactRow.objects.filter(stream__in=streams).order_by("id")))[::-1]


def _folded(recorded: Iterable[Recorded]) -> list[rules.Idea]:
    streams: dict[str, History] = {}
    for one in recorded:
        streams.setdefault(one.stream, []).append(one)
    return [rules.idea_of(past) for past in streams.values()]


@dataclass(frozen=True)
class Hint:
    """Something a customer taught us at a visit, which is no idea yet."""

    case: int
    visit: int
    number: int
    words: str
    at: datetime


def hints(by: Person, *, limit: int = 20) -> list[Hint]:
    """What customers taught us at visits and nobody has taken up as an idea, the newest first."""
    taken = {
        (f.case, f.visit, f.hint)
        for r in read(FactRow.objects.filter(kind="voice.heard"))
        if isinstance(f := r.fact, facts.Heard) and f.hint
    }
    rows = FactRow.objects.filter(kind="visits.made").order_by("-id")[: limit * 5]
    numbers = list(dict.fromkeys(cases.no_of(s) for s in rows.values_list("stream", flat=True)))
    seen = set(cases.visible_cases(by).filter(pk__in=numbers, ring_fenced=False).values_list("pk", flat=True))
    found = [hint for no in numbers if no in seen for hint in _hints(no) if (no, hint.visit, hint.number) not in taken]
    return found[:limit]


def _hints(no: int) -> list[Hint]:
    past = history(f"case:{no}")
    at = past[-1].happened_at
    return [
        Hint(no, number, hint.number, hint.words, at)
        for number, visit in visits.visits_of(past).by_number.items()
        for hint in visit.hints
    ]
