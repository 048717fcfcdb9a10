"""Asking for a loss, deciding on it, recording what was paid."""

from datetime import datetime

from nattoku.cases import queries
from nattoku.cases.rules import refuse_if_ended
from nattoku.ledger.append import append
from nattoku.ledger.facts import Fact, New, Settlement
from nattoku.lib.text import Text, clean
from nattoku.losses import facts, rules
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.policies import queries as policies

DELEGATE_LIMIT = "losses.delegate_yen"
REASON = Text("理由", "Reason")
GOODS = Text("金銭によらない負担", "What else is borne")
BASIS = Text("根拠", "Basis")


def request(
    no: int | str, *, amount: int = 0, goods: str = "", reason: str, basis: str, by: Person, at: datetime
) -> int:
    """Ask the representative to bear a loss; returns its number. amount: yen; goods: what is borne besides money.

    Opens `losses.decide`, which holds the case and the presentation of a solution (S004-2.3.4).
    """
    case, past, state = queries.opened(no, by=by, act="losses.request")
    refuse_if_ended(state)
    rules.may_request(amount, goods)
    number = len(rules.losses_of(past)) + 1
    asked = facts.LossRequested(
        loss=number,
        amount=amount,
        goods=clean(goods, GOODS, longest=2000, required=False),
        reason=clean(reason, REASON, longest=5000),
        basis=clean(basis, BASIS, longest=5000),
    )
    opened = policies.opening(facts.DECIDE, to="role:representative", at=at)
    append(case.stream, New(fact=asked, opens=(opened,)), by=by.pk, at=at)
    return number


def change(
    no: int | str,
    *,
    loss: int = 0,
    amount: int = 0,
    goods: str = "",
    reason: str,
    basis: str,
    why: str,
    by: Person,
    at: datetime,
) -> None:
    """Change what is asked for, before or after a decision: it is decided anew, and holds the case until then.

    loss: its number, 0 when there is only one. why: what has changed. A decision already given stays in the record, and counts for what it was made on alone.
    """
    case, past, state = queries.opened(no, by=by, act="losses.request")
    refuse_if_ended(state)
    rules.may_request(amount, goods)
    one = rules.may_change(past, loss)
    rules.refuse_same(one, amount=amount, goods=goods, basis=basis, reason=reason)
    changed = facts.LossChanged(
        loss=one.request.loss,
        amount=amount,
        former=one.request.amount,
        goods=clean(goods, GOODS, longest=2000, required=False),
        reason=clean(reason, REASON, longest=5000),
        basis=clean(basis, BASIS, longest=5000),
        why=clean(why, Text("改めた理由", "Why it was changed"), longest=5000),
    )
    opened = policies.opening(facts.DECIDE, to="role:representative", at=at)
    settles = (Settlement(promise=one.promise, outcome="released"),) if one.pending else ()
    append(case.stream, New(fact=changed, opens=(opened,), settles=settles), by=by.pk, at=at)


def decide(
    no: int | str,
    *,
    loss: int = 0,
    approve: bool,
    reason: str = "",
    expected_version: int | None = None,
    by: Person,
    at: datetime,
) -> None:
    """承認 or 差し戻し, by the representative; by a delegate within the limit that the representative signed.

    loss: its number, 0 when only one waits. reason: mandatory when it is sent back.
    """
    case, past, state = queries.opened(no, by=by)
    delegated = not access.may(by, "losses.decide")
    limit = policies.limit(DELEGATE_LIMIT, 0)
    if not (limit and access.may(by, "losses.decide_within_limit")):
        access.allow(by, "losses.decide")
    refuse_if_ended(state)
    one = rules.awaited(past, loss)
    if delegated and not rules.within(one, limit=limit, by=by.pk):
        access.allow(by, "losses.decide")
    reason = clean(reason, REASON, longest=5000, required=not approve)
    number = one.request.loss
    answer: Fact = facts.LossDeclined(loss=number, reason=reason)
    if approve:
        answer = facts.LossApproved(loss=number, delegated=delegated, limit=limit if delegated else 0, reason=reason)
    settled = (Settlement(promise=one.promise),)
    append(case.stream, New(fact=answer, settles=settled), by=by.pk, at=at, expected_version=expected_version)


def record_expense(
    no: int | str,
    *,
    amount: int,
    what: str,
    loss: int = 0,
    paid_personally: bool = False,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """What the handling cost, in yen; also after the end. Paid personally is refused (S004-2.2.3).

    loss: the approved loss this pays for, of which no more than the approved amount is paid; 0: none.
    """
    case, past, _ = queries.opened(no, by=by, act="losses.request")
    rules.may_record_expense(amount, paid_personally=paid_personally)
    if loss:
        rules.may_pay(rules.losses_of(past).get(loss), amount)
    what = clean(what, Text("費用の内容", "What it was for"), longest=2000)
    paid = facts.ExpenseRecorded(amount=amount, loss=loss, what=what)
    append(case.stream, New(fact=paid, happened_at=happened_at), by=by.pk, at=at)
