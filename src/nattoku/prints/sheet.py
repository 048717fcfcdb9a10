"""クレーム報告書: what each of the four readers is told of a case (vocabulary 4.5). Pure.

Inside reads everything but whose fault it was, which nothing here knows. Outside nobody reads a staff member's name, and
only the customer reads of the customer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nattoku.cases import words as w
from nattoku.cases.rules import ENDINGS, CaseState, facts_of, nameless
from nattoku.cases.timeline import Line
from nattoku.ledger.facts import History
from nattoku.lessons.rules import file_of, unnamed
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.honorific import addressed
from nattoku.lib.text import Text
from nattoku.losses.rules import losses_of


class Reader(StrEnum):
    """Who will hold the paper."""

    INSIDE = "inside"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    AUTHORITY = "authority"


READERS = {
    Reader.INSIDE: Text("社内用", "Inside"),
    Reader.SUPPLIER: Text("仕入先・委託先用", "For a supplier"),
    Reader.CUSTOMER: Text("お客様用", "For the customer"),
    Reader.AUTHORITY: Text("監督官庁用", "For an authority"),
}
TITLES = {
    Reader.INSIDE: Text("お申し出 報告書", "Complaint report"),
    Reader.SUPPLIER: Text("調査のお願い", "Request to look into the cause"),
    Reader.CUSTOMER: Text("ご指摘についてのご報告", "Report on what you told us"),
    Reader.AUTHORITY: Text("事案の報告書", "Report of an incident"),
}
INSIDE, SUPPLIER, CUSTOMER, AUTHORITY = Reader
ALL = frozenset(Reader)
SEALS = (Text("担当", "Clerk"), Text("課長", "Section"), Text("部長", "Division"), Text("代表", "Representative"))
UNKNOWN = Text("未確認", "not yet known")
# What went to the customer, by kind of fact: the course of events as the customer knows it.
_SAME = ("cases.received", "cases.first_aid_given", "causes.confirmed", "causes.countermeasure_decided")


@dataclass(frozen=True)
class Owed:
    """One promise as it is printed. stands: it was kept, or is still owed; not moved or released."""

    what: Text
    due_at: datetime
    to_customer: bool
    stands: bool
    outcome: Text


@dataclass(frozen=True)
class Case:
    """What a sheet is made of. names: person's id -> name; lines: the history in sentences."""

    no: int
    state: CaseState
    past: History
    names: dict[str, str]
    lines: list[Line]
    owed: list[Owed]


@dataclass(frozen=True)
class Row:
    """One row of the sheet."""

    name: Text
    says: list[Text]


def rows(case: Case, reader: Reader) -> list[Row]:
    """The rows for this reader; an empty one is left out, but what must be known reads 未確認."""
    found = []
    for name, readers, must, say in _ROWS:
        says = say(case, reader) if reader in readers else []
        if not says and must and reader in readers:
            says = [UNKNOWN]
        if says:
            found.append(Row(name, [_clean(one, case, reader) for one in says]))
    return found


def _clean(words: Text, case: Case, reader: Reader) -> Text:
    """Nobody reads whom the customer spoke of; nobody outside reads the customer's name but the customer."""
    got = case.state.received
    ja, en = nameless(words.ja, got.concerns), nameless(words.en, got.concerns)
    if reader in (SUPPLIER, AUTHORITY) and got.caller:
        ja, en = unnamed(ja, got.caller), unnamed(en, got.caller)
    return Text(ja, en)


def _same(words: str) -> list[Text]:
    return [Text(line, line) for line in words.splitlines() if line.strip()]


def _quoted(words: str) -> list[Text]:
    return [Text(f"「{words.strip()}」", f"“{words.strip()}”")] if words.strip() else []


def _of(case: Case, kind: str, field: str) -> list[Text]:
    said = [str(getattr(r.fact, field, "")).strip() for r in facts_of(case.past, kind)]
    return [Text(one, one) for one in dict.fromkeys(s for s in said if s)]


def _number(case: Case, reader: Reader) -> list[Text]:
    return [Text(str(case.no), str(case.no))]


def _received(case: Case, reader: Reader) -> list[Text]:
    got, told = case.state, case.names.get(case.past[0].by, "")
    who = Text(f"　受付：{told}", f", by {told}") if reader is INSIDE and told else Text("", "")
    door, at = w.DOORS[got.received.door], got.happened_at.astimezone(TOKYO)
    return [
        Text(f"{at.year}年{when(at).ja}　{door.ja}{who.ja}", f"{when(at).en}, {at.year}, {door.en}{who.en}"),
    ]


def _customer(case: Case, reader: Reader) -> list[Text]:
    got = case.state.received
    return [addressed(got.caller)] if got.caller else []


def _order(case: Case, reader: Reader) -> list[Text]:
    about = [w.ABOUTS[a] for a in case.state.received.about]
    order = _same(case.state.received.order)
    return [*order, *([Text("・".join(a.ja for a in about), ", ".join(a.en for a in about))] if about else [])]


def _items(case: Case, reader: Reader) -> list[Text]:
    if reader is INSIDE and len(case.state.items) > 1:
        return [t for item in case.state.items.values() for t in _same(item.heard.what)]
    return _same(case.state.received.fact)


def _words(case: Case, reader: Reader) -> list[Text]:
    return _quoted(case.state.received.words)


def _wishes(case: Case, reader: Reader) -> list[Text]:
    return list(dict.fromkeys(w.WISHES[x] for item in case.state.items.values() for x in item.heard.wish))


def _hurts(case: Case, reader: Reader) -> list[Text]:
    return list(dict.fromkeys(w.HURTS[x] for item in case.state.items.values() for x in item.heard.hurt))


def _severity(case: Case, reader: Reader) -> list[Text]:
    got = case.state
    said = [w.SEVERITIES[got.severity]] if got.severity else []
    return [*said, *([w.URGENCIES[got.urgency]] if got.urgency else [])]


def _danger(case: Case, reader: Reader) -> list[Text]:
    return [w.DANGERS[case.state.received.danger]]


def _first_report(case: Case, reader: Reader) -> list[Text]:
    told = facts_of(case.past, "reports.told_leader")
    if not told:
        return []
    at, before = when(told[0].happened_at), getattr(told[0].fact, "in_presence", None)
    return [
        Text(
            f"{at.ja}　責任者へ電話{'（お客様の前で）' if before else ''}",
            f"{at.en}, the leader by phone{' (in front of the customer)' if before else ''}",
        )
    ]


def _first_aid(case: Case, reader: Reader) -> list[Text]:
    return _of(case, "cases.first_aid_given", "what")


def _course(case: Case, reader: Reader) -> list[Text]:
    told = [one for one in case.lines if reader is INSIDE or _reads(one, reader)]
    return [_event(one, inside=reader is INSIDE) for one in sorted(told, key=lambda one: one.recorded.happened_at)]


def _reads(line: Line, reader: Reader) -> bool:
    return line.recorded.kind in _SAME or (reader is CUSTOMER and line.recorded.fact.tells_customer)


def _event(line: Line, *, inside: bool) -> Text:
    at, by = when(line.recorded.happened_at), f"　{line.by}" if inside and line.by else ""
    return Text(f"{at.ja}{by}　{line.sentence.ja}", f"{at.en}{by}　{line.sentence.en}")


def _owed(case: Case, reader: Reader) -> list[Text]:
    return [
        Text("{due}まで　{what}（{how}）", "{what}, by {due} ({how})").with_(
            due=when(one.due_at), what=one.what, how=one.outcome
        )
        for one in case.owed
        if reader is INSIDE or (one.to_customer and one.stands)
    ]


def _guess(case: Case, reader: Reader) -> list[Text]:
    return _of(case, "causes.hypothesis_formed", "what")


def _cause(case: Case, reader: Reader) -> list[Text]:
    return _of(case, "causes.confirmed", "what")


def _measure(case: Case, reader: Reader) -> list[Text]:
    if reader is not INSIDE:
        return _of(case, "causes.countermeasure_decided", "what")
    found = []
    for one in facts_of(case.past, "causes.countermeasure_decided"):
        what, owner = str(getattr(one.fact, "what", "")), case.names.get(str(getattr(one.fact, "owner", "")), "")
        due = getattr(one.fact, "due_at", None)
        more = Text(f"（{owner}、{when(due).ja}まで）", f" ({owner}, by {when(due).en})") if due else Text("", "")
        found.append(Text(what + more.ja, what + more.en))
    return found


def _solution(case: Case, reader: Reader) -> list[Text]:
    return _of(case, "solutions.presented", "words")


def _loss(case: Case, reader: Reader) -> list[Text]:
    return [
        Text(f"{loss.request.amount:,}円（代表承認）", f"{loss.request.amount:,} yen (approved)")
        for loss in losses_of(case.past).values()
        if loss.approved
    ]


def _last_word(case: Case, reader: Reader) -> list[Text]:
    heard = facts_of(case.past, "closure.last_word_heard")
    return [t for one in heard[-1:] for t in _quoted(str(getattr(one.fact, "words", "")))]


def _effect(case: Case, reader: Reader) -> list[Text]:
    return _of(case, "closure.effect_checked", "words")


def _learned(case: Case, reader: Reader) -> list[Text]:
    got = file_of(case.past)
    return _same(got.learned) if got else _of(case, "visits.debriefed", "lesson")


def _ended(case: Case, reader: Reader) -> list[Text]:
    got = case.state
    if not got.ending or got.ended_at is None:
        return [Text("対応中", "open")]
    return [Text("{at}　{how}", "{at}, {how}").with_(at=when(got.ended_at), how=ENDINGS[got.ending])]


_Say = Callable[[Case, Reader], list[Text]]
_IN = frozenset({INSIDE})
_ROWS: list[tuple[Text, frozenset[Reader], bool, _Say]] = [
    (Text("受付番号", "No."), ALL, True, _number),
    (Text("受付日時・方法", "Received"), ALL, True, _received),
    (Text("お客様", "Customer"), _IN, True, _customer),
    (Text("ご注文・内容", "Order, about"), ALL, False, _order),
    (Text("お申し出の内容（事実）", "What happened (fact)"), ALL, True, _items),
    (Text("お客様のお言葉", "The customer's words"), frozenset({INSIDE, CUSTOMER}), False, _words),
    (Text("求められていること", "What is wanted"), frozenset({INSIDE, CUSTOMER}), False, _wishes),
    (Text("心情", "What hurts"), _IN, False, _hurts),
    (Text("重大度・緊急度", "Severity, urgency"), _IN, True, _severity),
    (Text("おけが・事故などの心配", "Danger"), frozenset({INSIDE, SUPPLIER, AUTHORITY}), True, _danger),
    (Text("一報", "First report"), _IN, True, _first_report),
    (Text("応急処置", "First aid"), ALL, False, _first_aid),
    (Text("経過", "Course of events"), frozenset({INSIDE, CUSTOMER, AUTHORITY}), False, _course),
    (Text("お約束", "Promises"), frozenset({INSIDE, CUSTOMER}), False, _owed),
    (Text("はじめの仮説", "First hypothesis"), _IN, False, _guess),
    (Text("原因（確かめたもの）", "Cause (confirmed)"), ALL, True, _cause),
    (Text("再発防止策", "Countermeasures"), ALL, True, _measure),
    (Text("解決案", "Solution"), frozenset({INSIDE, CUSTOMER}), False, _solution),
    (Text("費用・損失", "Cost, loss"), _IN, False, _loss),
    (Text("お客様の最後のお言葉", "The customer's last word"), _IN, True, _last_word),
    (Text("効果の確認", "Effect"), frozenset({INSIDE, AUTHORITY}), False, _effect),
    (Text("学んだこと", "What we learned"), _IN, False, _learned),
    (Text("終わり", "End"), frozenset({INSIDE, AUTHORITY}), True, _ended),
]
