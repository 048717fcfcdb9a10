"""Telling inside: the leader by voice, the divisions by their rooms."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from nattoku.cases import facts as cases
from nattoku.cases import queries
from nattoku.cases.facts import Shared
from nattoku.cases.rules import CaseState, facts_of
from nattoku.cases.timeline import name_choices
from nattoku.closure import facts as closure
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import Fact, History, New, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.notices.facts import ACKNOWLEDGE
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.reports import facts, rules, tone
from nattoku.reports.facts import Means

Told = TypeVar("Told", bound=Fact)
TEXT = Text("共有する文", "The text to share")
name_choices(facts.MEANS)


def tell_leader(
    no: int | str,
    *,
    person: str,
    means: Means = Means.PHONE,
    in_presence: bool | None = None,
    said: str = "",
    why_not: str = "",
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """The first report was made to this person, by voice, facts only; stage 2 begins (S004-2.1.2).

    person: whoever leads (a leader, the manager, the representative). said: the fact sentence when empty.
    """
    case, past, state = queries.opened(no, by=by, act="reports.write")
    rules.may_tell(past)
    rules.refuse_presence(state.received.door, in_presence)
    leader = people.person(person)
    if leader is None or not access.may(leader, "reports.acknowledge"):
        raise Refusal(
            Text(
                "一報はリーダー・管理責任者・代表のどなたかにお願いします。",
                "The first report goes to somebody who leads.",
            ),
            status=400,
        )
    if case.ring_fenced and person not in queries.named_readers(case.no):
        raise Refusal(
            Text(
                "限られた方だけでお扱いする案件です。一報は{names}のどなたかにお願いします。",
                "Only those named deal with this case. Please tell one of: {names}.",
            ).with_(names="、".join(people.names(set(queries.named_readers(case.no))).values()))
        )
    told = facts.LeaderTold(
        person=person,
        means=means,
        in_presence=in_presence,
        said=clean(said or state.received.fact, Text("伝えた事実", "What was said"), longest=2000),
        why_not=clean(why_not, Text("理由", "Reason"), longest=1000, required=False),
    )
    owed = promises.open_of_kind(case.stream, cases.REPORT_TO_LEADER)
    settles = tuple(Settlement(promise=p.pk) for p in owed)
    append(case.stream, New(fact=told, happened_at=happened_at, settles=settles), by=by.pk, at=at)


def tell_customer(no: int | str, *, happened_at: datetime | None = None, by: Person, at: datetime) -> None:
    """The customer, who did not hear the first report being made, was told that it was (T12). Once."""
    case, past, _ = queries.opened(no, by=by, act="reports.write")
    rules.may_tell_customer(past)
    append(case.stream, New(fact=facts.CustomerTold(), happened_at=happened_at), by=by.pk, at=at)


def miss_leader(no: int | str, *, person: str, by: Person, at: datetime) -> None:
    """The leader did not answer; the report card names the next one."""
    case, past, _ = queries.opened(no, by=by, act="reports.write")
    rules.may_tell(past)
    if people.person(person) is None:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=400)
    append(case.stream, facts.LeaderNotReached(person=person), by=by.pk, at=at)


def acknowledge(no: int | str, *, takes: bool = False, by: Person, at: datetime) -> None:
    """A leader has read the report; or takes it, which settles the first report if nobody has phoned yet."""
    case = queries.visible_case(no, by=by)
    access.allow(by, "reports.acknowledge")
    if not takes:
        append(case.stream, facts.Acknowledged(), by=by.pk, at=at)
        return
    owed = promises.open_of_kind(case.stream, cases.REPORT_TO_LEADER)
    append(case.stream, New(fact=facts.Taken(), settles=tuple(Settlement(promise=p.pk) for p in owed)), by=by.pk, at=at)


def thank_first(no: int | str, *, words: str, by: Person, at: datetime) -> None:
    """A leader thanks whoever met or answered the customer first: they were our face (S004-5.1.2, 5.1.3). Once.

    Refused (409) for what a machine took in, and for oneself. Possible after the end too.
    """
    case, past, _ = queries.opened(no, by=by, act="reports.acknowledge")
    first = people.person(past[0].by)
    if first is None or first.door or first.pk == by.pk:
        raise Refusal(Text("感謝を伝える相手がいません。", "There is nobody to thank."))
    if facts_of(past, facts.FirstContactThanked.kind):
        raise Refusal(Text("感謝はすでに伝わっています。", "Thanks have been given already."))
    words = clean(words, Text("感謝の言葉", "The words of thanks"), longest=2000)
    append(case.stream, facts.FirstContactThanked(person=first.pk, words=words), by=by.pk, at=at)


def allow_outside(no: int | str, *, division: str, reason: str, by: Person, at: datetime) -> None:
    """The representative lets a room with outside members read of this case."""
    case = queries.visible_case(no, by=by)
    access.allow(by, "reports.allow_outside")
    allowed = facts.OutsideAllowed(division=division, reason=clean(reason, Text("理由", "Reason"), longest=1000))
    append(case.stream, allowed, by=by.pk, at=at)


def share(
    no: int | str,
    *,
    text: str = "",
    divisions: Sequence[str] = (),
    why_narrow: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Send the first information to the rooms of the related divisions, through the outbox.

    text: "" takes the draft that the intake wrote. divisions: none named means all that may be told; fewer want a
    reason (S004-2.1.2.1). Each of them acknowledges; what a machine delivered is not yet read.
    """
    case, past, state = queries.opened(no, by=by, act="reports.write")
    rules.refuse_fenced(case.ring_fenced, access.may(by, "reports.widen"))
    text = text or draft(case.no, state, case.stream)
    wide = [d for d in people.divisions() if not d.room_outside or d.pk in rules.outside_allowed(past)]
    named = list(divisions) or [d.pk for d in wide]
    why = clean(why_narrow, Text("知らせない理由", "Why not everybody"), longest=1000, required=False)
    shared = _addressed(facts.InformationShared, text, named, past, state, narrowed=why)
    rules.refuse_narrowing([d.name for d in wide if d.pk not in (*named, case.division)], why)
    settles = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(case.stream, cases.SHARE))
    others = [d for d in shared.divisions if d not in people.divisions_of(by.pk)]
    opens = tuple(policies.opening(ACKNOWLEDGE, to=f"division:{d}", at=at, owed_by=_head(d)) for d in others)
    readers = [Shared(division=d) for d in shared.divisions if d != case.division]
    append(case.stream, New(fact=shared, settles=settles, opens=opens), *readers, by=by.pk, at=at)


def _head(division: str) -> str:
    """Who answers for a division's having read it."""
    return next((p.pk for p in people.heads(division)), "")


def report_action(no: int | str, *, text: str, divisions: Sequence[str] = (), by: Person, at: datetime) -> None:
    """処置報告: what was done, to the divisions (S004-1.1.3)."""
    case, past, state = queries.opened(no, by=by, act="reports.write")
    reported = _addressed(facts.ActionReported, text, divisions or readers_of(case.no), past, state)
    append(case.stream, reported, by=by.pk, at=at)


def complete(
    no: int | str,
    *,
    text: str = "",
    divisions: Sequence[str] = (),
    oral: bool = False,
    by: Person,
    at: datetime,
) -> None:
    """完了報告: after the end, to the divisions; an oral one counts for what was settled on the spot (R8-3)."""
    case, past, state = queries.opened(no, by=by, act="reports.write")
    if state.open:
        raise Refusal(Text("案件がまだ終わっていません。", "The case has not ended yet."))
    text = text or completion_draft(case.no, state, past)
    named = [] if oral else list(divisions or readers_of(case.no))
    done = _addressed(facts.Completed, text, named, past, state, oral=oral)
    owed = promises.open_of_kind(case.stream, closure.COMPLETION_REPORT)
    settles = tuple(Settlement(promise=p.pk) for p in owed)
    append(case.stream, New(fact=done, settles=settles), by=by.pk, at=at)


def draft(no: int, state: CaseState, stream: str) -> str:
    """The first information as the intake has already written it."""
    due = promises.open_of_kind(stream, cases.NEXT_CONTACT)
    return rules.first_information(no, state, call_back=due[0].due_at if due else None)


def completion_draft(no: int, state: CaseState, past: History) -> str:
    """The completion report, drawn from confirmed causes and decided countermeasures."""
    return rules.completion(
        no,
        state,
        causes=[str(getattr(r.fact, "what", "")) for r in facts_of(past, "causes.confirmed")],
        countermeasures=[str(getattr(r.fact, "what", "")) for r in facts_of(past, "causes.countermeasure_decided")],
    )


def readers_of(no: int) -> list[str]:
    """The divisions that read of this case so far."""
    from nattoku.cases.models import Reader

    found = Reader.objects.filter(case_id=no).exclude(division="").order_by("pk")
    return list(found.values_list("division", flat=True))


def _addressed(
    kind: Callable[..., Told], text: str, divisions: Sequence[str], past: History, state: CaseState, **more: bool | str
) -> Told:
    known = {d.pk: d for d in people.divisions()}
    if unknown := set(divisions) - known.keys():
        raise Refusal(
            Text("部門が見つかりません：{ids}", "There is no such division: {ids}").with_(ids="、".join(unknown)),
            status=400,
        )
    text = clean(text, TEXT, longest=20_000)
    rules.refuse_names(text, state)
    text = rules.with_reply(text, queries.no_of(past[0].stream), _contact(state))
    allowed = rules.outside_allowed(past)
    rules.refuse_outside({d: known[d].name for d in divisions if known[d].room_outside}, allowed)
    report = kind(divisions=list(divisions), outside_allowed=sorted(allowed), text=text, **more)
    tone.hold(report, text, past)
    return report


def _contact(state: CaseState) -> str:
    """Who keeps in touch with the customer, unless it is whom the complaint names: shared texts never do (R8-7)."""
    found = people.person(state.contact)
    if found is None or found.door or found.name == state.received.concerns.strip():
        return ""
    return f"{found.name}さん"
