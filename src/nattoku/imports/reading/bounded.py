"""Reading a workbook in a process of its own: a small file that unfolds into gigabytes takes nobody else with it."""

import json
import os
import struct
import subprocess
import sys
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from nattoku.imports.reading.sheet import Cell, Line, Sheet
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

SECONDS = 60
UNFOLDED = 400 * 1024 * 1024  # bytes of all parts of a workbook together
_SOURCE = Path(__file__).parents[3]
BOMB = Text(
    "{name} は、開くと{mb}MBになるため読み取りません。要らないシートや書式を消して保存し直してください。",
    "{name} would unfold to {mb} MB, so it is not read. Please delete unused sheets and formats and save it again.",
)
TOO_MUCH = Text(
    "{name} は大きすぎて読み取れませんでした。表の外の、遠く離れたセルの入力や書式を消してお試しください。",
    "{name} was too much to read. Please delete what stands far outside the table, and try again.",
)
BROKEN = Text(
    "{name} は壊れているようです。Excelで開いて、保存し直してください。",
    "{name} seems to be damaged. Please open it in Excel and save it again.",
)
LOCKED = Text(
    "{name} にはパスワードが掛かっています。外して保存し直してください。",
    "{name} is protected by a password. Please save it without one.",
)
_SAID = {"broken": BROKEN, "locked": LOCKED, "large": TOO_MUCH}


def workbook(raw: bytes, name: str) -> list[Sheet]:
    """Its sheets. Refusal 400 in words when it is damaged, locked, or too much."""
    if raw.startswith(b"PK"):
        _refuse_bomb(raw, name)
    path = os.pathsep.join([str(_SOURCE), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "nattoku.imports.reading.child"],
            input=struct.pack(">I", SECONDS) + raw,
            capture_output=True,
            timeout=SECONDS + 5,
            check=False,
            env={"PYTHONPATH": path, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as late:
        raise Refusal(TOO_MUCH.with_(name=name), status=400) from late
    if done.returncode:
        raise Refusal(TOO_MUCH.with_(name=name), status=400)
    told = json.loads(done.stdout)
    if said := told.get("refused"):
        raise Refusal(_SAID[said].with_(name=name), status=400)
    return [_sheet(one) for one in told["sheets"]]


def _refuse_bomb(raw: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as wrong:
        raise Refusal(BROKEN.with_(name=name), status=400) from wrong
    if size > UNFOLDED:
        raise Refusal(BOMB.with_(name=name, mb=size // 1024 // 1024), status=400)


def _sheet(told: dict[str, Any]) -> Sheet:
    return Sheet(
        name=told["name"],
        lines=tuple(Line(number, tuple(_cell(c) for c in cells)) for number, cells in told["lines"]),
        merges=tuple(tuple(m) for m in told["merges"]),
        days_of_1904=told["days_of_1904"],
        hidden=told["hidden"],
    )


def _cell(told: Any) -> Cell:
    if isinstance(told, list):
        return datetime.fromisoformat(told[0])
    value: Cell = told
    return value
