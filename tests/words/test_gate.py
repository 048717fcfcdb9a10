"""What holds a text back, and what one tap puts in its place."""

import pytest

from nattoku.words.tone import Known, Mode, check
from nattoku.words.tone.better import swap
from nattoku.words.tone.gate import left

WRONG = "山田様\n誤解を招いたのであれば、お詫びいたします。"


@pytest.mark.rule("S004-5.3")
def test_words_that_must_stop_hold_a_text_until_they_are_dismissed() -> None:
    hits = check(WRONG, Mode.LETTER)
    [stops] = left(hits)
    assert stops.rule == "A13"
    assert left(hits, dismissed={("A13", stops.text)}) == []
    assert left(hits, dismissed={("A13", "誤解でございます")}) == [stops]


def test_what_must_be_there_holds_only_the_texts_it_is_required_of() -> None:
    hits = check("山田様\nお待ちしております。", Mode.LETTER)
    assert left(hits) == []
    assert [hit.rule for hit in left(hits, required={"N3"})] == ["N3"]
    assert left(hits, required={"N3"}, dismissed={("N3", "")}) == []


def test_a_warning_never_holds_a_text() -> None:
    hits = check("とはいえ、お待たせしました。", Mode.LETTER)
    assert [hit.rule for hit in hits if hit.start is not None] == ["A14"]
    assert left(hits) == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (WRONG, "山田様\n私どもの伝え方が至らず、お詫びいたします。"),
        ("とはいえ、お待たせしました。", "お待たせしました。"),
        ("初めて言われました。次は…", "お知らせくださりありがとうございます。次は…"),
    ],
)
def test_one_tap_gives_a_sentence_that_can_stand(text: str, better: str) -> None:
    hit = next(hit for hit in check(text, Mode.LETTER) if hit.start is not None)
    found = swap(hit, text)
    assert found is not None
    assert text[: found.start] + found.words + text[found.end :] == better


def test_advice_that_a_person_must_fill_in_is_never_put_in_by_a_tap() -> None:
    for text in ("それは誤解です。", "忙しくて遅れました。", "担当者が勝手にいたしました。", "善処いたします。"):
        for hit in check(text, Mode.LETTER, known=Known()):
            assert swap(hit, text) is None
