"""What a text promises, and by when, against labelled sets of our own.

A row is the text, what it promises (`words=due`, a moment or a day; `words=?` where no date is named; several parted
by |) and the moment it is written at, where that is not the usual one. The labels were written before the finder was
asked. `promise_set.tsv` is what it was mended on; `promise_blind.tsv` was labelled after that and mended nothing.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from nattoku.lib.clock import TOKYO
from nattoku.words.promises import Found, find

HERE = Path(__file__).parent
SETS = ("promise_set.tsv", "promise_blind.tsv")
USUAL = "2026-09-29T10:00"
NOW = datetime.fromisoformat(USUAL).replace(tzinfo=TOKYO)


def labelled(name: str) -> Iterator[tuple[datetime, str, str]]:
    """The moment, the text and what it promises."""
    _, *rows = (HERE / name).read_text("utf-8").splitlines()
    for row in rows:
        text, promised, moment = (*row.split("\t"), "", "")[:3]
        yield datetime.fromisoformat(moment or USUAL).replace(tzinfo=TOKYO), text, promised


def heard(text: str, now: datetime) -> str:
    """What is found, written as the labels are."""
    return "|".join(f"{one.text}={_due(one)}" for one in find(text, now))


def _due(one: Found) -> str:
    if one.vague:
        return "?"
    return one.due_at.isoformat(timespec="minutes")[:16] if one.due_at else str(one.due_on)


@pytest.mark.parametrize("name", SETS)
def test_at_least_95_of_100_labelled_texts_are_read_exactly(name: str) -> None:
    rows = list(labelled(name))
    wrong = [(text, heard(text, now), wanted) for now, text, wanted in rows if heard(text, now) != wanted]
    assert len(wrong) <= 0.05 * len(rows), wrong


def test_a_past_date_in_front_of_a_promise_is_not_taken_for_it() -> None:
    text = "10月3日にお届けした商品につきまして、明日15時までにご連絡いたします。"
    assert heard(text, NOW) == "明日15時まで=2026-09-30T15:00"


def test_what_the_customer_is_asked_to_do_is_not_our_promise() -> None:
    assert heard("明日までにお返事をいただければ、明後日お送りします。", NOW) == "明後日=2026-10-01"


def test_the_place_of_a_promise_is_its_place_in_the_text_as_written() -> None:
    text = "お世話になっております。２時間以内にお電話いたします。"
    (one,) = find(text, NOW)
    assert text[one.start : one.end] == one.text == "２時間以内"


@pytest.mark.parametrize("text", ["2月30日に伺います", "99時に伺います", "明日25時までにお送りします", "", "。" * 500])
def test_a_day_or_an_hour_that_does_not_exist_breaks_nothing(text: str) -> None:
    assert all(one.due_at is None for one in find(text, NOW))
