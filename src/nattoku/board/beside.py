"""What stands beside one's day: the line of the day, this month's duties, what single customers are due."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from nattoku.credo import queries as credo
from nattoku.duties import queries as duties
from nattoku.duties.rules import Line
from nattoku.ledger.models import FactRow
from nattoku.lib.clock import TOKYO
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.signs import queries as signs

SHOWN = 5


@dataclass(frozen=True)
class Beside:
    """today: the line of the day. due: the duties of one's own divisions, the soonest first; more: how many others.

    customers: what one owes single customers now. signs: whom to ask how they are. look: the half-yearly look at oneself is due.
    """

    today: credo.Today
    due: list[Line]
    more: int
    customers: list[duties.Row]
    signs: list[signs.Row]
    look: bool


def version(*, at: datetime) -> str:
    """What is shown is as new as this: the day, and the last fact of a room that speaks here."""
    of_rooms = (
        Q(kind__startswith="duties.")
        | Q(kind__startswith="credo.")
        | Q(kind__startswith="clubs.")
        | Q(kind__startswith="signs.")
    )
    last = FactRow.objects.filter(of_rooms).aggregate(last=Max("id"))["last"] or 0
    return f"{at.astimezone(TOKYO).date()}-{last}"


def beside(by: Person, *, at: datetime) -> Beside:
    """For this person; nothing of it is anybody else's."""
    lines = duties.own_lines(by, at=at)
    soon = [row for row in duties.owed(by, at=at, mine=True) if row.state != "open"]
    look = access.may(by, "credo.practise") and credo.mine(by, at=at).looked is None
    return Beside(
        credo.today(by, at=at),
        lines[:SHOWN],
        max(0, len(lines) - SHOWN),
        soon[:SHOWN],
        signs.rows(by, at=at, mine=True)[:SHOWN],
        look,
    )
