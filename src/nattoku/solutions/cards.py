"""Which law cards a case calls for, what was answered, and when they may end. Pure; decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from nattoku.cases.rules import CaseState, facts_of
from nattoku.cases.words import Danger, Narrow, Stage
from nattoku.law.calling import Signs, called
from nattoku.law.card import Card
from nattoku.law.words import Asked
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.solutions.facts import Applies, CardAnswered, LawDone, WithdrawalCarriedOut, WithdrawalReceived

CLOSES = time(17, 0)  # an office that is to be told is closed in the evening


@dataclass
class Answers:
    """What a case says of the law: card -> the latest answer; done: watched cards that were attended to."""

    given: dict[str, tuple[Recorded, CardAnswered]] = field(default_factory=dict)
    done: dict[str, Recorded] = field(default_factory=dict)
    withdrawal: tuple[Recorded, WithdrawalReceived] | None = None
    carried_out: Recorded | None = None


@dataclass(frozen=True)
class Line:
    """A card as a case shows it. why: the words that call for it, () when somebody took it up by hand."""

    card: Card
    why: tuple[str, ...]
    asked: bool
    answer: tuple[Recorded, CardAnswered] | None
    done: Recorded | None

    @property
    def open(self) -> bool:
        """Whether it waits for an answer now."""
        return self.asked and self.answer is None


def answers_of(history: History) -> Answers:
    """Fold what was answered, attended to and withdrawn."""
    got = Answers()
    for recorded in history:
        match recorded.fact:
            case CardAnswered(card=card) as answer:
                got.given[card] = (recorded, answer)
                got.done.pop(card, None)
            case LawDone(card=card):
                got.done[card] = recorded
            case WithdrawalReceived() as received:
                got.withdrawal, got.carried_out = (recorded, received), None
            case WithdrawalCarriedOut():
                got.carried_out = recorded
    return got


def signs_of(state: CaseState, history: History) -> Signs:
    """What the case shows: everything the customer said, what it is about, and what we sent astray."""
    first, items = state.received, [item.heard for item in state.items.values()]
    tags = {f"about:{a}" for a in first.about} | {f"kind:{first.kind_of}"}
    tags |= {f"{name}:{one}" for item in items for name in ("about", "wish", "hurt") for one in getattr(item, name)}
    if first.danger is Danger.YES:
        tags.add("danger")
    if first.narrow is not Narrow.NO:
        tags.add(f"narrow:{first.narrow}")
    if any(getattr(r.fact, "personal_data", False) for r in facts_of(history, "corrections.misdirected")):
        tags.add("astray")
    return Signs("\n".join([first.words, first.fact, *(item.what for item in items)]), frozenset(tags))


def lines_of(state: CaseState, history: History, deck: Mapping[str, Card]) -> list[Line]:
    """The cards the case calls for or somebody answered, those that wait first.

    A card that cannot wait is asked from the receipt on, the rest when solutions are weighed (S002-5).
    """
    why, got = called(deck.values(), signs_of(state, history)), answers_of(history)
    if got.withdrawal:  # it is being carried out: nobody need ask whether it may be one
        why.pop(got.withdrawal[1].card, None)
    weighing = state.stage >= Stage.WEIGHING
    found = [
        Line(
            card,
            why.get(card.id, ()),
            card.id in why and (weighing or card.asked is Asked.AT_ONCE),
            got.given.get(card.id),
            got.done.get(card.id),
        )
        for card in deck.values()
        if card.id in why or card.id in got.given
    ]
    return sorted(found, key=lambda line: (not line.open, line.card.asked is not Asked.AT_ONCE, line.card.id))


def unanswered(lines: Iterable[Line], *, at_once: bool = False) -> list[Line]:
    """What waits for an answer now; at_once: only what cannot wait."""
    return [line for line in lines if line.open and (not at_once or line.card.asked is Asked.AT_ONCE)]


def last_day(card: Card, *, applies: Applies, starts_on: date | None) -> date | None:
    """The last day to be kept in sight. Refusal (400) when what may apply has a period and nobody says from when."""
    if applies is Applies.NO or card.period is None:
        return None
    if starts_on is None:
        raise Refusal(
            Text(
                "「{starts}」を入力してください。はっきりしないときは、考えられるうち早い日にしてください。",
                "Please give: {starts}. If it is not certain, take the earliest day it can be.",
            ).with_(starts=card.starts),
            status=400,
        )
    return card.due_on(starts_on)


def due_at(day: date) -> datetime:
    """The moment by which we act: in the afternoon of the last day, in Tokyo."""
    return datetime.combine(day, CLOSES, TOKYO)


def may_attend(got: Answers, card: str) -> CardAnswered:
    """What was judged to apply, or perhaps to apply, is attended to once."""
    given = got.given.get(card)
    if given is None or given[1].applies is Applies.NO:
        raise Refusal(
            Text(
                "当てはまるかもしれないと答えた法令カードではありません。",
                "Nobody has judged that this card may apply.",
            )
        )
    if card in got.done:
        raise Refusal(Text("すでに対応を記録しています。", "It has been attended to already."))
    return given[1]


def may_withdraw(card: Card) -> None:
    """Only a card of a right to step back carries a withdrawal."""
    if not card.withdrawal:
        raise Refusal(
            Text(
                "「{card}」は解約・返品の権利のカードではありません。", "“{card}” is no card of a right to withdraw."
            ).with_(card=card.title),
            status=400,
        )


def may_finish_withdrawal(got: Answers) -> None:
    """A withdrawal that was received is carried out once."""
    if got.withdrawal is None:
        raise Refusal(Text("解約・返品のお申し出はまだ受けていません。", "No withdrawal has been received."))
    if got.carried_out is not None:
        raise Refusal(Text("手続きはすでに済んでいます。", "It has been carried out already."))
