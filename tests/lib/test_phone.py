"""Telephone numbers as they are typed, and as telephone systems send them."""

import pytest

from nattoku.lib import phone


@pytest.mark.parametrize(
    "said",
    [
        "09012345678",
        "090-1234-5678",
        "+81 90 1234 5678",
        "tel:+819012345678",
        "０９０−１２３４−５６７８",
        "+81-(0)90-1234-5678",
    ],
)
def test_one_number_is_one_number_however_it_is_written(said: str) -> None:
    read = phone.number(said)
    assert read is not None
    assert (read.e164, read.shown) == ("+819012345678", "090-1234-5678")


@pytest.mark.parametrize(("said", "shown"), [("0312345678", "03-1234-5678"), ("+1 212 555 0123", "+1 212-555-0123")])
def test_a_number_is_shown_as_people_read_it(said: str, shown: str) -> None:
    read = phone.number(said)
    assert read is not None
    assert read.shown == shown


@pytest.mark.parametrize("said", ["", "非通知", "Anonymous", "公衆電話", "表示圏外", "unknown", "Private"])
def test_a_number_that_is_not_shown_is_none(said: str) -> None:
    assert phone.withheld(said)
    assert phone.number(said) is None


@pytest.mark.parametrize("said", ["<script>", "201", "x" * 5000, "\x00", "𠮷野"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert phone.number(said) is None


@pytest.mark.parametrize(
    ("said", "name", "rest"),
    [
        ("木村 090-0000-2222", "木村", "090-0000-2222"),
        ("栁 早苗　０９０－００００－１０２７", "栁 早苗", "０９０－００００－１０２７"),
        ("青木 花子（03-0000-1111）", "青木 花子", "03-0000-1111"),
        ("Ann Lee +1 212 555 0100", "Ann Lee", "+1 212 555 0100"),
        ("090-0000-2222", "", "090-0000-2222"),
        ("携帯 090-0000-2222", "", "携帯 090-0000-2222"),
        ("aoki@example.jp", "", "aoki@example.jp"),
        ("木村 aoki22@example.jp", "", "木村 aoki22@example.jp"),
        ("木村 12", "", "木村 12"),
        ("木村です。お電話は夕方に090-0000-2222へ", "", "木村です。お電話は夕方に090-0000-2222へ"),
        ("", "", ""),
    ],
)
def test_a_name_and_a_number_written_into_one_line_are_told_apart_and_nothing_is_guessed(
    said: str, name: str, rest: str
) -> None:
    assert phone.beside(said) == (name, rest)
