"""What a sheet is made of, as somebody may read it; what one entry has written already."""

from dataclasses import dataclass

from nattoku.cases import queries as cases
from nattoku.cases import timeline
from nattoku.ledger import queries as promises
from nattoku.lib.text import Text
from nattoku.notices.models import Notice
from nattoku.notices.queries import STATES
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.prints.sheet import Case, Owed

_UNTOLD = ("deadlines.reminded", "deadlines.reminder_told", "deadlines.escalation_told", "notices.delivered")
_OUTCOMES = {
    "open": Text("お約束中", "owed"),
    "kept": Text("果たしました", "kept"),
    "done": Text("果たしました", "kept"),
    "late": Text("遅れて果たしました", "kept late"),
    "moved": Text("ご了承を得て変更", "moved with consent"),
    "released": Text("取り下げ", "released"),
}


@dataclass(frozen=True)
class Post:
    """One message that the entry wrote. state: what became of it."""

    to: str
    subject: str
    body: str
    state: Text


def case(no: int | str, *, by: Person) -> Case:
    """A case as it is printed; paper leaves the house, so a viewer prints none (403)."""
    row, past, state = cases.opened(no, by=by, act="cases.write")
    owners = {str(getattr(r.fact, "owner", "")) for r in past}
    owed = [
        Owed(
            promises.what(p), p.due_at, p.to == "customer", p.outcome not in ("moved", "released"), _OUTCOMES[p.outcome]
        )
        for p in promises.promises(row.stream)
    ]
    return Case(
        no=row.no,
        state=state,
        past=past,
        names=people.names({past[0].by, *owners}),
        lines=timeline.lines([r for r in past if r.kind not in _UNTOLD]),
        owed=sorted(owed, key=lambda one: one.due_at),
    )


def posts(no: int) -> list[Post]:
    """What went to the rooms and the people of this case, the oldest first: written by nobody."""
    found = Notice.objects.filter(stream=f"case:{no}", kind__in=("cases.received", "reports.shared")).order_by("id")
    names = {f"division:{d.pk}": d.name for d in people.divisions()}
    persons = people.names({n.to.removeprefix("person:") for n in found if n.to.startswith("person:")})
    return [
        Post(names.get(n.to) or persons.get(n.to.removeprefix("person:"), ""), n.subject, n.body, STATES[n.state])
        for n in found
    ]
