"""One file that holds everything, and back: made online, and only called done after it was restored and verified.

The anchors are read before the database, so that none is newer than the facts beside it. What was on its way when
the copy was made is not sent again by itself after a restore: a person says so, notice by notice.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.settings import env

SQLITE, DUMP, MANIFEST = "nattoku.sqlite3", "nattoku.pgdump", "manifest.json"
# Beside the database: its journals, the locks, and copies that were not finished.
_LEFT_OUT = (".sqlite3", "-wal", "-shm", ".write", ".lock", ".part")


@dataclass(frozen=True)
class Manifest:
    """What the file says of itself. files: name -> SHA-256; facts: how many the ledger had."""

    version: str
    made_at: str
    vendor: str
    facts: int
    files: dict[str, str]


def make(file: Path, *, at: datetime) -> Manifest:
    """Write a backup to `file`, restore it beside it, verify the ledger of the restored copy, and only then name it so.

    Refused (409) when the restored copy does not verify; then `file` is not there.
    """
    part = file.with_name(f"{file.name}.part")
    with tempfile.TemporaryDirectory(dir=_parent(file), prefix=".nattoku-backup-") as staging:
        manifest = _staged(Path(staging), at=at)
        _pack(Path(staging), manifest, part)
    try:
        _refuse_unproven(part, manifest)
        os.replace(part, file)
        _flush(file.parent)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def restore(file: Path, data: Path) -> Manifest:
    """Put a backup into an empty directory (and, on PostgreSQL, an empty database). Refused (409) for any other."""
    if data.exists() and any(one for one in data.iterdir() if one.name not in ("secret", "nattoku.sqlite3")):
        raise Refusal(
            Text(
                "{dir} は空ではありません。空の場所を指定してください。いまの記録は変えていません。",
                "{dir} is not empty. Please name an empty directory. Nothing was changed.",
            ).with_(dir=data)
        )
    if (data / SQLITE).exists() and _facts_in(data / SQLITE):
        raise Refusal(
            Text(
                "{dir} にはすでに記録があります。空の場所を指定してください。いまの記録は変えていません。",
                "{dir} holds records already. Please name an empty directory. Nothing was changed.",
            ).with_(dir=data)
        )
    manifest = unpacked(file, data)
    if manifest.vendor == "postgresql":
        _pg("pg_restore", "--no-owner", "--dbname", env.database_url, str(data / DUMP))
        (data / DUMP).unlink()
    return manifest


def unpacked(file: Path, to: Path) -> Manifest:
    """Unpack a backup, every file held against its hash; refused (400) when it is not a backup or is damaged."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with tarfile.open(file, "r:gz") as tar:
            manifest = Manifest(**json.loads(_member(tar, MANIFEST)))
            for name, told in manifest.files.items():
                content = _member(tar, name)
                if hashlib.sha256(content).hexdigest() != told:
                    raise Refusal(DAMAGED.with_(name=name), status=400)
                _write(to, name, content)
    except (tarfile.TarError, OSError, EOFError, KeyError, TypeError, ValueError) as broken:
        raise Refusal(NO_BACKUP.with_(file=file, why=broken), status=400) from broken
    return manifest


NO_BACKUP = Text("{file} をバックアップとして読めません（{why}）。", "{file} cannot be read as a backup ({why}).")
DAMAGED = Text("バックアップの中の {name} が壊れています。", "{name} in the backup is damaged.")
UNPROVEN = Text(
    "作ったバックアップを戻して確かめたところ、記録が合いませんでした（{why}）。バックアップは残していません。nattoku ledger verify をお試しください。",
    "The backup was restored to check it, and its ledger does not verify ({why}). It was not kept. Try: nattoku ledger verify",
)
NO_PROGRAM = Text(
    "{name} が見つかりません。PostgreSQLのクライアントを入れてください（Debian: apt install postgresql-client）。",
    "{name} was not found. Please install PostgreSQL's client programs (Debian: apt install postgresql-client).",
)


def _staged(staging: Path, *, at: datetime) -> Manifest:
    """A copy of everything, at one moment, in `staging`."""
    data = Path(settings.NATTOKU_DATA)
    for one in sorted(p for p in data.rglob("*") if p.is_file() and not p.name.endswith(_LEFT_OUT)):
        if one.is_relative_to(data / "cache"):  # read again from the database by whoever asks
            continue
        target = staging / one.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            target.write_bytes(one.read_bytes())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(staging / SQLITE)])
        facts = _facts_in(staging / SQLITE)
    else:
        _pg("pg_dump", "--format=custom", "--no-owner", "--file", str(staging / DUMP), env.database_url)
        facts = FactRow.objects.count()
    files = {str(p.relative_to(staging)): _hash(p) for p in sorted(staging.rglob("*")) if p.is_file()}
    return Manifest(version("nattoku"), at.isoformat(), connection.vendor, facts, files)


def _pack(staging: Path, manifest: Manifest, part: Path) -> None:
    told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar:
            head = tarfile.TarInfo(MANIFEST)
            head.size, head.mode = len(told), 0o600
            tar.addfile(head, io.BytesIO(told))
            for name in manifest.files:
                tar.add(staging / name, arcname=name)
        raw.flush()
        os.fsync(raw.fileno())


def _refuse_unproven(part: Path, manifest: Manifest) -> None:
    """Restore it to a place of its own and verify the ledger there."""
    with tempfile.TemporaryDirectory(dir=_parent(part), prefix=".nattoku-check-") as place:
        data = Path(place) / "data"
        unpacked(part, data)
        if manifest.vendor == "sqlite":
            _refuse_unverified(data, manifest, {"NATTOKU_DATABASE_URL": ""})
            return
        scratch = f"nattoku_check_{os.getpid()}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{scratch}"')
        try:
            url = urlunsplit(urlsplit(env.database_url)._replace(path=f"/{scratch}"))
            _pg("pg_restore", "--no-owner", "--dbname", url, str(data / DUMP))
            _refuse_unverified(data, manifest, {"NATTOKU_DATABASE_URL": url})
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{scratch}" WITH (FORCE)')


def _refuse_unverified(data: Path, manifest: Manifest, where: dict[str, str]) -> None:
    command = [sys.executable, "-m", "nattoku", "ledger", "verify", "--json", "--data", str(data)]
    told = subprocess.run(command, capture_output=True, text=True, env=os.environ | where, check=False)
    if told.returncode:
        raise Refusal(UNPROVEN.with_(why=(told.stdout or told.stderr).strip()[:500]))
    if (found := json.loads(told.stdout)["facts"]) < manifest.facts:
        raise Refusal(UNPROVEN.with_(why=f"{found} < {manifest.facts}"))


def _facts_in(file: Path) -> int:
    """How many facts a copy of the embedded database holds; 0 when it holds no ledger."""
    import sqlite3

    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as copy:
        try:
            found: int = copy.execute("SELECT count(*) FROM ledger_fact").fetchone()[0]
        except sqlite3.OperationalError:
            return 0
    return found


def _pg(program: str, *arguments: str) -> None:
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise Refusal(NO_PROGRAM.with_(name=program)) from missing
    if done.returncode:
        why = done.stderr.strip().replace(env.database_url, "NATTOKU_DATABASE_URL")[:500]
        raise Refusal(Text("{name} が失敗しました：{why}", "{name} failed: {why}").with_(name=program, why=why))


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    found = tar.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found.read()


def _write(to: Path, name: str, content: bytes) -> None:
    target = (to / name).resolve()
    if not target.is_relative_to(to.resolve()):
        raise ValueError(name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _parent(file: Path) -> Path:
    if not file.parent.is_dir():
        raise Refusal(Text("{dir} がありません。", "{dir} does not exist.").with_(dir=file.parent), status=400)
    return file.parent


def _flush(directory: Path) -> None:
    held = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def settle(*, at: datetime) -> int:
    """After a restore nothing that was on its way is sent by itself: each waits for a person. Sessions end."""
    from django.contrib.sessions.models import Session

    from nattoku.notices import outbox

    Session.objects.all().delete()
    return outbox.freeze(at=at)


def summary(manifest: Manifest, file: Path) -> dict[str, Any]:
    """For --json."""
    size = file.stat().st_size
    return {"file": str(file), "bytes": size, "facts": manifest.facts, "made_at": manifest.made_at}
