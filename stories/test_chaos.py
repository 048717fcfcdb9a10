"""The server is killed again and again while complaints come in: nothing acknowledged is lost, nothing is doubled."""

import os
from pathlib import Path

import pytest

from bench import chaos, chaos_notices

pytestmark = pytest.mark.skipif(
    os.environ.get("NATTOKU_TEST_DATABASE") == "postgres", reason="it is the embedded database that a kill could hurt"
)


def test_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    assert chaos.run(kills=3, seed=7, data=tmp_path) == 0


def test_whoever_must_hear_hears_once_or_it_is_seen_that_they_did_not(tmp_path: Path) -> None:
    assert chaos_notices.go(complaints=15, kills=2, seed=7, data=tmp_path) == 0
