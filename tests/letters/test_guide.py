"""Somebody who never wrote a letter: openings and closings, the season, the sentence of one's own, the sheet."""

import re
from datetime import date, timedelta

import pytest

from nattoku.letters import facts, guide
from nattoku.letters.paper import letter_of
from nattoku.letters.rules import checks, compose
from nattoku.letters.words import KINDS, NOTE_EXAMPLE, PARTS, LetterKind
from nattoku.lib.refusal import Refusal
from nattoku.lib.typeset.letter import Paper
from nattoku.words.tone import Mode, check
from tests.company import NOW

ON = date(2026, 11, 22)


def draft(
    text: str, kind: LetterKind = LetterKind.APOLOGY_AND_THANKS, recipient: str = "髙橋 花子"
) -> facts.LetterDrafted:
    return facts.LetterDrafted(letter=1, kind_of=kind, recipient=recipient, text=text, sender="千葉 亮")


def failing(text: str, kind: LetterKind = LetterKind.APOLOGY_AND_THANKS) -> list[str]:
    return [c.words.ja for c in checks(draft(text, kind), []) if not c.ok]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("拝啓　晩秋の候\nお詫びします。\n敬具", True),
        ("謹啓\n文\n謹白", True),
        ("前略\n文\n草々", True),
        ("拝啓\n文\n草々", False),
        ("拝啓\n文", False),
        ("文\n敬具", False),
        ("文だけ", True),
    ],
)
def test_an_opening_has_the_closing_that_belongs_to_it(text: str, right: bool) -> None:
    assert guide.paired(text) is right
    assert ("頭語と結語が対になっている（拝啓—敬具）" not in failing(text)) is right


def test_an_apology_never_begins_curtly() -> None:
    assert [w for w in failing("前略\n文\n草々", LetterKind.APOLOGY) if "前略" in w]
    assert not [w for w in failing("前略\n文\n草々", LetterKind.INTERIM) if "前略" in w]


def test_every_day_of_the_year_has_words_of_its_season() -> None:
    days = [date(2028, 1, 1) + timedelta(days=i) for i in range(366)]
    assert all(guide.season(day)[0].endswith("の候") and re.fullmatch("[ぁ-ん]+", guide.season(day)[1]) for day in days)
    assert (guide.season(ON)[0], guide.season(date(2026, 8, 8))[0]) == ("晩秋の候", "残暑の候")


def test_an_apology_leaves_season_and_good_wishes_out_and_thanks_do_not() -> None:
    assert guide.greeting(LetterKind.APOLOGY, ON) == ""
    assert guide.greeting(LetterKind.THANKS, ON).startswith("晩秋の候、")


@pytest.mark.rule("S003-15")
def test_after_a_visit_a_letter_holds_a_sentence_that_nobody_else_could_receive() -> None:
    stock = (
        "このたびは長らくお待たせし、誠に申し訳ございません。先日はご多用のところお時間をいただき、誠にありがとうございました。"
        "12月1日の15時までに、私、千葉からお電話いたします。率直にお聞かせくださり、心より御礼申し上げます。"
    )
    assert "この方だけに宛てた一文がある" in failing(stock)
    own = stock + "玄関先で見せてくださった欠けた椅子の脚が、目に焼きついております。"
    assert "この方だけに宛てた一文がある" not in failing(own)


def test_a_letter_is_composed_between_opening_and_closing_with_the_season_after_the_opening() -> None:
    parts = {name: f"{name}。" for name, *_ in PARTS}
    lines = compose("青木 花子", parts, sender="千葉 亮", on=NOW, opening="拝啓").splitlines()
    said = [line for line in lines if line]
    assert said[1] == "拝啓　greeting。"
    assert said[2:8] == ["apology。", "heard。", "account。", "promise。", "thanks。", "ending。"]
    assert said[8] == "敬具"
    with pytest.raises(Refusal, match="頭語"):
        guide.closing_of("Dear")


def test_what_was_composed_is_taken_apart_again_for_the_paper() -> None:
    text = compose(
        "髙橋 花子",
        {"greeting": "晩秋の候。", "apology": "お詫び。", "thanks": "御礼。"},
        sender="株式会社なっとく\nお客様相談室\n千葉 亮\n電話 03-5555-0100",
        on=NOW,
        opening="拝啓",
    )
    made = letter_of(draft(text), on=ON, address="〒123-4567 東京都青葉区1-2 ハイツ305")
    assert (made.opening, made.greeting, made.body, made.closing) == (
        "拝啓",
        "晩秋の候。",
        ("お詫び。", "御礼。"),
        "敬具",
    )
    assert made.sender.lines == ["株式会社なっとく", "お客様相談室", "千葉 亮"]
    assert made.sender.phone == "03-5555-0100"
    assert (made.recipient.postcode, made.recipient.address) == ("123-4567", ("東京都青葉区1-2", "ハイツ305"))
    assert made.addressee == "髙橋 花子様"


@pytest.mark.parametrize(
    "text", ["", "一文だけ。", "髙橋 花子様\n\n2026年2月30日\n\n千葉", "敬具", "拝啓\n敬具", "様\n様\n様"]
)
@pytest.mark.parametrize("kind", list(LetterKind))
def test_any_text_at_all_becomes_a_letter(text: str, kind: LetterKind) -> None:
    made = letter_of(draft(text, kind), on=ON)
    assert made.date == ON
    assert made.paper is (Paper.NOTE if kind is LetterKind.NOTE else Paper.A4)


def test_company_and_post_written_in_one_line_stand_above_the_name() -> None:
    made = letter_of(draft("文。", recipient="あさひ眼科 事務長 石渡 恭子"), on=ON)
    assert made.recipient.lines == ["あさひ眼科", "事務長", "石渡 恭子"]
    assert (
        letter_of(draft("株式会社青木 御中\n\n文。", recipient="株式会社青木"), on=ON).addressee == "株式会社青木 御中"
    )


@pytest.mark.rule("S003-16")
def test_there_is_a_short_note_for_a_delivery() -> None:
    example = compose("髙橋 花子", NOTE_EXAMPLE, sender="千葉 亮", on=NOW)
    assert failing(example, LetterKind.NOTE) == []
    assert not [hit for hit in check(example, Mode.LETTER) if hit.start is not None]
    assert "一筆箋" in KINDS[LetterKind.NOTE].ja
    assert failing("髙橋 花子様\n\n先日はありがとうございました。お待ちの品が入りました。", LetterKind.NOTE) == []
