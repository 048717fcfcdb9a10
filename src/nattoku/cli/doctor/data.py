"""The database: whether it answers, is at this version, is protected; whether the clock fits it."""

import math
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone

from nattoku.cli.doctor.finding import Finding
from nattoku.cli.doctor.place import CLOSED, OWN
from nattoku.ledger import triggers
from nattoku.ledger.models import FactRow
from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.people import queries as people

SAFE_SQLITE = (3, 51, 3)
PATIENCE = 5.0  # seconds; what we write ourselves takes far less
ASTRAY = timedelta(minutes=2)
_LOCKED = Text(
    "データベースが、{s}秒待ってもほかのプログラムに占められたままです。",
    "Another program has held the database for {s} seconds.",
)
_LET_GO = Text(
    "納得のほかにこのデータベースを開いているもの（表を見る道具、控えの道具など）を終えてください。"
    "どれか分からないときは：fuser -v {file}",
    "End whatever else has it open (a database browser, a backup tool). To find it: fuser -v {file}",
)
_AWAY = Text("データベースにつながりません（{why}）。", "The database does not answer ({why}).")
_REACH = Text(
    "データベースが動いているか、NATTOKU_DATABASE_URL（または --data）が正しいかをお確かめください。",
    "Check that it runs, and that NATTOKU_DATABASE_URL (or --data) is right.",
)
_BROKEN = Text("データベースのファイルが壊れています（{why}）。", "The file of the database is damaged ({why}).")
_RESTORE = Text(
    "動かすのをやめ、いまのファイルを別の場所に取り置いてから、最後の控えを nattoku restore で戻してください。",
    "Stop it, put the present file aside, and restore the last backup: nattoku restore",
)
_BEHIND = Text("データが今の版になっていません。", "The data is not at this version.")
_UPGRADE = Text("nattoku upgrade を実行してください。", "Run: nattoku upgrade")
_OLD = Text("SQLiteが古く、まれにデータが壊れるおそれがあります。", "This SQLite is old and may, rarely, corrupt data.")
_PYSQLITE = Text("pip install pysqlite3 を実行してください。", "Run: pip install pysqlite3")
_BARE = Text("記録を守る仕組み（トリガー）が外れています。", "Triggers that protect the records are missing.")
_VERIFY = Text(
    "nattoku upgrade を実行し、nattoku ledger verify で記録をお確かめください。",
    "Run: nattoku upgrade, then nattoku ledger verify",
)
_NO_TOP = Text("代表が登録されていません。", "There is no representative.")
_INIT = Text("nattoku init を実行してください。", "Run: nattoku init")
_PAST = Text(
    "この機械の時計（{now}）が、最後の記録（{last}）より遅れています。",
    "The clock of this machine ({now}) is behind the last record ({last}).",
)
_APART = Text(
    "この機械の時計が、データベースの機械の時計と{s}秒ずれています。",
    "The clocks of this machine and of the database's are {s} seconds apart.",
)
_CLOCK = Text(
    "時計を合わせてください（timedatectl set-ntp true）。ずれたままでは、お約束の期限と知らせの時刻が狂います。",
    "Set the clock (timedatectl set-ntp true): deadlines and reminders go wrong with it.",
)


def unreadable(patience: float = PATIENCE) -> list[Finding]:
    """Whether it can be written to at all. patience: seconds that another writer is waited for."""
    try:
        _write_nothing(patience)
    except OperationalError as wrong:
        file = connection.settings_dict["NAME"]
        if "readonly" in str(wrong):
            return [Finding(CLOSED.with_(file=file), OWN.with_(dir=Path(file).parent))]
        if "locked" in str(wrong):
            return [Finding(_LOCKED.with_(s=f"{patience:g}"), _LET_GO.with_(file=file))]
        return [Finding(_AWAY.with_(why=_line(wrong)), _REACH)]
    except DatabaseError as wrong:
        return [Finding(_BROKEN.with_(why=_line(wrong)), _RESTORE)]
    return []


def _write_nothing(patience: float) -> None:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            cursor.execute("SELECT 1")
            return
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {math.ceil(patience * 1000)}")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("SELECT count(*) FROM sqlite_master")
            cursor.execute("ROLLBACK")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _line(wrong: Exception) -> str:
    return " ".join(str(wrong).split())[:200]


def behind() -> list[Finding]:
    """Whether it is at this version."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [Finding(_BEHIND, _UPGRADE)] if plan else []


def findings() -> list[Finding]:
    """What is wrong with what is in it."""
    last = FactRow.objects.aggregate(at=Max("recorded_at"))["at"]
    found = [*_sqlite(), *clock(now=timezone.now(), last=last), *_apart()]
    if triggers.missing():
        found.append(Finding(_BARE, _VERIFY))
    if people.representative() is None:
        found.append(Finding(_NO_TOP, _INIT))
    return found


def _sqlite() -> list[Finding]:
    if connection.vendor != "sqlite":
        return []
    version: tuple[int, ...] = connection.Database.sqlite_version_info  # type: ignore[attr-defined]
    return [] if version >= SAFE_SQLITE else [Finding(_OLD, _PYSQLITE)]


def clock(*, now: datetime, last: datetime | None) -> list[Finding]:
    """Whether the clock has fallen behind what was written down already."""
    if last is None or now >= last - ASTRAY:
        return []
    return [Finding(_PAST.with_(now=when(now), last=when(last)), _CLOCK)]


def _apart() -> list[Finding]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    return [Finding(_APART.with_(s=round(apart)), _CLOCK)] if apart > ASTRAY.total_seconds() else []
