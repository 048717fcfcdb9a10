"""What a text promises, and by when, against a labelled set of our own."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nattoku.words.promises import find

SET = Path(__file__).with_name("promise_set.tsv")
NOW = datetime.fromisoformat("2026-09-29T10:00:00+09:00")


def labelled() -> Iterator[tuple[datetime, str, Any]]:
    """The moment, the text and what it promises."""
    with SET.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield datetime.fromisoformat(row["now"]), row["text"], json.loads(row["expected"])


def heard(text: str, now: datetime) -> list[dict[str, Any]]:
    """Found, without its place."""
    kept = ("text", "due_at", "due_on", "vague")
    return [{name: one.plain()[name] for name in kept} for one in find(text, now)]


def test_at_least_95_of_100_labelled_texts_are_read_exactly() -> None:
    rows = list(labelled())
    wrong = [(text, heard(text, now), wanted) for now, text, wanted in rows if heard(text, now) != wanted]
    assert len(wrong) <= 0.05 * len(rows), wrong


def test_a_past_date_in_front_of_a_promise_is_not_taken_for_it() -> None:
    found = heard("10月3日にお届けした商品につきまして、明日15時までにご連絡いたします。", NOW)
    assert [(one["text"], one["due_at"]) for one in found] == [("明日15時まで", "2026-09-30T15:00:00+09:00")]


def test_what_the_customer_is_asked_to_do_is_not_our_promise() -> None:
    found = heard("明日までにお返事をいただければ、明後日お送りします。", NOW)
    assert [one["due_on"] for one in found] == ["2026-10-01"]


def test_the_place_of_a_promise_is_its_place_in_the_text_as_written() -> None:
    text = "お世話になっております。２時間以内にお電話いたします。"
    (one,) = find(text, NOW)
    assert text[one.start : one.end] == one.text == "２時間以内"


@pytest.mark.parametrize("text", ["2月30日に伺います", "99時に伺います", "明日25時までにお送りします", "", "。" * 500])
def test_a_day_or_an_hour_that_does_not_exist_breaks_nothing(text: str) -> None:
    assert all(one.due_at is None for one in find(text, NOW))
