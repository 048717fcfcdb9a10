"""What is wrong with this installation, and how to mend it: each finding is two sentences."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nattoku.ledger import triggers
from nattoku.lib.text import Text
from nattoku.notices.models import Notice
from nattoku.people import queries as people

SAFE_SQLITE = (3, 51, 3)
LOW = 500 * 1024 * 1024
Finding = tuple[Text, Text]


def findings() -> list[Finding]:
    """(what is wrong, how to mend it), empty when all is well."""
    behind = _migrations()
    return [*behind, *_disk(), *_sqlite(), *([] if behind else [*_triggers(), *_company(), *_notices()])]


def _migrations() -> list[Finding]:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []
    return [
        (
            Text("データが今の版になっていません。", "The data is not at this version."),
            Text("nattoku upgrade を実行してください。", "Run: nattoku upgrade"),
        )
    ]


def _disk() -> list[Finding]:
    found: list[Finding] = []
    data = Path(settings.NATTOKU_DATA)
    free = shutil.disk_usage(data).free
    if free < LOW:
        what = Text("ディスクの空きが{mb}MBしかありません。", "Only {mb} MB are free on the disk.")
        mend = Text("不要なファイルを移してください。", "Move something away.")
        found.append((what.with_(mb=free // 1024 // 1024), mend))
    if not os.access(data, os.W_OK):
        what = Text("{dir} に書き込めません。", "{dir} cannot be written to.")
        found.append((what.with_(dir=data), Text("権限をお確かめください。", "Check its permissions.")))
    return found


def _sqlite() -> list[Finding]:
    if connection.vendor != "sqlite":
        return []
    version: tuple[int, ...] = connection.Database.sqlite_version_info  # type: ignore[attr-defined]
    if version >= SAFE_SQLITE:
        return []
    return [
        (
            Text(
                "SQLiteが古く、まれにデータが壊れるおそれがあります。",
                "This SQLite is old and may, rarely, corrupt data.",
            ),
            Text("pip install pysqlite3 を実行してください。", "Run: pip install pysqlite3"),
        )
    ]


def _triggers() -> list[Finding]:
    if not triggers.missing():
        return []
    return [
        (
            Text("記録を守る仕組み（トリガー）が外れています。", "Triggers that protect the records are missing."),
            Text(
                "nattoku upgrade を実行し、nattoku ledger verify で記録をお確かめください。",
                "Run: nattoku upgrade, then nattoku ledger verify",
            ),
        )
    ]


def _company() -> list[Finding]:
    if people.representative() is not None:
        return []
    return [
        (
            Text("代表が登録されていません。", "There is no representative."),
            Text("nattoku init を実行してください。", "Run: nattoku init"),
        )
    ]


def _notices() -> list[Finding]:
    stuck = Notice.objects.filter(state__in=("refused", "unknown")).count()
    if not stuck:
        return []
    what = Text(
        "届いていない、または届いたか分からない通知が{n}件あります。",
        "{n} notices were refused or their outcome is unknown.",
    )
    mend = Text("画面の「通知」でお確かめください。", "Look at them on the page “Notices”.")
    return [(what.with_(n=stuck), mend)]
