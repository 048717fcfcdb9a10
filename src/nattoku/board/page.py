"""The page of one case: everything it shows, read from the case's facts and promises."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nattoku.board import links, tracks, waiting
from nattoku.board.next import ELSEWHERE, Next, next_thing
from nattoku.cases import relating, timeline, wishing, words
from nattoku.cases.models import Case
from nattoku.cases.rules import ENDINGS, CaseState, case_of, facts_of
from nattoku.customers import queries as customers
from nattoku.customers.models import Contract, Customer
from nattoku.deadlines import queries as deadlines
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.ledger.facts import History
from nattoku.ledger.models import Promise
from nattoku.lib.clock import age_in_days, span
from nattoku.lib.honorific import addressed
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.actions import SYSTEM
from nattoku.people.models import Person
from nattoku.reports import rules as reporting
from nattoku.solutions import cards, judging

# What the menu at the foot of a phone has room for; TITLES where there is more.
TABS = [
    ("history", Text("経緯", "Log")),
    ("items", Text("お申し出", "Items")),
    ("process", Text("工程", "Steps")),
    ("visits", Text("訪問", "Visits")),
    ("answer", Text("解決案", "Answer")),
    ("records", Text("記録", "Data")),
]
TITLES = {
    **dict(TABS),
    "history": Text("経緯", "History"),
    "process": Text("工程", "Process"),
    "visits": Text("訪問と手紙", "Visits and letters"),
    "answer": Text("解決案と決裁", "Solution and decision"),
    "records": Text("会社の記録", "The company's records"),
}
ACTS = [
    ("assess", Text("重大度と緊急度を見立てた", "Assessed severity and urgency"), "cases.write"),
    ("anger", Text("お怒りの強さを伺った", "Heard how angry"), "cases.write"),
    ("first-aid", Text("応急処置をした", "Gave first aid"), "cases.write"),
    ("mention", Text("口コミ・ネットで見かけた", "Mentioned in public"), "cases.write"),
    ("content", Text("内容を復唱した", "Read the content back"), "cases.write"),
    ("explanations", Text("お客様にご説明した", "Explained to the customer"), "response.write"),
    ("healing", Text("お気持ちが和らいだかを伺った", "Heard whether it has healed"), "cases.write"),
    ("agreed", Text("取り決めたこと（やり切る）", "What was agreed, and done"), "agreed.write"),
    ("related", Text("関連する案件と結ぶ", "Link a related case"), "cases.write"),
    ("contact", Text("窓口を決めた", "Named the contact"), "cases.write"),
    ("deadlines", Text("お客様のお返事を待つ", "Wait for the customer"), "cases.write"),
    ("transfer", Text("お電話を取り次いだ", "Passed the caller on"), "cases.write"),
    ("corrections", Text("取り違え・誤送信を正す", "Put right a mix-up or a misdirected message"), "cases.write"),
    ("link-customer", Text("お客様の登録と結ぶ", "Link the customer's card"), "cases.write"),
    ("ring-fence", Text("限られた方だけの案件にする", "Ring-fence the case"), "cases.ring_fence"),
]
_TONES = {"cases.received": "heard", "cases.item_heard": "heard", "closure.last_word_heard": "heard"}
_VERBATIM = {
    "cases.received",
    "cases.item_heard",
    "cases.promise_moved",
    "closure.last_word_heard",
    "closure.withdrawn",
    "visits.made",
    "visits.declined_by_customer",
    "solutions.answered",
    "customers.refusal_heard",
}
# Messages about due moments stand here already, as a promise or an escalation; what arrived stands with the notices.
_UNTOLD = {"deadlines.reminded", "deadlines.reminder_told", "deadlines.escalation_told", "notices.delivered"}
_SYSTEM = Text("システム", "System")


@dataclass(frozen=True)
class Told:
    """One line of 経緯. verbatim: the words are the customer's own, shown in 「」. despite: why against the card."""

    at: datetime
    recorded_at: datetime
    who: Text
    sentence: Text
    words: str
    tone: str
    verbatim: bool
    despite: str = ""


@dataclass(frozen=True)
class Owing:
    """One promise of the case. owner: who keeps it; to: whom we owe."""

    to: Text
    what: Text
    due: datetime
    state: str
    owner: Text
    url: str


def page(case: Case, *, by: Person, at: datetime) -> dict[str, Any]:
    """The context of the page of a case that this person sees."""
    past = history(case.stream)
    state = case_of(past)
    owed = [p for p in promises.open_promises(case.stream) if p.kind not in ELSEWHERE]
    hide = access.masks(by)
    names = people.names({state.contact} | {p.owed_by for p in owed} | {_person(p.to) for p in owed})
    card = customers.customer(state.customer) if state.identified and not hide else None
    next_ = _next(state, past, owed, hide=hide, at=at)
    return {
        "case": case,
        "state": state,
        "version": state.version,
        "hide": hide,
        "may_write": access.may(by, "cases.write"),
        "name": _name(case, card, hide=hide),
        "card": card,
        "card_opens": card is not None and customers.opens(card, by=by),
        "contact": names.get(state.contact, ""),
        "responsible": relating.responsible(),
        "related": relating.related(state, by=by),
        "special": _special(state, hide=hide),
        "days": age_in_days(state.happened_at, at=at),
        "silence": waiting.silence(case, at=at),
        "silent": deadlines.silence().colour(waiting.silent(case, at=at)),
        "timers": deadlines.of_case(case, past, at=at),
        "silent_since": span(waiting.silent(case, at=at)),
        "ending": ENDINGS.get(state.ending),
        "severity": words.SEVERITIES[state.severity] if state.severity else None,
        "handling": tracks.handling(state),
        "explained": tracks.explained(past),
        "next": next_,
        "mine": _mine(next_, past, by),
        "owed": [_owing(p, case, names, hide=hide, at=at) for p in owed],
        "lines": history_lines(past, hide=hide),
        "facts": Summary(past),
        "unasked": wishing.unasked(state) if state.open else [],
        "unanswered": wishing.unanswered(past) if state.open else [],
        "customer_untold": state.open and reporting.customer_untold(past),
        "law": len(cards.unanswered(judging.lines(state, past))),
        "tabs": TABS,
        "titles": TITLES,
        "opens": links.opens(next_.url),
        "acts": [(part, said) for part, said, act in ACTS if access.may(by, act)],
        "w": words,
    }


def _special(state: CaseState, *, hide: bool) -> list[Contract]:
    """Contracts with special terms (S000-7): that there are any is shown at once, their text after the identity check."""
    return [] if hide else customers.special(state.customer)


def _next(state: CaseState, past: History, owed: list[Promise], *, hide: bool, at: datetime) -> Next:
    if hide:
        for promise in owed:
            promise.detail = ""
    return next_thing(state, past, owed, at)


def _mine(next_: Next, past: History, by: Person) -> bool:
    """Whether this person may do the next thing; nobody confirms the words one has heard oneself."""
    act = links.leave_for(next_.kind)
    if next_.kind == "closure.confirm_word" and facts_of(past, "closure.last_word_heard")[-1].by == by.pk:
        return False
    return access.may(by, act or "cases.write")


def _name(case: Case, card: Customer | None, *, hide: bool) -> Text:
    if card is not None and card.name and card.name not in case.caller:  # "company, section, name" says more
        return addressed(card.name, company=card.company)
    return waiting.called(case, hide=hide) if hide or not case.caller.strip() else addressed(case.caller)


def _person(to: str) -> str:
    return to.removeprefix("person:") if to.startswith("person:") else ""


def _owing(promise: Promise, case: Case, names: dict[str, str], *, hide: bool, at: datetime) -> Owing:
    owner = names.get(promise.owed_by) or names.get(case.contact, "")
    owner_words = Text(f"{owner}さん", owner) if owner else Text("", "")
    to = waiting.whom(promise.to, names)
    if promise.to.startswith("role:") and not promise.owed_by:  # the role owes it to the house
        owner_words, to = to, waiting.COMPANY
    return Owing(
        to=to,
        what=waiting.what(promise, hide=hide, brief=True),
        due=promise.due_at,
        state=waiting.state_of(promise, at=at),
        owner=owner_words,
        url=links.settled_at(promise.kind, promise.pk),
    )


def history_lines(past: History, *, hide: bool) -> list[Told]:
    """経緯, the newest first."""
    told = []
    for line in reversed(timeline.lines([r for r in past if r.kind not in _UNTOLD], hide=hide)):
        one = line.recorded
        told.append(
            Told(
                at=one.happened_at,
                recorded_at=one.recorded_at,
                who=_SYSTEM if one.by == SYSTEM else Text(f"{line.by}さん", line.by),
                sentence=line.sentence,
                words=line.words,
                verbatim=one.kind in _VERBATIM,
                despite=line.despite,
                tone=_TONES.get(one.kind, "told" if one.fact.tells_customer else _late(one.kind)),
            )
        )
    return sorted(told, key=lambda t: t.at, reverse=True)


def _late(kind: str) -> str:
    return "late" if kind == "deadlines.escalated" else ""


class Summary:
    """How many facts of a kind the case has, and the last of them: what the tabs say before one opens a page."""

    def __init__(self, past: History) -> None:
        self.past = past

    def count(self, *kinds: str) -> int:
        return len(facts_of(self.past, *kinds))

    def last(self, *kinds: str) -> datetime | None:
        found = facts_of(self.past, *kinds)
        return found[-1].happened_at if found else None
