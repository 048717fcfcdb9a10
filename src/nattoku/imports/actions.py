"""Bringing a former ledger, looking what would become of it, taking it in, taking it back."""

import csv
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.db import connection, transaction

from nattoku.imports import cells, complaints, facts, keeping, moments, parties, rules, tables, taking, undoing
from nattoku.imports.choices import Choices, from_plain, guessed, to_plain
from nattoku.imports.complaints import Entry, Refused
from nattoku.imports.fields import What
from nattoku.imports.house import House
from nattoku.imports.models import Upload, UploadRow
from nattoku.imports.parties import Known
from nattoku.imports.reading import Cell, sheets
from nattoku.ledger.append import append
from nattoku.lib.calendar import Calendar
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.orders import actions as orders
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

BATCH = 20
AT_WORK = ("waiting", "running", "leaving")
TAKEN_IN = (*AT_WORK, "done")
SHOWN = 50
KEPT = timedelta(days=14)  # what was brought and never taken in is forgotten
WITHIN = timedelta(days=5)  # business days until the customers of open entries hear from us: our default
NO_TABLE = Text("{name} に表が見つかりません。", "No table was found in {name}.")
UNKNOWN = Text("その取り込みが見つかりません。", "There is no such import.")
Row = Entry | Known | Refused


def bring(*, name: str, raw: bytes, what: What, by: Person, at: datetime) -> Upload:
    """Read a file and propose what its columns are. Refusal 400 in words when it is no table, 409 when it was taken in."""
    access.allow(by, "imports.take")
    name = clean(Path(name).name or "ledger", Text("ファイル名", "File name"), longest=255)
    digest = hashlib.sha256(raw).hexdigest()
    _refuse_again(digest, what)
    read = sheets(raw, name)
    found = tables.tables(read)
    if not found:
        raise Refusal(NO_TABLE.with_(name=name), status=400)
    place = tables.best(found)
    division = next(iter(people.divisions_of(by.pk)), "") or next((d.pk for d in people.divisions()), "")
    on = Calendar().due(at, WITHIN, business=True).astimezone(TOKYO).date()
    choices = guessed(found[place], what, place=place, division=division, next_contact_on=on)
    Upload.objects.filter(state="choosing", at__lt=at - KEPT).delete()
    return Upload.objects.create(
        id=uuid4().hex,
        what=what.value,
        name=name,
        digest=digest,
        sheets=keeping.packed(read),
        choices=to_plain(choices),
        by=by.pk,
        at=at,
    )


def _refuse_again(digest: str, what: What) -> None:
    earlier = Upload.objects.filter(digest=digest, what=what, state__in=TAKEN_IN).first()
    if earlier is not None:
        raise Refusal(rules.AGAIN.with_(when=when(earlier.at), n=earlier.rows.exclude(of="").count()))


def upload(pk: str, *, by: Person) -> Upload:
    """An import, for somebody who may take ledgers in; Refusal 404 for an unknown one."""
    access.allow(by, "imports.take")
    found = Upload.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def uploads(*, by: Person) -> list[Upload]:
    """The latest imports, for somebody who may take ledgers in."""
    access.allow(by, "imports.take")
    return list(Upload.objects.order_by("-at").defer("sheets")[:SHOWN])


def refuse_taken(one: Upload) -> None:
    """Refused (409) once it is taken in: nothing about how it was read can be changed then."""
    if one.state != "choosing":
        raise Refusal(rules.TAKEN)


def found_tables(one: Upload) -> list[tables.Table]:
    """The tables of what was brought; none once it has been taken in."""
    return tables.tables(keeping.unpacked(bytes(one.sheets))) if one.sheets else []


def choose(one: Upload, choices: Choices, *, by: Person) -> None:
    """How it is to be read. Another table than before is guessed anew."""
    access.allow(by, "imports.take")
    before, found = from_plain(one.choices), found_tables(one)
    if not 0 <= choices.table < len(found):
        raise Refusal(NO_TABLE.with_(name=one.name), status=400)
    if choices.table != before.table or choices.what != before.what or not choices.columns:
        fresh = guessed(
            found[choices.table],
            choices.what,
            place=choices.table,
            division=choices.division,
            next_contact_on=choices.next_contact_on,
        )
        choices = replace(choices, columns=fresh.columns)
    one.what, one.choices = choices.what.value, to_plain(choices)
    Upload.objects.filter(pk=one.pk, state="choosing").update(what=one.what, choices=one.choices)


def read(one: Upload, *, at: datetime) -> Iterator[Row]:
    """Every row as it would be taken: the dry run. Nothing is written."""
    choices = from_plain(one.choices)
    table = found_tables(one)[choices.table]
    if choices.what is What.CUSTOMERS:
        yield from parties.entries(table, choices, today=at.astimezone(TOKYO).date())
    else:
        yield from complaints.entries(table, choices, now=at.astimezone(TOKYO))


@dataclass(frozen=True)
class Looked:
    """What a dry run found. asked: names of which nobody can tell whether they mean one customer -> how many rows."""

    rows: list[Row]
    asked: dict[str, int]

    @property
    def taken(self) -> list[Entry | Known]:
        return [r for r in self.rows if not isinstance(r, Refused)]

    @property
    def refused(self) -> list[Refused]:
        return [r for r in self.rows if isinstance(r, Refused)]

    @property
    def open(self) -> int:
        return sum(isinstance(r, Entry) and r.ended is None for r in self.rows)

    @property
    def satisfied(self) -> int:
        return sum(isinstance(r, Entry) and bool(r.satisfied) for r in self.rows)


def look(one: Upload, *, by: Person, at: datetime) -> Looked:
    """The dry run. Refused (400) while a column that nothing can do without is not chosen."""
    access.allow(by, "imports.take")
    rules.refuse_unmapped(one.what, from_plain(one.choices).columns)
    house = House(by=by, choices=from_plain(one.choices))
    rows = []
    for row in read(one, at=at):
        if isinstance(row, Entry):
            house.contact(row.contact, house.division(row.division, row.assumed), row.assumed)
        if not isinstance(row, Refused):
            house.look(row.party, row.assumed)
        rows.append(row)
    return Looked(rows, dict(house.asked))


def take(one: Upload, *, by: Person, at: datetime) -> None:
    """Let it be taken in: orders at once, everything else by `step`, a few rows at a time."""
    access.allow(by, "imports.take")
    rules.refuse_unmapped(one.what, from_plain(one.choices).columns)
    with transaction.atomic():
        if not Upload.objects.filter(pk=one.pk, state="choosing").update(state="waiting", by=by.pk):
            raise Refusal(rules.UNFINISHED)
        _refuse_twin(one)
        if one.what == What.ORDERS:
            _take_orders(one, by=by, at=at)
            return
        Upload.objects.filter(pk=one.pk).update(total=sum(1 for _ in read(one, at=at)))


def _refuse_twin(one: Upload) -> None:
    twin = Upload.objects.filter(digest=one.digest, what=one.what, state__in=TAKEN_IN)
    if (earlier := twin.exclude(pk=one.pk).first()) is not None:
        raise Refusal(rules.AGAIN.with_(when=when(earlier.at), n=earlier.rows.exclude(of="").count()))


def _take_orders(one: Upload, *, by: Person, at: datetime) -> None:
    """Orders are evidence and no facts: they go the way of every order file, their dates read as everywhere here."""
    choices = from_plain(one.choices)
    table, lines = found_tables(one)[choices.table], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{Path(one.name).stem[:80]}.csv"
        wanted = [c for c in dict.fromkeys(choices.columns) if c]
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(wanted)
            for row in table.rows:
                lines.append(row.number)
                writer.writerow([_order_cell(row.at(choices.columns.index(c)), c, table, at) for c in wanted])
        named = {c: c for c in wanted}
        done = orders.import_csv(file, named, division=choices.division, by=by, at=at)
    why = {lines[r.line - 2]: list(r.why) for r in done.refused if 0 <= r.line - 2 < len(lines)}
    rows = [
        UploadRow(upload=one, line=n, of="" if n in why else "order", said=[why[n]] if n in why else []) for n in lines
    ]
    rows += [UploadRow(upload=one, line=s.number, said=[list(s.why)]) for s in table.skipped]
    UploadRow.objects.bulk_create(rows)
    one.orders = done.hash
    one.save(update_fields=["orders"])
    _finish(one, by=by, at=at)


def _order_cell(cell: Cell, field: str, table: tables.Table, at: datetime) -> str:
    if field in ("number", "customer", "state"):
        return cells.line(cell)
    try:
        read = moments.moment(cell, today=at.astimezone(TOKYO).date(), days_of_1904=table.days_of_1904)
    except moments.NoDate:
        return cells.line(cell)
    if read is None:
        return ""
    return f"{read.day:%Y-%m-%d} {read.clock:%H:%M:%S}" if read.clock else f"{read.day:%Y-%m-%d}"


@dataclass
class _Hand:
    """What this process is taking in just now: read once, the house looked up once for some steps."""

    upload: str
    rows: list[Row]
    house: House
    place: int = 0
    steps: int = 0


_hand: _Hand | None = None


def step(*, at: datetime, told: Callable[[int, int], None] | None = None) -> bool:
    """The next few rows of the oldest import that waits to be taken in, or back; False when nothing waits.

    Each row whole or not at all. told: (rows decided, rows) of what is being taken in.
    """
    if not Upload.objects.filter(state__in=AT_WORK).exists():
        return False
    with transaction.atomic():
        waiting = Upload.objects.filter(state__in=AT_WORK).order_by("at", "pk")
        if connection.vendor == "postgresql":
            waiting = waiting.select_for_update(skip_locked=True)
        one = waiting.first()
        if one is None:
            return False
        if one.state == "leaving":
            undoing.leave(one, at=at)
            return True
        hand = _in_hand(one, at=at)
        some = hand.rows[hand.place : hand.place + BATCH]
        known = set(one.rows.filter(line__in=[r.line for r in some]).values_list("line", flat=True))
        for row in some:
            if row.line not in known:
                _take_row(one, row, hand, at=at)
        hand.place += len(some)
        if hand.place >= len(hand.rows):
            _finish(one, by=hand.house.by, at=at)
        else:
            Upload.objects.filter(pk=one.pk, state="waiting").update(state="running")
    if told:
        told(hand.place, len(hand.rows))
    return True


def _in_hand(one: Upload, *, at: datetime) -> _Hand:
    global _hand
    if _hand is None or _hand.upload != one.pk or _hand.steps % 25 == 0:
        by = people.person(one.by)
        assert by is not None, "whoever takes it in stays in the ledger"
        house = House(by=by, choices=from_plain(one.choices))
        if _hand is not None and _hand.upload == one.pk:
            _hand.house = house
        else:
            _hand = _Hand(one.pk, list(read(one, at=at)), house)
    _hand.steps += 1
    return _hand


def _take_row(one: Upload, row: Row, hand: _Hand, *, at: datetime) -> None:
    if isinstance(row, Refused):
        UploadRow.objects.create(upload=one, line=row.line, said=[list(row.why)])
        return
    by = hand.house.by
    try:
        with transaction.atomic():
            if isinstance(row, Known):
                of, fresh = taking.customer(row, hand.house, by=by, at=at)
                customer = of if fresh else ""
            else:
                of, customer = taking.complaint(row, hand.house, one.pk, by=by, at=at)
            said = [list(a) for a in row.assumed]
            UploadRow.objects.create(upload=one, line=row.line, of=of, customer=customer, said=said)
    except Refusal as refusal:
        hand.house = House(by=by, choices=from_plain(one.choices))  # it may hold what was not kept
        UploadRow.objects.create(upload=one, line=row.line, said=[list(refusal.sentence)])


def _finish(one: Upload, *, by: Person, at: datetime) -> None:
    """The file itself is not kept: what was taken in is in the ledger, what was refused is in the report."""
    taken = one.rows.exclude(of="").count()
    total = one.rows.count()
    told = facts.Finished(
        upload=one.pk, what=one.what, digest=one.digest, name=one.name, taken=taken, refused=total - taken
    )
    append(facts.stream(one.pk), told, by=by.pk, at=at)
    Upload.objects.filter(pk=one.pk).update(state="done", sheets=b"", total=total)
