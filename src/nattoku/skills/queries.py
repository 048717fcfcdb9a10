"""A person's own skills, and how many of all people know and use each."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Max, QuerySet

from nattoku.ledger.append import history, read
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import FactRow
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.skills import facts, rules
from nattoku.skills.words import SKILLS

_SEEN = sorted({kind for one in SKILLS.values() for kind in one.seen_in})


def mine(by: Person) -> list[rules.Mine]:
    """What this person knows and has used. There is no query that takes another person."""
    access.allow(by, "skills.see")
    return rules.mine_of(history(facts.of_person(by.pk)), _done(FactRow.objects.filter(actor=by.pk)).get(by.pk, []))


def counted() -> list[rules.Counted]:
    """How many know and use each skill; nothing where so few work here that it would be somebody."""
    said: dict[str, list[Recorded]] = defaultdict(list)
    for recorded in read(FactRow.objects.filter(kind__in=("skills.known", "skills.used")).order_by("id")):
        said[recorded.by].append(recorded)
    done = _done(FactRow.objects.all())
    staff = [p.pk for p in people.everyone() if access.may(p, "skills.see")]
    return rules.counted(rules.mine_of(said[pk], done.get(pk, [])) for pk in staff)


def _done(rows: "QuerySet[FactRow]") -> dict[str, list[tuple[str, datetime]]]:
    """actor -> (kind, when last) of what shows that a skill was used; a report counts where the customer saw it made."""
    found: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    others = rows.filter(kind__in=[k for k in _SEEN if k != "reports.told_leader"])
    for actor, kind, moment in others.values_list("actor", "kind").annotate(last=Max("happened_at")).order_by():
        found[actor].append((kind, moment))
    told = rows.filter(kind="reports.told_leader").order_by("id")
    for recorded in read(told):
        if getattr(recorded.fact, "in_presence", None):
            found[recorded.by].append((recorded.kind, recorded.happened_at))
    return found
