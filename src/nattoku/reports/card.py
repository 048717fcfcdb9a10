"""What the report card and the reports page show."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nattoku.cases import facts as cases
from nattoku.cases import intake, queries, rules
from nattoku.cases.rules import CaseState, facts_of
from nattoku.cases.words import Door
from nattoku.customers import queries as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.facts import History
from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.facts import Role
from nattoku.people.forms import local
from nattoku.people.models import Person
from nattoku.reports import actions, facts
from nattoku.reports import rules as reports

CALL_BACK = "責任者からのご連絡"  # what the customer is promised when nobody answers (R8-4)
_CALLED = {
    Role.LEADER: "リーダー",
    Role.REPRESENTATIVE: "代表",
    Role.MANAGER: "管理責任者",
}


@dataclass(frozen=True)
class Room:
    """A division one may send to. outside: the room has outside members; allowed: the representative said yes."""

    pk: str
    name: Text
    outside: bool
    allowed: bool

    @property
    def words(self) -> Text:
        """The name, and what stands in the way."""
        if not self.outside:
            return self.name
        if self.allowed:
            return Text("{name}（社外の方がいます・承認済み）", "{name} (outsiders, approved)").with_(name=self.name)
        return Text("{name}（社外の方がいます・代表の承認が要ります）", "{name} (outsiders: needs approval)").with_(
            name=self.name
        )


def called(person: Person) -> Text:
    """千葉リーダー: the family name and the role, as colleagues say it."""
    suffix = _CALLED.get(Role(person.role), "さん")
    return Text(f"{surname(person)}{suffix}", person.name)


def surname(person: Person) -> str:
    """The customer hears staff by surname only (R8-9)."""
    return person.name.split()[0]


def ladder(no: int | str, *, by: Person, at: datetime) -> list[Person]:
    """Whom to call now, in order; whoever did not answer comes after those not yet called."""
    case, past, _ = queries.opened(no, by=by, act="reports.write")
    missed = _missed(past)
    return sorted(queries.to_tell(case, by=by, at=at), key=lambda p: missed[p.pk])


def page(no: int | str, *, by: Person, at: datetime) -> dict[str, Any]:
    """The context of the report card."""
    case, past, state = queries.opened(no, by=by, act="reports.write")
    whom = ladder(case.no, by=by, at=at)
    missed = _missed(past)
    due = promises.open_of_kind(case.stream, cases.NEXT_CONTACT)
    owner = people.person(due[0].owed_by) if due else None
    return {
        "case": case,
        "state": state,
        "read_back": rules.read_back(
            state.received,
            call_back=when(due[0].due_at) if due else None,
            by=surname(owner or by),
        ),
        "told": _told(past),
        "customer_untold": state.open and reports.customer_untold(past),
        "customer_told": facts_of(past, facts.CustomerTold.kind)[-1:],
        "nobody": bool(whom) and all(missed[p.pk] for p in whom),
        "whom": [(p, called(p)) for p in whom],
        "face_to_face": state.received.door is Door.VISIT,
        "promised": _promised(case.stream),
        "promised_at": local(intake.an_hour_or_two(at)),
        "special": customers.special(state.customer),
        "shared": facts_of(past, facts.InformationShared.kind)[-1:],
        "text": actions.draft(case.no, state, case.stream),
        "rooms": rooms(past),
        "chosen": [r.pk for r in rooms(past) if not r.outside or r.allowed],
        "may_take": access.may(by, "reports.acknowledge"),
        "may_allow": access.may(by, "reports.allow_outside"),
    }


def reports_page(no: int | str, *, by: Person) -> dict[str, Any]:
    """The context of the action and completion reports."""
    case, past, state = queries.opened(no, by=by, act="reports.write")
    return {
        "case": case,
        "state": state,
        "rooms": rooms(past),
        "chosen": actions.readers_of(case.no),
        "text": "" if state.open else actions.completion_draft(case.no, state, past),
        "opening": _opening(case.no, state),
        "may_acknowledge": access.may(by, "reports.acknowledge"),
        "told": bool(_told(past)),
        "first_contact": _first(past, by),
        "thanked": facts_of(past, facts.FirstContactThanked.kind)[-1:],
        "acknowledged": facts_of(past, facts.Acknowledged.kind, facts.Taken.kind)[-1:],
    }


def _first(past: History, by: Person) -> Person | None:
    """Who met or answered the customer first, for a leader to thank; None for a machine, and for oneself."""
    found = people.person(past[0].by)
    return found if found and not found.door and found.pk != by.pk else None


def rooms(past: History) -> list[Room]:
    """Every division, those with outside members marked."""
    allowed = reports.outside_allowed(past)
    names = {d.pk: d.title for d in people.divisions()}
    return [Room(d.pk, names[d.pk], d.room_outside, d.pk in allowed) for d in people.divisions()]


def _opening(no: int, state: CaseState) -> str:
    """The head of an action report: number and fact; what was done is for the person to write."""
    got = state.received
    return f"受付番号 {no}\n事実：{rules.nameless(got.fact, got.concerns)}\n処置："


def _promised(stream: str) -> datetime | None:
    """Until when the customer was promised a call because nobody answered; the earliest."""
    due = [p.due_at for p in promises.open_of_kind(stream, cases.PROMISED) if p.detail == CALL_BACK]
    return min(due, default=None)


def _missed(past: History) -> Counter[str]:
    """How often each person did not answer."""
    return Counter(str(getattr(r.fact, "person", "")) for r in facts_of(past, facts.LeaderNotReached.kind))


def _told(past: History) -> tuple[Person | None, datetime] | None:
    told = facts_of(past, facts.LeaderTold.kind, facts.Taken.kind)
    if not told:
        return None
    return people.person(str(getattr(told[-1].fact, "person", told[-1].by))), told[-1].happened_at
