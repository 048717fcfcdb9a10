"""A row of a former ledger -> an entry of ours, or why not. Pure; what had to be assumed is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from nattoku.cases.rules import first_sentence
from nattoku.cases.words import About, Door, Severity, Urgency, Wish
from nattoku.imports import cells, meanings, moments
from nattoku.imports.choices import Choices
from nattoku.imports.fields import COMPLAINTS
from nattoku.imports.reading.sheet import Cell, Line
from nattoku.imports.tables import Table
from nattoku.lib.clock import EARLIEST
from nattoku.lib.text import Text

_LABELS = {f.key: f.label for f in COMPLAINTS}
_KEPT = [f.key for f in COMPLAINTS if f.keep]
HEAD = "【以前の台帳の記載】"
NOTE = Text("以前の台帳の記載", "What the former ledger says")

NOTHING = Text("お申し出の内容が空です", "what was complained of is empty")
NO_DATE = Text("受付日がありません", "there is no date of receipt")
BAD_DATE = Text("{label}「{raw}」を日付として読み取れません", "{label} “{raw}” is not a date")
AHEAD = Text("{label}「{raw}」が未来の日付です", "{label} “{raw}” lies in the future")
TOO_OLD = Text("{label}「{raw}」が古すぎます", "{label} “{raw}” is too long ago")
TWICE = Text(
    "以前の番号{number}が、この表の{line}行目にもあります", "the former number {number} also stands in line {line}"
)
JOINED = Text("同じ番号の{n}行を一件にまとめました", "{n} lines of one number were read as one entry")
DOOR = Text("受付方法が分からないため、お電話としました", "how it came is not written; a phone call was assumed")
BY_HAPPENED = Text("受付日がないため、発生日を受付日としました", "no date of receipt; the date it happened was taken")
OWN_WORDS = Text(
    "お客様のお言葉の列がないため、件名を写しました", "no column of the customer's words; the subject was copied"
)
FIRST_SENTENCE = Text(
    "件名がないため、内容の初めの一文を事実としました", "no subject; the first sentence was taken as the fact"
)
SILENT_OPEN = Text("状況が書かれていないため、続いている案件としました", "no status; taken as still open")
SILENT_ENDED = Text("状況が書かれていないため、終わった案件としました", "no status; taken as ended")
UNSURE = Text(
    "状況「{raw}」の意味が分からないため、続いている案件としました", "the status “{raw}” is not known; taken as open"
)
END_UNKNOWN = Text("完了日がないため、受付日を終わりの日としました", "no last day; the day of receipt was taken")
END_EARLY = Text(
    "完了日が受付日より前のため、受付日を終わりの日としました",
    "the last day lies before the receipt; the day of receipt was taken",
)
END_IGNORED = Text(
    "状況が「{raw}」のため、完了日は使いませんでした", "the last day was not used, because the status is “{raw}”"
)
SATISFIED = Text("終わりのお言葉から、ご納得と読みました", "read as satisfied, by the closing words")
ZERO = Text("電話番号の初めの0を補いました", "the first 0 of the phone number was given back")
UNREAD = Text("{label}「{raw}」を読み取れないため、記録にだけ残しました", "{label} “{raw}” could not be read and is kept in the record only")  # fmt: skip


@dataclass(frozen=True)
class Party:
    """The customer as the row has them."""

    name: str = ""
    company: str = ""
    reading: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def called(self) -> str:
        """Under which name the card stands: the company where there is one."""
        return self.company or self.name


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A complaint of the former ledger. ended: None while open; satisfied: its closing words, "" for none."""

    line: int
    number: str
    happened_at: datetime
    door: Door
    words: str
    fact: str
    about: list[About]
    wish: list[Wish]
    severity: Severity | None
    urgency: Urgency | None
    party: Party
    order: str
    contact: str
    division: str
    status: str
    ended: datetime | None
    satisfied: str
    next_contact_on: date | None
    note: str
    assumed: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class Refused:
    """A row that is not taken: its line and why."""

    line: int
    why: Text


def entries(table: Table, choices: Choices, *, now: datetime) -> Iterator[Entry | Refused]:
    """Every row in its order; rows of a total and the like, which the table left out, come as refused too."""
    seen: dict[str, int] = {}
    near: int | None = None
    for group in _groups(table, choices):
        read = _Row(table, choices, group, now=now, near=near).read()
        if isinstance(read, Entry):
            near = read.happened_at.year
            if read.number and (first := seen.setdefault(read.number, read.line)) != read.line:
                yield Refused(read.line, TWICE.with_(number=read.number, line=first))
                continue
        yield _usable(read)
    for skipped in table.skipped:
        yield Refused(skipped.number, skipped.why)


def _usable(read: "Entry | Refused") -> "Entry | Refused":
    """Words that no record of ours can hold are told before anything is written."""
    if isinstance(read, Refused):
        return read
    told = [*party_words(read.party), (_LABELS["words"], read.words), (_LABELS["subject"], read.fact)]
    why = cells.unusable([*told, (_LABELS["order"], read.order), (_LABELS["number"], read.number), (NOTE, read.note)])
    return Refused(read.line, why) if why else read


def party_words(party: Party) -> list[tuple[Text, str]]:
    """What is kept of a customer, under its headings."""
    keys = ("name", "company", "reading", "phone", "email", "address")
    return [(_LABELS[key], getattr(party, key)) for key in keys]


def _groups(table: Table, choices: Choices) -> Iterator[list[Line]]:
    """Lines that follow each other under one number are one entry."""
    at = choices.column("number")
    together: list[Line] = []
    for one in table.rows:
        number = cells.key(one.at(at)) if at is not None else ""
        if together and number and number == cells.key(together[0].at(at or 0)):
            together.append(one)
            continue
        if together:
            yield together
        together = [one]
    if together:
        yield together


class _Row:
    """One entry being read."""

    def __init__(
        self, table: Table, choices: Choices, lines: Sequence[Line], *, now: datetime, near: int | None
    ) -> None:
        self.table, self.choices, self.lines, self.now, self.near = table, choices, lines, now, near
        self.assumed: list[Text] = [JOINED.with_(n=len(lines))] if len(lines) > 1 else []
        self.unread: set[str] = set()

    def read(self) -> Entry | Refused:
        line = self.lines[0].number
        words, subject = self.text("words"), self.text("subject")
        if not (words or subject):
            return Refused(line, NOTHING)
        try:
            received = self.needed("received")
            happened = self.optional("happened")
        except _Unfit as unfit:
            return Refused(line, unfit.why)
        if received is None and happened is None:
            return Refused(line, NO_DATE)
        if received is None:
            self.assumed.append(BY_HAPPENED)
        at = received or happened
        assert at is not None
        status = cells.line(self.cell("status"))
        ended = self.ended(at, status)
        return Entry(
            line=line,
            number=cells.line(self.cell("number"))[:100],
            happened_at=at,
            door=self.door(),
            words=self.said(words, subject),
            fact=self.fact(words, subject),
            about=meanings.abouts(self.text("category")),
            wish=meanings.wishes(self.text("wish")),
            severity=meanings.severity(self.text("severity")),
            urgency=meanings.urgency(self.text("urgency")),
            party=self.party(),
            order=cells.line(self.cell("order"))[:100],
            contact=cells.line(self.cell("contact")),
            division=cells.line(self.cell("division")),
            status=status[:200],
            ended=ended,
            satisfied=self.satisfied() if ended else "",
            next_contact_on=None if ended else self.next_contact(),
            note=self.note(),
            assumed=self.assumed,
        )

    def cell(self, key: str) -> Cell:
        at = self.choices.column(key)
        return None if at is None else next((c for one in self.lines if cells.words(c := one.at(at))), None)

    def text(self, key: str) -> str:
        at = self.choices.column(key)
        return self.joined(at) if at is not None else ""

    def joined(self, at: int) -> str:
        return "\n".join(dict.fromkeys(w for one in self.lines if (w := cells.words(one.at(at)))))

    def moment(self, key: str) -> datetime | None:
        raw = cells.line(self.cell(key))[:30]
        try:
            read = moments.moment(
                self.cell(key), today=self.now.date(), days_of_1904=self.table.days_of_1904, near=self.near
            )
        except (moments.NoDate, OverflowError) as wrong:
            raise _Unfit(BAD_DATE.with_(label=_LABELS[key], raw=raw)) from wrong
        if read is None:
            return None
        if read.at < EARLIEST:
            raise _Unfit(TOO_OLD.with_(label=_LABELS[key], raw=raw))
        if key != "next_contact":
            if read.day > self.now.date():
                raise _Unfit(AHEAD.with_(label=_LABELS[key], raw=raw))
            self.assumed += read.assumed
        return min(read.at, self.now) if key != "next_contact" else read.at

    def needed(self, key: str) -> datetime | None:
        return self.moment(key)

    def optional(self, key: str) -> datetime | None:
        """A date that the entry can do without: what cannot be read stays in the record."""
        try:
            return self.moment(key)
        except _Unfit:
            raw = cells.line(self.cell(key))[:30]
            self.assumed.append(UNREAD.with_(label=_LABELS[key], raw=raw))
            self.unread.add(key)
            return None

    def door(self) -> Door:
        found = meanings.door(self.text("door"))
        if found is None:
            self.assumed.append(DOOR)
        return found or Door.PHONE

    def said(self, words: str, subject: str) -> str:
        if not words:
            self.assumed.append(OWN_WORDS)
        return words or subject

    def fact(self, words: str, subject: str) -> str:
        if subject:
            return subject[:2000]
        self.assumed.append(FIRST_SENTENCE)
        return first_sentence(words)[:2000] or words[:2000]

    def ended(self, received: datetime, status: str) -> datetime | None:
        told = meanings.ended(status)
        last = self.optional("ended")
        if told is False:
            if last is not None:
                self.assumed.append(END_IGNORED.with_(raw=status[:20]))
                self.unread.add("ended")
            return None
        if told is None and last is None:
            if status:
                self.assumed.append(UNSURE.with_(raw=status[:20]))
                return None
            if not self.choices.silent_ended:
                self.assumed.append(SILENT_OPEN)
                return None
            self.assumed.append(SILENT_ENDED)
        if last is None:
            self.assumed.append(END_UNKNOWN)
        elif last < received:
            if last.date() < received.date():
                self.assumed.append(END_EARLY)
            last = received
        return last or received

    def satisfied(self) -> str:
        words = self.text("last_words")
        if not (words and self.choices.believe_words and meanings.satisfied(words)):
            return ""
        self.assumed.append(SATISFIED)
        return words

    def next_contact(self) -> date | None:
        on = self.optional("next_contact")
        return on.date() if on and on.date() > self.now.date() else self.choices.next_contact_on

    def party(self) -> Party:
        phone, lost = cells.telephone(self.cell("phone"))
        if lost:
            self.assumed.append(ZERO)
        email = cells.line(self.cell("email"))
        return Party(
            name=cells.name(self.cell("name"))[:200],
            company=cells.name(self.cell("company"))[:200],
            reading=cells.line(self.cell("reading"))[:200],
            phone="" if cells.nobody(phone) else phone,
            email=email[:254] if "@" in email else "",
            address=cells.line(self.cell("address"))[:400],
        )

    def note(self) -> str:
        """What no field of ours holds, under the headings it had: nothing of the former ledger is lost."""
        kept = []
        for at, heading in enumerate(self.table.headings):
            key = self.choices.columns[at] if at < len(self.choices.columns) else ""
            wanted = key in _KEPT or key in self.unread or (not key and self.choices.keep_rest)
            words = self.joined(at) if wanted else ""
            if words:
                kept.append(f"{heading}：{words}")
        kept += [f"（{a.ja}）" for a in self.assumed if a in (DOOR, SILENT_OPEN, SILENT_ENDED, END_UNKNOWN, END_EARLY)]
        return "\n".join([HEAD, *kept])[:90_000] if kept else ""


class _Unfit(Exception):
    def __init__(self, why: Text) -> None:
        super().__init__(why.ja)
        self.why = why
