"""`make test-engines`: the same log in ClickHouse (chdb) and in Spark, each in this process; the same answers.

Not collected by `make test`: a gigabyte of packages, and Java.
"""

import contextlib
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from nattoku import drill
from nattoku.drill.columns import Columns
from nattoku.drill.engines.events import Events, checked, events
from nattoku.drill.log import TOKYO, Log
from tests.drill.test_engines import COLUMNS, QUESTIONS, digest, written


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("engines"))


@pytest.fixture(scope="module")
def ours(place: Path) -> Log:
    return drill.read(place / "log.parquet", COLUMNS)


@pytest.fixture(scope="module", params=["clickhouse", "spark"])
def there(request: pytest.FixtureRequest, place: Path) -> Iterator[Events]:
    if request.param == "spark" and not shutil.which("java"):
        raise SystemExit("make test-engines needs Java 17 for Spark: there is no java on this machine")
    local = import_module(f"nattoku.drill.engines.on_{request.param}").local
    with contextlib.closing(local(place / "log.parquet", TOKYO)) as engine:
        yield events(engine, Columns(), zone=TOKYO)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_engine_answers_as_we_do(question: str, ours: Log, there: Events) -> None:
    here, asked, more = QUESTIONS[question]
    assert digest(asked(there, **more)) == digest(here(ours, **more))


def test_it_counts_what_we_count(ours: Log, there: Events) -> None:
    assert checked(there, "log")[:2] == (len(ours), len(ours.cases))
