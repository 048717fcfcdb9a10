"""Taking an import back as facts: a few rows at once, the rest by the worker, so that nobody waits for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nattoku.cases import queries as cases
from nattoku.cases.facts import OrderCited
from nattoku.customers.facts import stream as customer_stream
from nattoku.imports import facts, rules
from nattoku.imports.fields import What
from nattoku.imports.models import Upload
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history, read
from nattoku.ledger.facts import New, Settlement
from nattoku.ledger.models import FactRow
from nattoku.lib.text import Text, clean
from nattoku.orders import taking_back
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

BATCH = 20
AT_ONCE = 100  # rows: no more than a second or two
REASON = Text("理由", "Reason")
_OF_AN_IMPORT = ("customers.registered", "customers.contract_recorded")


@dataclass(frozen=True)
class TakenBack:
    """What an undo did so far. kept: what stayed, because somebody had worked on it since; over: nothing is left to do."""

    count: int
    kept: int
    over: bool = True


def undo(one: Upload, *, reason: str, by: Person, at: datetime) -> TakenBack:
    """Take an import back, as facts: its cases and customers are in no list any more, the ledger keeps what was done.

    A case that somebody has written to since stays, and so does a customer who is named elsewhere, and an order that a
    case rests on; any other order stands as it stood before the file was read. What is more than some rows is taken
    back by the worker (state leaving). Refused (409) while it is being taken in, and once it was taken back.
    """
    access.allow(by, "imports.take")
    reason = clean(reason, REASON, longest=500)
    with transaction.atomic():
        begun = Upload.objects.filter(pk=one.pk, state="done").update(state="leaving", reason=reason, by=by.pk)
        if not begun:
            rules.refuse_undo(Upload.objects.get(pk=one.pk).state)
        one.refresh_from_db()
        if one.what == What.ORDERS:
            return _undo_orders(one, by=by, at=at)
        if one.rows.exclude(of="").count() <= AT_ONCE:
            while not leave(one, at=at):
                pass
    one.refresh_from_db()
    return told(one)


def told(one: Upload) -> TakenBack:
    """How far it is."""
    back = one.rows.exclude(back="")
    return TakenBack(back.filter(back="gone").count(), back.filter(back="kept").count(), over=one.state == "undone")


def outcome(one: Upload) -> facts.Undone | None:
    """What its taking back came to, as the ledger has it; None while it stands."""
    return next((r.fact for r in reversed(history(facts.stream(one.pk))) if isinstance(r.fact, facts.Undone)), None)


def leave(one: Upload, *, at: datetime) -> bool:
    """Take the next few rows back; True when none is left. First all cases, then the customers they named."""
    by = people.person(one.by)
    assert by is not None, "whoever takes it back stays in the ledger"
    fact = facts.TakenBack(upload=one.pk, reason=one.reason)
    rows = list(one.rows.exclude(of="").filter(back="").order_by("line")[:BATCH])
    for row in rows:
        if one.what == What.COMPLAINTS:
            gone = _case(int(row.of), fact, by=by, at=at)
        else:
            gone = bool(row.customer) and _customer(row.customer, fact, by=by, at=at)
            row.customer = ""
        row.back = "gone" if gone else "kept"
        row.save(update_fields=["back", "customer"])
    if rows:
        return False
    named = list(one.rows.exclude(customer="").order_by("line")[:BATCH])
    for row in named:
        _customer(row.customer, fact, by=by, at=at)
        row.customer = ""
        row.save(update_fields=["customer"])
    if not named:
        _over(one, told(one), by=by, at=at)
    return not named


def _over(one: Upload, done: TakenBack, *, by: Person, at: datetime) -> None:
    undone = facts.Undone(upload=one.pk, count=done.count, kept=done.kept, reason=one.reason)
    append(facts.stream(one.pk), undone, by=by.pk, at=at)
    Upload.objects.filter(pk=one.pk).update(state="undone", reason="")


def _undo_orders(one: Upload, *, by: Person, at: datetime) -> TakenBack:
    cited = read(FactRow.objects.filter(kind=OrderCited.kind))
    keep = {r.fact.order for r in cited if isinstance(r.fact, OrderCited)}
    back = taking_back.take_back(one.orders, keep=keep, by=by, at=at)
    done = TakenBack(back.count, back.kept)
    _over(one, done, by=by, at=at)
    return done


def _case(no: int, back: facts.TakenBack, *, by: Person, at: datetime) -> bool:
    case = cases.case(no)
    if case is None:
        return False
    past = history(case.stream)
    over = next(r.seq for r in past if isinstance(r.fact, facts.TakenOver))
    if any(r.seq > over and not r.kind.startswith(("imports.", "deadlines.")) for r in past):
        return False
    settles = tuple(Settlement(promise=p.pk, outcome="released") for p in promises.open_promises(case.stream))
    append(case.stream, New(fact=back, settles=settles), by=by.pk, at=at)
    return True


def _customer(pk: str, back: facts.TakenBack, *, by: Person, at: datetime) -> bool:
    stream = customer_stream(pk)
    past = history(stream)
    if cases.of_customer(pk) or any(r.kind not in _OF_AN_IMPORT for r in past):
        return False
    append(stream, back, by=by.pk, at=at)
    return True
