"""Writing what a file tells of orders: a later file's word replaces an earlier one's, and nothing is doubled."""

from collections.abc import Mapping
from datetime import datetime

from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text
from nattoku.orders import taking_back
from nattoku.orders.models import Order, OrderEvent, OrderImport, Review
from nattoku.orders.reading import Refused
from nattoku.orders.tables import OrderRow, ReviewRow
from nattoku.orders.words import ACTIVITIES

NO_ORDER = Text("注文{n}が取り込まれていません", "order {n} has not been imported")


def keep_orders(
    batch: list[tuple[int, OrderRow]], source: OrderImport, *, division: str, known_only: bool
) -> list[Refused]:
    """Keep orders with their events. known_only: rows that only add to orders already there; the others are refused."""
    if known_only:
        known = _known({row.number for _, row in batch})
        refused = [Refused(line, NO_ORDER.with_(n=r.number)) for line, r in batch if r.number not in known]
        _keep_events(_latest([r for _, r in batch if r.number in known], source), source)
        _add_known({r.number: r.known for _, r in reversed(batch) if r.number in known}, "number")
        return refused
    taking_back.remember([row.number for _, row in batch], source)
    told = dict(Order.objects.filter(pk__in=[row.number for _, row in batch]).values_list("pk", "known"))
    orders = [_order(row, source, division, told.get(row.number, {})) for _, row in batch]
    fields = ["customer", "promised_on", "promised_at", "state", "division", "known", "source"]
    Order.objects.bulk_create(orders, update_conflicts=True, unique_fields=["number"], update_fields=fields)
    _keep_events({(r.number, code): at for _, r in batch for code, at in _moments(r).items()}, source)
    return []


def keep_areas(batch: list[tuple[int, OrderRow]], source: OrderImport) -> list[Refused]:
    """Keep where customers live with their orders; a customer without an order here is nothing to refuse."""
    _add_known({r.customer: r.known for _, r in batch}, "customer")
    return []


def keep_reviews(batch: list[tuple[int, ReviewRow]], source: OrderImport) -> list[Refused]:
    """Keep what customers wrote; refused when the order is not there."""
    known = _known({row.number for _, row in batch})
    found = {
        (r.number, r.ref): Review(
            order_id=r.number, ref=r.ref, score=r.score, title=r.title, words=r.words, at=r.at, source=source
        )
        for _, r in batch
        if r.number in known
    }
    fields = ["score", "title", "words", "at", "source"]
    Review.objects.bulk_create(
        found.values(), update_conflicts=True, unique_fields=["order", "ref"], update_fields=fields
    )
    return [Refused(line, NO_ORDER.with_(n=r.number)) for line, r in batch if r.number not in known]


def _order(row: OrderRow, source: OrderImport, division: str, told: Mapping[str, str]) -> Order:
    promised = row.promised_at
    return Order(
        number=row.number,
        customer=row.customer,
        promised_at=promised,
        promised_on=promised.astimezone(TOKYO).date() if promised else None,
        state=row.state,
        division=division,
        known={**told, **row.known},
        source=source,
    )


def _moments(row: OrderRow) -> dict[str, datetime]:
    return dict(row.moments) | ({"promised": row.promised_at} if row.promised_at else {})


def _latest(rows: list[OrderRow], source: OrderImport) -> dict[tuple[str, str], datetime]:
    """An order of several items is ready with its last one: the latest limit counts, also over batches of one file."""
    found: dict[tuple[str, str], datetime] = {}
    for row in rows:
        for code, at in row.moments.items():
            found[row.number, code] = max(found.get((row.number, code), at), at)
    earlier = OrderEvent.objects.filter(source=source, order_id__in={n for n, _ in found})
    for number, code, at in earlier.values_list("order_id", "code", "at"):
        if (number, code) in found:
            found[number, code] = max(found[number, code], at)
    return found


def _keep_events(moments: dict[tuple[str, str], datetime], source: OrderImport) -> None:
    events = [
        OrderEvent(
            order_id=number,
            process=ACTIVITIES[code].process,
            code=code,
            role=ACTIVITIES[code].role,
            planned=ACTIVITIES[code].planned,
            at=at,
            source=source,
        )
        for (number, code), at in moments.items()
    ]
    fields = ["process", "role", "planned", "at", "source"]
    OrderEvent.objects.bulk_create(events, update_conflicts=True, unique_fields=["order", "code"], update_fields=fields)


def _add_known(told: Mapping[str, Mapping[str, str]], by: str) -> None:
    """What further tables know of the orders with this number, or of this customer; nothing else of them changes."""
    orders = list(Order.objects.filter(**{f"{by}__in": [name for name, known in told.items() if known]}))
    for order in orders:
        order.known = order.known | dict(told[getattr(order, by)])
    Order.objects.bulk_update(orders, ["known"])


def _known(numbers: set[str]) -> set[str]:
    return set(Order.objects.filter(pk__in=numbers).values_list("pk", flat=True))
