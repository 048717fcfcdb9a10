"""Who may see and do what: the one place. What is not written here is refused.

Seeing a case (design 8.6): a receiver sees the cases of the own divisions and those shared with or naming
them; a leader those of the divisions led or belonged to; the manager and the representative all but
ring-fenced ones; a viewer the own division's, personal fields masked. A foreign case answers like an unknown.
"""

from typing import Final

from django.db.models import Q

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.facts import Role
from nattoku.people.models import Person
from nattoku.people.queries import divisions_of

_R, _L, _M, _D, _V = Role.RECEIVER, Role.LEADER, Role.MANAGER, Role.REPRESENTATIVE, Role.VIEWER
_STAFF: Final = frozenset({_R, _L, _M, _D})
_LEADING: Final = frozenset({_L, _M, _D})
_TOP: Final = frozenset({_M, _D})

ACTS: Final[dict[str, frozenset[Role]]] = {
    "cases.see": frozenset(Role),
    "cases.receive": _STAFF,
    "cases.write": _STAFF,
    "cases.ring_fence": _LEADING,
    "customers.see": frozenset(Role),
    "customers.write": _STAFF,
    "orders.see": frozenset(Role),
    "orders.import": _STAFF,
    "orders.enter": _STAFF,
    "reports.write": _STAFF,
    "reports.acknowledge": _LEADING,
    "reports.widen": _TOP,
    "reports.allow_outside": frozenset({_D}),
    "notices.see": _STAFF,
    "notices.hear": frozenset(Role),
    "notices.send_again": _STAFF,
    "notices.acknowledge": _STAFF,
    "phone.see": _STAFF,
    "mail.see": _STAFF,
    "mail.look": _LEADING,
    "webform.look": _LEADING,
    "webform.print": _LEADING,
    "tone.dismiss": _STAFF,
    "tone.dismiss_stop": _LEADING,
    "response.write": _STAFF,
    "response.release": _LEADING,
    "response.decide_manual": frozenset({_D}),
    "causes.write": _STAFF,
    "agreed.write": _STAFF,
    "visits.write": _STAFF,
    "visits.approve": _LEADING,
    "letters.write": _STAFF,
    "letters.approve": _LEADING,
    "solutions.write": _STAFF,
    "losses.request": _STAFF,
    "losses.decide": frozenset({_D}),
    "losses.decide_within_limit": _LEADING,
    "closure.write": _STAFF,
    "closure.confirm": _LEADING,
    "closure.answer_sign": _LEADING,
    "closure.decide_end": frozenset({_D}),
    "signs.see": frozenset(Role),
    "signs.write": _STAFF,
    "signs.import": _LEADING,
    "surveys.see": frozenset(Role),
    "surveys.write": _STAFF,
    "surveys.open": _LEADING,
    "surveys.review": _LEADING,
    "duties.see": frozenset(Role),
    "duties.write": _STAFF,
    "duties.meet": _LEADING,
    "duties.decide": frozenset({_D}),
    "voice.see": frozenset(Role),
    "voice.write": _STAFF,
    "voice.decide": _LEADING,
    "introductions.see": frozenset(Role),
    "introductions.write": _STAFF,
    "introductions.list_partners": _LEADING,
    "clubs.see": frozenset(Role),
    "clubs.write": _STAFF,
    "skills.see": _STAFF,
    "credo.see": frozenset(Role),
    "credo.practise": _STAFF,
    "credo.decide": frozenset({_D}),
    "lateness.own": _STAFF,
    "lateness.decide": frozenset({_D}),
    "lessons.see": frozenset(Role),
    "lessons.write": _STAFF,
    "imports.take": _TOP,
    "monthly.see": _LEADING,
    "figures.see": _LEADING,
    "setup.run": _TOP,
    "board.day": frozenset(Role),
    "board.leader": _LEADING,
    "board.representative": _TOP,
    "people.see": frozenset(Role),
    "people.manage": _TOP,
    "people.describe_company": frozenset({_D}),
    "people.delegate": frozenset({_D}),
    "people.blank": _TOP,
    "people.reset_password": _LEADING,
    "policies.see": frozenset(Role),
    "policies.decide": frozenset({_D}),
    "policies.set_calendar": _TOP,
    "deadlines.review": frozenset({_D}),
}

OF_A_DOOR: Final = frozenset({"cases.receive"})

NOT_YOURS = Text(
    "この操作はご担当の権限ではできません。{who}にお願いしてください。",
    "Your role does not allow this. Please ask: {who}.",
)
_WHO = {
    frozenset({_D}): Text("代表", "the representative"),
    _TOP: Text("苦情対応管理責任者か代表", "the complaints-handling manager or the representative"),
    _LEADING: Text("リーダー", "a leader"),
    _STAFF: Text("担当の方", "the staff in charge"),
}


def may(person: Person, act: str) -> bool:
    """Whether the role allows the act at all; an unknown act is allowed to nobody. A door of a machine only receives."""
    if person.door:
        return act in OF_A_DOOR
    return person.is_active and Role(person.role) in ACTS.get(act, frozenset())


def allow(person: Person, act: str) -> None:
    """Refused (403), saying whom to ask, unless the person may do this."""
    if not may(person, act):
        who = _WHO.get(ACTS.get(act, frozenset()), Text("代表", "the representative"))
        raise Refusal(NOT_YOURS.with_(who=who), status=403)


def reader_scope(person: Person) -> Q | None:
    """Which rows of a case's readers make it visible to this person; None: all that are not ring-fenced."""
    named = Q(person=person.pk)
    match Role(person.role):
        case Role.MANAGER | Role.REPRESENTATIVE:
            return None
        case Role.VIEWER:
            return Q(division__in=divisions_of(person.pk), case__ring_fenced=False)
        case _:
            return named | Q(division__in=divisions_of(person.pk), case__ring_fenced=False)


def sees_everything(person: Person) -> bool:
    """Whether the person sees all that is not ring-fenced."""
    return reader_scope(person) is None


def masks(person: Person) -> bool:
    """Whether personal fields are hidden from this person."""
    return Role(person.role) is Role.VIEWER
