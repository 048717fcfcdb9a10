"""Answering a law card, attending to what it asks, and a statutory withdrawal: the writers of the side of the law."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from nattoku.cases import queries
from nattoku.cases.rules import CaseState, refuse_if_ended
from nattoku.cases.timeline import name_choices
from nattoku.law import card as law
from nattoku.law import reading
from nattoku.law.card import Card, Standing
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import History, New, Opening, Settlement
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.solutions import cards, facts
from nattoku.solutions.facts import Applies

name_choices(facts.APPLIES)
name_choices(facts.PARTIES)
name_choices(law.STANDINGS)
BECAUSE = Text("そう考える理由", "Why")
JUDGE = Text("判断した方", "Who judged")
DONE = Text("行ったこと", "What was done")


def deck() -> Mapping[str, Card]:
    """Every law card: ours, and those in the folder `law` of the data directory, which replace ours."""
    return reading.deck(_own())


def one(card: str) -> Card:
    """A card by id. Refusal (404) when there is none."""
    return reading.one(card, _own())


def _own() -> Path:
    return Path(settings.NATTOKU_DATA) / "law"


def lines(state: CaseState, past: History) -> list[cards.Line]:
    """The law cards of a case, those that wait for an answer first."""
    return cards.lines_of(state, past, deck())


def answer_card(
    no: int | str,
    *,
    card: str,
    applies: Applies,
    because: str,
    starts_on: date | None = None,
    judged_by: str = "",
    expert: bool = False,
    by: Person,
    at: datetime,
) -> date | None:
    """A person's answer to a law card; returns the last day to be kept in sight, if any.

    judged_by: who judged ("": whoever writes); expert: an outside expert was asked. A watched card that may apply opens
    a promise until that day; answered anew, the former promise is released.
    """
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    asked = one(card)
    due_on = cards.last_day(asked, applies=applies, starts_on=starts_on)
    answer = facts.CardAnswered(
        card=asked.id,
        title=asked.title.ja,
        title_en=asked.title.en,
        checked_on=asked.checked_on,
        applies=applies,
        expert=expert,
        starts_on=starts_on if due_on else None,
        due_on=due_on,
        because=clean(because, BECAUSE, longest=5000),
        judged_by=clean(judged_by or by.name, JUDGE, longest=200),
    )
    opens = (_until(due_on, state, at=at),) if asked.watched and due_on else ()
    append(case.stream, New(fact=answer, opens=opens, settles=_owed(past, asked.id, "released")), by=by.pk, at=at)
    return due_on


def _until(due_on: date, state: CaseState, *, at: datetime) -> Opening:
    due_at = cards.due_at(due_on)
    return policies.opening(
        facts.LAW_DEADLINE, to="role:manager", at=at, due_at=due_at, owed_by=state.contact, detail="title"
    )


def _owed(past: History, card: str, outcome: str) -> tuple[Settlement, ...]:
    """What the answers to this card opened and nobody has settled."""
    if not past:
        return ()
    given = [r for r in past if isinstance(r.fact, facts.CardAnswered) and r.fact.card == card and r.opens]
    still = {p.pk for p in promises.open_of_kind(past[0].stream, facts.LAW_DEADLINE)}
    return tuple(Settlement(promise=r.promise_id(0), outcome=outcome) for r in given if r.promise_id(0) in still)


def attend(
    no: int | str, *, card: str, words: str, happened_at: datetime | None = None, by: Person, at: datetime
) -> None:
    """What a card asks for was done (reported, answered): settles the promise that watched over it."""
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    given = cards.may_attend(cards.answers_of(past), card)
    words = clean(words, DONE, longest=5000)
    done = facts.LawDone(card=card, title=given.title, title_en=given.title_en, words=words)
    settles = _owed(past, card, "done")
    append(case.stream, New(fact=done, happened_at=happened_at, settles=settles), by=by.pk, at=at)


def receive_withdrawal(
    no: int | str,
    *,
    card: str,
    sent_on: date,
    began_on: date | None = None,
    words: str,
    by: Person,
    at: datetime,
) -> Standing:
    """A statutory withdrawal or return, at any stage (S8.10): carrying it out is promised, the leader hears at once.

    sent_on: when it was sent; began_on: when the document or the goods arrived, None: never, or not known. Returns
    where it may stand. A notice that seems late is taken in as well: a person judges. Refused (400) for days ahead.
    """
    case, _, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    asked = one(card)
    cards.may_withdraw(asked)
    if max(sent_on, began_on or sent_on) > at.astimezone(TOKYO).date():
        raise Refusal(Text("日付は、きょうまでの日にしてください。", "The days cannot lie ahead."), status=400)
    received = facts.WithdrawalReceived(
        card=asked.id,
        title=asked.title.ja,
        title_en=asked.title.en,
        sent_on=sent_on,
        began_on=began_on,
        due_on=asked.due_on(began_on) if began_on else None,
        standing=asked.standing(began=began_on, sent=sent_on),
        words=clean(words, Text("お客様のお言葉", "The customer's words")),
    )
    former = promises.open_of_kind(case.stream, facts.WITHDRAW)
    opened = policies.opening(facts.WITHDRAW, to="customer", at=at, owed_by=state.contact, detail="title")
    settles = tuple(Settlement(promise=p.pk, outcome="released") for p in former)
    append(case.stream, New(fact=received, opens=(opened,), settles=settles), by=by.pk, at=at)
    return received.standing


def finish_withdrawal(
    no: int | str, *, words: str, happened_at: datetime | None = None, by: Person, at: datetime
) -> None:
    """The withdrawal was carried out (contract undone, money returned). No stage and no approval is asked for."""
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    cards.may_finish_withdrawal(cards.answers_of(past))
    done = facts.WithdrawalCarriedOut(words=clean(words, DONE, longest=5000))
    settles = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(case.stream, facts.WITHDRAW))
    append(case.stream, New(fact=done, happened_at=happened_at, settles=settles), by=by.pk, at=at)
