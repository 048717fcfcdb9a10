"""A log on disk: sorted segments of integers as Parquet, and what their codes mean. Segments are only ever added.

FOLDER/log.json             names of activities, actors, divisions; zone; one line a segment
FOLDER/cases.parquet        code, name, promised and the attributes of each case
FOLDER/segments/0001.parquet   case, activity, time, actor, seq, division, sorted by (case, time, seq)
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from nattoku.drill.log import NEVER, NO_CASE, NOBODY, TOKYO, Ints, Log, in_order
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

FORMAT: Final = 1
HEAD: Final = "log.json"
COLUMNS: Final = ("case", "activity", "time", "actor", "seq", "division")
NOT_EMPTY = Text("{path} には別のものが入っています。", "{path} holds something else.")
NEWER = Text(
    "{path} は新しい版の書式（{format}）です。nattokuを新しくしてください。",
    "{path} is of a newer format ({format}). Please upgrade nattoku.",
)


def is_store(folder: Path) -> bool:
    """Whether the folder holds a log that we wrote."""
    return (folder / HEAD).is_file()


def write(log: Log, folder: Path) -> None:
    """A new store. Refused (409): the folder holds something."""
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(NOT_EMPTY.with_(path=folder))
    (folder / "segments").mkdir(parents=True, exist_ok=True)
    _segment(log, folder, 1)
    _cases(log, folder)
    _head(log, folder, 1)


def append(log: Log, folder: Path) -> None:
    """Later events, as one more sorted segment. Names already known keep their codes; a promise once given stays."""
    if not is_store(folder):
        write(log, folder)
        return
    head = _read_head(folder)
    known = _known(folder, head)
    cases, case = _joined(known.cases, log.cases, log.case)
    activities, activity = _joined(known.activities, log.activities, log.activity)
    actors, actor = _joined(known.actors, log.actors, log.actor)
    divisions, division = _joined(known.divisions, log.divisions, _division(log))
    order = in_order(case, log.time, log.seq)
    added = replace(
        known,
        case=case[order],
        activity=activity[order],
        time=log.time[order],
        actor=actor[order],
        seq=log.seq[order] + int(head["events"]),
        division=division[order],
        cases=cases,
        activities=activities,
        actors=actors,
        divisions=divisions,
        promised=_promises(known, log, cases),
        attributes=_attributes(known, log, cases),
    )
    number = int(head["segments"]) + 1
    _segment(added, folder, number)
    _cases(added, folder)
    _head(added, folder, number, before=int(head["events"]))


def read(folder: Path, *, zone: ZoneInfo | None = None) -> Log:
    """Everything in the store, sorted; one segment is read as it lies."""
    head = _read_head(folder)
    known = _known(folder, head)
    with duckdb.connect() as db:
        files = [str(_place(folder, n)) for n in range(1, int(head["segments"]) + 1)]
        arrays = {name: _column(db, files, name) for name in COLUMNS}
    if len(files) > 1:
        order = in_order(arrays["case"], arrays["time"], arrays["seq"])
        arrays = {name: column[order] for name, column in arrays.items()}
    return replace(
        known,
        case=arrays["case"],
        activity=arrays["activity"],
        time=arrays["time"],
        actor=arrays["actor"],
        seq=arrays["seq"],
        division=arrays["division"] if known.divisions else None,
    )


def read_case(folder: Path, name: str) -> Log:
    """One case out of the store, and nothing else read. Refused (404) when there is no such case."""
    head = _read_head(folder)
    known = _known(folder, head)
    files = [str(_place(folder, n)) for n in range(1, int(head["segments"]) + 1)]
    with duckdb.connect() as db:
        found = db.execute(
            "SELECT code, promised FROM read_parquet(?) WHERE name = ? AND code < ?",
            [str(folder / "cases.parquet"), name, int(head["cases"])],
        ).fetchone()
        if found is None:
            raise Refusal(NO_CASE.with_(case=name), status=404)
        wanted = ", ".join(f'"{one}"' for one in COLUMNS)
        rows = db.execute(
            f'SELECT {wanted} FROM read_parquet(?) WHERE "case" = ? ORDER BY time, seq', [files, found[0]]
        ).fetchnumpy()
    arrays = {one: np.ma.getdata(rows[one]) for one in COLUMNS}
    return replace(
        known,
        case=np.zeros(len(arrays["case"]), np.int32),
        activity=arrays["activity"],
        time=arrays["time"],
        actor=arrays["actor"],
        seq=arrays["seq"],
        division=arrays["division"] if known.divisions else None,
        cases=[name],
        promised=None if known.promised is None else np.array([found[1]]),
        attributes={},
    )


class Later(Sequence[str]):
    """Names that are read when the first of them is asked for: most questions never name a case."""

    def __init__(self, load: Callable[[], list[str]], size: int) -> None:
        self._load, self._size, self._names = load, size, None

    _names: list[str] | None

    def _loaded(self) -> list[str]:
        if self._names is None:
            self._names = self._load()
        return self._names

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: Any) -> Any:
        return self._loaded()[at]

    def index(self, name: Any, *range_: Any) -> int:
        return self._loaded().index(name, *range_)


def _place(folder: Path, number: int) -> Path:
    return folder / "segments" / f"{number:04}.parquet"


def _column(db: duckdb.DuckDBPyConnection, files: list[str], name: str) -> Ints:
    return np.ma.getdata(db.execute(f'SELECT "{name}" FROM read_parquet(?)', [files]).fetchnumpy()[name])


def _division(log: Log) -> Ints:
    return np.full(len(log), NOBODY, np.int32) if log.division is None else log.division


def _segment(log: Log, folder: Path, number: int) -> None:
    arrays = {name: getattr(log, name) for name in COLUMNS if name != "division"} | {"division": _division(log)}
    _saved(arrays, _place(folder, number))


def _cases(log: Log, folder: Path) -> None:
    names: dict[str, Any] = {"code": np.arange(len(log.cases)), "name": np.array(list(log.cases), object)}
    names["promised"] = np.full(len(log.cases), NEVER) if log.promised is None else log.promised
    for at, values in enumerate(log.attributes.values()):
        names[f"v{at}"] = np.array([None if v is None else str(v) for v in values], object)
    _saved(names, folder / "cases.parquet")


def _saved(arrays: dict[str, Any], file: Path) -> None:
    """Written beside its place and then named so: a reader sees the old file or the new one."""
    part = file.with_suffix(".part")
    with duckdb.connect() as db:
        db.register("arrays", arrays)
        db.execute(f"COPY (SELECT * FROM arrays) TO '{_quoted(part)}' (FORMAT parquet, COMPRESSION lz4_raw)")
    os.replace(part, file)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _head(log: Log, folder: Path, segments: int, *, before: int = 0) -> None:
    told = {
        "format": FORMAT,
        "segments": segments,
        "events": before + len(log),
        "cases": len(log.cases),
        "activities": list(log.activities),
        "actors": list(log.actors),
        "divisions": list(log.divisions),
        "attributes": list(log.attributes),
        "promised": log.promised is not None,
        "done": log.done,
        "zone": log.zone.key,
    }
    part = folder / "log.part"
    part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    os.replace(part, folder / HEAD)


def _read_head(folder: Path) -> dict[str, Any]:
    head: dict[str, Any] = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    if head["format"] > FORMAT:
        raise Refusal(NEWER.with_(path=folder, format=head["format"]))
    return head


def _known(folder: Path, head: dict[str, Any]) -> Log:
    """What the codes mean, without events. A crash between the two files leaves cases that no event names yet."""
    file, count = str(folder / "cases.parquet"), int(head["cases"])

    def column(name: str) -> Any:
        with duckdb.connect() as db:
            return db.execute(f"SELECT {name} FROM read_parquet(?) LIMIT {count}", [file]).fetchnumpy()[name]

    def words(name: str) -> list[Any]:
        return [None if value is np.ma.masked else value for value in column(name)]

    nothing = np.zeros(0, np.int64)
    return Log(
        case=nothing,
        activity=nothing,
        time=nothing,
        actor=nothing,
        seq=nothing,
        cases=Later(lambda: words("name"), count),
        activities=head["activities"],
        actors=head["actors"],
        divisions=head["divisions"],
        promised=np.ma.getdata(column("promised")) if head["promised"] else None,
        attributes={
            name: Later(lambda at=at: words(f"v{at}"), count)  # type: ignore[misc]
            for at, name in enumerate(head["attributes"])
        },
        done=head["done"],
        zone=ZoneInfo(head["zone"]) if head["zone"] else TOKYO,
    )


def _joined(known: Sequence[str], names: Sequence[str], codes: Ints) -> tuple[list[str], Ints]:
    """All names, the known ones first, and the codes among them."""
    all_names = dict.fromkeys(known)
    all_names.update(dict.fromkeys(names))
    place = {name: code for code, name in enumerate(all_names)}
    table = np.array([*(place[name] for name in names), NOBODY], np.int32)  # the last is where NOBODY points
    return list(all_names), table[codes]


def _promises(known: Log, log: Log, cases: list[str]) -> Ints | None:
    if known.promised is None and log.promised is None:
        return None
    told = np.full(len(cases), NEVER, np.int64)
    if log.promised is not None:
        _names, places = _joined(cases, log.cases, np.arange(len(log.cases)))
        told[places] = log.promised
    if known.promised is not None:
        given = np.flatnonzero(known.promised != NEVER)
        told[given] = known.promised[given]
    return told


def _attributes(known: Log, log: Log, cases: list[str]) -> dict[str, list[Any]]:
    place = {name: code for code, name in enumerate(cases)}
    merged: dict[str, list[Any]] = {}
    for name in dict.fromkeys([*known.attributes, *log.attributes]):
        values: list[Any] = [None] * len(cases)
        for case, value in zip(log.cases, log.attributes.get(name, []), strict=False):
            values[place[case]] = value
        for code, value in enumerate(known.attributes.get(name, [])):
            values[code] = value if value is not None else values[code]
        merged[name] = values
    return merged
