"""Our own defaults: dated decisions with a reason, the representative's to take."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nattoku.causes.standards import KEYS
from nattoku.ledger import append
from nattoku.ledger.facts import PROMISES
from nattoku.ledger.models import FactRow
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.losses.actions import DELEGATE_LIMIT
from nattoku.policies import actions, queries
from nattoku.policies.defaults import DAYS, DEFAULTS, PERCENT, TIME, YEN
from nattoku.policies.words import worded
from tests.company import NOW, Company

KEY = "cases.report_to_leader"


def tokyo(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TOKYO)


def decide(company: Company, value: int, key: str = KEY, reason: str = "早く") -> None:
    actions.decide(key=key, value=value, reason=reason, by=company.daihyo, at=NOW)


def test_without_a_decision_our_default_holds_and_names_no_policy(company: Company) -> None:
    opened = queries.opening(KEY, to="role:leader", at=NOW)
    assert opened.due_at == NOW + PROMISES[KEY].allowance
    assert opened.policy is None
    assert queries.limit("cases.first_aid_yen", 0) == 0


def test_the_last_decision_is_in_force_and_what_it_opens_names_it(company: Company) -> None:
    decide(company, 30)
    decide(company, 5)
    opened = queries.opening(KEY, to="role:leader", at=NOW)
    assert opened.due_at == NOW + timedelta(minutes=5)
    assert opened.policy == FactRow.objects.filter(kind="policies.decided").latest("pk").pk


def test_a_moment_that_was_said_beats_every_policy_and_names_none(company: Company) -> None:
    decide(company, 5)
    opened = queries.opening(KEY, to="customer", at=NOW, due_at=NOW + timedelta(days=2))
    assert (opened.due_at, opened.policy) == (NOW + timedelta(days=2), None)


def test_a_rebuild_brings_the_decision_in_force_back(company: Company) -> None:
    decide(company, 30)
    decide(company, 5)
    append.rebuild()
    assert queries.opening(KEY, to="role:leader", at=NOW).due_at == NOW + timedelta(minutes=5)


def test_only_the_representative_decides(company: Company) -> None:
    before = FactRow.objects.count()
    for person in (company.sato, company.chiba, company.kato, company.viewer):
        with pytest.raises(Refusal, match="代表") as refusal:
            actions.decide(key=KEY, value=5, reason="早く", by=person, at=NOW)
        assert refusal.value.status == 403
    assert FactRow.objects.count() == before


@pytest.mark.parametrize("value", [0, -1, 10**9, 10**30])
def test_a_number_that_is_a_slip_of_the_hand_is_refused(company: Company, value: int) -> None:
    before = FactRow.objects.count()
    with pytest.raises(Refusal, match="までの数") as refusal:
        decide(company, value)
    assert refusal.value.status == 400
    assert FactRow.objects.count() == before


def test_a_decision_has_a_reason(company: Company) -> None:
    with pytest.raises(Refusal, match="理由"):
        decide(company, 5, reason=" ")


def test_what_is_decided_in_business_time_is_due_in_business_time(company: Company) -> None:
    actions.decide(key=KEY, value=2 * 24 * 60, business=True, reason="営業日で数える", by=company.daihyo, at=NOW)
    assert queries.opening(KEY, to="role:leader", at=NOW).due_at == tokyo(25, 18), "Sunday; Monday is a holiday"
    actions.decide(key=KEY, value=90, business=True, reason="営業時間で数える", by=company.daihyo, at=NOW)
    assert queries.opening(KEY, to="role:leader", at=NOW).due_at == tokyo(24, 10, 30)


def test_the_first_report_and_the_first_information_run_around_the_clock(company: Company) -> None:
    for kind, minutes in ((KEY, 15), ("cases.share_first_information", 30)):
        assert queries.opening(kind, to="role:leader", at=NOW).due_at == NOW + timedelta(minutes=minutes)


def test_a_division_keeps_its_own_hours_and_gives_them_up_again(company: Company) -> None:
    nights = ["18:00-20:00 21:00-24:00"] * 7
    actions.set_hours(division="logistics", week=nights, reason="夜の発送", by=company.kato, at=NOW)
    kind = "visits.record"
    ours, theirs = (queries.opening(kind, to="company", at=tokyo(24, 17), owed_by=p).due_at for p in ("sato", "mori"))
    assert (ours, theirs) == (tokyo(25, 11), tokyo(24, 22))
    actions.set_hours(division="logistics", week=[], reason="ほかと同じにする", by=company.kato, at=NOW)
    assert queries.opening(kind, to="company", at=tokyo(24, 17), owed_by="mori").due_at == tokyo(25, 11)


def test_a_closed_day_of_the_company_moves_what_is_due_and_a_rebuild_brings_it_back(company: Company) -> None:
    def due() -> datetime:
        return queries.opening("cases.interim_report", to="customer", at=NOW, owed_by="sato").due_at

    assert due() == tokyo(26, 18)
    set_days(company, closed=["2026-11-26", "2026/11/25"])
    assert due() == tokyo(30, 18)
    append.rebuild()
    assert due() == tokyo(30, 18)
    set_days(company, holidays=False)
    assert due() == tokyo(25, 18), "the later decision replaces the former"


def set_days(company: Company, **more: Any) -> None:
    wanted: dict[str, Any] = {"year_end_from": "12-29", "year_end_to": "01-03", "reason": "創立記念日"}
    actions.set_calendar(**wanted | more, by=company.kato, at=NOW)


def test_a_company_that_would_never_be_open_is_refused_in_words(company: Company) -> None:
    before = FactRow.objects.count()
    for act in (
        lambda: set_days(company, year_end_from="01-01", year_end_to="12-31"),
        lambda: actions.set_hours(week=[""] * 7, reason="休む", by=company.kato, at=NOW),
        lambda: actions.set_hours(division="sales", week=[""] * 7, reason="休む", by=company.kato, at=NOW),
    ):
        with pytest.raises(Refusal, match="営業している時間がありません") as refusal:
            act()
        assert refusal.value.status == 400
    assert FactRow.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"closed": ["2026-02-30"]},
        {"closed": ["あした"]},
        {"closed": [f"{y}-01-{d:02}" for y in range(2027, 2045) for d in range(1, 29)]},
        {"year_end_from": "12-29", "year_end_to": ""},
        {"year_end_from": "13-01", "year_end_to": "01-03"},
        {"reason": " "},
    ],
)
def test_days_that_cannot_be_read_are_refused_and_nothing_is_written(company: Company, wrong: dict[str, Any]) -> None:
    before = FactRow.objects.count()
    with pytest.raises(Refusal) as refusal:
        set_days(company, **wrong)
    assert refusal.value.status == 400
    assert FactRow.objects.count() == before


def test_only_the_manager_and_the_representative_set_the_calendar(company: Company) -> None:
    for person in (company.sato, company.chiba, company.viewer):
        with pytest.raises(Refusal) as refusal:
            actions.set_hours(week=["09:00-17:00"] * 7, reason="x", by=person, at=NOW)
        assert refusal.value.status == 403


def test_a_key_that_nobody_reads_is_refused(company: Company) -> None:
    with pytest.raises(Refusal, match="取り決めはありません") as refusal:
        decide(company, 5, key="cases.reprot_to_leader")
    assert refusal.value.status == 404


@pytest.mark.parametrize(("value", "business"), [(101, False), (50, True)])
def test_a_share_is_no_more_than_all_and_no_time(company: Company, value: int, business: bool) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.decide(key="deadlines.reminder", value=value, business=business, reason="x", by=company.daihyo, at=NOW)
    assert refusal.value.status == 400


def test_every_limit_that_the_code_reads_has_its_words() -> None:
    source = Path(queries.__file__).parents[1]
    read = {
        m
        for p in source.rglob("*.py")
        for m in re.findall(r'policies\.(?:limit|number|allowance)\("([a-z_.]+)"', p.read_text())
    }
    read |= set(KEYS.values()) | {DELEGATE_LIMIT}
    assert read <= set(DEFAULTS) | set(PROMISES)
    for default in DEFAULTS.values():
        assert default.key not in PROMISES
        assert all(default.what)
        assert all(default.page)


def test_the_newest_decision_stands_first_in_the_history(company: Company) -> None:
    decide(company, 30)
    decide(company, 5, reason="さらに早く")
    decide(company, 60, key="cases.next_contact")
    assert [(r.fact.value, r.fact.reason) for r in queries.decisions(KEY)] == [(5, "さらに早く"), (30, "早く")]  # type: ignore[attr-defined]


def test_the_same_decision_in_two_languages_reads_alike() -> None:
    said = {
        (15, False): ("15分", "15 min"),
        (90, False): ("1時間30分", "1 h 30 min"),
        (1440, True): ("1営業日", "1 business day"),
        (3 * 1440, True): ("3営業日", "3 business days"),
        (240, True): ("営業時間で4時間", "4 h of business time"),
        (30 * 1440, False): ("30日", "30 d"),
    }
    for (value, business), words in said.items():
        assert worded(value, TIME, business=business) == words
    assert worded(20000, YEN) == ("20,000円", "¥20,000")
    assert worded(67, PERCENT) == ("67%", "67%")
    assert worded(3, DAYS) == ("3日", "3 days")
