"""Who waits for what, across cases: open promises beside the rows of their cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from nattoku.board import links
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.ledger.facts import PROMISES
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.clock import TOKYO, span
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person

MASKED = "＊＊＊"
NAMELESS = Text("お名前を伺っていないお客様", "A customer without a name")
COMPANY = Text("社内", "Inside the company")
LONGEST_LIST = 200
# How a promise is called where it is said beside it to whom we owe it.
_BRIEF = {
    "cases.next_contact": Text("次のご連絡", "Next contact"),
    "cases.interim_report": Text("中間のご報告", "Interim report"),
    "cases.promised": Text("お約束", "Promise"),
    "cases.report_to_leader": Text("一報（電話）", "First report (by phone)"),
    "cases.share_first_information": Text("第1次情報", "First information"),
    "visits.visit": Text("ご訪問", "Visit"),
    "visits.letter": Text("訪問後のお手紙", "Letter after the visit"),
    "closure.answer_sign": Text("リーダーからのお電話", "A leader's call"),
}


@dataclass(frozen=True)
class Row:
    """One promise in a list. state: late, today or open; waits: how long the customer has not heard from us."""

    case: Case
    promise: Promise
    name: Text
    what: Text
    state: str
    waits: Text
    url: str

    @property
    def to_customer(self) -> bool:
        return self.promise.to == "customer"

    @property
    def short(self) -> Text:
        """青木様への次のご連絡, for a sentence."""
        words = PROMISES[self.promise.kind].what
        if not self.to_customer:
            return Text(f"{words.ja}（{self.name.ja}）", f"{words.en} ({self.name.en})")
        words = _BRIEF.get(self.promise.kind, words)
        return Text(f"{self.name.ja}への{words.ja}", f"{words.en} for {self.name.en}")


def called(case: Case, *, hide: bool) -> Text:
    """青木 花子様, as heard; never more than the list needs."""
    if hide:
        return Text(f"{MASKED}様", MASKED)
    name = case.caller.strip().removesuffix("様").strip()
    return Text(f"{name}様", name) if name else NAMELESS


def what(promise: Promise, *, hide: bool, brief: bool) -> Text:
    """What is owed; the detail that was said stays hidden from a viewer. brief: to whom is said beside it."""
    words = PROMISES[promise.kind].what
    if brief:
        words = _BRIEF.get(promise.kind, words)
    if not promise.detail or hide:
        return words
    return Text(f"{words.ja}（{promise.detail}）", f"{words.en} ({promise.detail})")


def state_of(promise: Promise, *, at: datetime) -> str:
    """late when its moment is past, today when it is due before midnight in Tokyo, else open."""
    if promise.due_at < at:
        return "late"
    return "today" if promise.due_at.astimezone(TOKYO).date() == at.astimezone(TOKYO).date() else "open"


def silent(case: Case, *, at: datetime) -> timedelta:
    """How long the customer has not heard from us; since the complaint when never."""
    return max(at - (case.last_told_at or case.received_at), timedelta())


def silence(case: Case, *, at: datetime) -> Text:
    """最後のご連絡から3日4時間 / 受付から2時間（まだご連絡していません）; "" once the case has ended."""
    if case.ending:
        return Text("終わった案件", "the case has ended")
    how_long = span(silent(case, at=at))
    if case.last_told_at is None:
        return Text("受付から{s}、まだご連絡していません", "{s} since receipt, not contacted yet").with_(s=how_long)
    return Text("最後のご連絡から{s}", "{s} since we last told the customer").with_(s=how_long)


def of_person(by: Person, *, at: datetime, limit: int = LONGEST_LIST) -> list[Row]:
    """What this person owes: by name, as the contact where nobody is named, or by role; the earliest first."""
    named, unnamed = Q(owed_by=by.pk), Q(owed_by="")
    as_contact = unnamed & ~Q(to__startswith="role:") & Q(stream__in=_streams(Case.objects.filter(contact=by.pk)))
    as_role = unnamed & Q(to=f"role:{by.role}")
    owed = Promise.objects.filter(outcome="open").filter(named | as_contact | as_role)
    return rows(owed.order_by("due_at", "id")[:limit], by=by, at=at)


def rows(owed: Iterable[Promise], *, by: Person, at: datetime) -> list[Row]:
    """These promises beside their cases, those of cases the person sees."""
    owed = [p for p in owed if p.stream.startswith("case:")]
    seen = cases.visible_cases(by).in_bulk({links.no_of(p.stream) for p in owed})
    hide = access.masks(by)
    return [_row(seen[no], p, hide=hide, at=at) for p in owed if (no := links.no_of(p.stream)) in seen]


def beside(case: Case, owed: Iterable[Promise], *, hide: bool, at: datetime) -> list[Row]:
    """Promises of one case beside its row. The caller has checked who asks."""
    return [_row(case, p, hide=hide, at=at) for p in owed]


def whom(to: str, names: dict[str, str]) -> Text:
    """Whom we owe, in words; names: person's id -> name."""
    kind, _, pk = to.partition(":")
    match kind, pk:
        case "customer", _:
            return Text("お客様", "The customer")
        case "role", "leader":
            return Text("リーダー", "The leader")
        case "role", "manager":
            return Text("苦情対応管理責任者", "The complaints-handling manager")
        case "role", _:
            return Text("代表", "The representative")
        case "division", _:
            return Text("関係部門", "The divisions")
        case "person", _ if pk in names:
            return Text(f"{names[pk]}さん", names[pk])
        case _:
            return COMPANY


def _row(case: Case, promise: Promise, *, hide: bool, at: datetime) -> Row:
    return Row(
        case=case,
        promise=promise,
        name=called(case, hide=hide),
        what=what(promise, hide=hide, brief=promise.to == "customer"),
        state=state_of(promise, at=at),
        waits=silence(case, at=at),
        url=links.settled_at(promise.kind, promise.pk),
    )


def _streams(found: "QuerySet[Case]") -> "QuerySet[Case, str]":
    stream = Concat(Value("case:"), Cast("no", CharField()), output_field=CharField())
    return found.annotate(key=stream).values_list("key", flat=True)


def version() -> int:
    """Grows with every fact of the house: what a page that shows many cases is as new as."""
    return FactRow.objects.order_by("-id").values_list("id", flat=True).first() or 0
