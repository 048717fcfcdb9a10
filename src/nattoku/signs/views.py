"""Pages of the signs: the list, one sign with what to say, noticing one, and the purchases they are read from."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases.part import Typed
from nattoku.cases.timeline import lines
from nattoku.customers import queries as customers
from nattoku.customers.facts import CHANNELS, Channel
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.signs import actions, looking, purchases, queries, rules
from nattoku.signs.models import PurchaseFile
from nattoku.signs.words import MEANINGS, NAMES, OUTCOMES, SignKind, SignOutcome

NO_FILE = Text("CSVのファイルをお選びください。", "Please choose a CSV file.")
LATER = ("", Text("まだ終わらない（改めてお伺いする）", "Not done yet (ask again)"))


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """兆し: whom to ask, the greatest loss first; what the past says of the order; how asking ended."""
    by, at = who(request), now(request)
    closed = request.GET.get("state") == "closed"
    page = {
        "rows": queries.rows(by, at=at, closed=closed),
        "resigned": [] if closed else queries.resigned_open(by),
        "closed": closed,
        "look": queries.last_look(),
        "months": queries.months(by, at=at),
        "ended": [(OUTCOMES[SignOutcome(o)], n) for o, n in queries.outcomes(by, at=at).items()],
        "outcomes": {o.value: words for o, words in OUTCOMES.items()},
    }
    return _shown(request, "signs/signs.html", page)


@require_http_methods(["GET", "POST"])
def shown(request: HttpRequest, sign: int) -> HttpResponse:
    """One sign: the evidence, what to say, and how the customer is."""
    found = queries.visible_sign(sign, by=who(request))

    def act(fields: Fields, by: Person, at: datetime) -> str | None:
        named: dict[str, Any] = {"by": by, "at": at}
        match fields.line("act"):
            case "owner":
                actions.name_owner(sign, person=fields.line("owner"), **named)
            case "receive":
                return f"/cases/{actions.receive(sign, words=fields.text('words'), **named)}"
            case "dismiss":
                outcome = fields.choice("outcome", SignOutcome) or SignOutcome.NO_SIGN
                actions.dismiss(sign, outcome=outcome, words=fields.text("words"), **named)
            case _:
                case = actions.contact(
                    sign,
                    channel=fields.choice("channel", Channel) or Channel.PHONE,
                    said=fields.text("said"),
                    heard=fields.text("heard"),
                    reached=fields.line("reached") != "no",
                    outcome=fields.choice("outcome", SignOutcome),
                    offered=fields.flag("offered"),
                    wished=fields.text("wished"),
                    next_at=fields.moment("next_at"),
                    **named,
                )
                return f"/cases/{case}" if case else None
        return None

    past = queries.past(sign)
    (row,) = queries.beside([found], at=now(request))
    state = rules.state_of(past)
    page = {
        "row": row,
        "state": state,
        "meaning": MEANINGS[state.noticed.kind_of],
        "case": None,
        "open_case": queries.open_case(found.customer),
        "lines": lines(past)[::-1],
        "past": past[::-1],
        "names": people.names({r.by for r in past}),
        "outcome": OUTCOMES[SignOutcome(found.outcome)] if found.outcome else None,
        "outcomes": [
            LATER,
            *((o.value, OUTCOMES[o]) for o in (SignOutcome.WELL, SignOutcome.COMPLAINT, SignOutcome.LEFT)),
        ],
        "without": [(o.value, OUTCOMES[o]) for o in (SignOutcome.NO_SIGN, SignOutcome.UNREACHED, SignOutcome.LEFT)],
        "people": [(p.pk, p.name) for p in people.colleagues(who(request).pk)],
        "channels": [(c.value, words) for c, words in CHANNELS.items()],
    }
    if request.method == "GET":
        return _shown(request, "signs/sign.html", page)
    return submit(
        request, act, then=f"/signs/{sign}", again=lambda refusal: _shown(request, "signs/sign.html", page, refusal)
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What no figure shows: somebody noticed something about a customer."""
    access.allow(who(request), "signs.write")
    wanted = request.POST.get("customer") or request.GET.get("customer", "")
    card = customers.visible_customer(wanted, by=who(request)) if wanted else None
    kinds = [k for k in SignKind if k not in (SignKind.RHYTHM, SignKind.UNANSWERED, SignKind.DROPPING)]
    page = {"card": card, "kinds": [(k.value, NAMES[k]) for k in kinds]}
    if request.method == "GET":
        return _shown(request, "signs/new.html", page)

    def act(fields: Fields, by: Person, at: datetime) -> str:
        made = actions.notice(
            fields.choice("kind", SignKind) or SignKind.OTHER,
            customer=fields.line("customer"),
            why=fields.text("why"),
            words=fields.text("words"),
            by=by,
            at=at,
        )
        return f"/signs/{made}"

    return submit(request, act, then="/signs", again=lambda refusal: _shown(request, "signs/new.html", page, refusal))


@require_http_methods(["GET", "POST"])
def bought(request: HttpRequest) -> HttpResponse:
    """Purchases as a CSV, what was read of them, and what the last look found."""
    access.allow(who(request), "signs.import")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        match fields.line("act"):
            case "remove":
                purchases.remove(fields.line("hash"), by=by)
            case "look":
                looking.look_now(by=by, at=at)
            case _:
                file = request.FILES.get("file")
                if file is None:
                    raise Refusal(NO_FILE, status=400)
                raw = file.read(purchases.LARGEST + 1)
                purchases.take_file(name=str(file.name), raw=raw, by=by, at=at)
                looking.look_now(by=by, at=at)

    def page(refusal: Refusal | None = None) -> HttpResponse:
        files = list(PurchaseFile.objects.order_by("-at")[:50])
        return _shown(request, "signs/purchases.html", {"files": files, "look": queries.last_look()}, refusal)

    return page() if request.method == "GET" else submit(request, act, then="/signs/purchases", again=page)


def _shown(request: HttpRequest, template: str, page: dict[str, Any], refusal: Refusal | None = None) -> HttpResponse:
    by = who(request)
    page |= {
        "refusal": refusal,
        "typed": Typed(request if refusal else None),
        "key": str(uuid4()),
        "hide": access.masks(by),
        "today": timezone.now(),
    }
    return render(request, template, page, status=refusal.status if refusal else 200)
