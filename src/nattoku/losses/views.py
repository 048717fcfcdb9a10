"""Losses of a case, and the decisions that wait for the representative, as pages."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import part as parts
from nattoku.cases.rules import facts_of
from nattoku.lib.refusal import Refusal
from nattoku.losses import actions, facts, queries, rules
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.policies import queries as policies

DECISIONS = "/decisions"


@require_http_methods(["GET", "POST"])
def losses(request: HttpRequest, no: str) -> HttpResponse:
    """Asking for a loss, deciding on it, recording what the company paid."""
    if request.method == "GET":
        return _page(request, no)
    back = DECISIONS if request.POST.get("then") == DECISIONS else f"/cases/{no}/losses"

    def act(fields: Fields, by: Person, at: datetime) -> None:
        match fields.line("act"):
            case "decide":
                _decide(no, fields, by, at)
            case "expense":
                actions.record_expense(
                    no,
                    amount=fields.number("amount"),
                    what=fields.text("what"),
                    loss=fields.number("loss"),
                    paid_personally=fields.flag("paid_personally"),
                    by=by,
                    at=at,
                )
            case name if name.startswith("change:"):
                actions.change(
                    no,
                    loss=fields.number("loss"),
                    amount=fields.number("amount"),
                    goods=fields.text("goods"),
                    reason=fields.text("reason"),
                    basis=fields.text("basis"),
                    why=fields.text("why"),
                    by=by,
                    at=at,
                )
            case _:
                actions.request(
                    no,
                    amount=fields.number("amount"),
                    goods=fields.text("goods"),
                    reason=fields.text("reason"),
                    basis=fields.text("basis"),
                    by=by,
                    at=at,
                )

    return submit(request, act, then=back, again=lambda refusal: _page(request, no, refusal))


def _decide(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.decide(
        no,
        loss=fields.number("loss"),
        approve=fields.flag("approve"),
        reason=fields.text("reason"),
        expected_version=fields.number("version") or None,
        by=by,
        at=at,
    )


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """決裁: what waits for the representative, and what delegates decided since yesterday (T14)."""
    by, at = who(request), now(request)
    access.allow(by, "losses.decide")
    page = {
        "awaited": queries.awaited(by),
        "delegated": queries.decided_by_delegates(by, at=at),
        "key": str(uuid4()),
    }
    return render(request, "losses/decisions.html", page)


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    found = list(rules.losses_of(part.past).values())
    limit = policies.limit(actions.DELEGATE_LIMIT, 0)
    top, delegate = part.may("losses.decide"), part.may("losses.decide_within_limit")
    waiting = [loss for loss in found if loss.pending]
    mine = [
        loss.request.loss
        for loss in waiting
        if part.state.open and (top or (delegate and rules.within(loss, limit=limit, by=part.by.pk)))
    ]
    expenses = facts_of(part.past, facts.ExpenseRecorded.kind)
    return parts.shown(
        request,
        "losses/losses.html",
        part,
        refusal=refusal,
        losses=found,
        mine=mine,
        expenses=expenses,
        routes={loss.request.loss: rules.route(loss, limit=limit) for loss in waiting},
        limit=limit,
        signed=next(iter(policies.decisions(actions.DELEGATE_LIMIT)), None),
        payable=[loss for loss in found if loss.approved and loss.request.amount > loss.paid],
        spent=sum(int(getattr(r.fact, "amount", 0)) for r in expenses),
    )
