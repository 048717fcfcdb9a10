"""From the rows of a table (the DuckDB table `source`, numbered by `_seq`) to the arrays of a log."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from nattoku.drill.columns import Columns
from nattoku.drill.log import NEVER, NOBODY, Dropped, Ints, Log, put_by_case, put_in_order
from nattoku.drill.moments import last_moments, micros, text
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

DB = duckdb.DuckDBPyConnection
MOST_ATTRIBUTES: Final = 60  # columns beyond the named ones that are kept for each case
EARLIEST: Final = -30_610_137_600_000_000  # the year 1000, in microseconds since 1970: earlier ones had two digits
LATEST: Final = 253_402_100_000_000_000  # the last days of 9999
TAKEN: Final = "case_name IS NOT NULL AND activity_name IS NOT NULL AND time IS NOT NULL"

EMPTY = Text("{file} には、読み取れる記録が1件もありません。{why}", "{file} holds no event that can be read. {why}")
WHY: Final = {
    "no_case": Text("案件が空欄です", "the case is empty"),
    "no_activity": Text("工程が空欄です", "the activity is empty"),
    "no_time": Text("日時が空欄です", "the time is empty"),
    "bad_time": Text("日時として読めません", "the time cannot be read"),
}
BAD_PROMISE = Text(
    "約束の日として読めない値が{n:,}行にありました", "{n:,} rows hold a promised date that cannot be read"
)
TWICE = Text(
    "まったく同じ記録が{n:,}件重なっています（数に含めました）", "{n:,} events are exact repeats (they were counted)"
)
BACKWARDS = Text(
    "同じ案件の中で日時が前後する行が{n:,}ありました（日時の順に並べました）",
    "{n:,} rows stand after a later one of their case (they were put in order of time)",
)


def encoded(db: DB, name: str, columns: Columns, types: Mapping[str, str], *, zone: ZoneInfo) -> Log:
    """The log, with what was dropped and found. Refused (400): a column is missing, or no row can be read."""
    _named_rows(db, columns, types)
    dropped: tuple[Dropped, ...] = ()
    names, arrays = _encoded(db, "read")
    if not len(arrays["seq"]) or not _whole(db, arrays):
        dropped = tuple(_dropped(db))
        if not db.execute(f"SELECT 1 FROM read WHERE {TAKEN} LIMIT 1").fetchone():
            why = Text(*("; ".join(f"{d.why.to(lang)}: {d.count:,}" for d in dropped) for lang in ("ja", "en")))
            raise Refusal(EMPTY.with_(file=name, why=why), status=400)
        names, arrays = _encoded(db, f"(SELECT * FROM read WHERE {TAKEN})")
    firsts = _firsts(arrays, names, columns) if put_by_case(arrays) and not dropped else {}
    put_in_order(arrays)
    missing = np.broadcast_to(np.int32(NOBODY), len(arrays["case"]))
    return Log(
        case=arrays["case"],
        activity=arrays["activity"],
        time=arrays["time"],
        actor=arrays.get("actor", missing),
        seq=arrays["seq"],
        cases=names["case"],
        activities=names["activity"],
        actors=names["actor"],
        division=arrays.get("division"),
        divisions=names["division"],
        promised=None if columns.promised is None else _promised(db),
        attributes=_attributes(db, columns, types, firsts),
        dropped=dropped,
        findings=tuple(_findings(db, arrays)),
        zone=zone,
    )


def _encoded(db: DB, rows: str) -> tuple[dict[str, list[str]], dict[str, Ints]]:
    """Names by their codes, and the rows as codes; a column of which no row says anything is absent."""
    names = {one: _names(db, one, rows) for one in ("case", "activity", "actor", "division")}
    return names, _codes(db, rows, names)


def _named_rows(db: DB, columns: Columns, types: Mapping[str, str]) -> None:
    header = list(types)
    case, activity, time = (columns.required(one, header) for one in ("case", "activity", "time"))
    promised = columns.promised
    kind = "TABLE" if types[time] == "VARCHAR" else "VIEW"  # moments in words are read once; others are there already
    db.execute(
        f"""CREATE {kind} read AS SELECT _seq AS seq, {text(case)} AS case_name, {text(activity)} AS activity_name,
        {_held(micros(time, types[time]))} AS time, {text(time)} IS NULL AS no_time, {text(columns.actor)} AS actor_name,
        {text(columns.division)} AS division_name,
        {_held(micros(promised, types[promised] if promised else ""))} AS promised,
        {text(promised)} IS NOT NULL AS has_promise FROM source"""
    )


def _held(moment: str) -> str:
    """Years 1000 to 9999: what a calendar can say again. Other moments cannot be read."""
    return f"CASE WHEN {moment} BETWEEN {EARLIEST} AND {LATEST} THEN {moment} END"


def _dropped(db: DB) -> Iterator[Dropped]:
    """Every row is counted under the first reason that holds; rows count from 1, the header is none."""
    rows = db.execute(
        f"""SELECT CASE WHEN case_name IS NULL THEN 'no_case' WHEN activity_name IS NULL THEN 'no_activity'
        WHEN no_time THEN 'no_time' ELSE 'bad_time' END AS why, count(*), min(seq, 3)
        FROM read WHERE NOT ({TAKEN}) GROUP BY why ORDER BY why"""
    ).fetchall()
    for why, count, first in rows:
        yield Dropped(WHY[why], count, tuple(at + 1 for at in sorted(first)))


def _names(db: DB, one: str, rows: str) -> list[str]:
    """The codes of one column, in the order of first appearance."""
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE {one}_codes AS SELECT name, (row_number() OVER (ORDER BY first) - 1)::INTEGER AS code
        FROM (SELECT {one}_name AS name, min(seq) AS first FROM {rows}
        WHERE {one}_name IS NOT NULL GROUP BY ALL)"""
    )
    return list(db.execute(f"SELECT name FROM {one}_codes ORDER BY code").fetchnumpy()["name"])


def _codes(db: DB, rows: str, names: Mapping[str, list[str]]) -> dict[str, Ints]:
    """Every row as integers, in the order of the file."""
    named = [one for one in ("actor", "division") if names[one]]
    joins = " ".join(f"LEFT JOIN {one}_codes ON r.{one}_name = {one}_codes.name" for one in named)
    others = "".join(f", coalesce({one}_codes.code, {NOBODY})::INTEGER AS {one}" for one in named)
    found = db.execute(
        f"""SELECT case_codes.code AS "case", activity_codes.code AS activity, r.time, r.seq{others} FROM {rows} r
        JOIN case_codes ON r.case_name = case_codes.name JOIN activity_codes ON r.activity_name = activity_codes.name
        {joins}"""
    ).fetchnumpy()
    return dict(found)


def _whole(db: DB, arrays: dict[str, Ints]) -> bool:
    """Whether every row of the table became an event. Afterwards no array is masked."""
    taken = not np.ma.getmaskarray(arrays["time"]).any() if np.ma.is_masked(arrays["time"]) else True
    for name in arrays:
        arrays[name] = np.ma.getdata(arrays[name])
    rows = db.execute("SELECT count(*) FROM source").fetchone()
    return taken and rows is not None and rows[0] == len(arrays["seq"])


def _promised(db: DB) -> Ints:
    """The first promise of each case. Days without a clock last until their end."""
    return np.ma.getdata(
        db.execute(
            f"""SELECT coalesce(p.promised, {NEVER}) AS promised FROM case_codes c LEFT JOIN (SELECT case_name,
            arg_min({last_moments("promised")}, seq) AS promised FROM read WHERE promised IS NOT NULL
            GROUP BY case_name) p ON p.case_name = c.name ORDER BY c.code"""
        ).fetchnumpy()["promised"]
    )


def _firsts(arrays: Mapping[str, Ints], names: Mapping[str, list[str]], columns: Columns) -> dict[str, list[Any]]:
    """The first actor and the first division of each case, of columns that stand case by case as the rows came."""
    case = arrays["case"]
    starts = np.flatnonzero(np.concatenate(([True], case[1:] != case[:-1])))
    told: dict[str, list[Any]] = {}
    for one, name in (("actor", columns.actor), ("division", columns.division)):
        if name is None or one not in arrays:
            continue
        codes = arrays[one][starts]
        if (later := np.flatnonzero(codes == NOBODY)).size:
            known = np.append(np.flatnonzero(arrays[one] != NOBODY), len(case))
            first = known[np.searchsorted(known, starts[later])]
            inside = first < np.append(starts[1:], len(case))[later]
            codes[later[inside]] = arrays[one][first[inside]]
        told[name] = np.array([*names[one], None], object)[codes].tolist()
    return told


def _attributes(
    db: DB, columns: Columns, types: Mapping[str, str], told: Mapping[str, list[Any]]
) -> dict[str, list[Any]]:
    """For each case the first value of every other column; told: those that are known already."""
    used = {columns.activity, columns.time, columns.promised, columns.case}
    others = [name for name in types if name not in used][:MOST_ATTRIBUTES]
    asked = [name for name in others if name not in told]
    found = _first_values(db, text(columns.case), asked) if asked else {}
    return {name: told[name] if name in told else found[name] for name in others}


def _first_values(db: DB, case: str, asked: list[str]) -> dict[str, list[Any]]:
    firsts = ", ".join(f"arg_min({text(name)}, _seq) AS v{at}" for at, name in enumerate(asked))
    kept = ", ".join(f"v{at}" for at in range(len(asked)))
    rows = db.execute(
        f"""SELECT {kept} FROM case_codes c JOIN (SELECT {case} AS name, {firsts} FROM source GROUP BY {case}) s
        ON s.name = c.name ORDER BY c.code"""
    ).fetchnumpy()
    return {
        name: [None if value is np.ma.masked or value is None else str(value) for value in rows[f"v{at}"]]
        for at, name in enumerate(asked)
    }


def _findings(db: DB, arrays: Mapping[str, Ints]) -> Iterator[Text]:
    bad = db.execute("SELECT count(*) FROM read WHERE has_promise AND promised IS NULL").fetchone()
    if bad and bad[0]:
        yield BAD_PROMISE.with_(n=bad[0])
    if twice := _repeats(arrays):
        yield TWICE.with_(n=twice)
    inside = np.diff(arrays["case"]) == 0
    if backwards := int((np.diff(arrays["seq"])[inside] < 0).sum()):
        yield BACKWARDS.with_(n=backwards)


def _repeats(arrays: Mapping[str, Ints]) -> int:
    """Events that are equal to the one before them."""
    same = np.flatnonzero(np.diff(arrays["time"]) == 0)
    for one in (one for one in ("case", "activity", "actor") if one in arrays):
        same = same[arrays[one][same] == arrays[one][same + 1]]
    return len(same)
