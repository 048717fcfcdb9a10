"""The forms of visits: what was posted becomes one action each."""

from collections.abc import Callable
from datetime import datetime

from nattoku.cases.promising import Saying
from nattoku.cases.words import About
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.forms import Fields
from nattoku.people.models import Person
from nattoku.visits import actions, hints, safety
from nattoku.visits.words import Bearing, Compared, Decision, Felt, Known, Manner, Purpose, Received, Wishes

Act = Callable[[str, int, Fields, Person, datetime], None]
NO_TIME = Text("「{name}」の日時をお選びください。", "Please choose a time for “{name}”.")


def _moment(fields: Fields, name: str, label: Text) -> datetime:
    found = fields.moment(name)
    if found is None:
        raise Refusal(NO_TIME.with_(name=label), status=400)
    return found


def _plan(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    plan = actions.Plan(
        purposes=fields.choices("purposes", Purpose),
        purpose=fields.text("purpose"),
        starts_at=_moment(fields, "starts_at", Text("伺う日時", "When we arrive")),
        ends_at=_moment(fields, "ends_at", Text("お約束した終わり", "The agreed end")),
        place=fields.text("place"),
        hypothesis=fields.text("hypothesis"),
        visitors=fields.lines("visitors"),
        speaks_first=fields.line("speaks_first"),
        takes_notes=fields.line("takes_notes"),
        manner=fields.choice("manner", Manner) or Manner.IN_PERSON,
        leaving=fields.text("leaving"),
        alone_because=fields.text("alone_because"),
        despite=fields.text("despite"),
        timing_because=fields.text("timing_because"),
        invited=fields.text("invited"),
        arrive_at=fields.moment("arrive_at"),
        travel=fields.number("travel"),
        below_because=fields.text("below_because"),
    )
    actions.plan(no, plan, visit=visit, by=by, at=at)


def _declined(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    actions.decline(
        no,
        words=fields.text("words"),
        instead=fields.line("channel"),
        next_at=fields.moment("next_at"),
        by=by,
        at=at,
    )


def _decide(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    if fields.flag("approve"):
        actions.approve(no, visit=visit, words=fields.text("words"), by=by, at=at)
    else:
        actions.send_back(no, visit=visit, reason=fields.text("words"), by=by, at=at)


def _alone(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    actions.decline_alone(no, visit=visit, by=by, at=at)


def _arrive(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    actions.begin(no, visit=visit, happened_at=fields.moment("happened_at"), by=by, at=at)


def _record(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    record = actions.Record(
        started_at=_moment(fields, "started_at", Text("始まり", "Began")),
        ended_at=_moment(fields, "ended_at", Text("終わり", "Ended")),
        who_i_am=fields.text("who_i_am"),
        failed_at=fields.text("failed_at"),
        suffered=fields.text("suffered"),
        words=fields.text("words"),
        arrival=fields.choices("arrival", Known),
        received=fields.choice("received", Received) or Received.UNKNOWN,
        continues=fields.choice("continues", Wishes) or Wishes.UNKNOWN,
        fine=fields.choices("fine", About),
        unhappy=fields.choices("unhappy", About),
        compared=fields.choice("compared", Compared) or Compared.UNKNOWN,
        cause_found=fields.text("cause_found"),
        items=fields.text("items").splitlines(),
        hints=fields.text("hints").splitlines(),
        visitors=fields.lines("visitors"),
        spoke=fields.lines("spoke"),
        felt=fields.choice("felt", Felt) or Felt.NOT_ASKED,
        next_at=fields.moment("next_at"),
        despite=fields.text("despite"),
        promised=_promised(fields),
    )
    actions.record(no, record, visit=visit, by=by, at=at)


def _promised(fields: Fields) -> list[Saying]:
    """What was promised there, row by row: what, and by when; a row with one of them alone is refused (400)."""
    rows = [(fields.line(f"promised-{n}"), fields.moment(f"promised_at-{n}")) for n in (1, 2, 3)]
    if any(bool(what) != bool(due) for what, due in rows):
        raise Refusal(
            Text("お約束したことと、いつまでにかを、両方お書きください。", "Write what was promised, and by when."),
            status=400,
        )
    return [Saying(what, due, despite=fields.text("despite")) for what, due in rows if what and due]


def _debrief(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    actions.debrief(
        no,
        visit=visit,
        remark=fields.text("remark"),
        lesson=fields.text("lesson"),
        thanked_reporter=fields.text("thanked_reporter"),
        thanked_concerned=fields.text("thanked_concerned"),
        thanked_customer=fields.text("thanked_customer"),
        by=by,
        at=at,
    )


def _cancel(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    actions.cancel(no, visit=visit, reason=fields.text("reason"), by=by, at=at)


def _prepare(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    safety.prepare(no, visit=visit, ready=fields.choices("ready", Bearing), remark=fields.text("remark"), by=by, at=at)


def _leave(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    safety.leave(no, visit=visit, by=by, at=at)


def _danger(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    safety.feel_danger(no, visit=visit, words=fields.text("words"), by=by, at=at)


def _assign(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    hints.assign(no, visit=visit, hint=fields.number("hint"), person=fields.line("person"), by=by, at=at)


def _decide_hint(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    decision = fields.choice("decision", Decision)
    if decision is None:
        raise Refusal(Text("どうするかを選んでください。", "Please choose what becomes of it."), status=400)
    hints.decide(
        no, visit=visit, hint=fields.number("hint"), decision=decision, words=fields.text("words"), by=by, at=at
    )


ACTS: dict[str, Act] = {
    "plan": _plan,
    "declined": _declined,
    "decide": _decide,
    "alone": _alone,
    "prepare": _prepare,
    "arrive": _arrive,
    "leave": _leave,
    "danger": _danger,
    "record": _record,
    "debrief": _debrief,
    "cancel": _cancel,
    "assign": _assign,
    "decide_hint": _decide_hint,
}


def act(no: str, visit: int, fields: Fields, by: Person, at: datetime) -> None:
    """Do what the form's hidden `act` asks; an unknown one is a Refusal (400)."""
    wanted = ACTS.get(fields.line("act"))
    if wanted is None:
        raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
    wanted(no, visit, fields, by, at)
