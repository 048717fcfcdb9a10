"""What counts as a sign, and what a contact must be. No database."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.signs import buying, rules
from nattoku.signs.words import MEANINGS, SignKind, SignOutcome
from nattoku.silence.purchases import Purchases
from nattoku.silence.signs import judged

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=TOKYO)
LONG = "先日お願いした棚の件ですが、左の扉が閉まりにくく、子どもの指が挟まりそうで心配しております。ご確認をお願いできますでしょうか。"


def bought(rows: list[tuple[str, int, float]]) -> Purchases:
    names = sorted({r[0] for r in rows})
    return Purchases(
        names,
        np.array([names.index(r[0]) for r in rows], np.int64),
        np.array([date(2025, 1, 1).toordinal() + r[1] for r in rows], np.int64),
        np.array([r[2] for r in rows], np.float64),
        [],
    )


def crowd(rng: np.random.Generator, *, stops: bool) -> Purchases:
    """Two hundred customers over two years, each at a pace of his own; some stop, or nobody has any pace at all."""
    rows: list[tuple[str, int, float]] = []
    for n in range(200):
        if not stops:
            rows += [(f"c{n}", int(day), 1000.0) for day in rng.choice(325, 4, replace=False)]
            rows += [(f"c{n}", int(day), 1000.0) for day in rng.choice(325, 3) + 325 if rng.random() < 0.3]
            continue
        gap, day, end = rng.uniform(10, 60), rng.uniform(0, 60), (650 if rng.random() < 0.6 else rng.uniform(100, 500))
        while day < end:
            rows.append((f"c{n}", int(day), 5000.0))
            day += rng.exponential(gap)
    return bought(rows)


@pytest.mark.rule("S004-2.3.6")
def test_who_broke_the_own_rhythm_is_found_with_the_evidence_in_words() -> None:
    seen = judged(crowd(np.random.default_rng(7), stops=True), date(2025, 1, 1) + timedelta(days=650))
    found = buying.fallen_silent(seen, date(2025, 1, 1) + timedelta(days=650), most=10)
    assert seen.signal
    assert 3 <= len(found) <= 10
    assert found == sorted(found, key=lambda one: -one.lost), "the greatest loss first"
    assert all("ごと、いま" in one.why.ja and "Usually about every" in one.why.en for one in found)


def test_where_nobody_has_a_rhythm_nobody_is_named_and_it_is_said() -> None:
    day = date(2025, 1, 1) + timedelta(days=650)
    seen = judged(crowd(np.random.default_rng(7), stops=False), day)
    assert not seen.signal
    assert buying.fallen_silent(seen, day, most=10) == []
    assert "兆しは読み取れません" in seen.said.ja


def test_orders_shrink_when_the_last_three_are_half_of_those_before() -> None:
    rows = [("half", d, a) for d, a in zip(range(0, 70, 10), (900, 1000, 1100, 1000, 500, 400, 600), strict=True)]
    rows += [("same", d, 1000.0) for d in range(0, 70, 10)] + [("new", 0, 900.0), ("new", 9, 10.0)]
    assert buying.shrinking(bought(rows)) == [("half", 500.0, 1000.0)]


def test_short_answers_are_a_sign_and_usual_ones_are_not() -> None:
    assert rules.shorter([LONG, "大丈夫です。"])
    assert rules.shorter([LONG, LONG, "承知", "はい"])
    assert rules.shorter([LONG, LONG, LONG, LONG]) is None
    assert rules.shorter(["はい", "はい", "はい", "はい"]) is None, "who always writes so is no sign"


def test_a_late_answer_is_held_against_the_own_interval() -> None:
    days = [NOW - timedelta(days=d) for d in (20, 18, 16, 14)]
    said = rules.slower(days, at=NOW)
    assert said is not None
    assert said.ja == "いつもは2日ほどでお返事がありますが、もう14日ありません。"
    assert rules.slower(days, at=NOW - timedelta(days=12)) is None


@pytest.mark.parametrize(
    ("begins", "comes"),
    [
        (date(2024, 12, 10), date(2026, 12, 10)),
        (date(2026, 12, 10), None),
        (date(2024, 2, 29), None),
        (date(2025, 6, 1), None),
    ],
)
def test_the_month_of_renewal_is_the_anniversary_ahead(begins: date, comes: date | None) -> None:
    assert rules.anniversary(begins, date(2026, 11, 22)) == comes


def test_a_leap_day_comes_back_on_the_twenty_eighth() -> None:
    assert rules.anniversary(date(2024, 2, 29), date(2027, 2, 10)) == date(2027, 2, 28)


@pytest.mark.rule("T9")
@pytest.mark.parametrize(
    "said", ["新商品のご案内です", "今ならお得です", "We have a special offer", "割引でお届けします"]
)
def test_a_contact_that_sells_is_refused_and_while_a_complaint_is_open_even_when_wished(said: str) -> None:
    with pytest.raises(Refusal):
        rules.refuse_selling(said, offered=False, wished="", open_case=None)
    with pytest.raises(Refusal, match="1001"):
        rules.refuse_selling(said, offered=False, wished="カタログがほしい", open_case=1001)
    rules.refuse_selling(said, offered=False, wished="カタログがほしい", open_case=None)


def test_a_contact_that_asks_how_the_customer_is_passes_even_with_a_complaint_open() -> None:
    for said in ("その後お変わりありませんか", "先日お届けした棚の具合を伺いました", "How have you been?"):
        rules.refuse_selling(said, offered=False, wished="", open_case=1001)


def test_all_is_well_only_when_the_customer_said_so() -> None:
    for outcome in (SignOutcome.WELL, SignOutcome.COMPLAINT):
        with pytest.raises(Refusal):
            rules.refuse_unheard(outcome, reached=True, heard=" ")
    rules.refuse_unheard(SignOutcome.LEFT, reached=False, heard="")


def test_every_kind_says_what_it_means_in_both_languages() -> None:
    assert set(MEANINGS) == set(SignKind)
    assert all(one.what.ja != one.what.en and one.page.en for one in MEANINGS.values())
