"""Hearing the customer's word, and ending a case: every door ends here."""

from dataclasses import dataclass, field
from datetime import datetime

from nattoku.cases import actions as case_actions
from nattoku.cases import facts as cases
from nattoku.cases import queries, suiting, wishing
from nattoku.cases.rules import case_of, facts_of, refuse_if_ended
from nattoku.cases.timeline import name_choices
from nattoku.closure import completion, facts, rules
from nattoku.closure.facts import Meaning
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import Fact, New, Opening, Settlement
from nattoku.ledger.models import Promise
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person
from nattoku.policies import queries as policies

name_choices(facts.MEANINGS)
OWED = Text(
    "まだ果たしていないお約束があります：{owed}。",
    "Something is still owed: {owed}.",
)


@dataclass(frozen=True)
class Heard:
    """Whether the case was resolved by the word, and what is still owed if not. unanswered: what is wanted and has no
    answer yet, in words (T7)."""

    resolved: bool
    owed: list[Promise]
    unanswered: list[Text] = field(default_factory=list)


def hear_last_word(
    no: int | str,
    *,
    words: str,
    meaning: Meaning,
    said_to: str,
    through: str,
    said_at: datetime | None = None,
    on_the_spot: bool = False,
    unasked: str = "",
    by: Person,
    at: datetime,
) -> Heard:
    """The customer's word is accepted whenever it is heard; the case is resolved when nothing blocks it.

    meaning resigned or unclear raises a sign that a leader answers, and never resolves (R8-1).
    unasked: how it came that a satisfied word was said before the customer had been told what was done; without it
    such a word is refused (409), because we ask for it only after having reported.
    """
    case, past, state = queries.opened(no, by=by, act="closure.write")
    refuse_if_ended(state)
    unasked = clean(unasked, Text("仰った経緯", "How it was said"), longest=2000, required=False)
    if meaning is Meaning.SATISFIED and not on_the_spot:
        completion.refuse_before(past, unasked=unasked)
    word = facts.LastWordHeard(
        meaning=meaning,
        through=clean(through, Text("何を通じて", "Through what"), longest=40),
        said_to=clean(said_to, Text("どなたが伺ったか", "Said to whom"), longest=200),
        words=clean(words, Text("お客様のお言葉", "The customer's words")),
        unasked=unasked,
    )
    opens: tuple[Opening, ...] = ()
    settles: tuple[Settlement, ...] = ()
    if meaning is Meaning.SATISFIED:
        settles = _answered_by_satisfaction(case.stream)
        if rules.needs_second_person(state):
            opens = open_once(case.stream, (facts.CONFIRM_WORD, "role:leader"), at=at)
        held = {p.pk for p in blocking(case.stream)} - {s.promise for s in settles}
        if opens or held or wishing.unanswered(past):
            # it stays open for now, and no open case is without a next contact (S003-17)
            opens += (policies.opening(cases.NEXT_CONTACT, to="customer", at=at, owed_by=state.contact),)
    else:
        wanted = ((facts.ANSWER_SIGN, "customer"), (cases.NEXT_CONTACT, "customer"))
        opens = open_once(case.stream, *wanted, at=at, owed_by=state.contact)
    append(case.stream, New(fact=word, happened_at=said_at, opens=opens, settles=settles), by=by.pk, at=at)
    if meaning is not Meaning.SATISFIED:
        return Heard(False, blocking(case.stream))
    return _try(case.stream, by=by, at=at, on_the_spot=on_the_spot)


def confirm_word(no: int | str, *, how: str, by: Person, at: datetime) -> Heard:
    """A second person confirms the words (severity S and A); resolves when nothing else is owed."""
    case, past, state = queries.opened(no, by=by, act="closure.confirm")
    refuse_if_ended(state)
    rules.may_confirm(past, by=by.pk)
    owed = promises.open_of_kind(case.stream, facts.CONFIRM_WORD)
    how = clean(how, Text("確かめ方", "How it was confirmed"), longest=1000)
    settles = tuple(Settlement(promise=p.pk) for p in owed)
    append(case.stream, New(fact=facts.WordConfirmed(how=how), settles=settles), by=by.pk, at=at)
    return _try(case.stream, by=by, at=at)


def resolve(no: int | str, *, expected_version: int | None = None, by: Person, at: datetime) -> None:
    """解決（ご納得）. Refused (409) without the satisfied word, or while something blocking is owed."""
    case, past, state = queries.opened(no, by=by, act="closure.write")
    refuse_if_ended(state)
    rules.may_resolve(past, owed=promises.as_owed(blocking(case.stream)))
    refuse_if_owed(case.stream)
    wishing.refuse_unanswered(past)
    _resolve(case.stream, expected_version=expected_version, by=by, at=at)


def answer_sign(
    no: int | str, *, words: str, next_at: datetime | None = None, despite: str = "", by: Person, at: datetime
) -> None:
    """A leader called the customer who had given up or was angry; next_at: the next contact, promised anew.

    despite: why then, where the customer's card speaks against it.
    """
    case, _, state = queries.opened(no, by=by, act="closure.answer_sign")
    owed = promises.open_of_kind(case.stream, facts.ANSWER_SIGN)
    if not owed:
        raise Refusal(Text("お電話で伺う兆しはありません。", "There is no sign to answer."))
    refuse_if_ended(state)
    heard = clean(words, Text("伺ったこと", "What was heard"))
    answered = New(
        fact=facts.SignAnswered(words=heard, despite=suiting.explained(state, despite, moments=[next_at])),
        settles=tuple(Settlement(promise=p.pk) for p in owed),
    )
    told = case_actions.told(answered, case.stream, next_at=next_at, owed_by=state.contact, at=at)
    append(case.stream, told, by=by.pk, at=at)


def request_end(no: int | str, *, tried: str, recourse: str, by: Person, at: datetime) -> None:
    """Ask the representative to end a case that cannot be agreed (T4); both answers are mandatory."""
    case, past, state = queries.opened(no, by=by, act="closure.write")
    refuse_if_ended(state)
    wishing.refuse_unanswered(past)
    if rules.end_requested(past):
        raise Refusal(Text("すでに代表の決裁をお待ちしています。", "The representative's decision is already awaited."))
    asked = facts.EndRequested(
        tried=clean(tried, Text("尽くしたこと", "What has been tried")),
        recourse=clean(recourse, Text("ご案内した外部の窓口", "Outside bodies the customer was told of")),
    )
    opened = (policies.opening(facts.DECIDE_END, to="role:representative", at=at),)
    append(case.stream, New(fact=asked, opens=opened), by=by.pk, at=at)


def decide_end(
    no: int | str, *, approve: bool, reason: str, expected_version: int | None = None, by: Person, at: datetime
) -> None:
    """The representative alone ends a case by company decision; it never counts as resolved (T4)."""
    case, past, state = queries.opened(no, by=by, act="closure.decide_end")
    refuse_if_ended(state)
    if not rules.end_requested(past):
        raise Refusal(Text("会社判断での終了は願い出られていません。", "No end by company decision was asked for."))
    reason = clean(reason, Text("理由", "Reason"))
    if approve:
        end = facts.CompanyDecided(reason=reason)
        _end(case.stream, end, keeps=facts.DECIDE_END, expected_version=expected_version, by=by, at=at)
        return
    settles = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(case.stream, facts.DECIDE_END))
    declined = New(fact=facts.EndDeclined(reason=reason), settles=settles)
    append(case.stream, declined, by=by.pk, at=at, expected_version=expected_version)


def withdraw(no: int | str, *, words: str, by: Person, at: datetime) -> None:
    """取下げ: the customer takes the complaint back, in the customer's words."""
    case, _, state = queries.opened(no, by=by, act="closure.write")
    refuse_if_ended(state)
    _end(case.stream, facts.Withdrawn(words=clean(words, Text("お言葉", "Words"))), by=by, at=at)


def merge(no: int | str, *, into: int, by: Person, at: datetime) -> None:
    """重複（統合）: the same complaint stands under another number, which the person must see too."""
    case, _, state = queries.opened(no, by=by, act="closure.write")
    refuse_if_ended(state)
    if into == case.no:
        raise Refusal(Text("同じ受付番号には統合できません。", "A case cannot be merged into itself."), status=400)
    queries.visible_case(into, by=by)
    _end(case.stream, facts.Merged(into=into), by=by, at=at)


def find_no_complaint(no: int | str, *, reason: str, by: Person, at: datetime) -> None:
    """苦情ではない: a leader says so, with the reason."""
    case, _, state = queries.opened(no, by=by, act="closure.confirm")
    refuse_if_ended(state)
    _end(case.stream, facts.NoComplaint(reason=clean(reason, Text("理由", "Reason"))), by=by, at=at)


def reopen(no: int | str, *, reason: str, by: Person, at: datetime) -> None:
    """Any ended case can be reopened; it needs a new word to be resolved, and the divisions read of it now at last."""
    case, past, state = queries.opened(no, by=by, act="closure.write")
    if state.open:
        raise Refusal(Text("この案件はまだ終わっていません。", "This case has not ended."))
    again = facts.Reopened(reason=clean(reason, Text("理由", "Reason")))
    wanted = [(cases.NEXT_CONTACT, "customer")]
    if not facts_of(past, "reports.shared"):
        wanted.append((cases.SHARE, f"division:{state.received.division}"))
    opened = open_once(case.stream, *wanted, at=at, owed_by=state.contact)
    append(case.stream, New(fact=again, opens=opened), by=by.pk, at=at)


def do_on_the_spot(no: int | str, *, done: str, cause: str, by: Person, at: datetime) -> None:
    """What was done within the first contact, and the cause in one line (R8-3).

    The first information is released: the completion report, in a room or by word of mouth, says all of it.
    """
    case, _, state = queries.opened(no, by=by, act="closure.write")
    refuse_if_ended(state)
    what = facts.DoneOnTheSpot(what=clean(done, Text("その場で行ったこと", "What was done"), longest=5000))
    line = facts.CauseNoted(what=clean(cause, Text("原因を一行で", "The cause in one line"), longest=500))
    shares = promises.open_of_kind(case.stream, cases.SHARE)
    settles = tuple(Settlement(promise=p.pk, outcome="released") for p in shares)
    append(case.stream, New(fact=what, settles=settles), line, by=by.pk, at=at)


def confirm_on_the_spot(no: int | str, *, words: str = "", by: Person, at: datetime) -> None:
    """A leader looks afterwards at what was settled on the spot; who settled it cannot confirm it."""
    case, past, _ = queries.opened(no, by=by, act="closure.confirm")
    owed = promises.open_of_kind(case.stream, facts.CONFIRM_ON_THE_SPOT)
    if not owed:
        raise Refusal(
            Text("確かめる「その場で解決」はありません。", "There is nothing settled on the spot to confirm.")
        )
    rules.may_confirm(past, by=by.pk)
    seen = facts.OnTheSpotConfirmed(words=clean(words, Text("確かめたこと", "What was seen"), required=False))
    settles = tuple(Settlement(promise=p.pk) for p in owed)
    append(case.stream, New(fact=seen, settles=settles), by=by.pk, at=at)


def check_effect(
    no: int | str, *, works: bool, words: str, asked: str = "", not_asked: str = "", by: Person, at: datetime
) -> None:
    """30 and 90 days after: does the countermeasure work? Settles the check that is due first.

    asked: what the customer said when asked how it has been since; or not_asked: why the customer was not.
    """
    case, _, _ = queries.opened(no, by=by, act="closure.confirm")
    owed = promises.open_of_kind(case.stream, facts.EFFECT_CHECK)[:1]
    if not owed:
        raise Refusal(Text("効果の確認の予定はありません。", "No effect check is due."))
    completion.refuse_unasked(asked, not_asked)
    checked = facts.EffectChecked(
        works=works,
        words=clean(words, Text("確かめたこと", "What was seen")),
        asked=clean(asked, Text("お客様のお言葉", "The customer's words"), required=False),
        not_asked=clean(not_asked, Text("伺わなかった理由", "Why not asked"), longest=2000, required=False),
    )
    settles = tuple(Settlement(promise=p.pk) for p in owed)
    append(case.stream, New(fact=checked, settles=settles), by=by.pk, at=at)


def blocking(stream: str) -> list[Promise]:
    """What holds the case: open blocking promises."""
    return [p for p in promises.open_promises(stream) if p.blocking]


def before_the_end(stream: str) -> list[Promise]:
    """What must be settled before a satisfied customer's case is resolved: the next contact falls away with the end."""
    return [p for p in blocking(stream) if p.kind != cases.NEXT_CONTACT]


def refuse_if_owed(stream: str) -> None:
    """Refused (409) with everything in words that comes before the end."""
    if owed := before_the_end(stream):
        words = [promises.what(p) for p in owed]
        listed = Text("、".join(w.ja for w in words), ", ".join(w.en for w in words))
        raise Refusal(OWED.with_(owed=listed), owed=promises.as_owed(owed))


def _try(stream: str, *, by: Person, at: datetime, on_the_spot: bool = False) -> Heard:
    owed, past = before_the_end(stream), history(stream)
    wanted = wishing.missing(past)
    if not owed and not wanted and rules.satisfied(past):
        _resolve(stream, by=by, at=at, on_the_spot=on_the_spot)
        return Heard(True, [])
    return Heard(False, owed, wanted)


def _resolve(
    stream: str, *, on_the_spot: bool = False, expected_version: int | None = None, by: Person, at: datetime
) -> None:
    after = [(facts.CASE_FILE, "company"), (facts.COMPLETION_REPORT, "company")]
    if on_the_spot:
        after.append((facts.CONFIRM_ON_THE_SPOT, "role:leader"))
    opens = open_once(stream, *after, at=at)
    if not on_the_spot:  # whoever was helped at once was thanked at once
        opens += open_once(stream, (facts.THANK, "customer"), at=at, owed_by=case_of(history(stream)).contact)
    if not promises.open_of_kind(stream, facts.EFFECT_CHECK):
        opens += tuple(
            policies.opening(facts.EFFECT_CHECK, to="company", at=at, due_at=policies.due(allowed, at=at))
            for allowed in map(policies.allowance, (facts.EFFECT_CHECK, "closure.effect_check_again"))
        )
    planned = promises.open_of_kind(stream, cases.NEXT_CONTACT)
    settles = tuple(Settlement(promise=p.pk, outcome="released") for p in planned)
    end = New(fact=facts.Resolved(on_the_spot=on_the_spot), opens=opens, settles=settles)
    append(stream, end, by=by.pk, at=at, expected_version=expected_version)


def open_once(stream: str, *wanted: tuple[str, str], at: datetime, owed_by: str = "") -> tuple[Opening, ...]:
    """(kind, to): what is not owed already; a second word, or a second end after reopening, owes nothing twice."""
    owed = {p.kind for p in promises.open_of_kind(stream, *(kind for kind, _ in wanted))}
    return policies.openings(*((kind, to) for kind, to in wanted if kind not in owed), at=at, owed_by=owed_by)


def _answered_by_satisfaction(stream: str) -> tuple[Settlement, ...]:
    """The word itself is the contact we owed; a planned next contact, interim report or leader's call falls away."""
    kinds = (cases.NEXT_CONTACT, cases.INTERIM_REPORT, facts.ANSWER_SIGN)
    return tuple(Settlement(promise=p.pk, outcome="released") for p in promises.open_of_kind(stream, *kinds))


def _end(
    stream: str, fact: Fact, *, keeps: str = "", expected_version: int | None = None, by: Person, at: datetime
) -> None:
    """Every other ending: what is owed falls away with it, but the first report must have been made.

    keeps: the kind of promise that the ending itself keeps; every other is released.
    """
    unreported = promises.open_of_kind(stream, cases.REPORT_TO_LEADER)
    if unreported:
        words = promises.what(unreported[0])
        raise Refusal(OWED.with_(owed=words), owed=promises.as_owed(unreported))
    settles = tuple(
        Settlement(promise=p.pk, outcome="done" if p.kind == keeps else "released") for p in blocking(stream)
    )
    opens = open_once(stream, (facts.COMPLETION_REPORT, "company"), at=at)
    end = New(fact=fact, opens=opens, settles=settles)
    append(stream, end, by=by.pk, at=at, expected_version=expected_version)
