"""Who fell silent is told from the past, in plain words; where nothing can be told, that is said."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattoku.silence import signs
from nattoku.silence.purchases import Purchases, read
from nattoku.silence.rhythm import History, Rhythm, fitted

CDNOW = Path(__file__).parents[3] / "shared/data/purchases/CDNOW_sample.txt"
SUMMARY = CDNOW.with_name("cdnow_customers_summary.csv")
BEGIN, END = date(2025, 1, 1), date(2026, 6, 30)
needs_cdnow = pytest.mark.skipif(not CDNOW.exists(), reason="the CDNOW purchases are not beside the project")


def crowd(rhythm: Rhythm, n: int, weeks: float, seed: int) -> History:
    """Customers who buy and stop as the model says, watched for as long."""
    chance = np.random.default_rng(seed)
    rates, stops = chance.gamma(rhythm.r, 1 / rhythm.alpha, n), chance.beta(rhythm.a, rhythm.b, n)
    repeats, last = np.zeros(n), np.zeros(n)
    for i in range(n):
        while chance.random() >= (stops[i] if repeats[i] else 0):
            at = last[i] + chance.exponential(1 / rates[i])
            if at > weeks:
                break
            repeats[i], last[i] = repeats[i] + 1, at
    return History(repeats, last, np.full(n, weeks))


def bought(rows: list[tuple[str, date, float]], as_of: date = END) -> Purchases:
    lines = ["customer,date,amount", *(f"{who},{day},{much}" for who, day, much in rows)]
    return read("\n".join(lines).encode(), as_of)


def every(name: str, days: int, until: date = END, begin: date = BEGIN) -> list[tuple[str, date, float]]:
    return [(name, begin + timedelta(n), 1000.0) for n in range(0, (until - begin).days + 1, days)]


def test_the_rhythm_of_a_crowd_made_by_the_model_is_found_again() -> None:
    true = Rhythm(0.9, 6.0, 0.8, 2.5)
    found = fitted(crowd(true, 20_000, 78, seed=3))
    assert found is not None
    assert found.r / found.alpha == pytest.approx(true.r / true.alpha, rel=0.08)
    assert found.a / (found.a + found.b) == pytest.approx(true.a / (true.a + true.b), rel=0.12)


def test_what_is_expected_is_what_such_a_crowd_then_buys() -> None:
    true = Rhythm(0.9, 6.0, 0.8, 2.5)
    new = History(np.zeros(1), np.zeros(1), np.zeros(1))
    expected = float(true.expected(new, 52)[0])
    assert expected == pytest.approx(crowd(Rhythm(0.9, 6.0, 0.8, 2.5), 40_000, 52, seed=5).repeats.mean(), rel=0.2)


@needs_cdnow
def test_the_published_parameters_of_cdnow_are_met_to_four_decimals() -> None:
    rows = np.genfromtxt(SUMMARY, delimiter=",", skip_header=1)
    found = fitted(History(rows[:, 1], rows[:, 2], rows[:, 3]))
    assert found is not None
    assert [round(p, 4) for p in (found.r, found.alpha, found.a, found.b)] == [0.2426, 4.4135, 0.7929, 2.4258]


@needs_cdnow
def test_on_cdnow_our_order_is_better_than_a_guess_and_no_worse_than_recency() -> None:
    rows = [line.split() for line in CDNOW.read_text().splitlines()]
    raw = "\n".join(["customer,date,amount", *(f"{r[0]},{r[2]},{r[4]}" for r in rows)]).encode()
    auc, plain, n, _ = signs.tried(read(raw, date(1998, 6, 30)), date(1998, 6, 30), cut=date(1997, 9, 30))
    assert n == 2357
    assert auc is not None
    assert plain is not None
    assert auc >= 0.763
    assert auc >= plain


def test_where_buying_is_pure_chance_there_is_no_signal_and_it_is_said() -> None:
    chance = np.random.default_rng(1)
    rows = [
        (f"c{n}", BEGIN + timedelta(int(day)), 500.0) for n in range(600) for day in [0, *chance.integers(1, 545, 3)]
    ]
    found = signs.judged(bought(rows), END)
    assert not found.signal
    assert "兆しは読み取れません" in found.said.ja


def test_a_crowd_so_small_that_chance_goes_beyond_the_limit_gives_no_signal() -> None:
    few = signs.Judged([], None, 0.72, 0.6, 60, 54)
    assert not few.signal
    assert "お客様が60人（そのあと買われなかった方は6人）" in few.said.ja
    assert signs.Judged([], None, 0.72, 0.6, 600, 540).signal
    assert not signs.Judged([], None, 0.59, 0.6, 60_000, 54_000).signal


def test_buyers_without_memory_are_no_signal_however_few_they_are() -> None:
    for seed in range(12):
        chance = np.random.default_rng(seed)
        gaps = chance.exponential(90, (60, 40)).cumsum(axis=1)
        rows = [
            (f"c{n}", BEGIN + timedelta(int(d)), 500.0)
            for n in range(60)
            for d in gaps[n]
            if BEGIN.toordinal() + d < END.toordinal()
        ]
        assert not signs.judged(bought(rows), END).signal


def test_customers_of_even_rhythm_of_whom_a_third_stop_are_a_signal() -> None:
    rows = [
        row
        for n in range(200)
        for row in every(f"s{n}", 14 + n % 30, until=BEGIN + timedelta(100 + 2 * n) if n % 3 == 0 else END)
    ]
    assert signs.judged(bought(rows), END).signal


def test_where_days_alone_tell_as_much_or_more_that_is_said_beside_the_figure() -> None:
    better, same, worse = (signs.Judged([], None, auc, 0.8, 120, 60) for auc in (0.81, 0.8, 0.75))
    assert "日数だけ" not in better.said.ja.partition("。")[2].partition("。")[2]
    assert "日数だけで並べても、同じように当たります" in same.said.ja
    assert "日数だけで並べたほうが、よく当たっています" in worse.said.ja


def test_where_everybody_came_back_there_is_nobody_to_tell_apart_and_it_is_said() -> None:
    rows = [row for n in range(40) for row in every(f"s{n}", 20 + n % 5)]
    assert "40人の皆様がまた買われていて" in signs.judged(bought(rows), END).said.ja


def test_too_few_customers_to_try_it_on_is_said_too() -> None:
    found = signs.judged(bought(every("A", 21) + every("B", 30)), END)
    assert (found.auc, found.signal, found.said) == (None, False, signs.TOO_LITTLE)
    assert len(found.signs) == 2


def test_who_bought_every_three_weeks_and_stopped_comes_first_with_the_pause_in_words() -> None:
    steady = [row for n in range(60) for row in every(f"s{n}", 19 + n % 5, begin=BEGIN + timedelta(n % 19))]
    ended = [row for n in range(12) for row in every(f"e{n}", 20 + n % 3, until=BEGIN + timedelta(150 + 9 * n))]
    stopped = every("山田商店", 21, begin=END - timedelta(77 + 21 * 20), until=END - timedelta(77))
    stopped = [(who, day, 100 * much) for who, day, much in stopped]
    found = signs.judged(bought(steady + ended + stopped), END)
    first = found.signs[0]
    assert first.customer == "山田商店"
    assert first.usual_gap_days == 21
    assert first.why.ja.startswith("普段は約3週間ごと、いま11週間空いています。")
    assert first.p_silent > max(one.p_silent for one in found.signs if one.customer.startswith("s"))


def test_a_customer_who_bought_once_is_never_called_lost() -> None:
    rows = [row for n in range(50) for row in every(f"s{n}", 20 + n % 7)] + [("一度だけ", BEGIN, 9_000.0)]
    once = next(one for one in signs.judged(bought(rows), END).signs if one.customer == "一度だけ")
    assert once.lost == 0
    assert once.why.ja.startswith("お買い上げは一度で")


def test_no_purchases_at_all_is_an_answer_and_no_error() -> None:
    found = signs.judged(bought([]), END)
    assert found.signs == []
    assert found.said == signs.TOO_LITTLE


days = st.integers(0, 540)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 30), days, st.integers(1, 9999)), min_size=1, max_size=80))
def test_whatever_was_bought_everybody_is_listed_once_with_numbers_that_make_sense(
    rows: list[tuple[int, int, int]],
) -> None:
    found = signs.judged(bought([(f"c{who}", BEGIN + timedelta(day), much) for who, day, much in rows]), END)
    assert sorted(one.customer for one in found.signs) == sorted({f"c{who}" for who, _, _ in rows})
    for one in found.signs:
        assert 0 <= one.p_silent <= 1
        assert one.lost >= 0
        assert one.usual_gap_days is None or one.usual_gap_days > 0


def test_the_command_answers_in_json_and_refuses_what_is_no_table(tmp_path: Path) -> None:
    file = tmp_path / "purchases.csv"
    file.write_text("customer,date,amount\nA,2026-01-05,100\nA,2026-02-05,100\n")
    asked = [sys.executable, "-m", "nattoku", "silence", "signs", str(file), "--as-of", "2026-06-30", "--json"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (only,) = json.loads(done.stdout)
    assert {"customer", "p_silent", "last_on", "usual_gap_days", "why"} <= set(only)
    assert only["last_on"] == "2026-02-05"
    assert only["usual_gap_days"] == 31
    file.write_text("だれ,いつ\n")
    refused = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
