"""Weighing, checking, presenting, answering, carrying out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import guesses, promising, queries
from nattoku.cases.rules import refuse_if_ended
from nattoku.cases.timeline import name_choices
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New, Opening, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.solutions import facts, judging, rules, tone
from nattoku.solutions.cards import unanswered
from nattoku.solutions.facts import Basis, Party, Question

name_choices(facts.QUESTIONS)
LOSS_DECISION = "losses.decide"
WHAT = Text("解決案", "The solution")
GROUNDS = Text("根拠", "Grounds")


@dataclass(frozen=True, kw_only=True)
class LegalAnswer:
    """One question looked at. applies False: 該当なし, and answer says why."""

    question: Question
    answer: str
    applies: bool = True


def weigh(
    no: int | str,
    *,
    what: str,
    grounds: str,
    basis: Sequence[Basis] = (),
    cost: int | None = None,
    by: Person,
    at: datetime,
) -> int:
    """An option with its grounds; returns its number. cost: yen, None when nobody has reckoned it."""
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    rules.may_cost(cost)
    number = len(rules.solutions_of(past).options) + 1
    weighed = facts.OptionWeighed(
        option=number,
        basis=list(basis),
        cost=cost,
        what=clean(what, WHAT, longest=10_000),
        grounds=clean(grounds, GROUNDS, longest=10_000),
    )
    append(case.stream, weighed, by=by.pk, at=at)
    return number


def judge_option(
    no: int | str, *, option: int, party: Party, agrees: bool, words: str = "", by: Person, at: datetime
) -> None:
    """Whether the division or the representative agrees; words: why, needed when not.

    The representative's word is the representative's own to give (403). The customer's is heard by presenting.
    """
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    if party is Party.REPRESENTATIVE:
        access.allow(by, "losses.decide")
    rules.may_judge(rules.solutions_of(past), option)
    words = clean(words, Text("理由", "Reason"), longest=2000, required=not agrees)
    append(case.stream, facts.OptionJudged(option=option, party=party, agrees=agrees, words=words), by=by.pk, at=at)


def check_law(
    no: int | str,
    *,
    answers: Sequence[LegalAnswer],
    judged_by: str = "",
    expert: bool = False,
    by: Person,
    at: datetime,
) -> None:
    """Questions about liability, looked at together. judged_by: who judged ("": whoever writes); expert: one was asked."""
    case, _, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    if not answers:
        raise Refusal(Text("答えた問いがありません。", "No question was answered."), status=400)
    judge = clean(judged_by or by.name, Text("判断した方", "Who judged"), longest=200)
    checked = [
        facts.LegalChecked(
            question=one.question,
            applies=one.applies,
            expert=expert,
            answer=clean(one.answer, facts.QUESTIONS[one.question], longest=5000),
            judged_by=judge,
        )
        for one in answers
    ]
    append(case.stream, *checked, by=by.pk, at=at)


def present(
    no: int | str,
    *,
    what: str,
    grounds: str,
    channel: str,
    basis: Sequence[Basis] = (),
    option: int = 0,
    recipient: str = "",
    words: str = "",
    next_at: datetime | None = None,
    happened_at: datetime | None = None,
    expected_version: int | None = None,
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """解決案(根拠)の提示: the customer heard the solution and what it rests on; stage 5 begins.

    next_at: the next contact, which is promised anew. sayings: what written words promise beside it. Refused (409) with what is missing, see `rules.may_present`.
    """
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    guesses.refuse(past, what, grounds, words)
    got = rules.solutions_of(past)
    pending = bool(promises.open_of_kind(case.stream, LOSS_DECISION))
    waiting = unanswered(judging.lines(state, past), at_once=True)
    rules.may_present(
        state,
        got,
        grounds=grounds,
        loss_pending=pending,
        unasked=[line.card.title for line in waiting],
        undecided=rules.money_spoken(past, what, grounds, words),
        admitted=rules.liability_spoken(past, got, option, what, grounds, words),
    )
    if next_at and next_at < at:
        raise Refusal(
            Text("次のご連絡は、これからの日時にしてください。", "The next contact must lie ahead."), status=400
        )
    if not 0 <= option <= len(got.options):
        raise Refusal(Text("その解決案はありません。", "There is no such option."), status=404)
    shown = facts.Presented(
        option=option,
        channel=clean(channel, Text("お示しした方法", "Channel"), longest=20),
        basis=list(basis),
        what=clean(what, WHAT, longest=10_000),
        grounds=clean(grounds, GROUNDS, longest=10_000),
        recipient=clean(recipient, Text("お示しした方", "To whom"), longest=200, required=False),
        words=clean(words, Text("お話の内容", "What was said"), required=False),
    )
    tone.hold(shown, past)
    told = cases.told(
        New(fact=shown, happened_at=happened_at), case.stream, next_at=next_at, owed_by=state.contact, at=at
    )
    ours = {"about": facts.Presented.kind, "text": "\n".join((shown.what, shown.grounds, shown.words))}
    with transaction.atomic():
        append(case.stream, told, by=by.pk, at=at, expected_version=expected_version)
        promising.told(no, **ours, channel=shown.channel, happened_at=happened_at, said=sayings, by=by, at=at)


def answer(
    no: int | str,
    *,
    accepted: bool,
    words: str,
    due_at: datetime | None = None,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """The customer's answer. Accepted: carrying it out is owed, by due_at (None: our default); else 継続."""
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    presented = rules.may_answer(rules.solutions_of(past))
    if due_at and due_at <= at:
        raise Refusal(Text("お約束は、これからの日時にしてください。", "A promise must lie ahead."), status=400)
    said = facts.Answered(
        accepted=accepted,
        words=clean(words, Text("お客様のお言葉", "The customer's words")),
        what=presented.what if accepted else "",
    )
    opens: tuple[Opening, ...] = ()
    if accepted:
        owed = policies.opening(
            facts.CARRY_OUT, to="customer", at=at, due_at=due_at, owed_by=state.contact, detail="what"
        )
        opens = (owed,)
    append(case.stream, New(fact=said, happened_at=happened_at, opens=opens), by=by.pk, at=at)


def carry_out(
    no: int | str,
    *,
    words: str,
    note: bool = False,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """What was accepted has been done; settles what was owed. note: a handwritten note went with the goods (S003-16)."""
    case, past, state = queries.opened(no, by=by, act="solutions.write")
    refuse_if_ended(state)
    rules.may_carry_out(rules.solutions_of(past))
    done = facts.CarriedOut(words=clean(words, Text("実行したこと", "What was done")), note=note)
    settles = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(case.stream, facts.CARRY_OUT))
    append(case.stream, New(fact=done, happened_at=happened_at, settles=settles), by=by.pk, at=at)
