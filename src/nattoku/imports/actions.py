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

from nattoku.cases import queries as cases
from nattoku.customers.facts import stream as customer_stream
from nattoku.imports import cells, complaints, facts, keeping, moments, parties, rules, tables, taking
from nattoku.imports.choices import Choices, from_plain, guessed, to_plain
from nattoku.imports.complaints import Entry, Refused
from nattoku.imports.fields import What
from nattoku.imports.house import House
from nattoku.imports.models import Upload, UploadRow
from nattoku.imports.parties import Known
from nattoku.imports.reading import Cell, sheets
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import New, Settlement
from nattoku.lib.calendar import Calendar
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.orders import actions as orders
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

BATCH = 20
KEPT = timedelta(days=14)  # what was brought and never taken in is forgotten
WITHIN = timedelta(days=5)  # business days until the customers of open entries hear from us: our default
NO_TABLE = Text("{name} に表が見つかりません。", "No table was found in {name}.")
UNKNOWN = Text("その取り込みが見つかりません。", "There is no such import.")
REASON = Text("理由", "Reason")
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
    earlier = Upload.objects.filter(digest=digest, what=what, state__in=("waiting", "running", "done")).first()
    if earlier is not None:
        raise Refusal(rules.AGAIN.with_(when=when(earlier.at), n=earlier.rows.exclude(of="").count()))


def upload(pk: str, *, by: Person) -> Upload:
    """An import, for somebody who may take ledgers in; Refusal 404 for an unknown one."""
    access.allow(by, "imports.take")
    found = Upload.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


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
    """What a dry run found."""

    rows: list[Row]

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
    house = House(by=by, division=from_plain(one.choices).division)
    rows = []
    for row in read(one, at=at):
        if isinstance(row, Entry):
            house.contact(row.contact, house.division(row.division, row.assumed), row.assumed)
        rows.append(row)
    return Looked(rows)


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
    twin = Upload.objects.filter(digest=one.digest, what=one.what, state__in=("waiting", "running", "done"))
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
    """Take in the next few rows of the oldest waiting import; False when nothing waits. Each row whole or not at all."""
    if not Upload.objects.filter(state__in=("waiting", "running")).exists():
        return False
    with transaction.atomic():
        waiting = Upload.objects.filter(state__in=("waiting", "running")).order_by("at", "pk")
        if connection.vendor == "postgresql":
            waiting = waiting.select_for_update(skip_locked=True)
        one = waiting.first()
        if one is None:
            return False
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
        house = House(by=by, division=from_plain(one.choices).division)
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
        hand.house = House(by=by, division=from_plain(one.choices).division)  # it may hold what was not kept
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


@dataclass(frozen=True)
class TakenBack:
    """What an undo did. kept: what stayed, because somebody had worked on it since."""

    count: int
    kept: int


def undo(one: Upload, *, reason: str, by: Person, at: datetime) -> TakenBack:
    """Take an import back, as facts: its cases and customers are in no list any more, the ledger keeps what was done.

    A case that somebody has written to since stays, and so does a customer who is named elsewhere. Orders stay: they
    are evidence of their file. Refused (409) while it is being taken in, and for orders.
    """
    access.allow(by, "imports.take")
    reason = clean(reason, REASON, longest=500)
    if one.state == "undone":
        raise Refusal(rules.UNDONE)
    if one.state != "done":
        raise Refusal(rules.UNFINISHED)
    if one.what == What.ORDERS:
        raise Refusal(rules.ORDERS_STAY)
    back = facts.TakenBack(upload=one.pk, reason=reason)
    gone = kept = 0
    with transaction.atomic():
        for row in one.rows.exclude(of="").order_by("line"):
            if one.what == What.COMPLAINTS:
                undone = _take_case_back(int(row.of), back, by=by, at=at)
                gone, kept = gone + undone, kept + (not undone)
        for pk in one.rows.exclude(customer="").values_list("customer", flat=True):
            undone = _take_customer_back(pk, back, by=by, at=at)
            if one.what == What.CUSTOMERS:
                gone, kept = gone + undone, kept + (not undone)
        told = facts.Undone(upload=one.pk, count=gone, kept=kept, reason=reason)
        append(facts.stream(one.pk), told, by=by.pk, at=at)
        Upload.objects.filter(pk=one.pk).update(state="undone")
    return TakenBack(gone, kept)


def _take_case_back(no: int, back: facts.TakenBack, *, by: Person, at: datetime) -> bool:
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


def _take_customer_back(pk: str, back: facts.TakenBack, *, by: Person, at: datetime) -> bool:
    stream = customer_stream(pk)
    past = history(stream)
    if cases.of_customer(pk) or any(r.kind not in _OF_AN_IMPORT for r in past):
        return False
    append(stream, back, by=by.pk, at=at)
    return True


_OF_AN_IMPORT = ("customers.registered", "customers.contract_recorded")
