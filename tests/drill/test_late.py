"""Late cases, stages and slack, on a log worked by hand; the scores of odds and risk ratios against textbook figures."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku import drill
from nattoku.drill.chances import Past
from nattoku.drill.comparing import having
from nattoku.drill.log import Ints
from nattoku.drill.risks import Table, corrected, interval, p_value, wilson
from nattoku.drill.scoring import auc, brier, reliability
from nattoku.lib.refusal import Refusal
from tests.drill.logs import log

HOUR, DAY = 3600, 86400
HEAD = "注文番号,工程,日時,担当者,納期"
# Standards: one day for each stage. A is late and 手配 broke first; B was promised too tightly; C was kept.
ROWS = (
    "A,受注,2026-09-01 09:00,佐藤,2026-09-05",
    "A,手配,2026-09-04 09:00,鈴木,2026-09-05",
    "A,遅れを把握,2026-09-04 10:00,鈴木,2026-09-05",
    "A,出荷,2026-09-06 10:00,田中,2026-09-05",
    "A,お客様へ連絡,2026-09-07 10:00,佐藤,2026-09-05",
    "B,受注,2026-09-01 09:00,佐藤,2026-09-01",
    "B,出荷,2026-09-02 08:00,田中,2026-09-01",
    "C,受注,2026-09-01 09:00,佐藤,2026-09-05",
    "C,出荷,2026-09-02 08:00,田中,2026-09-05",
)
OWN = {"手配": DAY, "遅れを把握": DAY, "出荷": DAY, "お客様へ連絡": DAY}


def test_the_first_stage_that_broke_its_standard_is_told_and_not_the_last_one_seen(tmp_path: Path) -> None:
    late = {one["case"]: one for one in drill.late(log(tmp_path, *ROWS, head=HEAD), own=OWN)}
    assert set(late) == {"A", "B"}
    assert late["A"]["first_break"] == {
        "stage": "手配",
        "from": "受注",
        "who": "鈴木",
        "at": "2026-09-04T09:00:00+09:00",
        "took": 3 * DAY,
        "standard": DAY,
        "standard_from": "own",
    }
    assert [one["stage"] for one in late["A"]["eaten"]] == ["手配", "遅れを把握", "出荷", "お客様へ連絡"]


def test_a_late_case_in_which_every_stage_kept_its_standard_was_promised_too_tightly(tmp_path: Path) -> None:
    late = {one["case"]: one for one in drill.late(log(tmp_path, *ROWS, head=HEAD), own=OWN)}
    assert late["B"]["first_break"] is None


@pytest.mark.rule("S000-12")
def test_who_knew_and_when_the_customer_was_told_is_in_the_log_or_unknown(tmp_path: Path) -> None:
    late = {one["case"]: one for one in drill.late(log(tmp_path, *ROWS, head=HEAD), own=OWN)}
    assert (late["A"]["known_by"], late["A"]["known_at"]) == ("鈴木", "2026-09-04T10:00:00+09:00")
    assert (late["A"]["told_at"], late["A"]["told_before_due"]) == ("2026-09-07T10:00:00+09:00", False)
    assert late["A"]["in_the_dark"] == 3 * DAY
    unknown = ("known_at", "known_by", "told_at", "told_by", "told_before_due", "in_the_dark")
    assert [late["B"][name] for name in unknown] == [None] * 6


def test_stages_share_all_lead_time_and_count_where_late_cases_broke_first(tmp_path: Path) -> None:
    told = drill.stages(log(tmp_path, *ROWS, head=HEAD), own=OWN)
    assert sum(one["share"] for one in told) == pytest.approx(1, abs=1e-5)
    assert {one["stage"]: one["first_breaks"] for one in told} == {
        "手配": 1,
        "出荷": 0,
        "お客様へ連絡": 0,
        "遅れを把握": 0,
    }


def test_katz_interval_and_risk_ratio_are_those_worked_by_hand() -> None:
    table = Table(hit=10, n=20, other_hit=5, other_n=50)
    assert table.ratio == pytest.approx(5)
    assert interval(table) == pytest.approx((1.9532, 12.7995), rel=1e-4)


def test_wilson_interval_and_fishers_exact_test_are_those_of_the_textbook() -> None:
    assert wilson(1, 10) == pytest.approx((0.0179, 0.4042), abs=1e-4)
    assert p_value(Table(hit=3, n=4, other_hit=1, other_n=4)) == pytest.approx(0.4857, abs=1e-4)  # the lady tasting tea


def test_holm_and_benjamini_hochberg_correct_for_the_number_of_questions() -> None:
    assert corrected([0.01, 0.04, 0.03], "holm") == pytest.approx([0.03, 0.06, 0.06])
    assert corrected([0.01, 0.04, 0.03], "bh") == pytest.approx([0.03, 0.04, 0.04])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_corrected_p_is_never_smaller_and_holm_never_below_benjamini_hochberg(p: list[float]) -> None:
    holm, bh = corrected(p), corrected(p, "bh")
    assert all(one <= two + 1e-12 <= three + 2e-12 for one, two, three in zip(p, bh, holm, strict=True))


def test_the_attribute_that_makes_orders_late_is_ranked_first_and_its_shadow_vanishes_within(tmp_path: Path) -> None:
    read = drill.read(_carriers(tmp_path), None)
    first = next(one for one in drill.causes(read, "late") if one["attribute"] in ("便", "箱"))
    assert (first["attribute"], first["n"], first["cases"]) == ("便", 40, 80)
    assert first["interval"][0] > 1 or first["interval"][1] < 1
    ranked = drill.causes(read, "late", within="便")
    box = next(one for one in ranked if (one["attribute"], one["value"]) == ("箱", "大"))
    assert box["risk_ratio"] == 2
    assert box["stratified"] == pytest.approx(1, abs=0.01)


def test_the_column_of_the_outcome_is_not_among_its_causes_however_it_is_compared(tmp_path: Path) -> None:
    read = drill.read(_carriers(tmp_path))
    for outcome in ("便!=船", "便=船", "便 == 船"):
        assert "便" not in {one["attribute"] for one in drill.causes(read, outcome)}


def test_numbers_are_compared_by_groups_whose_ends_do_not_read_alike_and_unknown_is_in_none(tmp_path: Path) -> None:
    rows = [
        f"{at},{what},2026-09-0{day + (at < 20)} 09:00,2026-09-02,{'nan' if at % 10 == 9 else at % 10 % 5 + 1}"
        for at in range(100)
        for what, day in (("受注", 1), ("到着", 2))
    ]
    told = drill.causes(log(tmp_path, *rows, head="注文番号,工程,日時,納期,評価"), "late")
    groups = {one["value"]: (one["n"], one["cases"]) for one in told if one["attribute"] == "評価"}
    assert groups == {"1": (20, 90), "2": (20, 90), "3": (20, 90), "4–5": (30, 90)}


def _carriers(tmp_path: Path) -> Path:
    """80 orders: of the sea's 40, half are late; of the air's 40, four. Big boxes mostly go by sea and matter not."""
    rows = ["注文番号,工程,日時,納期,便,箱"]
    for at in range(80):
        sea = at < 40
        big = at % 4 != 0 if sea else at % 4 == 0
        place = at % 40 // 4
        late = place < 5 if sea else place == 0
        rows.append(f"{at},受注,2026-09-01 09:00,2026-09-05,{'船' if sea else '空'},{'大' if big else '小'}")
        rows.append(
            f"{at},到着,2026-09-0{8 if late else 3} 09:00,2026-09-05,{'船' if sea else '空'},{'大' if big else '小'}"
        )
    file = tmp_path / "log.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_an_outcome_that_nobody_has_is_refused_in_words(tmp_path: Path) -> None:
    rows = [f"{at},受注,2026-09-01 09:00,いいえ" for at in range(20)]
    with pytest.raises(Refusal):
        drill.causes(log(tmp_path, *rows, head="注文番号,工程,日時,苦情"), "苦情")


def _orders(tmp_path: Path, *, days: int, after: int | None = None) -> Path:
    """One order a day, promised within three days, every fifth late; what happens after day `after` is all late."""
    rows = ["注文番号,工程,日時,納期"]
    for day in range(days):
        began = np.datetime64("2025-01-01T09:00") + np.timedelta64(day, "D")
        late = day % 5 == 0 or (after is not None and day >= after)
        rows.append(f"{day},受注,{began},{began + np.timedelta64(3, 'D')}")
        rows.append(f"{day},到着,{began + np.timedelta64(4 if late else 2, 'D')},")
    file = tmp_path / f"{days}-{after}.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_the_odds_of_a_promise_are_how_often_such_promises_were_kept(tmp_path: Path) -> None:
    told = drill.score(drill.read(_orders(tmp_path, days=300)))
    assert told["kept"] == pytest.approx(0.8, abs=0.01)
    assert all(abs(part["told"] - 0.8) < 0.05 for part in told["reliability"])
    assert told["brier"] < told["promise"]["brier"]


def test_what_happened_later_does_not_change_odds_that_were_told_before(tmp_path: Path) -> None:
    at = int(np.datetime64("2025-06-01T00:00", "us").astype(np.int64))
    calm, storm = (drill.read(_orders(tmp_path, days=300, after=after)) for after in (None, 160))
    told = [[(o["case"], o["p"], o["p_given"]) for o in drill.odds(one, as_of=at)] for one in (calm, storm)]
    assert told[0] == told[1]
    assert told[0][0][2] == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize("seed", range(5))
def test_shuffling_what_came_later_changes_no_odds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    began, length = np.sort(chance.integers(0, 400, 600)) * DAY, chance.integers(2, 20, 600) * DAY
    at, took = 200 * DAY, chance.integers(1, 25, 600) * DAY
    later = began + took >= at
    other = np.where(later, np.maximum(at - began, 0) + chance.permutation(took), took)
    told, again = (_past(began, length, one) for one in (took, other))
    asked = [days * DAY for days in (1, 5, 10, 19)]
    assert [told.chance(at, one) for one in asked] == [again.chance(at, one) for one in asked]
    assert told.chance(at, asked[1])[0] != told.chance(2 * at, asked[1])[0]
    assert told.safe(at) == again.safe(at)


def _past(began: Ints, length: Ints, took: Ints) -> Past:
    known = np.maximum(began + length, began + took)
    order = np.argsort(known, kind="stable")
    return Past(began[order], length[order], took[order], known[order])


def _lanes(tmp_path: Path, *, days: int) -> Path:
    """Two orders a day, promised within five days: the near one takes three days, give or take; the far one five."""
    chance, rows = np.random.default_rng(1), ["注文番号,工程,日時,納期,行き先"]
    for day in range(days):
        began = np.datetime64("2025-01-01T09:00") + np.timedelta64(day, "D")
        for where, hours in (("近く", 72), ("遠く", 120)):
            done = began + np.timedelta64(int(hours * chance.lognormal(0, 0.2)), "h")
            rows.append(f"{day}{where},受注,{began},{began + np.timedelta64(5, 'D')},{where}")
            rows.append(f"{day}{where},到着,{done},,")
    file = tmp_path / "lanes.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_a_column_known_when_promising_tells_the_near_from_the_far_and_the_odds_beat_the_base_rate(
    tmp_path: Path,
) -> None:
    read = drill.read(_lanes(tmp_path, days=250))
    told = drill.score(read, like=("行き先",))
    assert told["auc"] > 0.75
    assert told["brier"] < min(told["base_rate"]["brier"], told["promise"]["brier"])
    assert told["safe"]["kept"] == pytest.approx(told["safe"]["aim"], abs=0.03)
    past = Past.of(read, ("行き先",))
    near, unheard, far = (past.safe(past.known[-1], [where]) or 0 for where in ("近く", "どこか", "遠く"))
    assert 0 < near < unheard < far


def test_a_column_that_is_not_there_cannot_tell_orders_apart(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="行き先"):
        drill.score(drill.read(_orders(tmp_path, days=40)), like=("行き先",))


def test_two_groups_are_compared_stage_by_stage_and_by_the_promises_they_kept(tmp_path: Path) -> None:
    read = drill.read(_carriers(tmp_path))
    told = drill.compare(read, having(read, "便=船"))
    assert [(told[side]["cases"], told[side]["kept"]["rate"]) for side in ("first", "second")] == [(40, 0.5), (40, 0.9)]
    assert told["stages"] == [{"stage": "到着", "count": [40, 40], "median": [4.5 * DAY, 2 * DAY], "ratio": 0.444444}]


def test_with_few_past_orders_no_odds_are_told(tmp_path: Path) -> None:
    at = int(np.datetime64("2025-01-20T00:00", "us").astype(np.int64))
    assert {one["p"] for one in drill.odds(drill.read(_orders(tmp_path, days=40)), as_of=at)} == {None}


def test_brier_auc_and_reliability_are_those_of_the_textbook() -> None:
    p, came = np.array([0.1, 0.4, 0.35, 0.8]), np.array([0.0, 0.0, 1.0, 1.0])
    assert brier(p, came) == pytest.approx(0.158125)
    assert auc(p, came) == 0.75
    assert sum(part["n"] for part in reliability(p, came)) == 4
