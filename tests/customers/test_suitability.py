"""What is planned is held against what the customer told us."""

from nattoku.customers.suitability import Known, warnings

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
