"""Awkward logs, generated: ours are the numbers of a plain reading in Python, from the file and from the kept log."""

import csv
from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattoku import drill
from nattoku.drill import store
from nattoku.drill.log import TOKYO, Log
from nattoku.drill.nearby import near

HEAD = ("注文番号", "工程", "日時", "担当者")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("A", " A ", "注文１", "Ａ", "é\u0301", "007", "7", "")),
        st.sampled_from(("受注", '出荷,"至急"', "改行\nあり", "😀", "null", " ", "受注")),
        st.sampled_from(
            (
                *(
                    "2026-09-01 09:00",
                    "2026-09-01T09:00:00+09:00",
                    "2026-09-01T00:00:00Z",
                    "2026-09-01 09:00:00.000001",
                ),
                *("2025-12-31 23:59:59", "2026-08-31T20:00:00-04:00", "", "未定", "2026-13-01"),
            )
        ),
        st.sampled_from(("佐藤", "鈴木", "")),
    ),
    min_size=1,
    max_size=40,
).filter(lambda rows: any(_moment(row[2]) and row[0].strip() and row[1].strip() for row in rows))


class Event(NamedTuple):
    case: str
    at: datetime
    place: int
    activity: str
    actor: str | None


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=TOKYO)


def _plainly(rows: list[tuple[str, ...]]) -> tuple[dict[str, list[Event]], int]:
    """The events of each case in order, and how many rows were left out."""
    told, left = defaultdict(list), 0
    for place, (case, activity, written, actor) in enumerate(rows):
        at = _moment(written)
        if at is None or not case.strip() or not activity.strip():
            left += 1
        else:
            told[case.strip()].append(Event(case.strip(), at, place, activity.strip(), actor or None))
    return {case: sorted(events) for case, events in told.items()}, left


def _edges(cases: dict[str, list[Event]], by: str) -> dict[tuple[Any, Any], list[float]]:
    told = defaultdict(list)
    for events in cases.values():
        for one, two in pairwise(events):
            told[getattr(one, by), getattr(two, by)].append((two.at - one.at).total_seconds())
    return told


@settings(max_examples=10, deadline=None)
@given(ROWS)
def test_an_awkward_log_has_the_numbers_of_a_plain_reading(rows: list[tuple[str, ...]]) -> None:
    cases, left = _plainly(rows)
    with TemporaryDirectory() as place:
        file = Path(place, "log.csv")
        with file.open("w", encoding="utf-8", newline="") as to:
            csv.writer(to).writerows([HEAD, *rows])
        read = drill.read(file)
        store.write(read, Path(place, "kept"))
        assert sum(dropped.count for dropped in read.dropped) == left
        for log in (read, drill.read(Path(place, "kept"))):
            _agree(log, cases)


def _agree(log: Log, cases: dict[str, list[Event]]) -> None:
    told, edges = drill.flow(log), _edges(cases, "activity")
    assert set(log.cases) == set(cases)
    assert told["starts"] == Counter(events[0].activity for events in cases.values())
    assert told["ends"] == Counter(events[-1].activity for events in cases.values())
    assert {(e["from"], e["to"]): e["count"] for e in told["edges"]} == {pair: len(t) for pair, t in edges.items()}
    for edge in told["edges"]:
        took = edges[edge["from"], edge["to"]]
        assert (edge["mean"], edge["median"]) == pytest.approx((mean(took), median(took)), abs=2e-6)
    paths = Counter(tuple(event.activity for event in events) for events in cases.values())
    assert {tuple(one["path"]): one["count"] for one in drill.variants(log)} == paths
    hands = {pair: len(took) for pair, took in _edges(cases, "actor").items()}
    assert {(one["from"], one["to"]): one["count"] for one in drill.handovers(log)} == hands


@given(st.lists(st.integers(-3, 3000), max_size=3000).map(sorted), st.integers(-5, 3005), st.integers(-10, 4000))
@settings(max_examples=40, deadline=None)
def test_a_value_is_found_from_any_guess_where_a_search_of_the_whole_column_finds_it(
    values: list[int], value: int, guess: int
) -> None:
    column = np.repeat(np.array(values, np.int32), 7)
    assert near(column, np.int32(value), guess) == np.searchsorted(column, value)
