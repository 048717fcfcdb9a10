"""The directory of the data: room, permissions, who else can read it."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from nattoku.cli.doctor.finding import Finding
from nattoku.lib.text import Text

LOW = 500 * 1024 * 1024
_FULL = Text(
    "データの置き場所（{dir}）のディスクの空きが{mb}MBしかありません。",
    "Only {mb} MB are free where the data is ({dir}).",
)
_MOVE = Text(
    "要らないファイルや古い控えを別のディスクへ移してください。空きがなくなると、お申し出を書きとめられません。",
    "Move old backups and other files to another disk. When it is full, no complaint can be written down.",
)
CLOSED = Text("{file} に書き込めません。", "{file} cannot be written to.")
OWN = Text(
    "納得を動かす利用者の持ち物にしてください：chown -R 利用者 {dir}",
    "Give it to the user that runs Nattoku: chown -R USER {dir}",
)
_OPEN = Text("{file} を、ほかの利用者も読めます。", "Other users can read {file}.")
_CLOSE = Text("chmod go-rwx {file} を実行してください。", "Run: chmod go-rwx {file}")


def findings() -> list[Finding]:
    """What is wrong with it."""
    data = Path(settings.NATTOKU_DATA)
    return [*room(data), *closed(data), *opened(data)]


def room(data: Path, low: int = LOW) -> list[Finding]:
    """Whether there is room for what comes. low: bytes."""
    free = shutil.disk_usage(data).free
    return [Finding(_FULL.with_(dir=data, mb=free // 1024 // 1024), _MOVE)] if free < low else []


def closed(data: Path) -> list[Finding]:
    """What we cannot write to: files that another user made, as after a command run as root."""
    ours = [*sorted(data.glob("*.sqlite3*")), *data.glob("*.lock"), *(data / "anchors").glob("*"), data]
    wrong = [file for file in ours if file.exists() and not os.access(file, os.W_OK)]
    return [Finding(CLOSED.with_(file=wrong[0]), OWN.with_(dir=data))] if wrong else []


def opened(data: Path) -> list[Finding]:
    """What others could read. A directory that is closed to them closes all that is in it."""
    if not data.stat().st_mode & 0o007 and not data.stat().st_mode & 0o070:
        return []
    wrong = [
        file for file in (data / "secret", *data.glob("*.sqlite3")) if file.exists() and file.stat().st_mode & 0o077
    ]
    return [Finding(_OPEN.with_(file=wrong[0]), _CLOSE.with_(file=data))] if wrong else []
