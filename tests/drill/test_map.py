"""Map, variants, handovers and the trace of a log worked by hand, and what holds for every log."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattoku import drill
from nattoku.drill.log import Log
from nattoku.lib.refusal import Refusal
from tests.drill.logs import ORDERS, log

HOUR = 3600


def test_the_map_counts_what_follows_what_and_how_long_it_took(tmp_path: Path) -> None:
    told = drill.flow(log(tmp_path, *ORDERS))
    assert told["activities"] == {"受注": 3, "出荷": 3, "手配": 1}
    assert told["starts"] == {"受注": 3}
    assert told["ends"] == {"出荷": 3}
    assert told["edges"] == [
        {"from": "受注", "to": "出荷", "count": 2, "median": 2 * HOUR, "mean": 2 * HOUR, "p90": 2.8 * HOUR},
        {"from": "受注", "to": "手配", "count": 1, "median": HOUR, "mean": HOUR, "p90": HOUR},
        {"from": "手配", "to": "出荷", "count": 1, "median": 24 * HOUR, "mean": 24 * HOUR, "p90": 24 * HOUR},
    ]


def test_variants_are_the_paths_that_cases_took_with_the_frequent_ones_first(tmp_path: Path) -> None:
    assert drill.variants(log(tmp_path, *ORDERS)) == [
        {"path": ["受注", "出荷"], "count": 2, "median": 2 * HOUR},
        {"path": ["受注", "手配", "出荷"], "count": 1, "median": 25 * HOUR},
    ]


def test_a_handover_where_nobody_is_named_is_told_and_not_left_out(tmp_path: Path) -> None:
    told = drill.handovers(log(tmp_path, *ORDERS))
    assert [(one["from"], one["to"], one["count"]) for one in told] == [
        ("佐藤", "鈴木", 2),
        (None, "鈴木", 1),
        ("佐藤", None, 1),
    ]


@pytest.mark.rule("S000-5")
def test_the_trace_says_who_did_what_when_and_an_unknown_receipt_is_null_and_never_zero(tmp_path: Path) -> None:
    told = drill.trace(log(tmp_path, *ORDERS), "B")
    assert [(e["who"], e["what"], e["when"], e["gap"]) for e in told["events"]] == [
        ("佐藤", "受注", "2026-09-01T10:00:00+09:00", None),
        (None, "手配", "2026-09-01T11:00:00+09:00", HOUR),
        ("鈴木", "出荷", "2026-09-02T11:00:00+09:00", 24 * HOUR),
    ]
    assert [e["received"] for e in told["events"]] == [None, None, None]
    assert told["events"][1]["sent"] == "2026-09-01T10:00:00+09:00"


def test_a_case_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        drill.trace(log(tmp_path, *ORDERS), "Z")
    assert refused.value.status == 404


def test_events_at_the_same_moment_keep_the_order_of_the_file(tmp_path: Path) -> None:
    same = [f"A,{what},2026-09-01 09:00,佐藤" for what in ("受注", "手配", "出荷")]
    assert drill.variants(log(tmp_path, *same))[0]["path"] == ["受注", "手配", "出荷"]


EVENTS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("wxyz"), st.integers(0, 5), st.sampled_from(["p", "q", ""])),
    min_size=1,
    max_size=25,
)


@settings(max_examples=12, deadline=None)
@given(EVENTS)
def test_every_event_is_counted_once_and_edges_are_events_less_cases(events: list[tuple[str, str, int, str]]) -> None:
    with TemporaryDirectory() as place:
        read = log(Path(place), *(f"{c},{a},2026-09-01 09:0{t},{w}" for c, a, t, w in events))
    told = drill.flow(read)
    cases = len({case for case, *_ in events})
    assert told["activities"] == Counter(activity for _, activity, *_ in events)
    assert sum(edge["count"] for edge in told["edges"]) == len(events) - cases
    assert sum(one["count"] for one in drill.handovers(read)) == len(events) - cases
    assert sum(one["count"] for one in drill.variants(read)) == cases
    assert Counter({tuple(v["path"]): v["count"] for v in drill.variants(read)}) == _paths(read)


def _paths(read: Log) -> Counter[tuple[str, ...]]:
    """The slow way: one case after another."""
    told: dict[int, list[str]] = {}
    for case, activity in zip(read.case.tolist(), read.activity.tolist(), strict=True):
        told.setdefault(case, []).append(read.activities[activity])
    return Counter(tuple(path) for path in told.values())
