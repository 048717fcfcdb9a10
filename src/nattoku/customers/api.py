"""Customers in the JSON API."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from nattoku.customers import actions, facts, queries
from nattoku.customers.facts import Channel, Dealings
from nattoku.customers.models import Customer
from nattoku.ledger.once import Reply
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()
MASKED = "＊＊＊"


class CardIn(Schema):
    name: str = Field(examples=["青木 花子"])
    reading: str = Field("", examples=["あおき はなこ"])
    company: bool = False
    dealings: Dealings = Dealings.DEALINGS
    division: str = ""
    phone: str = ""
    email: str = ""
    town: str = ""
    address: str = ""


class ReachIn(Schema):
    preferred: list[Channel] = []
    hardly_seen: list[Channel] = []
    not_when: str = ""
    busy: str = ""


class RefusalIn(Schema):
    person: str
    words: str = ""


class BackgroundIn(Schema):
    words: str = Field(examples=["以前、訪問販売のお仕事をなさっていた。お約束の時刻を大切になさる"])
    source: str = Field(description="Who said it", examples=["ご本人（10月3日のご訪問）"])
    heard_on: date


class ContractIn(Schema):
    title: str = Field(examples=["年間納入契約"])
    special: bool = False
    terms: str = ""
    begins_on: date | None = None


@router.get("/customers", response=dict[str, Any], summary="Customers you may see")
def listed(request: HttpRequest, q: str = "", after: str = "") -> Any:
    """By reading, 50 at a time; q: part of the name, the reading or the number. `next`: the cursor, null at the end."""
    by = who(request)
    found, following = queries.page(by, words=q.strip(), after=after)
    hide = access.masks(by)
    return {"customers": [_line(c, hide=hide) for c in found], "next": following or None}


@router.post("/customers", response={201: dict[str, Any]}, summary="Register a customer")
def register(request: HttpRequest, body: CardIn) -> Any:
    """Correct name with reading; dealings, prospect or third party."""
    return _write(request, body, lambda by, at: actions.register(**body.model_dump(), by=by, at=at))


@router.get("/customers/{customer}", response=dict[str, Any], summary="One customer")
def shown(request: HttpRequest, customer: str) -> Any:
    """The card, the three questions, whom not to send, what was agreed."""
    return _card(customer, by=who(request))


@router.post("/customers/{customer}", response={201: dict[str, Any]}, summary="Correct the card")
def correct(request: HttpRequest, customer: str, body: CardIn) -> Any:
    """The later card replaces the earlier one; both stay in the ledger."""

    def act(by: Person, at: datetime) -> str:
        return actions.register(**body.model_dump(), customer=customer, by=by, at=at)

    return _write(request, body, act)


@router.post("/customers/{customer}/reach", response={201: dict[str, Any]}, summary="The three questions")
def reach(request: HttpRequest, customer: str, body: ReachIn) -> Any:
    """How to reach, when not, how busy."""

    def act(by: Person, at: datetime) -> str:
        said = {name: getattr(body, name) for name in type(body).model_fields}
        actions.learn_reach(customer=customer, **said, by=by, at=at)
        return customer

    return _write(request, body, act)


@router.post("/customers/{customer}/refusals", response={201: dict[str, Any]}, summary="Somebody not to send")
def refusal(request: HttpRequest, customer: str, body: RefusalIn) -> Any:
    """Never the contact, never among the visitors."""

    def act(by: Person, at: datetime) -> str:
        actions.hear_refusal(customer=customer, **body.model_dump(), by=by, at=at)
        return customer

    return _write(request, body, act)


@router.post("/customers/{customer}/background", response={201: dict[str, Any]}, summary="Worth knowing")
def background(request: HttpRequest, customer: str, body: BackgroundIn) -> Any:
    """As the customer may read it; refused (409) otherwise."""

    def act(by: Person, at: datetime) -> str:
        actions.learn_background(customer=customer, **body.model_dump(), by=by, at=at)
        return customer

    return _write(request, body, act)


@router.post("/customers/{customer}/contracts", response={201: dict[str, Any]}, summary="What was agreed")
def contract(request: HttpRequest, customer: str, body: ContractIn) -> Any:
    """special: differs from our standard."""

    def act(by: Person, at: datetime) -> str:
        actions.record_contract(customer=customer, **body.model_dump(), by=by, at=at)
        return customer

    return _write(request, body, act)


def _write(request: HttpRequest, body: Schema, act: Callable[[Person, datetime], str]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        pk = act(by, at)
        return Reply(201, _card(pk, by=by), facts.stream(pk))

    return once_only(request, body.model_dump(mode="json"), acted)


def _line(one: Customer, *, hide: bool) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": MASKED if hide else one.name,
        "reading": MASKED if hide else one.reading,
        "town": MASKED if hide else one.town,
        "company": one.company,
        "dealings": one.dealings,
        "division": one.division,
    }


def _card(pk: str, *, by: Person) -> dict[str, Any]:
    card = queries.visible_card(pk, by=by)
    one, hide, lang = card.customer, access.masks(by), get_language() or "ja"
    line = _line(one, hide=hide)
    if hide:
        return line
    return line | {
        "phone": one.phone,
        "email": one.email,
        "address": one.address,
        "reach": {
            "preferred": one.preferred,
            "hardly_seen": one.hardly_seen,
            "not_when": one.not_when,
            "busy": one.busy,
            "asked_at": one.reach_asked_at.isoformat() if one.reach_asked_at else None,
            "unasked": [question.to(lang) for question in card.unasked],
        },
        "refusals": [{"person": r.person, "words": r.words} for r in one.refusals.all()],
        "background": [
            {"words": b.words, "source": b.source, "heard_on": b.heard_on.isoformat()} for b in card.background
        ],
        "contracts": [
            {
                "id": c.pk,
                "title": c.title,
                "special": c.special,
                "terms": c.terms,
                "begins_on": c.begins_on.isoformat() if c.begins_on else None,
            }
            for c in card.contracts
        ],
    }
