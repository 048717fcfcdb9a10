"""A log on disk: sorted segments of integers, and what their codes mean. Segments are only ever added.

FOLDER/log.json          names of activities, actors, divisions; zone; how many segments
FOLDER/segments/0001     case, activity, time, actor, seq, division: one plain array a column (.npy: read in place by
                         NumPy, copied by nobody), sorted by (case, time, seq)
FOLDER/cases/0001        names, promised and attributes of all cases up to that segment
FOLDER/index/0001        what is asked of every log, worked out up to that segment (index.py); can be thrown away

A folder is written beside its place and then named so; log.json comes last. A reader sees the old log or the new one.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from nattoku.drill.index import Index
from nattoku.drill.kept import COLUMNS, kept, whole
from nattoku.drill.log import NEVER, NO_CASE, NOBODY, TOKYO, Ints, Log, in_order
from nattoku.drill.naming import CaseNames
from nattoku.drill.nearby import near
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

FORMAT: Final = 2
HEAD: Final = "log.json"
NOT_EMPTY = Text("{path} には別のものが入っています。", "{path} holds something else.")
NEWER = Text(
    "{path} は新しい版の書式（{format}）です。nattokuを新しくしてください。",
    "{path} is of a newer format ({format}). Please upgrade nattoku.",
)
OLDER = Text(
    "{path} は古い版の書式です。もとの記録から取り直してください（nattoku drill keep）。",
    "{path} is of an older format. Please keep the log again from its source (nattoku drill keep).",
)
TAKEN = Text("{path} はフォルダではありません。", "{path} is no folder.")


def is_store(folder: Path) -> bool:
    """Whether the folder holds a log that we wrote."""
    return os.path.isfile(folder / HEAD)  # no, where nobody may look


def write(log: Log, folder: Path) -> None:
    """A new store. Refused (409): the folder holds something."""
    if folder.exists() and not folder.is_dir():
        raise Refusal(TAKEN.with_(path=folder))
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(NOT_EMPTY.with_(path=folder))
    try:
        (folder / "segments").mkdir(parents=True, exist_ok=True)
        _segment(log, folder, 1)
        _cases(log, folder, 1)
        Index.of(log).save(_index(folder, 1))
        _head(log, folder, 1)
    except BaseException:
        for part in ("segments", "cases", "index"):
            shutil.rmtree(folder / part, ignore_errors=True)
        raise


def append(log: Log, folder: Path) -> None:
    """Later events, as one more sorted segment. Names already known keep their codes; a promise once given stays."""
    if not is_store(folder):
        write(log, folder)
        return
    head = _read_head(folder)
    with whole(folder):
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
    _cases(added, folder, number)
    _head(added, folder, number, before=int(head["events"]))
    for old in (_cases_place(folder, number - 1), _index(folder, number - 1)):
        shutil.rmtree(old, ignore_errors=True)


def read(folder: Path, *, zone: ZoneInfo | None = None) -> Log:
    """Everything in the store. Its columns are read when they are first asked for."""
    head = _read_head(folder)
    with whole(folder):
        return kept(_known(folder, head), _segments(folder, head), _index(folder, int(head["segments"])))


def read_case(folder: Path, name: str) -> Log:
    """One case out of the store, and nothing else read. Refused (404) when there is no such case."""
    head = _read_head(folder)
    with whole(folder):
        known = _known(folder, head)
        try:
            code = known.cases.index(name)
        except ValueError:
            raise Refusal(NO_CASE.with_(case=name), status=404) from None
        pieces = [_of_case(place, code, len(known.cases)) for place in _segments(folder, head)]
    arrays = {one: np.concatenate([piece[one] for piece in pieces]) for one in COLUMNS}
    order = in_order(arrays["case"], arrays["time"], arrays["seq"])
    columns: dict[str, Any] = {one: column[order] for one, column in arrays.items()}
    columns["case"] = np.zeros(len(order), np.int32)
    if not known.divisions:
        columns["division"] = None
    promised = None if known.promised is None else known.promised[code : code + 1]
    return replace(known, cases=[name], promised=promised, attributes={}, **columns)


def _of_case(segment: Path, code: int, cases: int) -> dict[str, Ints]:
    arrays = {one: np.load(segment / f"{one}.npy", mmap_mode="r") for one in COLUMNS}
    column = arrays["case"]
    first = near(column, column.dtype.type(code), len(column) * code // cases)
    mine = slice(first, near(column, column.dtype.type(code + 1), first))
    return {one: column[mine] for one, column in arrays.items()}


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
    return folder / "segments" / f"{number:04}"


def _cases_place(folder: Path, number: int) -> Path:
    return folder / "cases" / f"{number:04}"


def _segments(folder: Path, head: dict[str, Any]) -> list[Path]:
    return [_place(folder, number) for number in range(1, int(head["segments"]) + 1)]


def _index(folder: Path, segments: int) -> Path:
    return folder / "index" / f"{segments:04}"


def _division(log: Log) -> Ints:
    return np.full(len(log), NOBODY, np.int32) if log.division is None else log.division


def _segment(log: Log, folder: Path, number: int) -> None:
    with _folder(_place(folder, number)) as part:
        for name in COLUMNS:
            column = _division(log) if name == "division" else getattr(log, name)
            np.save(part / f"{name}.npy", np.ascontiguousarray(column))


def _cases(log: Log, folder: Path, number: int) -> None:
    with _folder(_cases_place(folder, number)) as part:
        CaseNames.save(log.cases, part)
        np.save(part / "promised.npy", np.full(len(log.cases), NEVER) if log.promised is None else log.promised)
        if log.attributes:
            _attributes_saved(log, part / "attributes.parquet")


def _attributes_saved(log: Log, file: Path) -> None:
    import duckdb

    values = {
        f"v{at}": np.array([None if v is None else str(v) for v in each], object)
        for at, each in enumerate(log.attributes.values())
    }
    with duckdb.connect() as db:
        db.register("arrays", values)
        db.execute(f"COPY (SELECT * FROM arrays) TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION lz4_raw)")


@contextmanager
def _folder(place: Path) -> Iterator[Path]:
    """Written beside its place and then named so. What a crash left there is written again."""
    part = place.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    yield part
    shutil.rmtree(place, ignore_errors=True)
    os.replace(part, place)


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
    with whole(folder):
        head: dict[str, Any] = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        if head["format"] < FORMAT:
            raise Refusal(OLDER.with_(path=folder))
        if head["format"] > FORMAT:
            raise Refusal(NEWER.with_(path=folder, format=head["format"]))
    return head


def _known(folder: Path, head: dict[str, Any]) -> Log:
    """What the codes mean, without events."""
    place = _cases_place(folder, int(head["segments"]))
    nothing = np.zeros(0, np.int64)
    return Log(
        case=nothing,
        activity=nothing,
        time=nothing,
        actor=nothing,
        seq=nothing,
        cases=CaseNames.load(place),
        activities=head["activities"],
        actors=head["actors"],
        divisions=head["divisions"],
        promised=np.load(place / "promised.npy", mmap_mode="r") if head["promised"] else None,
        attributes={
            name: Later(lambda at=at: _values(place, at), int(head["cases"]))  # type: ignore[misc]
            for at, name in enumerate(head["attributes"])
        },
        done=head["done"],
        zone=ZoneInfo(head["zone"]) if head["zone"] else TOKYO,
    )


def _values(place: Path, at: int) -> list[Any]:
    import duckdb

    from nattoku.drill.scratch import literal

    with duckdb.connect() as db:
        found = db.execute(f"SELECT v{at} FROM read_parquet(?)", [literal(place / "attributes.parquet")]).fetchnumpy()
    return [None if value is np.ma.masked else value for value in found[f"v{at}"]]


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
