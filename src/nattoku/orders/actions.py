"""Reading order histories in: row by row, in batches, the same file twice is the same evidence once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

from django.db import transaction

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders import promising, reading, sight, tables
from nattoku.orders.keep import keep_areas, keep_orders, keep_reviews
from nattoku.orders.models import Order, OrderImport
from nattoku.orders.reading import Refused, Row, Unfit
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

BATCH = 1000
KEPT_REFUSALS = 10_000
ENTERED = "画面での入力"
R = TypeVar("R")
Told = Callable[[str, int], None]  # (file name, rows read so far)
Keep = Callable[[list[tuple[int, R]], OrderImport], list[Refused]]

OLIST: Final = (
    "olist_orders_dataset.csv",
    "olist_order_items_dataset.csv",
    "olist_order_reviews_dataset.csv",
    "olist_customers_dataset.csv",
)


@dataclass
class Imported:
    """What became of one file. taken: rows that were taken; known: the same file had been read before."""

    name: str
    hash: str
    rows: int = 0
    refused: list[Refused] = field(default_factory=list)
    known: bool = False

    @property
    def taken(self) -> int:
        return self.rows - len(self.refused)


def import_olist(
    folder: Path, *, division: str = "", told: Told | None = None, by: Person, at: datetime
) -> list[Imported]:
    """The Olist tables of a folder: orders, then sellers and limits, reviews, areas. Refusal 400 without orders.

    division: which division's orders they are, "" for nobody's in particular.
    """
    access.allow(by, "orders.import")
    if not (folder / OLIST[0]).is_file():
        raise Refusal(
            Text("{dir} に {file} がありません。", "There is no {file} in {dir}.").with_(dir=folder, file=OLIST[0]),
            status=400,
        )
    read_order = tables.order_row(tables.OLIST_ORDERS, days_only=True)
    door = _Door(by=by, at=at, told=told)
    done = [door.take(folder / OLIST[0], tuple(tables.OLIST_ORDERS.values()), read_order, _orders(division, once=True))]
    if (folder / OLIST[1]).is_file():
        done.append(
            door.take(folder / OLIST[1], tables.OLIST_ITEMS, tables.limit_row, _orders(division, known_only=True))
        )
    if (folder / OLIST[2]).is_file():
        done.append(door.take(folder / OLIST[2], tables.OLIST_REVIEWS, tables.review_row, keep_reviews))
    if (folder / OLIST[3]).is_file():
        done.append(door.take(folder / OLIST[3], tables.OLIST_CUSTOMERS, tables.area_row, keep_areas))
    return done


def import_csv(
    file: Path,
    columns: Mapping[str, str] | None = None,
    *,
    division: str = "",
    told: Told | None = None,
    by: Person,
    at: datetime,
) -> Imported:
    """One CSV file, an order a row. columns: our field -> the file's column, for those it names otherwise.

    Fields: number, ordered (both needed), customer, state, promised, approved, ship_limit, handed, delivered; and
    area, product, supplier: known when promising.
    """
    access.allow(by, "orders.import")
    named = dict(columns or {})
    if unknown := named.keys() - tables.FIELDS.keys():
        fields = "、".join(tables.FIELDS)
        raise Refusal(
            Text("{u} という項目はありません。使えるのは {f} です。", "There is no field {u}; there are: {f}.").with_(
                u="、".join(sorted(unknown)), f=fields
            ),
            status=400,
        )
    found = tables.columns_of(reading.header(file), named)
    needed = {f: found.get(f) or tables.FIELDS[f].ja for f in ("number", "ordered")} | found
    door = _Door(by=by, at=at, told=told)
    return door.take(file, tuple(needed.values()), tables.order_row(needed), _orders(division, once=True))


def enter(row: tables.OrderRow, *, division: str = "", by: Person, at: datetime) -> Order:
    """An order typed in as it is taken, with what was told of its date at that moment (`Order.odds`).

    It is evidence like a file of one row, and can be taken back like one. Refused: (400) no number, a date that is over,
    no such division; (404) a foreign division; (409) a number that is there.
    """
    access.allow(by, "orders.enter")
    sight.refuse_foreign(division, by=by)
    if division and people.division(division) is None:
        raise Refusal(sight.FOREIGN, status=400)
    if not row.number or len(row.number) > tables.LONGEST_NUMBER:
        raise Refusal(Text("注文番号を入力してください。", "Please give the order's number."), status=400)
    if row.promised_at is not None and row.promised_at <= at:
        raise Refusal(
            Text("お約束の日は、これからの日にしてください。", "The promised date must lie ahead."), status=400
        )
    if row.moments.get("ordered", at) > at:
        raise Refusal(Text("注文日時は、これまでの日時にしてください。", "The order cannot lie ahead."), status=400)
    told = promising.told(row.promised_at, at=at, known={**row.known, "division": division})
    with transaction.atomic():
        if Order.objects.filter(pk=row.number).exists():
            raise Refusal(
                Text("注文番号{n}はすでにあります。", "Order {n} is there already.").with_(n=row.number), status=409
            )
        mark = uuid4().hex
        source = OrderImport.objects.create(
            pk=hashlib.sha256(f"{mark}{row.number}".encode()).hexdigest(),
            name=ENTERED,
            by=by.pk,
            at=at,
            rows=1,
            finished=True,
            version=mark,
        )
        keep_orders([(1, row)], source, division=division, known_only=False)
        Order.objects.filter(pk=row.number).update(odds=told.p if told else None)
    return Order.objects.get(pk=row.number)


def _orders(
    division: str, *, once: bool = False, known_only: bool = False
) -> Callable[[list[tuple[int, tables.OrderRow]], OrderImport], list[Refused]]:
    seen: set[str] = set()

    def keep(batch: list[tuple[int, tables.OrderRow]], source: OrderImport) -> list[Refused]:
        fresh, refused = [], []
        for line, row in batch:
            if once and row.number in seen:
                why = Text("注文番号{n}がこのファイルに二度あります", "order {n} stands in this file twice")
                refused.append(Refused(line, why.with_(n=row.number)))
                continue
            seen.add(row.number)
            fresh.append((line, row))
        return refused + keep_orders(fresh, source, division=division, known_only=known_only)

    return keep


@dataclass
class _Door:
    """Takes one file after another, telling how far it is."""

    by: Person
    at: datetime
    told: Told | None

    def take(self, file: Path, needed: tuple[str, ...], read: Callable[[Row], R], keep: Keep[R]) -> Imported:
        """Read a file in batches. Each batch is kept whole or not at all; a file read before is only counted."""
        digest, encoding = reading.fingerprint(file)
        earlier = OrderImport.objects.filter(pk=digest, finished=True, refused=0, taken_back_at=None).first()
        if earlier is not None:
            return Imported(name=earlier.name, hash=digest, rows=earlier.rows, known=True)
        known = OrderImport.objects.filter(pk=digest, finished=True, taken_back_at=None).exists()
        result = Imported(name=file.name, hash=digest, known=known)
        source, _ = OrderImport.objects.get_or_create(
            pk=digest, defaults={"name": file.name[:255], "by": self.by.pk, "at": self.at}
        )
        if source.taken_back_at is not None:  # brought once more
            source.by, source.at, source.taken_back_at = self.by.pk, self.at, None
            source.save(update_fields=["by", "at", "taken_back_at"])
        for batch in _batches(reading.rows(file, encoding, needed)):
            fit = []
            for one in batch:
                result.rows += 1
                if isinstance(one, Refused):
                    result.refused.append(one)
                    continue
                try:
                    fit.append((one.line, read(one)))
                except Unfit as unfit:
                    result.refused.append(Refused(one.line, unfit.why))
            with transaction.atomic():
                result.refused += keep(fit, source)
                OrderImport.objects.filter(pk=digest).update(version=uuid4().hex)
            if self.told:
                self.told(file.name, result.rows)
        self._finish(source, result)
        return result

    def _finish(self, source: OrderImport, result: Imported) -> None:
        result.refused.sort(key=lambda r: r.line)
        source.rows, source.refused, source.finished = result.rows, len(result.refused), True
        source.refusals = [{"line": r.line, "why": list(r.why)} for r in result.refused[:KEPT_REFUSALS]]
        source.save(update_fields=["rows", "refused", "finished", "refusals"])


def _batches(rows: Iterator[Row | Refused]) -> Iterator[list[Row | Refused]]:
    batch: list[Row | Refused] = []
    for one in rows:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch
