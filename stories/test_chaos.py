"""The server is killed again and again while complaints come in: nothing acknowledged is lost, nothing is doubled."""

import os
from pathlib import Path

import pytest

from bench import chaos

pytestmark = pytest.mark.skipif(
    os.environ.get("NATTOKU_TEST_DATABASE") == "postgres", reason="it is the embedded database that a kill could hurt"
)


def test_ten_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    assert chaos.run(kills=10, seed=7, data=tmp_path) == 0
