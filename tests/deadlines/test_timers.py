"""The timers of a case: when each begins, when it is over, and how long it stands while we wait for the customer."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.cases.words import Danger, Door
from nattoku.deadlines.pauses import Pause
from nattoku.deadlines.timers import Running, lengthened, running
from nattoku.ledger.facts import Fact, History
from nattoku.lib.calendar import Calendar
from nattoku.lib.clock import TOKYO
from nattoku.policies.defaults import DAYS, DEFAULTS
from nattoku.policies.queries import Allowance
from tests.deadlines.histories import RECEIVED, answered, case, happened, paused, tokyo

OURS = Calendar()


def allowed(key: str) -> Allowance:
    default = DEFAULTS[key]
    minutes = default.value * 24 * 60 if default.unit == DAYS else default.value
    return Allowance(timedelta(minutes=minutes), default.business)


def timers(history: History, at: datetime = RECEIVED) -> dict[str, Running]:
    found = running(history, allowed=allowed, calendar=OURS, at=at)
    return {r.timer.key.removeprefix("deadlines."): r for r in found}


def test_each_timer_of_our_proposal_is_due_when_it_says() -> None:
    found = {name: one.due for name, one in timers(case(door=Door.LETTER)).items()}
    assert found == {
        "acknowledgement": RECEIVED + timedelta(hours=24),
        "handling": tokyo(25, "18:00"),
        "first_visit": tokyo(25, "18:00"),
        "silence_amber": tokyo(27),
        "cause": tokyo(1, "18:00", month=12),
        "silence_red": tokyo(1, month=12),
        "solution": tokyo(8, "18:00", month=12),
        "long_open": RECEIVED + timedelta(days=30),
        "review": RECEIVED + timedelta(weeks=8),
    }


def test_whoever_spoke_with_us_needs_no_acknowledgement_by_letter() -> None:
    assert "acknowledgement" not in timers(case(door=Door.PHONE))
    assert "acknowledgement" not in timers(case((tokyo(24, "11:00"), happened("cases.contacted")), door=Door.MAIL))
    tried = happened("cases.contacted", reached=False)
    assert "acknowledgement" in timers(case((tokyo(24, "11:00"), tried), door=Door.MAIL))


def test_a_case_that_is_not_grave_needs_no_visit() -> None:
    from nattoku.cases.facts import Assessed
    from nattoku.cases.words import Severity, Urgency

    light = Assessed(severity=Severity.C, urgency=Urgency.PLANNED)
    assert "first_visit" not in timers(case((tokyo(24, "11:00"), light)))
    assert "first_visit" in timers(case(danger=Danger.YES))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("response.handling_explained", "handling"),
        ("response.cause_explained", "cause"),
        ("solutions.presented", "solution"),
        ("visits.planned", "first_visit"),
        ("visits.declined_by_customer", "first_visit"),
        ("deadlines.reviewed", "review"),
    ],
)
def test_a_timer_is_over_when_what_it_asks_for_was_done(kind: str, name: str) -> None:
    before, after = timers(case()), timers(case((tokyo(24, "11:00"), happened(kind))))
    assert before.keys() - after.keys() == {name}


def test_an_interim_report_begins_the_explanation_of_the_cause_anew() -> None:
    found = timers(case((tokyo(26), happened("response.interim_reported"))))["cause"]
    assert (found.due, found.id) == (tokyo(3, "18:00", month=12), "deadlines.cause:2")


@pytest.mark.rule("S003-17")
def test_the_silence_is_counted_from_the_last_word_to_the_customer() -> None:
    told = happened("cases.contacted", reached=True)
    missed = happened("cases.contacted", reached=False)
    assert timers(case((tokyo(26), told), (tokyo(27), missed)))["silence_amber"].due == tokyo(30, "09:00"), (
        "three days after the 26th is a Sunday: we hear of it on Monday"
    )


def test_an_ended_case_has_no_timers_and_a_reopened_one_begins_again() -> None:
    ended: tuple[datetime, Fact] = (tokyo(25), happened("closure.withdrawn"))
    assert timers(case(ended)) == {}
    again = timers(case(ended, (tokyo(27), happened("closure.reopened"))))
    assert again["solution"].began == tokyo(27)


def test_while_we_wait_for_the_customer_the_inside_timers_stand() -> None:
    waiting = case((tokyo(25, "10:00"), paused(until=tokyo(26, "10:00"))))
    for name in ("cause", "solution"):
        assert timers(waiting, at=tokyo(25, "12:00"))[name].paused
        assert not timers(waiting, at=tokyo(26, "12:00"))[name].paused, "the day came, whether or not it was noticed"
    assert not timers(waiting, at=tokyo(25, "12:00"))["handling"].paused
    due = {name: one.due for name, one in timers(waiting).items()}
    assert due["cause"] == OURS.later(tokyo(1, "18:00", month=12), timedelta(hours=8))
    assert due["solution"] == OURS.later(tokyo(8, "18:00", month=12), timedelta(hours=8))
    assert due["handling"] == tokyo(25, "18:00")


def test_an_early_answer_gives_back_what_was_not_waited() -> None:
    early = case((tokyo(25), paused(until=tokyo(8, month=12))), (tokyo(25, "12:00"), answered()))
    assert timers(early)["cause"].due == OURS.later(tokyo(1, "18:00", month=12), timedelta(hours=2))


MINUTES = st.integers(0, 60 * 24 * 20).map(lambda m: RECEIVED + timedelta(minutes=m))


@given(st.lists(MINUTES, min_size=2, max_size=8, unique=True), st.integers(1, 12))
def test_what_is_left_to_work_is_the_same_however_often_we_waited(edges: list[datetime], days: int) -> None:
    ordered = sorted(edges)[: len(edges) // 2 * 2]
    waits = [Pause(a, b, "") for a, b in zip(ordered[::2], ordered[1::2], strict=True)]
    promised = OURS.days_later(RECEIVED, days)
    due = lengthened(promised, RECEIVED, waits, OURS)
    waited = sum((OURS.worked(w.began, min(w.until, due)) for w in waits if w.began < due), timedelta())
    assert OURS.worked(RECEIVED, due) - waited == OURS.worked(RECEIVED, promised)
    assert due.tzinfo == TOKYO
    assert due >= promised
    assert not any(w.began < due < w.until and OURS.worked(due, w.until) for w in waits), "nothing is due while we wait"
