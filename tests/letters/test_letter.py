"""What a letter must be before it goes out. Rules alone: no database."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from nattoku.ledger.facts import Recorded
from nattoku.letters import facts, rules
from nattoku.letters.words import LetterKind, Method
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from tests.company import NOW

TEXT = """髙橋 花子様

このたびは長らくお待たせし、誠に申し訳ございません。
「一本のお電話があれば」とのお言葉が胸に残っております。
12月1日に、私、千葉からお電話いたします。
率直にお聞かせくださり、心より御礼申し上げます。

2026年11月22日

千葉 亮"""
DRAFT = facts.LetterDrafted(letter=1, kind_of=LetterKind.APOLOGY_AND_THANKS, recipient="髙橋 花子", text=TEXT)


def past(*happened: Any, by: str = "sato") -> list[Recorded]:
    return [
        Recorded(id=i, stream="case:1", seq=i, by=by, happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


def letter(*happened: Any) -> rules.Letter:
    return rules.letters_of(past(*happened))[1]


def failing(draft: facts.LetterDrafted, *happened: Any) -> list[str]:
    return [c.words.ja for c in rules.checks(draft, past(*happened)) if not c.ok]


def test_a_letter_with_name_apology_date_and_thanks_passes() -> None:
    assert failing(DRAFT) == []
    rules.may_approve(letter(DRAFT), past(DRAFT), by="chiba")


@pytest.mark.parametrize(
    ("gone", "instead", "words"),
    [
        ("髙橋 花子様", "お客様", "宛名"),
        ("誠に申し訳ございません", "お待ちください", "お詫び"),
        ("12月1日に", "近日中に", "次のご連絡の日付"),
        ("心より御礼申し上げます", "失礼いたします", "御礼"),
    ],
)
def test_what_is_missing_is_said_in_words(gone: str, instead: str, words: str) -> None:
    draft = replace(DRAFT, text=TEXT.replace(gone, instead))
    assert [w for w in failing(draft) if words in w]
    with pytest.raises(Refusal, match=words):
        rules.may_approve(letter(draft), past(draft), by="chiba")


@pytest.mark.rule("S001-23")
@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_letter_thanks(kind: LetterKind) -> None:
    thankless = TEXT.replace("心より御礼申し上げます", "失礼いたします")
    assert "御礼の言葉がある" in failing(replace(DRAFT, kind_of=kind, text=thankless))


@pytest.mark.rule("S004-5.3")
def test_the_customer_is_called_by_name() -> None:
    assert failing(replace(DRAFT, text=TEXT.replace("髙橋 花子様", "高橋 花子様")))  # 髙 is not 高
    assert failing(replace(DRAFT, recipient="髙橋　花子様")) == []


@pytest.mark.rule("R8-6")
def test_no_letter_asserts_a_cause_that_is_not_confirmed() -> None:
    guess = replace(DRAFT, text=TEXT.replace("率直に", "原因は倉庫の手違いです。率直に"))
    assert failing(guess) == ["確かめていない原因を言い切っていない"]
    looking = replace(DRAFT, text=TEXT.replace("率直に", "原因は私どもで調べております。率直に"))
    assert failing(looking) == []
    assert failing(replace(DRAFT, kind_of=LetterKind.ACCOUNT)) == ["お伝えする原因が確かめられている"]


def test_the_writer_does_not_approve() -> None:
    with pytest.raises(Refusal, match="別の方"):
        rules.may_approve(letter(DRAFT), past(DRAFT), by="sato")


def test_a_letter_goes_out_only_after_its_latest_draft_was_approved() -> None:
    with pytest.raises(Refusal, match="承認"):
        rules.may_send(letter(DRAFT), method=Method.HANDWRITTEN, why_mail="")
    approved = facts.LetterApproved(letter=1, as_customer="はい。次の日付も分かる")
    rules.may_send(letter(DRAFT, approved), method=Method.HANDWRITTEN, why_mail="")
    with pytest.raises(Refusal, match="承認"):
        rules.may_send(letter(DRAFT, approved, DRAFT), method=Method.HANDWRITTEN, why_mail="")


@pytest.mark.rule("S003-12")
def test_thanks_go_on_paper_and_an_e_mail_needs_a_reason() -> None:
    approved = letter(DRAFT, facts.LetterApproved(letter=1, as_customer="はい"))
    with pytest.raises(Refusal, match="紙でお送りします"):
        rules.may_send(approved, method=Method.MAIL, why_mail="")
    rules.may_send(approved, method=Method.MAIL, why_mail="海外にいらっしゃり、メールをご希望")
    delay = replace(approved, draft=replace(DRAFT, kind_of=LetterKind.DELAY))
    rules.may_send(delay, method=Method.MAIL, why_mail="")


def test_a_letter_that_has_gone_out_is_not_written_over_but_one_that_came_back_may_be() -> None:
    approved = facts.LetterApproved(letter=1, as_customer="はい")
    sent = facts.LetterSent(letter=1, kind_of=DRAFT.kind_of, method=Method.HANDWRITTEN)
    with pytest.raises(Refusal, match="新しいお手紙"):
        rules.may_draft(letter(DRAFT, approved, sent))
    rules.may_draft(letter(DRAFT, approved, sent, facts.LetterReturned(letter=1, reason="転居先不明")))


def test_the_letter_is_composed_of_its_parts_in_order() -> None:
    on = datetime(2026, 11, 22, tzinfo=TOKYO)
    composed = rules.compose(
        "青木 花子",
        {"thanks": "御礼申し上げます。", "apology": "お詫び申し上げます。"},
        sender="営業部\n千葉 亮",
        on=on,
    )
    assert composed == (
        "青木 花子様\n\nお詫び申し上げます。\n\n御礼申し上げます。\n\n2026年11月22日\n\n営業部\n千葉 亮"
    )


@pytest.mark.parametrize("title", ["", "様"])
def test_a_letter_to_a_company_of_which_nobody_is_named_begins_with_onchu(title: str) -> None:
    draft = replace(DRAFT, recipient="株式会社青木", text=TEXT.replace("髙橋 花子様", f"株式会社青木{title}"))
    assert any("御中" in words for words in failing(draft))
    assert failing(replace(draft, text=TEXT.replace("髙橋 花子様", "株式会社青木 御中"))) == []
    written = rules.compose("株式会社青木", {"thanks": "御礼"}, sender="千葉 亮", on=NOW.astimezone(TOKYO))
    assert written.startswith("株式会社青木 御中\n")


def test_a_name_that_only_its_card_calls_a_company_may_begin_with_onchu_too() -> None:
    text = rules.compose("青木工務店", {"thanks": "御礼"}, company=True, sender="千葉 亮", on=NOW.astimezone(TOKYO))
    assert text.startswith("青木工務店 御中\n")
    draft = replace(DRAFT, recipient="青木工務店", text=TEXT.replace("髙橋 花子様", "青木工務店 御中"))
    assert failing(draft) == []
