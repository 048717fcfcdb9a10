"""One word is one word, however it was written. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.finding.tokens import alternatives, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("引越しの荷物", "お引っ越しで"),
        ("お問合せ", "問い合わせた"),
        ("サーバ", "ｻｰﾊﾞｰが"),
        ("申込書", "申し込んだのに"),
        ("髙橋", "高橋さん"),
        ("𠮷岡", "吉岡"),
        ("ネジ", "螺子が緩い"),
        ("壊れた", "壊れて"),
    ],
)
def test_spellings_and_endings_of_a_word_meet(one: str, other: str) -> None:
    assert set(tokens(one)) & set(tokens(other))


def test_what_people_type_for_one_another_is_asked_for_together() -> None:
    assert any(set(tokens("お届けが遅れた")) & same for same in alternatives("遅延"))
    assert any(set(tokens("代金を払い戻してほしい")) & same for same in alternatives("返金"))
    assert not any(set(tokens("椅子が届いた")) & same for same in alternatives("返金"))


def test_endings_and_signs_are_no_words() -> None:
    assert tokens("は、が。して いる") == []
    assert alternatives("。") == []


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_no_word_holds_a_blank(text: str) -> None:
    assert all(word.split() == [word] for word in tokens(text))


def test_a_text_longer_than_the_tokeniser_takes_is_taken_in_pieces() -> None:
    assert "椅子" in tokens("あ" * 90_000 + "椅子")
