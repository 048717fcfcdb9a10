"""How words are folded, found and shown. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.finding import words


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("サーバー", "さーばー"),
        ("ｻｰﾊﾞｰ", "サーバー"),
        ("ＡＢＣ", "abc"),
        ("イス", "いす"),
        ("㈱", "(株)"),
        ("納期　遅れ", "納期 遅れ"),
    ],
)
def test_words_are_the_same_however_they_were_typed(typed: str, written: str) -> None:
    assert words.fold(typed) == words.fold(written)


def test_every_word_of_the_query_must_be_there() -> None:
    haystack = words.fold("お約束の椅子が届かず、ご連絡もなかった")
    assert words.found_in(haystack, words.asked("椅子　連絡"))
    assert not words.found_in(haystack, words.asked("椅子 返金"))


def test_the_excerpt_is_the_text_as_it_was_written_around_the_first_word() -> None:
    text = "あ" * 100 + "半角ｶﾞｽのボンベが届かない" + "い" * 100
    shown = words.excerpt(text, ["ガス"])
    assert "半角ｶﾞｽのボンベ" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert words.excerpt("短い文", ["ない"]) == "短い文"
    assert words.excerpt("", ["x"]) == ""


def test_a_word_in_the_fact_weighs_more_than_in_the_last_part() -> None:
    first, last = words.score(["椅子", "", ""], ["椅子"]), words.score(["", "", "椅子"], ["椅子"])
    assert 0 < last < first <= 1
    assert words.score(["椅子"], ["イス"]) == 0


@given(st.text(), st.text(min_size=1))
def test_nothing_typed_breaks_the_search(text: str, query: str) -> None:
    wanted = words.asked(query)
    words.excerpt(text, wanted)
    assert 0 <= words.score([words.fold(text)], wanted) <= 1
