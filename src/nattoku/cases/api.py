"""Cases in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import actions, answers, contacting, heart, keeping, mentions, queries, relating, suiting
from nattoku.cases.rules import CaseState
from nattoku.cases.saying import SayingsIn
from nattoku.cases.words import About, Anger, Danger, Door, Hurt, Kind, Narrow, Reach, Severity, Toward, Urgency, Wish
from nattoku.customers import actions as customers
from nattoku.customers.facts import Dealings
from nattoku.ledger.once import Reply, once
from nattoku.lib.clock import Moment
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class CustomerIn(Schema):
    name: str = ""
    reading: str = ""
    id: str = ""
    phone: str = ""
    dealings: Dealings = Dealings.DEALINGS


class CaseIn(Schema):
    happened_at: Moment | None = None
    door: Door = Field(examples=["phone"])
    words: str = Field(examples=["頼んだ椅子がまだ届かない。3日も待っている"])
    fact: str = Field(examples=["11月19日お届けのお約束の椅子2脚が届いていない"])
    about: list[About] = []
    customer: CustomerIn | None = None
    id: str = Field("", description="The client's own id: the same id is the same complaint")
    division: str = ""
    kind: Kind | None = None
    reach: str = ""
    reach_missing: bool = False
    identified: str = Field("", description="How 本人確認 was done; empty: not yet")
    call_back_at: Moment | None = None
    call_back_by: str = ""
    danger: Danger = Danger.UNKNOWN
    unsure: bool = False
    relation: str = ""
    order: str = ""
    concerns: str = ""
    asked_for: str = ""
    items: list[str] = []
    hurt: list[Hurt] = []
    wish: list[Wish] = []
    anger: Anger | None = None
    toward: Toward = Toward.COMPANY
    severity: Severity | None = None
    urgency: Urgency | None = None
    narrow: Narrow = Field(Narrow.NO, description="Told to few from the first moment (harassment, leak, whistle)")
    despite: str = Field(
        "", description="Why call back so, where the customer's card speaks against it (409 otherwise)"
    )


def intake_of(body: CaseIn, *, by: Person, at: datetime) -> actions.Intake:
    """What was said, as an intake; a customer named without an id is registered."""
    known = body.customer or CustomerIn()
    pk = known.id
    if known.name and not pk:
        pk = customers.register(
            name=known.name,
            reading=known.reading,
            phone=known.phone,
            dealings=known.dealings,
            division=body.division,
            by=by,
            at=at,
        )
    fields = {name: getattr(body, name) for name in CaseIn.model_fields if name not in ("customer", "id")}
    return actions.Intake(caller=known.name, customer=pk, **fields)


def received_once(body: CaseIn, *, by: Person, at: datetime, key: str) -> Reply:
    """Receive a complaint under the client's id: the same id is the same complaint, whatever door it came by."""

    def act() -> Reply:
        received = actions.receive(intake_of(body, by=by, at=at), by=by, at=at)
        return Reply(201, answers.received(received, by=by, at=at), received[0].stream)

    return once(key, ["cases.receive", body.model_dump(mode="json")], act, by=by.pk, at=at)


@router.post("/cases", response={201: dict[str, Any]}, summary="Receive a complaint")
def receive(request: HttpRequest, body: CaseIn) -> tuple[int, Any]:
    """Write a complaint down. The answer holds the report card and the promises it opened."""
    key = request.headers.get("Idempotency-Key", "") or body.id
    reply = received_once(body, by=who(request), at=now(request), key=key)
    return reply.status, reply.answer


class ItemIn(Schema):
    what: str = Field(examples=["電話をかけても、担当が折り返してこない"])
    about: list[About] = []
    hurt: list[Hurt] = []
    wish: list[Wish] = []


class ItemAnswerIn(SayingsIn):
    item: int
    words: str
    channel: str = Field(
        "phone", description="How it was answered; what is written is held by its promises and its tone"
    )
    despite: str = Field("", description="Why so, where the customer's card speaks against it (409 `unanswered`)")


class NoteIn(Schema):
    words: str = Field(examples=["倉庫に在庫の有無を確認中"])
    happened_at: Moment | None = None


class AssessmentIn(Schema):
    severity: Severity
    urgency: Urgency
    why: str = ""


class AngerIn(Schema):
    anger: Anger
    toward: Toward = Toward.COMPANY


class IdentityIn(Schema):
    how: str = Field(examples=["ご注文番号とお電話番号の下4桁"])


class ContactPersonIn(Schema):
    person: str
    why: str = ""
    agreed: bool = Field(False, description="The customer asked for this person, or said yes")


class ContentIn(Schema):
    words: str = Field(examples=["11月19日お届けのお約束の椅子2脚が届いていない、ということでよろしいでしょうか"])
    expected_version: int | None = None


class HeartIn(Schema):
    hurt: list[Hurt] = Field(description="What hurt; empty: asked, and nothing was said", examples=[["promise_broken"]])
    wish: list[Wish] = Field(
        description="What is wanted; empty: asked, and nothing was said", examples=[["explanation"]]
    )


class ContactIn(SayingsIn):
    channel: str = Field(examples=["phone"])
    words: str
    next_at: Moment | None = None
    reached: bool = True
    interim: bool = False
    happened_at: Moment | None = None
    seen: int | None = Field(None, description="The version of the case you have seen; a colleague's answer since: 409")
    again: bool = Field(False, description="The customer was contacted once more, after a colleague's answer")
    despite: str = Field("", description="Why so, where the customer's card speaks against it (409 `unanswered`)")


class PromiseIn(Schema):
    what: str = Field(examples=["代わりの椅子を2脚お届けする"])
    due_at: Moment
    owed_by: str = ""
    despite: str = Field("", description="Why then, where the customer's card speaks against it (409 `unanswered`)")


class KeptIn(Schema):
    words: str = ""
    happened_at: Moment | None = None


class MovedIn(Schema):
    due_at: Moment
    consent: str = Field(examples=["金曜でもいいですよ"])
    happened_at: Moment | None = Field(None, description="When the customer consented; null: now")


class ReasonIn(Schema):
    reason: str


class FirstAidIn(Schema):
    what: str
    cost: int = 0


class TransferIn(Schema):
    to: str
    asked: bool = False


class RingFenceIn(Schema):
    readers: list[str]
    reason: str


class LinkIn(Schema):
    customer: str


@router.get("/cases", response=dict[str, Any], summary="Cases you may see, newest first")
def listed(
    request: HttpRequest,
    after: int | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
    open_only: bool = False,
) -> Any:
    """Cursor paging: `next` is the cursor of the next page, null at the end."""
    by = who(request)
    rows = queries.visible_cases(by)
    return answers.page(rows, after=after, limit=limit, open_only=open_only, hide=access.masks(by))


@router.get("/promises", response=list[dict[str, Any]], summary="What is owed in the cases you may see")
def owed(
    request: HttpRequest, mine: bool = False, late: bool = False, limit: Annotated[int, Field(ge=1, le=1000)] = 200
) -> Any:
    """The earliest due first. mine: owed by you; late: past due. At most 1,000."""
    by, at = who(request), now(request)
    found = queries.promises_in_sight(by)
    if mine:
        found = found.filter(owed_by=by.pk)
    if late:
        found = found.filter(due_at__lt=at)
    hide = access.masks(by)
    return [answers.promise(p, hide=hide) | {"case": p.stream.partition(":")[2]} for p in found[:limit]]


@router.get("/promises/kept", response=dict[str, Any], summary="How many promises to customers were kept")
def kept_rates(request: HttpRequest, days: int = keeping.LATELY) -> Any:
    """By division, in the order of their names, of what was due in these days (1 to 3,660) in the cases you may see.

    rate: kept in time out of n, null without any; interval: Wilson's 95 %. Moved (with consent, in time) and released
    promises stand beside it. No person is counted.
    """
    found = keeping.kept(who(request), at=now(request), days=min(max(days, 1), 3660))
    return {
        "days": min(max(days, 1), 3660),
        "divisions": [_kept(one) for one in found],
        "together": _kept(keeping.together(found)),
    }


def _kept(one: keeping.Kept) -> dict[str, Any]:
    counted = {"n": one.n, "kept": one.kept, "late": one.late, "moved": one.moved, "released": one.released}
    named = {"division": one.division, "name": one.name.ja} if one.division else {}
    interval = [round(end, 4) for end in one.interval] if one.interval else None
    return named | counted | {"rate": one.rate, "interval": interval}


@router.get("/cases/{no}", response=dict[str, Any], summary="One case")
def shown(request: HttpRequest, no: str) -> Any:
    """Number, stage, version, items, promises, the two tracks."""
    return answers.case(no, by=who(request))


@router.get("/cases/{no}/facts", response=dict[str, Any], summary="The timeline of a case")
def facts_of_case(request: HttpRequest, no: str) -> Any:
    """Every fact, in order, with its sentence; personal fields only for those who may read them."""
    return answers.timeline(no, by=who(request))


def _write(
    request: HttpRequest,
    no: str,
    body: Schema,
    act: Callable[[Person, datetime], object],
    warned: Callable[[CaseState], list[Text]] | None = None,
) -> tuple[int, Any]:
    """One action on a case under the client's id; answers with the case as it is then, and what its card says against it."""
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        warnings = {"warnings": _said(warned(queries.opened(no, by=by)[2]))} if warned else {}
        return Reply(201, answers.case(no, by=by) | warnings, f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)


@router.post("/cases/{no}/facts", response={201: dict[str, Any]}, summary="Add a note")
def note(request: HttpRequest, no: str, body: NoteIn) -> Any:
    """A line of the record; possible after the end too."""
    return _write(request, no, body, lambda by, at: actions.note(no, **body.model_dump(), by=by, at=at))


@router.get("/cases/{no}/items", response=dict[str, Any], summary="What is complained of")
def items(request: HttpRequest, no: str) -> Any:
    """Each item with what hurt, what is wanted, and the answer to it (empty: none yet)."""
    one = answers.case(no, by=who(request))
    return {key: one[key] for key in ("no", "version", "items")}


@router.post("/cases/{no}/items", response={201: dict[str, Any]}, summary="One more thing complained of")
def item(request: HttpRequest, no: str, body: ItemIn) -> Any:
    """Nothing is merged away (S001-7)."""
    return _write(request, no, body, lambda by, at: actions.hear_item(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/items/answers", response={201: dict[str, Any]}, summary="Answer one item")
def answer_item(request: HttpRequest, no: str, body: ItemAnswerIn) -> Any:
    """What the customer was told about one item."""
    return _write(request, no, body, lambda by, at: contacting.answer_item(no, **body.given(), by=by, at=at))


class HealingIn(Schema):
    healed: list[Hurt] = Field([], examples=[["promise_broken"]])
    still: list[Hurt] = Field([], examples=[[]])
    words: str = Field(examples=["そこまで調べてくれたのなら、もう気にしていません。"])


class RelatedIn(Schema):
    other: str = Field(examples=["1001"], description="The number of the other case")
    why: str = Field(examples=["同じ便のお届けの遅れ"])


@router.post("/cases/{no}/healing", response={201: dict[str, Any]}, summary="Whether what hurt has healed")
def healing(request: HttpRequest, no: str, body: HealingIn) -> Any:
    """`hurts` of the case says before and after: null not asked yet, true healed, false still hurts."""
    return _write(request, no, body, lambda by, at: relating.hear_healing(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/related", response={201: dict[str, Any]}, summary="Link a related case")
def relate(request: HttpRequest, no: str, body: RelatedIn) -> Any:
    """Both cases say so; `related` lists those you may see."""
    return _write(request, no, body, lambda by, at: relating.relate(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/assessment", response={201: dict[str, Any]}, summary="Severity and urgency")
def assess(request: HttpRequest, no: str, body: AssessmentIn) -> Any:
    """First assessment."""
    return _write(request, no, body, lambda by, at: actions.assess(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/anger", response={201: dict[str, Any]}, summary="The strength of anger")
def anger(request: HttpRequest, no: str, body: AngerIn) -> Any:
    """A step of the ladder, and toward whom."""
    return _write(request, no, body, lambda by, at: actions.hear_anger(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/identity", response={201: dict[str, Any]}, summary="Identity checked")
def identify(request: HttpRequest, no: str, body: IdentityIn) -> Any:
    """From now on address, orders and history are shown."""
    return _write(request, no, body, lambda by, at: actions.identify(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/customer", response={201: dict[str, Any]}, summary="Link the customer's card")
def link(request: HttpRequest, no: str, body: LinkIn) -> Any:
    """Link the case to a known customer."""
    return _write(request, no, body, lambda by, at: actions.link_customer(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/contact", response={201: dict[str, Any]}, summary="Name the contact")
def contact_person(request: HttpRequest, no: str, body: ContactPersonIn) -> Any:
    """窓口: never somebody the customer does not want to see; of a call, only once that person has called back."""
    return _write(request, no, body, lambda by, at: actions.name_contact(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/content", response={201: dict[str, Any]}, summary="The content was read back")
def content(request: HttpRequest, no: str, body: ContentIn) -> Any:
    """Exit of stage 2."""
    return _write(request, no, body, lambda by, at: actions.confirm_content(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/heart", response={201: dict[str, Any]}, summary="What hurts and what is wanted were asked")
def ask_heart(request: HttpRequest, no: str, body: HeartIn) -> Any:
    """Both, of the central item. What is wanted needs an answer before the case can end (409 `unanswered`)."""
    return _write(request, no, body, lambda by, at: heart.ask(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/contacts", response={201: dict[str, Any]}, summary="The customer was contacted")
def contacted(request: HttpRequest, no: str, body: ContactIn) -> Any:
    """Settles the contact that was due and promises the next. `warnings`: what the customer's card says against it."""

    def warned(state: CaseState) -> list[Text]:
        return suiting.objections(state, channel=body.channel, moments=[body.next_at]) if body.reached else []

    return _write(request, no, body, lambda by, at: contacting.contact(no, **body.given(), by=by, at=at), warned)


@router.get("/cases/{no}/warnings", response=dict[str, Any], summary="What the customer's card says against a plan")
def warnings(request: HttpRequest, no: str, channel: str = "", next_at: Moment | None = None, person: str = "") -> Any:
    """Before anything is sent: each of `warnings` wants a reason (`despite`) to go on all the same.

    `card`: all that the customer told us about being reached. Empty before the identity check.
    """
    _, _, state = queries.opened(no, by=who(request), act="cases.write")
    people = [person] if person else []
    found = suiting.objections(state, channel=channel, moments=[next_at], people=people)
    return {"warnings": _said(found), "card": _said(suiting.card_says(state))}


def _said(found: list[Text]) -> list[str]:
    return [one.to(answers.lang()) for one in found]


@router.post("/cases/{no}/promises", response={201: dict[str, Any]}, summary="A promise to the customer")
def promise(request: HttpRequest, no: str, body: PromiseIn) -> Any:
    """Holds the case open until kept, or moved with consent. `warnings`: what the customer's card says against it."""

    def warned(state: CaseState) -> list[Text]:
        people = [body.owed_by] if body.owed_by else []
        return suiting.objections(state, moments=[body.due_at], people=people)

    return _write(request, no, body, lambda by, at: actions.promise(no, **body.model_dump(), by=by, at=at), warned)


@router.post("/cases/{no}/promises/{promise}/kept", response={201: dict[str, Any]}, summary="A promise was kept")
def kept(request: HttpRequest, no: str, promise: str, body: KeptIn) -> Any:
    """Kept, or kept late: its time decides."""
    return _write(
        request,
        no,
        body,
        lambda by, at: actions.keep_promise(no, promise=promise, **body.model_dump(), by=by, at=at),
    )


@router.post("/cases/{no}/promises/{promise}/moved", response={201: dict[str, Any]}, summary="Moved with consent")
def moved(request: HttpRequest, no: str, promise: str, body: MovedIn) -> Any:
    """Another time, with the customer's words of consent."""
    return _write(
        request,
        no,
        body,
        lambda by, at: actions.move_promise(no, promise=promise, **body.model_dump(), by=by, at=at),
    )


@router.post("/cases/{no}/promises/{promise}/released", response={201: dict[str, Any]}, summary="Need not be kept")
def released(request: HttpRequest, no: str, promise: str, body: ReasonIn) -> Any:
    """With the reason."""
    return _write(
        request,
        no,
        body,
        lambda by, at: actions.release_promise(no, promise=promise, **body.model_dump(), by=by, at=at),
    )


@router.post("/cases/{no}/first-aid", response={201: dict[str, Any]}, summary="First aid was given")
def first_aid(request: HttpRequest, no: str, body: FirstAidIn) -> Any:
    """応急処置: at any stage, within the limit the representative signed. cost in yen."""
    return _write(request, no, body, lambda by, at: actions.give_first_aid(no, **body.model_dump(), by=by, at=at))


class MentionIn(Schema):
    url: str = Field(
        description="Where it is written; nothing of what is written there is kept",
        examples=["https://example.com/posts/1"],
    )
    reach: Reach = Field(Reach.UNKNOWN, description="How widely it is read", examples=["few"])
    happened_at: Moment | None = Field(None, description="When it appeared")


@router.post("/cases/{no}/mentions", response={201: dict[str, Any]}, summary="The matter is mentioned in public")
def mention(request: HttpRequest, no: str, body: MentionIn) -> Any:
    """The leader hears of it; the first mention raises an assessed severity by one step."""
    return _write(request, no, body, lambda by, at: mentions.note(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/transfers", response={201: dict[str, Any]}, summary="The caller was passed on")
def transfer(request: HttpRequest, no: str, body: TransferIn) -> Any:
    """Two that nobody asked for are an incident."""
    return _write(request, no, body, lambda by, at: actions.transfer(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/ring-fence", response={201: dict[str, Any]}, summary="Ring-fence the case")
def ring_fence(request: HttpRequest, no: str, body: RingFenceIn) -> Any:
    """Only the named people see it from now on."""
    return _write(request, no, body, lambda by, at: actions.ring_fence(no, **body.model_dump(), by=by, at=at))
