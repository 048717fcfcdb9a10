"""Filters that combine, on a log as it was read and on the same log kept: both pass the same cases."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nattoku import drill
from nattoku.drill import store
from nattoku.drill.filtering import Filter
from nattoku.drill.log import Log
from nattoku.lib.refusal import Refusal
from tests.drill.logs import HEAD, ORDERS, log

NOON = int(np.datetime64("2026-09-01T03:00", "us").astype(np.int64))


@pytest.fixture(params=["read", "kept"])
def orders(request: Any, tmp_path: Path) -> Log:
    read = log(tmp_path, *(f"{row},{'店' if row[0] == 'B' else '網'}" for row in ORDERS), head=f"{HEAD},経路")
    if request.param == "read":
        return read
    store.write(read, tmp_path / "kept")
    return drill.read(tmp_path / "kept")


@pytest.mark.parametrize(
    ("by", "passed"),
    [
        (drill.Filter(path=["受注>出荷"]), {"A", "C"}),
        (drill.Filter(path=["受注>>出荷"]), {"A", "B", "C"}),
        (drill.Filter(path=["!手配"]), {"A", "C"}),
        (drill.Filter(only=["経路=網"], at_least=3 * 3600), {"A"}),
        (drill.Filter(at_most=3600), {"C"}),
        (drill.Filter(begun_before=NOON), {"A", "B"}),
        (drill.Filter(begun_from=NOON), {"C"}),
    ],
)
def test_a_case_passes_when_all_of_the_filter_holds(orders: Log, by: Filter, passed: set[str]) -> None:
    kept = drill.only(orders, by)
    assert {kept.cases[code] for code in np.unique(kept.case)} == passed
    assert sum(one["count"] for one in drill.variants(kept)) == len(passed)
    assert sum(drill.flow(kept)["starts"].values()) == len(passed)
    assert sum(one["count"] for one in drill.handovers(kept)) == len(kept) - len(passed)


@pytest.mark.parametrize(
    "by", [drill.Filter(path=["ない"]), drill.Filter(at_least=1e9), drill.Filter(only=["天気=雨"])]
)
def test_a_filter_that_nothing_passes_is_refused_in_words(orders: Log, by: Filter) -> None:
    with pytest.raises(Refusal):
        drill.only(orders, by)


def test_rework_is_what_a_case_did_again_and_how_long_the_loop_took(tmp_path: Path) -> None:
    again = log(tmp_path, *ORDERS, "A,出荷,2026-09-01 14:00,鈴木", "A,受注,2026-09-01 15:00,")
    assert drill.rework(again) == [
        {"activity": "受注", "cases": 3, "repeated": 1, "again": 1, "directly": 0, "seconds": 6 * 3600},
        {"activity": "出荷", "cases": 3, "repeated": 1, "again": 1, "directly": 1, "seconds": 2 * 3600},
    ]


def test_waiting_ends_where_work_starts_and_a_log_without_starts_says_nothing(tmp_path: Path) -> None:
    rows = ("A,受注,2026-09-01 09:00,", "A,梱包+START,2026-09-01 11:00,", "A,梱包+COMPLETE,2026-09-01 11:30,")
    (packing,) = drill.working(log(tmp_path, *rows))
    assert (packing["working"]["median"], packing["waiting"]["median"], packing["unmatched"]) == (1800, 7200, 0)
    assert drill.working(log(tmp_path, *ORDERS)) == []


def test_the_pictures_hold_every_event_and_every_step(tmp_path: Path) -> None:
    read = log(tmp_path, *ORDERS)
    assert len(drill.dotted(read).row) == len(ORDERS)
    assert drill.spectrum(read, "受注", "出荷").seconds.tolist() == [3 * 3600, 3600]
