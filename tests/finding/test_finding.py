"""Every case is found by its words from the moment it is received, by those who may see it."""

import json
from datetime import datetime

import pytest
from click.testing import CliRunner

from nattoku.cases import actions as cases
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.finding import queries
from nattoku.finding.cli import similar
from nattoku.finding.models import Findable
from nattoku.ledger.append import blank, history, rebuild
from tests.company import Company

TOLD = {
    "chair": ("引越しの日に椅子が届かなかった", "お引っ越しの荷物の椅子だけが届きません。問合せても返事がない"),
    "chair2": ("椅子の到着が二日遅れた", "椅子が届くのが遅れて、お客様をお迎えできませんでした"),
    "bill": ("請求書の金額が違った", "請求書の金額が見積もりと違います。説明してください"),
}


@pytest.fixture
def told(company: Company, at: datetime) -> dict[str, int]:
    def receive(name: str) -> int:
        fact, words = TOLD[name]
        intake = cases.Intake(door=Door.PHONE, words=words, fact=fact, division="sales", caller="髙橋 誠二")
        return no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)

    return {name: receive(name) for name in TOLD}


def numbers(found: list[queries.Found]) -> list[int]:
    return [one.no for one in found]


@pytest.mark.rule("S004-3.1.2")
def test_an_open_case_is_found_by_its_words_however_they_are_written(told: dict[str, int], company: Company) -> None:
    for asked in ("引っ越し", "引越", "問い合わせ", "イス 返事", "髙橋 問合せ", "高橋 引越し"):
        assert told["chair"] in numbers(queries.search(asked, by=company.sato)), asked
    assert numbers(queries.search("納期遅延 椅子", by=company.sato)) == []
    assert numbers(queries.search("遅延 椅子", by=company.sato)) == [told["chair2"]]
    [found] = queries.search("見積もり", by=company.sato)
    assert found.excerpt == TOLD["bill"][1]


@pytest.mark.rule("S004-3.1.2")
def test_cases_that_share_rare_words_are_alike_the_most_alike_first(told: dict[str, int], company: Company) -> None:
    text = queries.about(told["chair"], by=company.sato)
    found = queries.similar(text, by=company.sato, but=told["chair"])
    assert numbers(found) == [told["chair2"]], "the bill shares no word with it"
    assert 0 < found[0].score < 1
    assert "椅子" in found[0].matched
    assert queries.similar("。。。", by=company.sato) == []


def test_nobody_finds_what_they_may_not_see(told: dict[str, int], company: Company) -> None:
    assert queries.search("椅子", by=company.mori) == []
    assert queries.similar(TOLD["chair"][1], by=company.mori) == []
    assert queries.search("椅子", by=company.viewer) == [], "the customer's words are hidden from viewers"
    assert queries.about(told["chair"], by=company.viewer) == ""


def test_the_rows_are_the_same_after_a_rebuild_and_hold_nothing_that_was_blanked(
    told: dict[str, int], company: Company, at: datetime
) -> None:
    cases.hear_item(told["bill"], what="電話の応対も冷たかった", by=company.sato, at=at)
    before = list(Findable.objects.order_by("no").values())
    rebuild()
    assert list(Findable.objects.order_by("no").values()) == before
    item = history(f"case:{told['bill']}")[-1]
    blank(f"case:{told['bill']}", item.seq, ["what"], reason="ご本人のご請求", by="daihyo", at=at)
    assert queries.search("冷たかった", by=company.sato) == []
    assert numbers(queries.search("請求書", by=company.sato)) == [told["bill"]]


def test_the_command_takes_a_case_or_a_text_and_answers_with_the_promised_keys(
    told: dict[str, int], company: Company
) -> None:
    by = ["--json", "--by", "sato@example.jp"]
    of_case = CliRunner().invoke(similar, [str(told["chair"]), *by])
    assert of_case.exit_code == 0, of_case.output
    [one] = json.loads(of_case.output)
    assert set(one) == {"case", "score", "excerpt", "matched"}
    of_text = CliRunner().invoke(similar, ["-", *by], input="請求書の金額")
    assert of_text.exit_code == 0, repr(of_text.output)
    assert [one["case"] for one in json.loads(of_text.output)] == [str(told["bill"])]
