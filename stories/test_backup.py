"""One file holds everything: made while complaints come in, damaged ones refused, nothing sent again after a restore."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from bench.client import Client
from tests import postgres
from tests.house import found, open_house

on_postgres = postgres.wanted()


def nattoku(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "nattoku", *words],
        capture_output=True,
        text=True,
        env=os.environ | {"NATTOKU_DATABASE_URL": "", "NATTOKU_LANG": "ja"} | env,
        check=False,
    )


def complaint(n: int) -> dict[str, Any]:
    return {
        "id": f"backup-{n}",
        "door": "phone",
        "words": f"届かない {n} 𠮷髙",
        "fact": "届いていない",
        "severity": "B",
    }


@pytest.mark.skipif(on_postgres, reason="the embedded database's own way")
def test_a_backup_made_under_load_holds_all_that_was_acknowledged_before_it(tmp_path: Path) -> None:
    data, file, back = tmp_path / "data", tmp_path / "copy.nattoku", tmp_path / "back"
    token = found(data)["sato"]
    house = open_house(data, command="web")
    acknowledged: list[str] = []
    stop = threading.Event()

    def submit() -> None:
        client = Client(house.port, token)
        while not stop.is_set():
            status, answer = client.post("/api/v1/cases", complaint(len(acknowledged)))
            assert status == 201
            acknowledged.append(answer["no"])

    writing = threading.Thread(target=submit)
    writing.start()
    try:
        while len(acknowledged) < 10:
            pass
        before = list(acknowledged)
        made = nattoku("backup", str(file), "--json", "--data", str(data))
    finally:
        stop.set()
        writing.join(30)
        house.stop()
    assert made.returncode == 0, made.stderr
    restored = nattoku("restore", str(file), "--data", str(back))
    assert restored.returncode == 0, restored.stderr
    with sqlite3.connect(back / "nattoku.sqlite3") as copy:
        kept = {str(no) for (no,) in copy.execute("SELECT no FROM cases_case")}
        states = {state for (state,) in copy.execute("SELECT DISTINCT state FROM notices_notice")}
    assert set(before) <= kept
    assert states == {"unknown"}, "what waited may have been sent since: a person looks"
    assert nattoku("ledger", "verify", "--data", str(back)).returncode == 0


@pytest.mark.skipif(on_postgres, reason="the embedded database's own way")
def test_what_is_damaged_or_no_backup_is_refused_and_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "copy.nattoku"
    found(data)
    assert nattoku("backup", str(file), "--data", str(data)).returncode == 0
    over = nattoku("restore", str(file), "--data", str(data))
    assert (over.returncode, "空" in over.stderr) == (1, True)
    whole = file.read_bytes()
    for n, wrong in enumerate((b"", b"hello", whole[: len(whole) // 2], whole[:200] + b"x" + whole[201:])):
        file.write_bytes(wrong)
        refused = nattoku("restore", str(file), "--data", str(tmp_path / f"back{n}"))
        assert refused.returncode == 1
        assert "Traceback" not in refused.stderr
        assert "バックアップ" in refused.stderr
    assert nattoku("ledger", "verify", "--data", str(data)).returncode == 0


@pytest.mark.postgres
@pytest.mark.skipif(not on_postgres, reason="PostgreSQL's own way")
def test_on_postgresql_a_backup_is_restored_into_an_empty_database(tmp_path: Path) -> None:
    import psycopg

    cluster = postgres.start()
    with psycopg.connect(cluster, autocommit=True) as admin:
        for name in ("backup_from", "backup_to"):
            admin.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    here = {"NATTOKU_DATABASE_URL": cluster.rpartition("/")[0] + "/backup_from"}
    there = {"NATTOKU_DATABASE_URL": cluster.rpartition("/")[0] + "/backup_to"}
    data, file, back = tmp_path / "data", tmp_path / "copy.nattoku", tmp_path / "back"
    found(data, **here)
    made = nattoku("backup", str(file), "--json", "--data", str(data), **here)
    assert made.returncode == 0, made.stderr
    restored = nattoku("restore", str(file), "--data", str(back), **there)
    assert restored.returncode == 0, restored.stderr
    verified = nattoku("ledger", "verify", "--json", "--data", str(back), **there)
    assert json.loads(verified.stdout)["facts"] == json.loads(made.stdout)["facts"]
