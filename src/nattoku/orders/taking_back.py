"""A file of orders taken back: every order stands again as it stood before, what a later file said stays."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from nattoku.orders.models import Order, OrderBefore, OrderEvent, OrderImport, Review
from nattoku.orders.standing import State, without
from nattoku.people import access
from nattoku.people.models import Person

BATCH = 500
_ORDER = ("customer", "promised_on", "promised_at", "state", "division", "known", "odds", "source_id")
_EVENT = ("process", "role", "planned", "at", "source_id")


@dataclass(frozen=True)
class TakenBack:
    """count: orders that stand as before, or are gone; kept: orders that stayed as they are."""

    count: int
    kept: int


def take_back(source: str, *, keep: Collection[str], by: Person, at: datetime) -> TakenBack:
    """Take back what a file said. source: its hash; unknown, or taken back before, is nothing to do.

    keep: numbers of orders that stay whatever the file was, because a case rests on them.
    """
    access.allow(by, "orders.import")
    with transaction.atomic():
        told = OrderImport.objects.filter(pk=source, taken_back_at=None)
        if not told.update(taken_back_at=at, version=uuid4().hex):
            return TakenBack(0, 0)
        touched = _touched(source)
        numbers = sorted(touched - set(keep))
        for i in range(0, len(numbers), BATCH):
            _take_back(numbers[i : i + BATCH], source)
        Review.objects.filter(source=source).exclude(order__in=keep).delete()
        return TakenBack(len(numbers), len(touched) - len(numbers))


def _touched(source: str) -> set[str]:
    """Orders of which the file said something that stands, or that a later file found standing."""
    return {
        *Order.objects.filter(source=source).values_list("pk", flat=True),
        *OrderEvent.objects.filter(source=source).values_list("order_id", flat=True),
        *OrderBefore.objects.filter(files__contains=source).values_list("number", flat=True),
    }


def _take_back(numbers: Sequence[str], source: str) -> None:
    before = dict(OrderBefore.objects.filter(source=source, number__in=numbers).values_list("number", "told"))
    gone, changed = [], {}
    for number, state in states(numbers).items():
        found = without(state, source, before.get(number))
        if found is None:
            gone.append(number)
        else:
            changed[number] = found
    OrderEvent.objects.filter(order_id__in=numbers, source=source).delete()
    Order.objects.filter(pk__in=gone).delete()
    _put(changed)
    OrderBefore.objects.filter(source=source, number__in=numbers).delete()
    for later in OrderBefore.objects.filter(number__in=numbers):
        _rewrite(later, without(later.told, source, before.get(later.number)))


def _rewrite(later: OrderBefore, told: State | None) -> None:
    """What a later file found when it was read, had this one never been there."""
    if told is None:
        later.delete()
    elif told != later.told:
        later.told, later.files = told, _files(told)
        later.save()


def remember(numbers: Sequence[str], source: OrderImport) -> None:
    """Keep what stands of these orders before a file is read over it; what the same file said before is not kept."""
    rows = [
        OrderBefore(source=source, number=number, told=state, files=_files(state))
        for number, state in states(numbers).items()
        if state["order"]["source"] != source.pk
    ]
    OrderBefore.objects.bulk_create(rows, ignore_conflicts=True)


def _files(state: State) -> str:
    return " ".join(sorted({state["order"]["source"], *(e["source"] for e in state["events"].values())}))


def states(numbers: Sequence[str]) -> dict[str, State]:
    """What stands of each of these orders, as plain values."""
    found: dict[str, State] = {}
    for number, *values in Order.objects.filter(pk__in=numbers).values_list("pk", *_ORDER):
        found[number] = {"order": _plain(_ORDER, values), "events": {}}
    for number, code, *values in OrderEvent.objects.filter(order_id__in=numbers).values_list(
        "order_id", "code", *_EVENT
    ):
        found[number]["events"][code] = _plain(_EVENT, values)
    return found


def _plain(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    told = {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in zip(names, values, strict=True)}
    return {"source" if n == "source_id" else n: v for n, v in told.items()}


def _put(changed: dict[str, State]) -> None:
    orders = [_order(number, state["order"]) for number, state in changed.items()]
    Order.objects.bulk_create(
        orders, update_conflicts=True, unique_fields=["number"], update_fields=[n.removesuffix("_id") for n in _ORDER]
    )
    events = [
        OrderEvent(order_id=number, code=code, source_id=e["source"], **_fields(e))
        for number, state in changed.items()
        for code, e in state["events"].items()
    ]
    OrderEvent.objects.bulk_create(
        events,
        update_conflicts=True,
        unique_fields=["order", "code"],
        update_fields=[n.removesuffix("_id") for n in _EVENT],
    )


def _order(number: str, told: dict[str, Any]) -> Order:
    return Order(number=number, source_id=told["source"], **_fields(told))


def _fields(told: dict[str, Any]) -> dict[str, Any]:
    read = {n: v for n, v in told.items() if n != "source"}
    for name in ("promised_at", "at"):
        if read.get(name):
            read[name] = datetime.fromisoformat(read[name])
    if read.get("promised_on"):
        read["promised_on"] = datetime.fromisoformat(read["promised_on"]).date()
    return read
