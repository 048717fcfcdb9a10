"""What other rooms and the doors may ask of the drill."""

from datetime import timedelta

from nattoku.cases import queries as cases
from nattoku.cases import timeline
from nattoku.cases.models import Case
from nattoku.cases.rules import CaseState
from nattoku.causes import words
from nattoku.causes.drill import Drill, drill_of
from nattoku.causes.standards import KEYS, OURS, Standards
from nattoku.people.models import Person
from nattoku.policies import queries as policies

for _choices in (words.PROCESSES, words.VERDICTS, words.LOOKED):
    timeline.name_choices(dict(_choices))


def standards() -> Standards:
    """How long things may take, as decided, or by our defaults."""

    def limit(name: str, ours: timedelta) -> timedelta:
        return timedelta(minutes=policies.limit(KEYS[name], int(ours.total_seconds() // 60)))

    return Standards(**{name: limit(name, getattr(OURS, name)) for name in KEYS})


def drilled(no: int | str, *, by: Person) -> tuple[Case, CaseState, Drill]:
    """The drill of a case this person may see."""
    case, past, state = cases.opened(no, by=by)
    return case, state, drill_of(past, standards())
