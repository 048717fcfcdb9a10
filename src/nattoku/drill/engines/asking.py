"""Which questions an engine answers, and how a log comes to it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from nattoku.drill.columns import Columns
from nattoku.drill.engines.addresses import address, is_address
from nattoku.drill.engines.engine import Engine, missing_driver, opened
from nattoku.drill.log import Log
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

QUESTIONS: Final = {
    "flow": "flows",
    "variants": "paths",
    "handovers": "hands",
    "stages": "staging",
    "late": "lateness",
    "trace": "lateness",
}
LOCAL: Final = ("clickhouse", "spark")  # these also run here, over a file

OTHER = Text(
    "{address} は {there} の表です。--engine {there} と指定してください。",
    "{address} is a table of {there}. Please say --engine {there}.",
)
NEEDS_TABLE = Text(
    "{engine} に計算させるには、記録がその中の表にあることが要ります（{engine}://…/表）。",
    "{engine} computes over a table of its own: {engine}://…/TABLE.",
)


def question(name: str) -> Callable[..., Any] | None:
    """How an engine is asked the question of that name (as in nattoku.drill); None: it is answered here."""
    if (place := QUESTIONS.get(name)) is None:
        return None
    found: Callable[..., Any] = getattr(import_module(f"nattoku.drill.engines.{place}"), name)
    return found


@contextmanager
def engine_for(
    log: str, engine: str, zone: ZoneInfo, read: Callable[[], Log]
) -> Iterator[tuple[Engine, Columns | None, str | None]]:
    """The engine with the log in it. Of a table: that table. Of anything else, for an engine that runs here too: what
    `read` reads, written out once; then the columns are ours, and so is the activity by which a case is done.

    Refused (400): the table is of another engine, or this engine needs a table.
    """
    if is_address(log):
        place = address(log)
        if place.engine != engine:
            raise Refusal(OTHER.with_(address=place.shown, there=place.engine), status=400)
        with closing(opened(place, zone)) as there:
            yield there, None, None
        return
    if engine not in LOCAL:
        raise Refusal(NEEDS_TABLE.with_(engine=engine), status=400)
    try:
        on = import_module(f"nattoku.drill.engines.on_{engine}")
        with tempfile.TemporaryDirectory(prefix="nattoku-drill-") as folder:
            whole = read()
            file = Path(folder) / "events.parquet"
            columns = save(whole, file)
            with closing(on.local(file, zone)) as there:
                yield there, columns, whole.done
    except ModuleNotFoundError as missing:
        raise missing_driver(engine, missing.name or "") from missing


def save(log: Log, file: Path) -> Columns:
    """The events as a Parquet file, names instead of codes; which column is what."""
    import duckdb
    import numpy as np

    from nattoku.drill.log import NEVER

    def named(codes: Any, names: Any) -> Any:
        return np.array([*names, None], object)[codes]

    arrays = {
        "case": named(log.case, log.cases),
        "activity": named(log.activity, log.activities),
        "moment": np.asarray(log.time),
        "seq": np.asarray(log.seq),
        "actor": named(log.actor, log.actors),
    }
    columns = ['"case"', "activity", "make_timestamptz(moment) AS time", "seq", "actor"]
    if log.division is not None:
        arrays["division"] = named(log.division, log.divisions)
        columns.append("division")
    if log.promised is not None:
        arrays["due"] = np.asarray(log.promised)[log.case]
        columns.append(f"make_timestamptz(nullif(due, {NEVER})) AS promised")
    with duckdb.connect() as db:
        db.register("arrays", arrays)
        db.execute(f"COPY (SELECT {', '.join(columns)} FROM arrays) TO '{str(file).replace(chr(39), chr(39) * 2)}'")
    more = {name: name for name, there in (("division", log.division), ("promised", log.promised)) if there is not None}
    return Columns(case="case", activity="activity", time="time", actor="actor", **more)
