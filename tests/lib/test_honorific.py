"""A company of which nobody is named is addressed 御中; everybody else 様."""

import pytest

from nattoku.lib.honorific import addressed


@pytest.mark.parametrize(
    "name",
    [
        "青木 花子",
        "株式会社青木 田中 実",
        "株式会社青木　営業部　阿部",
        "青木商事株式会社 田所",
        "㈱青木 小室 哲",
        "Aoki Interiors Ltd, Ms Tanaka",
        "＊＊＊",
    ],
)
def test_a_named_person_is_sama_also_behind_a_company(name: str) -> None:
    assert addressed(name).ja == f"{name}様"
    assert addressed(name).en == name


@pytest.mark.parametrize(
    "name",
    [
        "株式会社青木",
        "株式会社 青木",
        "青木商事株式会社",
        "（株）青木",
        "株式会社青木 営業部",
        "医療法人社団青木会",
        "株式会社青木 店舗開発部 第二課",
        "Aoki Interiors Ltd.",
    ],
)
def test_a_company_alone_or_its_division_is_onchu(name: str) -> None:
    assert addressed(name).ja == f"{name} 御中"


def test_the_card_says_that_a_name_without_a_legal_form_is_a_company() -> None:
    assert addressed("青木工務店").ja == "青木工務店様"
    assert addressed("青木工務店", company=True).ja == "青木工務店 御中"
    assert addressed("青木工務店 青木 実", company=True).ja == "青木工務店 青木 実様"


@pytest.mark.parametrize("typed", ["株式会社青木御中", "株式会社青木 御中", "株式会社青木様"])
def test_what_was_typed_after_the_name_is_not_said_twice(typed: str) -> None:
    assert addressed(typed).ja == "株式会社青木 御中"


def test_no_name_has_no_title() -> None:
    assert addressed("") == ("", "")
