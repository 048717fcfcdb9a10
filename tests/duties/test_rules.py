"""When a duty is due, what was missed, and when selling rests. No database."""

from datetime import date, datetime, timedelta

import pytest

from nattoku.duties import facts, rules
from nattoku.duties.words import BOOK, FORM, Care, Check, Duty, Form, Occasion, sells
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal

START = datetime(2026, 1, 10, 9, tzinfo=TOKYO)


def told(*several: tuple[Fact, datetime]) -> History:
    return [
        Recorded(id=n, stream="division:sales", seq=n, by="sato", happened_at=at, recorded_at=at, fact=fact)
        for n, (fact, at) in enumerate(several, start=1)
    ]


def begun(*several: tuple[Fact, datetime]) -> History:
    return told((facts.DutiesBegun(division="sales"), START), *several)


def done(duty: Duty, day: date, number: int = 0) -> Fact:
    return facts.DutyDone(division="sales", duty=duty, period=day, number=number, checked=[], evidence="見本")


def event(
    people: int = 312, minutes: int = 0, form: list[Form] | None = None, surveyed: bool = True
) -> facts.EventHeld:
    begins = datetime(2026, 2, 20, 13, tzinfo=TOKYO)
    return facts.EventHeld(
        division="sales",
        seminar=True,
        free=True,
        planned_from=begins,
        planned_to=begins + timedelta(hours=2),
        began_at=begins,
        ended_at=begins + timedelta(hours=2, minutes=minutes),
        people=people,
        form=list(Form) if form is None else form,
        surveyed=surveyed,
        title="冬の催し",
    )


def line(duty: Duty, past: History, decisions: History = [], *, at: datetime) -> rules.Line:  # noqa: B006
    return next(one for one in rules.lines("sales", past, decisions, at=at) if one.cadence.duty is duty)


@pytest.mark.rule("S004-1.4.1", "S004-1.4.1.1", "S004-1.4.6.1")
def test_the_sources_own_numbers_are_the_defaults_and_name_no_default_of_ours() -> None:
    asked = {one.duty: (one.months, one.target, one.of_source) for one in BOOK}
    assert asked[Duty.SEMINAR] == (3, 300, True)
    assert asked[Duty.PRESS] == (1, 0, True)
    assert asked[Duty.SURVEY] == (12, 0, True)
    assert event().free, "a free one counts like any other"


@pytest.mark.rule("S004-1.4.1")
@pytest.mark.parametrize(("people", "state"), [(300, "done"), (299, "short"), (0, "short")])
def test_a_seminar_of_fewer_than_300_is_held_and_still_says_that_it_was_short(people: int, state: str) -> None:
    at = datetime(2026, 3, 1, tzinfo=TOKYO)
    found = line(Duty.SEMINAR, begun((event(people), at)), at=at)
    assert (found.state, found.number) == (state, people)


@pytest.mark.rule("S004-1.4.6.1")
def test_a_month_without_a_press_release_is_missed_and_dated_when_it_was_due() -> None:
    past = begun((done(Duty.PRESS, date(2026, 1, 20)), START))
    at = datetime(2026, 4, 2, 8, tzinfo=TOKYO)
    found = [one for one in rules.missed("sales", past, [], at=at) if one.cadence.duty is Duty.PRESS]
    assert [(one.start, one.due) for one in found] == [
        (date(2026, 2, 1), datetime(2026, 3, 1, tzinfo=TOKYO)),
        (date(2026, 3, 1), datetime(2026, 4, 1, tzinfo=TOKYO)),
    ]
    said = [facts.DutyMissed(division="sales", duty=Duty.PRESS, period=one.start) for one in found]
    later = past + told(*((one, at) for one in said))
    assert not [one for one in rules.missed("sales", later, [], at=at) if one.cadence.duty is Duty.PRESS], "said once"


def test_nothing_is_missed_before_anybody_counted() -> None:
    assert rules.missed("sales", [], [], at=START + timedelta(days=900)) == []


def test_what_was_done_later_counts_for_the_period_it_was_due_in() -> None:
    past = begun((done(Duty.PRESS, date(2026, 2, 3)), datetime(2026, 3, 5, tzinfo=TOKYO)))
    at = datetime(2026, 3, 6, tzinfo=TOKYO)
    missed = [one.start for one in rules.missed("sales", past, [], at=at) if one.cadence.duty is Duty.PRESS]
    assert missed == [date(2026, 1, 1)]
    assert line(Duty.PRESS, past, at=at).state == "open"


def test_a_decision_holds_from_its_day_for_its_division_alone() -> None:
    day = datetime(2026, 2, 10, tzinfo=TOKYO)
    decided = told((facts.DutyDecided(duty=Duty.PRESS, division="sales", months=0, reason="外部に任せるため"), day))
    assert rules.term(Duty.PRESS, "sales", decided, at=day - timedelta(days=1)).months == 1
    assert rules.term(Duty.PRESS, "sales", decided, at=day).months == 0
    assert rules.term(Duty.PRESS, "logistics", decided, at=day).months == 1
    missed = [
        o.start
        for o in rules.missed("sales", begun(), decided, at=day + timedelta(days=90))
        if o.cadence.duty is Duty.PRESS
    ]
    assert missed == [date(2026, 1, 1)], "what was switched off is not missed"


@pytest.mark.rule("S004-1.4.8.1", "S004-1.4.8.2")
def test_an_event_says_how_many_minutes_it_was_late_and_how_much_of_its_form_was_kept() -> None:
    assert rules.Punctual(event()).late == (0, 0)
    assert rules.Punctual(event(minutes=7)).late == (0, 7)
    assert rules.Punctual(event(minutes=-5)).late == (0, 0), "ending early is not late"
    assert rules.Punctual(event()).form == 100
    assert rules.Punctual(event(form=list(Form)[:2])).form == round(200 / len(FORM))


@pytest.mark.rule("S004-1.4.2", "S004-1.4.3")
@pytest.mark.parametrize(
    ("duty", "checks"),
    [(Duty.GIFTS, [Check.PREMIUMS]), (Duty.TRIALS, [Check.TERMS_SHOWN, Check.RENEWAL_SHOWN])],
)
def test_gifts_and_trials_are_not_done_before_the_law_was_looked_at(duty: Duty, checks: list[Check]) -> None:
    rules.refuse_unchecked(duty, checks)
    for left in checks:
        with pytest.raises(Refusal):
            rules.refuse_unchecked(duty, [c for c in checks if c is not left])


@pytest.mark.rule("T9")
def test_selling_rests_while_a_complaint_is_open_and_until_its_effect_check_or_thirty_days() -> None:
    at, ended = START, START - timedelta(days=10)
    assert rules.resting([], days=30, at=at) is None
    assert rules.resting([rules.Matter(1001, None)], days=30, at=at) == rules.Rest(1001, None)
    assert rules.resting([rules.Matter(1001, ended)], days=30, at=at) == rules.Rest(1001, ended + timedelta(days=30))
    assert rules.resting([rules.Matter(1001, ended, START - timedelta(days=1))], days=30, at=at) is None
    assert rules.resting([rules.Matter(1001, ended - timedelta(days=20))], days=30, at=at) is None, (
        "thirty days have passed"
    )
    reopened = rules.Matter(1001, ended, ended - timedelta(days=5))
    assert rules.resting([reopened], days=30, at=at) is not None, "an effect check before the last end says nothing"


@pytest.mark.rule("S004-1.2.5")
def test_offers_and_selling_calls_are_selling_and_care_is_not() -> None:
    assert sells(Care.OFFER, Occasion.RELATED)
    assert sells(Care.CALL, Occasion.APPLICATION)
    for care, occasion in [
        (Care.FOLLOW_UP, Occasion.PURCHASE),
        (Care.THANKS, Occasion.DEAL),
        (Care.CALL, Occasion.PAYMENT),
    ]:
        assert not sells(care, occasion)


@pytest.mark.parametrize(("day", "caught"), [((10, 1), True), ((11, 5), True), ((12, 31), True), ((9, 30), False)])
def test_any_day_of_a_missed_quarter_catches_it_up(day: tuple[int, int], caught: bool) -> None:
    one = facts.DutyMissed(division="sales", duty=Duty.TRIALS, period=date(2026, 7, 1))
    quarter = facts.DutyMissed(division="sales", duty=Duty.SEMINAR, period=date(2026, 10, 1))
    done = [(Duty.SEMINAR, date(2026, *day))]
    assert rules.caught_up(quarter, done, []) is caught
    assert not rules.caught_up(one, done, [])
