"""Purchases as evidence: by file, by the API, or from the orders that were imported anyway."""

import hashlib
import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

import numpy as np
from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders.models import OrderEvent
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.signs import databases
from nattoku.signs.models import Purchase, PurchaseFile
from nattoku.silence import purchases as reading
from nattoku.silence.purchases import Purchases

LARGEST = 100 * 1024 * 1024
BATCH = 5000
INSERT = "INSERT INTO signs_purchase (ref, day, amount, source_id) VALUES (%s, %s, %s, %s)"
NOTHING = Text("お買い上げとして読める行がありません。", "There is no line in it that can be read as a purchase.")


@dataclass(frozen=True)
class Bought:
    """One purchase as a client hands it in. customer: the number of our card, or its name. amount: yen, or any unit."""

    customer: str
    on: date
    amount: float


def take_file(*, name: str, raw: bytes, by: Person, at: datetime) -> PurchaseFile:
    """Keep the purchases of a CSV; the same file again is the same evidence once. Refusal 400 where none can be read."""
    access.allow(by, "signs.import")
    if len(raw) > LARGEST:
        raise Refusal(Text("ファイルが大きすぎます（100MBまで）。", "The file is too large (100 MB)."), status=400)
    digest = hashlib.sha256(raw).hexdigest()
    if known := PurchaseFile.objects.filter(pk=digest).first():
        return known
    read = reading.read(raw, at.astimezone(TOKYO).date())
    if not len(read.day):
        raise Refusal(NOTHING, status=400)
    rows = zip(read.customer, read.day, read.amount, strict=True)
    bought = (Bought(read.customers[c], date.fromordinal(int(d)), float(a)) for c, d, a in rows)
    return _keep(digest, name, bought, len(read.day), read.left_out, by=by, at=at)


def take_database(address: str, query: str, *, by: Person, at: datetime) -> PurchaseFile:
    """Keep what a query gives of the company's own database, in the place of what it gave before: a query tells all that
    was bought, time after time. Nothing is replaced where it gives nothing. Refusal 400 with what the database said.
    """
    access.allow(by, "signs.import")
    name, raw = databases.called(address), databases.fetched(address, query)
    with transaction.atomic():
        kept = take_file(name=name, raw=raw, by=by, at=at)
        PurchaseFile.objects.filter(name=name).exclude(pk=kept.pk).delete()
    return kept


def take(bought: Sequence[Bought], *, by: Person, at: datetime) -> PurchaseFile:
    """Keep purchases handed in one by one (the API). Refused (400) with a day ahead or a name that is none."""
    access.allow(by, "signs.import")
    today = at.astimezone(TOKYO).date()
    for one in bought:
        if (
            not one.customer.strip()
            or reading.control(one.customer)
            or len(one.customer) > 200
            or one.on > today
            or not 0 <= one.amount < 1e12
        ):
            raise Refusal(
                Text(
                    "お客様、日付（今日まで）、金額（0以上）をお確かめください。",
                    "Please check customer, date and amount.",
                ),
                status=400,
            )
    if not bought:
        raise Refusal(NOTHING, status=400)
    plain = json.dumps([[b.customer, b.on.isoformat(), b.amount] for b in bought]).encode()
    digest = hashlib.sha256(plain).hexdigest()
    known = PurchaseFile.objects.filter(pk=digest).first()
    return known or _keep(digest, "API", bought, len(bought), [], by=by, at=at)


def _keep(
    digest: str,
    name: str,
    bought: Iterable[Bought],
    count: int,
    left_out: list[tuple[int, Text]],
    *,
    by: Person,
    at: datetime,
) -> PurchaseFile:
    told = [[number, why.ja, why.en] for number, why in left_out[:1000]]
    with transaction.atomic():
        source = PurchaseFile.objects.create(hash=digest, name=name[:255], by=by.pk, at=at, rows=count, left_out=told)
        rows = ((b.customer.strip()[:200], b.on.isoformat(), b.amount, digest) for b in bought)
        with connection.cursor() as cursor:  # a million rows: a model of each takes ten times as long
            while batch := list(islice(rows, BATCH)):
                cursor.executemany(INSERT, batch)
    return source


def remove(digest: str, *, by: Person) -> None:
    """A file brought in by mistake: its purchases go with it. Refusal 404 for an unknown one."""
    access.allow(by, "signs.import")
    if not PurchaseFile.objects.filter(pk=digest).exists():
        raise Refusal(Text("そのファイルはありません。", "There is no such file."), status=404)
    PurchaseFile.objects.filter(pk=digest).delete()


def gathered(as_of: date) -> tuple[Purchases, str]:
    """(everything bought until that day, "purchases" or "orders"). Orders tell no amount: each counts as one."""
    if Purchase.objects.exists():
        written = Purchase.objects.filter(day__lte=as_of).order_by("pk").annotate(on=Cast("day", TextField()))
        return _arrays(written.values_list("ref", "on", "amount").iterator(chunk_size=20_000)), "purchases"
    events = OrderEvent.objects.filter(code="ordered").exclude(order__customer="").order_by("pk")
    said = events.values_list("order__customer", "at").iterator(chunk_size=20_000)
    plain = ((who, at.astimezone(TOKYO).date(), 1.0) for who, at in said)
    return _arrays((who, day.isoformat(), amount) for who, day, amount in plain if day <= as_of), "orders"


def _arrays(rows: Iterable[tuple[str, str, float]]) -> Purchases:
    """rows: (customer, YYYY-MM-DD, amount). A day is read once, however many bought on it."""
    known: dict[str, int] = {}
    days: dict[str, int] = {}
    who, on, amounts = array("q"), array("q"), array("d")
    for ref, day, amount in rows:
        who.append(known.setdefault(ref, len(known)))
        number = days.get(day)
        if number is None:
            number = days[day] = date.fromisoformat(day).toordinal()
        on.append(number)
        amounts.append(amount)
    return Purchases(list(known), np.array(who, np.int64), np.array(on, np.int64), np.array(amounts, np.float64), [])
