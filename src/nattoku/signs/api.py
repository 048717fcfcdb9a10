"""Signs in the JSON API."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.customers.facts import Channel
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.signs import actions, facts, looking, purchases, queries
from nattoku.signs.models import Look
from nattoku.signs.words import SignKind, SignOutcome

router = Router()
MASKED = "＊＊＊"


class SignNoticedIn(Schema):
    kind: SignKind = Field(examples=["other"])
    customer: str = Field(examples=["0123456789abcdef"])
    why: str = Field(examples=["いつも明るくお話しくださるのに、今日は用件だけでした。"])
    words: str = Field("", description="The customer's own words, where there are any")
    value: int = Field(0, description="Yen we would expect to lose")
    owner: str = Field("", description="Who asks; empty for whoever writes")


class SignContactIn(Schema):
    channel: Channel = Field(examples=["phone"])
    said: str = Field(examples=["その後お変わりありませんか、とお尋ねしました。"])
    heard: str = Field("", examples=["実は、前回の椅子がきしんで困っていたのです。"])
    reached: bool = True
    outcome: SignOutcome | None = Field(None, description="complaint: a case is received at once; null: ask again")
    offered: bool = Field(False, description="Something was offered: refused unless the customer wished it")
    wished: str = Field("", description="The customer's words, where an offer was wished for")
    next_at: Moment | None = None


class SignOwnerIn(Schema):
    person: str = Field(examples=["0123456789abcdef"])


class SignReceivedIn(Schema):
    words: str = Field("", description="The customer's words, where none are written down yet")


class SignEndIn(Schema):
    outcome: SignOutcome = Field(examples=["no_sign"])
    words: str = Field(examples=["海外へお出かけ中と伺っていました。"])


class PurchaseIn(Schema):
    customer: str = Field(examples=["0123456789abcdef"], description="The number of our card, or its name")
    on: date = Field(examples=["2026-11-01"])
    amount: float = Field(examples=[12000])


class PurchasesIn(Schema):
    purchases: list[PurchaseIn] = Field(max_length=100_000)


@router.get("/signs", response=dict[str, Any], summary="Signs of silent dissatisfaction")
def listed(request: HttpRequest, state: str = "open") -> Any:
    """The greatest loss first; with what the company's own past says of the order. state: open or closed."""
    by, at = who(request), now(request)
    found = queries.rows(by, at=at, closed=state == "closed")
    return {
        "judgement": _look(queries.last_look()),
        "months": [
            {"month": f"{m.first:%Y-%m}", "noticed": m.noticed, "contacted": m.contacted, "percent": m.percent}
            for m in queries.months(by, at=at)
        ],
        "signs": [_sign(row, by) for row in found],
    }


@router.post("/signs", response={201: dict[str, Any]}, summary="Somebody noticed something")
def notice(request: HttpRequest, body: SignNoticedIn) -> Any:
    """What no figure shows."""
    return _done(request, body, lambda by, at: actions.notice(**body.model_dump(), by=by, at=at))


@router.post("/signs/purchases", response={201: dict[str, Any]}, summary="Bring purchases in")
def bought(request: HttpRequest, body: PurchasesIn) -> Any:
    """The same list again is the same evidence once. The worker looks daily; POST /signs/look looks now."""

    def act() -> Reply:
        rows = [purchases.Bought(p.customer, p.on, p.amount) for p in body.purchases]
        kept = purchases.take(rows, by=who(request), at=now(request))
        return Reply(201, {"hash": kept.pk, "rows": kept.rows})

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/signs/look", response={201: dict[str, Any]}, summary="Look now")
def look(request: HttpRequest) -> Any:
    """Every kind of sign once; nothing is written twice."""

    def act() -> Reply:
        return Reply(201, _look(looking.look_now(by=who(request), at=now(request))))

    return once_only(request, None, act)


@router.get("/signs/{sign}", response=dict[str, Any], summary="One sign")
def shown(request: HttpRequest, sign: int) -> Any:
    """With the evidence in words."""
    return _one(sign, who(request), now(request))


@router.post("/signs/{sign}/contact", response={201: dict[str, Any]}, summary="The customer was asked")
def contact(request: HttpRequest, sign: int, body: SignContactIn) -> Any:
    """Care, not selling: an offer is refused (409), always while a complaint is open."""

    def act(by: Person, at: datetime) -> int:
        actions.contact(sign, **body.model_dump(), by=by, at=at)
        return sign

    return _done(request, body, act)


@router.post("/signs/{sign}/owner", response={201: dict[str, Any]}, summary="Who asks")
def owner(request: HttpRequest, sign: int, body: SignOwnerIn) -> Any:
    """The promise goes with the sign."""

    def act(by: Person, at: datetime) -> int:
        actions.name_owner(sign, person=body.person, by=by, at=at)
        return sign

    return _done(request, body, act)


@router.post("/signs/{sign}/complaint", response={201: dict[str, Any]}, summary="It is a complaint")
def receive(request: HttpRequest, sign: int, body: SignReceivedIn) -> Any:
    """The case is received with the customer's words; its number stands in the sign."""

    def act(by: Person, at: datetime) -> int:
        actions.receive(sign, words=body.words, by=by, at=at)
        return sign

    return _done(request, body, act)


@router.post("/signs/{sign}/end", response={201: dict[str, Any]}, summary="It ends without a contact")
def end(request: HttpRequest, sign: int, body: SignEndIn) -> Any:
    """With the reason: no sign, left, or could not be reached."""

    def act(by: Person, at: datetime) -> int:
        actions.dismiss(sign, outcome=body.outcome, words=body.words, by=by, at=at)
        return sign

    return _done(request, body, act)


def _done(request: HttpRequest, body: Schema, act: Callable[[Person, datetime], int]) -> Any:
    by, at = who(request), now(request)

    def acted() -> Reply:
        no = act(by, at)
        return Reply(201, _one(no, by, at), facts.stream(no))

    return once_only(request, body.model_dump(mode="json"), acted)


def _one(no: int, by: Person, at: datetime) -> dict[str, Any]:
    (row,) = queries.beside([queries.visible_sign(no, by=by)], at=at)
    return _sign(row, by)


def _sign(row: queries.Row, by: Person) -> dict[str, Any]:
    sign, hide = row.sign, access.masks(by)
    return {
        "sign": sign.no,
        "kind": sign.kind,
        "what": row.what.ja,
        "what_en": row.what.en,
        "customer": sign.customer or None,
        "name": MASKED if hide else row.name,
        "division": sign.division,
        "why": MASKED if hide else sign.why_ja,
        "why_en": MASKED if hide else sign.why_en,
        "about": sign.about or None,
        "value": sign.value,
        "owner": sign.owner or None,
        "state": row.state,
        "noticed_at": sign.noticed_at.isoformat(),
        "due_at": sign.due_at.isoformat() if sign.due_at and not sign.outcome else None,
        "contacted_at": sign.contacted_at.isoformat() if sign.contacted_at else None,
        "outcome": sign.outcome or None,
        "case": sign.case,
    }


def _look(look: Look | None) -> dict[str, Any]:
    if look is None:
        return {}
    return {
        "day": look.day.isoformat(),
        "source": look.source,
        "customers": look.customers,
        "noticed": look.noticed,
        "signal": look.signal,
        "auc": look.auc,
        "auc_by_recency_alone": look.plain,
        "said": look.said_ja,
        "said_en": look.said_en,
    }
