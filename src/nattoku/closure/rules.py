"""May it end, and under which name? Pure."""

from collections.abc import Collection, Sequence
from typing import Any

from nattoku.cases.rules import CaseState, facts_of, notified_severity, refuse_missing
from nattoku.cases.words import Danger, Severity, Wish
from nattoku.closure import facts
from nattoku.closure.facts import Meaning
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


def word_of(history: History) -> Recorded | None:
    """The customer's last word since the case was last reopened."""
    reopened = max((r.seq for r in facts_of(history, facts.Reopened.kind)), default=0)
    words = [r for r in facts_of(history, facts.LastWordHeard.kind) if r.seq > reopened]
    return words[-1] if words else None


def satisfied(history: History) -> bool:
    """Whether the last word was ご納得, and no concern came after it."""
    word = word_of(history)
    if word and any(r.seq > word.seq for r in facts_of(history, facts.ConcernRaised.kind)):
        return False
    return word is not None and getattr(word.fact, "meaning", None) is Meaning.SATISFIED


def needs_second_person(state: CaseState) -> bool:
    """Severity S and A: a second person confirms the words (R8-1)."""
    return notified_severity(state) in (Severity.S, Severity.A) and state.severity is not None


def may_resolve(history: History, *, owed: Sequence[dict[str, Any]] = ()) -> None:
    """解決（ご納得） only with the customer's satisfied word (S004-2.3.1, R8-1).

    owed: what is still owed besides, told with the refusal.
    """
    if not satisfied(history):
        raise Refusal(
            Text(
                "解決にできるのは、お客様からご納得のお言葉をいただいたときだけです。",
                "A case is resolved only with the customer's own words of satisfaction.",
            ),
            owed=owed,
        )


def may_confirm(history: History, *, by: str) -> None:
    """The one who heard the words cannot confirm them."""
    word = word_of(history)
    if word is None:
        raise Refusal(Text("確かめるお言葉がまだありません。", "There are no words to confirm yet."))
    if word.by == by:
        raise Refusal(
            Text(
                "お言葉を伺った方とは別の方が確かめてください。",
                "Somebody other than who heard the words must confirm.",
            ),
            status=403,
        )


def end_requested(history: History) -> bool:
    """Whether an end by company decision was asked for and not yet answered."""
    asked = facts_of(
        history,
        facts.EndRequested.kind,
        facts.EndDeclined.kind,
        facts.CompanyDecided.kind,
        facts.Reopened.kind,
    )
    return bool(asked) and asked[-1].kind == facts.EndRequested.kind


def may_settle_on_the_spot(
    *, danger: Danger, wish: Collection[Wish], severity: Severity | None, promised: bool
) -> None:
    """その場で解決 is for no injury, no loss and no open promise (R8-3); anything else takes the whole way.

    wish: what the customer wants; promised: we said we would call back.
    """
    missing = []
    if danger is Danger.YES:
        missing.append(
            Text(
                "おけが・発煙・健康・個人情報のご心配があります",
                "there is a concern about injury, smoke, health or data",
            )
        )
    if danger is Danger.UNKNOWN:
        missing.append(
            Text(
                "おけが・発煙・健康・個人情報のご心配がないか、まだ伺っていません",
                "the customer has not been asked about injury, smoke, health or data",
            )
        )
    if {Wish.REFUND, Wish.DAMAGES} & set(wish):
        missing.append(
            Text(
                "返金や賠償のご要望があり、代表の決裁が要ります", "money is asked for, which the representative decides"
            )
        )
    if severity in (Severity.S, Severity.A):
        missing.append(
            Text(
                "重大度S・Aでは、お言葉をもう一人が確かめます",
                "for severity S and A a second person confirms the words",
            )
        )
    if promised:
        missing.append(Text("折り返しのお約束があります", "a call back was promised"))
    refuse_missing(
        Text(
            "その場で解決にはできません。受付として保存し、続けて対応してください",
            "This cannot be settled on the spot; please receive it and carry on",
        ),
        missing,
    )
