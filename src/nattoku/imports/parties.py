"""A row of a list of customers -> a customer with a contract, or why not. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nattoku.customers.facts import Dealings
from nattoku.imports import cells, moments
from nattoku.imports.choices import Choices
from nattoku.imports.complaints import BAD_DATE, ZERO, Party, Refused, party_words
from nattoku.imports.fields import CUSTOMERS
from nattoku.imports.reading.sheet import Cell, Line
from nattoku.imports.tables import Table
from nattoku.lib.text import Text

_LABELS = {f.key: f.label for f in CUSTOMERS}
NO_NAME = Text("お名前がありません", "there is no name")
NO_MAIL = Text("メールアドレス「{raw}」の形が正しくないため、空にしました", "“{raw}” is no e-mail address; left empty")


@dataclass(frozen=True, kw_only=True)
class Known:
    """A customer of the former list, with the terms of a contract where the row names one."""

    line: int
    party: Party
    dealings: Dealings
    division: str
    contract: str
    terms: str
    special: bool
    begins_on: date | None
    assumed: list[Text] = field(default_factory=list)


def entries(table: Table, choices: Choices, *, today: date) -> Iterator[Known | Refused]:
    """Every row in its order."""
    for one in table.rows:
        yield _read(one, table, choices, today=today)
    for skipped in table.skipped:
        yield Refused(skipped.number, skipped.why)


def _read(one: Line, table: Table, choices: Choices, *, today: date) -> Known | Refused:
    def cell(key: str) -> Cell:
        at = choices.column(key)
        return None if at is None else one.at(at)

    assumed: list[Text] = []
    phone, lost = cells.telephone(cell("phone"))
    if lost:
        assumed.append(ZERO)
    email = cells.line(cell("email"))
    if email and "@" not in email:
        assumed.append(NO_MAIL.with_(raw=email[:30]))
        email = ""
    party = Party(
        name=cells.name(cell("name"))[:200],
        company=cells.name(cell("company"))[:200],
        reading=cells.line(cell("reading"))[:200],
        phone="" if cells.nobody(phone) else phone,
        email=email[:254],
        address=cells.line(cell("address"))[:400],
    )
    if not party.called:
        return Refused(one.number, NO_NAME)
    try:
        begins = moments.moment(cell("begins"), today=today, days_of_1904=table.days_of_1904)
    except moments.NoDate:
        raw = cells.line(cell("begins"))[:30]
        return Refused(one.number, BAD_DATE.with_(label=_LABELS["begins"], raw=raw))
    contract, terms = cells.line(cell("contract"))[:200], cells.words(cell("terms"))[:10_000]
    kept = [*party_words(party), (_LABELS["contract"], contract), (_LABELS["terms"], terms)]
    if why := cells.unusable(kept):
        return Refused(one.number, why)
    special = cells.line(cell("special"))
    return Known(
        line=one.number,
        party=party,
        dealings=_dealings(cells.line(cell("dealings"))),
        division=cells.line(cell("division")),
        contract=contract,
        terms=terms,
        special=bool(special) and special.lower() not in ("無", "なし", "0", "×", "いいえ", "no", "false", "通常"),
        begins_on=begins.day if begins else None,
        assumed=assumed + list(begins.assumed if begins else ()),
    )


def _dealings(words: str) -> Dealings:
    if any(w in words for w in ("見込", "検討", "なし", "無", "未")):
        return Dealings.PROSPECT
    return Dealings.THIRD_PARTY if "第三者" in words else Dealings.DEALINGS
