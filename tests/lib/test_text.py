"""What may be written into a field: everything a person writes, unchanged, and nothing a machine would stumble over."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import LONGEST, Text, clean

NAME = Text("お言葉", "Words")
BROKEN = st.sampled_from(
    [chr(c) for c in (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029, 0xFFFE)]
)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"), min_size=1)
)
@example("𠮷野 髙橋\n\t😠👨‍👩‍👧‍👦")
@example(" 前後の空白 ")
@example("か\u3099")
def test_words_are_kept_to_the_letter(words: str) -> None:
    if words.strip():
        assert clean(words, NAME) == words
    else:
        with pytest.raises(Refusal):
            clean(words, NAME)


@given(before=st.text("あい", max_size=20), broken=BROKEN | st.characters(categories=["Cs"]))
def test_a_control_character_is_named_with_its_place(before: str, broken: str) -> None:
    with pytest.raises(Refusal) as refusal:
        clean(f"{before}{broken}う", NAME)
    said = refusal.value.sentence
    assert f"U+{ord(broken):04X}" in said.ja
    assert f"{len(before) + 1}文字目" in said.ja
    assert f"U+{ord(broken):04X}" in said.en
    assert refusal.value.status == 400


@pytest.mark.parametrize("kept", ["\n", "\t", "\r\n", "\u3000", "\u200d", "\ufe0f", "\ufeff", "\U000e0100"])
def test_what_belongs_to_writing_is_no_control_character(kept: str) -> None:
    assert clean(f"あ{kept}い", NAME) == f"あ{kept}い"
    assert unicodedata.name(kept[-1], "") or kept[-1] in "\n\t"


def test_the_limit_is_counted_in_characters_not_in_bytes() -> None:
    assert clean("𠮷" * LONGEST, NAME)
    with pytest.raises(Refusal, match="100,001文字"):
        clean("𠮷" * (LONGEST + 1), NAME)


@pytest.mark.parametrize("empty", ["", " ", "\n\t", "　"])
def test_an_empty_answer_is_asked_for_where_it_is_needed(empty: str) -> None:
    with pytest.raises(Refusal) as refusal:
        clean(empty, NAME)
    assert refusal.value.sentence == Text("お言葉を入力してください。", "Please fill in: Words.")
    assert clean(empty, NAME, required=False) == empty


def test_a_sentence_is_filled_in_each_language_with_its_own_words() -> None:
    said = Text("{what}を{n}件", "{n} of {what}").with_(what=Text("椅子", "chairs"), n=2)
    assert said == Text("椅子を2件", "2 of chairs")
    assert said.to("ja") == "椅子を2件"
    assert said.to("en") == "2 of chairs"
    assert said.to("fr") == "椅子を2件"


def test_braces_in_what_was_said_are_no_placeholders() -> None:
    assert Text("「{words}」", "“{words}”").with_(words="{0} {secret} }{") == Text(
        "「{0} {secret} }{」", "“{0} {secret} }{”"
    )
