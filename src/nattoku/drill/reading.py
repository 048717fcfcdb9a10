"""Any event log: what kind of file it is decides who reads it, and only that reader is loaded."""

import os
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from nattoku.drill import sources, store
from nattoku.drill.columns import Columns
from nattoku.drill.engines.addresses import is_address
from nattoku.drill.kept import NO_RIGHT
from nattoku.drill.log import TOKYO, Log
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

ABSENT = Text("{path} がありません。", "There is no {path}.")
UNKNOWN = Text(
    "{path} の種類がわかりません。読めるのは、CSV、Parquet、XES（.gz）、OCEL 2.0（JSON・SQLite・XML）、Parquetのフォルダ、データベースの表（postgres://…/表、"
    "sqlite:///ファイル?table=表）、自分の台帳（ledger:）です。",
    "What {path} holds is not known. Read are CSV, Parquet, XES (.gz), OCEL 2.0 (JSON, SQLite, XML), Parquet folders, "
    "tables (postgres://…/TABLE, sqlite:///FILE?table=TABLE) and our own ledger (ledger:).",
)
EMPTY_FILE = Text("{path} は空です。", "{path} is empty.")
NO_PARQUET = Text("フォルダ {path} にParquetのファイルがありません。", "The folder {path} holds no Parquet file.")
_CSV: Final = (".csv", ".tsv", ".txt", ".csv.gz")
_OCEL: Final = (".json", ".jsonocel", ".sqlite", ".sqlite3", ".db", ".xml", ".xmlocel")


def read(
    path: str | Path,
    columns: Columns | None = None,
    *,
    zone: ZoneInfo = TOKYO,
    object_type: str | None = None,
    sequence: str | None = None,
) -> Log:
    """The log in `path`: a file, a folder, the address of a table, or what a room offers (sources.py).

    Moments without an offset are of `zone`; object_type: whose cases a log of many objects is read as; sequence: the
    column of a table that tells the order of its rows. Refused (400) with a sentence when it cannot be read, (404)
    when it is not there.
    """
    if is_address(str(path)):
        from nattoku.drill.databases import read_table

        return read_table(str(path), columns or Columns(), zone=zone, sequence=sequence)
    if (offered := sources.offered(str(path))) is not None:
        return offered(zone, object_type)
    place, columns = Path(path), columns or Columns()
    if not os.path.exists(path):  # no name at all, and one that no file can have, are absent too
        raise Refusal(ABSENT.with_(path=path), status=404)
    if not os.access(place, os.R_OK | (os.X_OK if place.is_dir() else 0)):
        raise Refusal(NO_RIGHT.with_(path=path), status=400)
    name = place.name.lower()
    if place.is_dir():
        return store.read(place, zone=zone) if store.is_store(place) else _folder(place, columns, zone)
    if not place.stat().st_size:
        raise Refusal(EMPTY_FILE.with_(path=path), status=400)
    if name.endswith((".xes", ".xes.gz")):
        from nattoku.drill import xes

        return xes.read_xes(place, columns, zone=zone)
    if name.endswith(_CSV):
        from nattoku.drill import tables

        return tables.read_csv([place], columns, zone=zone)
    if name.endswith(".parquet"):
        from nattoku.drill import tables

        return tables.read_parquet([place], columns, zone=zone)
    if name.endswith(_OCEL):
        from nattoku.drill import ocel

        return ocel.read_ocel(place, columns, zone=zone, object_type=object_type)
    raise Refusal(UNKNOWN.with_(path=path), status=400)


def _folder(place: Path, columns: Columns, zone: ZoneInfo) -> Log:
    if not (files := sorted(place.rglob("*.parquet"))):
        raise Refusal(NO_PARQUET.with_(path=place), status=400)
    from nattoku.drill import tables

    return tables.read_parquet(files, columns, zone=zone)
