"""What is planned is held against what the customer told us."""

from datetime import datetime

import pytest

from nattoku.customers.suitability import Known, against, refuse_unexplained, warnings
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal

CARD = Known(
    preferred=["phone"],
    hardly_seen=["mail"],
    not_when="火曜の午前",
    busy="月末は棚卸し",
    refused={"sato": "佐藤 光"},
)


def said(known: Known, **plan: object) -> str:
    return "\n".join(w.ja for w in warnings(known, **plan))  # type: ignore[arg-type]


def test_a_channel_the_customer_hardly_looks_at_is_warned_of_and_the_wished_one_named() -> None:
    assert "メールは、ほとんどご覧にならない" in said(CARD, channel="mail")
    assert "電話でのご連絡をお望み" in said(CARD, channel="mail")
    assert "ほとんどご覧にならない" not in said(CARD, channel="phone")
    assert "お望み" not in said(CARD, channel="phone")


def test_hours_and_busy_days_are_said_as_they_were_told() -> None:
    assert "火曜の午前" in said(CARD, channel="phone")
    assert "月末は棚卸し" in said(CARD, channel="phone")


def test_whoever_the_customer_does_not_wish_to_meet_is_named_and_nobody_else() -> None:
    assert "佐藤 光さん" in said(CARD, channel="visit", people=["sato", "mori"])
    assert "さん" not in said(CARD, channel="visit", people=["mori"])


def test_before_a_channel_is_chosen_all_that_is_known_is_said() -> None:
    assert "メールは" in said(CARD)
    assert "電話でのご連絡をお望み" in said(CARD)


def test_where_nothing_was_told_nothing_is_warned_of() -> None:
    assert warnings(Known(), channel="mail", people=["sato"]) == []


def spoken(known: Known, **plan: object) -> list[str]:
    return [w.ja for w in against(known, **plan)]  # type: ignore[arg-type]


@pytest.mark.rule("S001-5")
def test_a_hardly_seen_channel_and_one_that_was_not_wished_for_each_want_a_reason() -> None:
    assert len(spoken(CARD, channel="mail")) == 2
    assert spoken(CARD, channel="phone") == []
    assert spoken(CARD, channel="letter") == [], "an apology goes on paper, whatever is preferred"
    assert len(spoken(Known(hardly_seen=["letter"]), channel="letter")) == 1


@pytest.mark.rule("S001-6")
def test_a_moment_on_a_closed_or_busy_day_wants_a_reason_and_any_other_does_not() -> None:
    tuesday = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
    assert spoken(CARD, moments=[tuesday]) == ["11月24日(火) 10:00は、ご連絡を控える時間（火曜の午前）にあたります。"]
    assert spoken(CARD, moments=[tuesday.replace(hour=14)]) == []
    busy = datetime(2026, 11, 30, 14, 0, tzinfo=TOKYO)
    assert "お忙しい時（月末は棚卸し）" in "".join(spoken(CARD, moments=[busy]))


@pytest.mark.rule("S001-1")
def test_whom_the_customer_does_not_wish_to_meet_wants_a_reason_whatever_the_channel() -> None:
    assert "佐藤 光さん" in "".join(spoken(CARD, people=["sato"]))
    assert spoken(CARD, people=["mori"]) == []


def test_words_that_name_no_time_hold_nobody_up() -> None:
    vague = Known(not_when="朝礼のあいだ", busy="決算のころ")
    assert spoken(vague, channel="phone", moments=[datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)]) == []


def test_without_a_reason_it_is_refused_with_each_objection_in_words() -> None:
    objections = against(CARD, channel="mail")
    with pytest.raises(Refusal, match="お客様から伺っていることと違います") as refused:
        refuse_unexplained(objections, " ")
    assert refused.value.unanswered == objections
    assert refused.value.status == 409
    refuse_unexplained(objections, "お電話がつながらないので")
    refuse_unexplained([], "")
