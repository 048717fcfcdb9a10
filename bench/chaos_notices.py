"""Kill the worker with SIGKILL while complaints come in and the chat server misbehaves: nobody fails to hear, silently.

python -m bench.chaos_notices --complaints 1000 --kills 200 [--seed S]

A third of the chat server's answers are 429, 500 before or after storing, connections dropped before or after
storing, answers that come after our time-out, or the message stored twice. Judged from the peers' own lists:
every notice arrived or is visibly refused or unknown; none arrived more often than the peer itself stored it; no
mail was handed over twice; every escalation is dated when it was due.
"""

import argparse
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.client import Client
from tests.house import House, found, free_port, open_house
from tests.peers.chatwork import ChatworkPeer
from tests.peers.smtp import SmtpPeer

MARK = re.compile("〔(N-[0-9a-f]{16})〕")
FAULTS = (
    "429",
    "503",
    "500-before-store",
    "500-after-store",
    "drop",
    "store-then-drop-connection",
    "store-then-slow(1.5)",
    "twice",
)
TIMEOUT = "1.0"  # seconds of patience with the peer, so that store-then-slow comes too late


class Moody(ChatworkPeer):
    """A third of the posts go wrong, each in its own way; counts how often it stored a message twice itself."""

    def __init__(self, seed: int) -> None:
        super().__init__(rooms=("101", "102"), calls_per_window=0, posts_per_10s=0)
        self._chance = random.Random(seed)
        self.moods: Counter[str] = Counter()

    def behaviour(self, room: str) -> str:
        mood = self._chance.choice(FAULTS) if self._chance.random() < 1 / 3 else "ok"
        self.moods[mood] += 1
        return mood


@dataclass
class Run:
    """What was done and what came of it."""

    acknowledged: set[str] = field(default_factory=set)
    refused: list[Any] = field(default_factory=list)
    kills: int = 0


def worker(data: Path, env: dict[str, str]) -> "subprocess.Popen[bytes]":

    return subprocess.Popen(
        [sys.executable, "-m", "nattoku", "worker", "--data", str(data)],
        env=os.environ | {"NATTOKU_DATA": str(data), "NATTOKU_DATABASE_URL": ""} | env,
        stderr=subprocess.DEVNULL,
    )


def submit(port: int, token: str, wanted: int, run: Run, pace: float, stop: threading.Event) -> None:
    client = Client(port, token)
    for n in range(wanted):
        if stop.is_set():
            return
        body = {"id": f"chaos-{n}", "door": "phone", "words": f"届かない {n}", "fact": "届いていない", "danger": "no"}
        status, answer = client.post("/api/v1/cases", body | {"severity": "B"})
        if status == 201:
            run.acknowledged.add(answer["no"])
        else:
            run.refused.append((status, answer))
        time.sleep(pace)


def go(complaints: int, kills: int, seed: int, data: Path) -> int:
    """Returns the exit code: 0 when nothing was lost, doubled or silent."""
    chance, run, stop = random.Random(seed), Run(), threading.Event()
    tokens, port = found(data), free_port()
    every = 3.0  # seconds a worker lives on average, its start included
    with Moody(seed) as chat, SmtpPeer() as post:
        env = {
            "NATTOKU_CHATWORK_URL": chat.url,
            "NATTOKU_CHATWORK_TOKEN": chat.token,
            "NATTOKU_CHATWORK_PER_5MIN": "0",
            "NATTOKU_CHATWORK_PER_ROOM_10S": "0",
            "NATTOKU_CHATWORK_TIMEOUT": TIMEOUT,
            "NATTOKU_CHATWORK_SETTLE": "3",
            "NATTOKU_SMTP_HOST": post.host,
            "NATTOKU_SMTP_PORT": str(post.port),
            "NATTOKU_SMTP_STARTTLS": "false",
            "NATTOKU_MAIL_FROM": "nattoku@example.jp",
        }
        web: House = open_house(data, port=port, command="web", **env)
        try:
            soon = {"value": 1, "reason": "so that escalations fall into this run"}
            decided, answer = Client(port, tokens["daihyo"]).post("/api/v1/policies/cases.report_to_leader", soon)
            if decided != 201:
                raise RuntimeError(str(answer))
            pace = max(0.0, kills * every / complaints - 0.02)
            arguments = (port, tokens["sato"], complaints, run, pace, stop)
            submitter = threading.Thread(target=submit, args=arguments, daemon=True)
            submitter.start()
            for n in range(kills):
                alive = worker(data, env)
                time.sleep(chance.uniform(0.6, 2 * every - 0.6))
                alive.send_signal(signal.SIGKILL)
                alive.wait()
                run.kills = n + 1
                print(f"\r{n + 1}/{kills} kills, {len(run.acknowledged)} complaints", end="", file=sys.stderr)
            submitter.join(120)
            alive = worker(data, env)
            quiet = drained(data, within=240)
            alive.terminate()
            alive.wait(60)
        finally:
            stop.set()
            web.stop()
        print(file=sys.stderr)
        return judge(data, run, chat, post, seed=seed, quiet=quiet)


def drained(data: Path, *, within: float) -> bool:
    """Wait until nothing is on its way any more."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        rows = _rows(data, "SELECT count(*) FROM notices_notice WHERE state IN ('waiting', 'sending', 'unsure')")
        if rows[0][0] == 0:
            return True
        time.sleep(0.5)
    return False


def judge(data: Path, run: Run, chat: Moody, post: SmtpPeer, *, seed: int, quiet: bool) -> int:
    """Hold the outbox against what the peers themselves have kept."""
    arrived = Counter(mark for one in chat.accepted for mark in MARK.findall(one.body))
    mailed = Counter(str(one.message["X-Nattoku-Notice"]) for one in post.arrived)
    rows = _rows(data, "SELECT ref, stream, channel, state, passed_on FROM notices_notice")
    told = {stream for ref, stream, channel, state, _ in rows if state == "sent" and (arrived[ref] or mailed[ref])}
    visible = {stream for _, stream, _, state, _ in rows if state in ("refused", "unknown")}
    streams = {f"case:{no}" for no in run.acknowledged}
    lost = streams - told - visible
    lied = [ref for ref, _, channel, state, _ in rows if state == "sent" and not (arrived[ref] or mailed[ref])]
    doubled_chat = sum(n - 1 for n in arrived.values())
    doubled_mail = sum(n - 1 for n in mailed.values())
    states = Counter(f"{channel}:{state}" for _, _, channel, state, _ in rows)
    wrong_dates = misdated(data)
    verified = subprocess.run(
        [sys.executable, "-m", "nattoku", "ledger", "verify", "--json", "--data", str(data)],
        capture_output=True,
        check=False,
    )
    print(f"kills {run.kills} (seed {seed}); complaints {len(run.acknowledged)}; notices {len(rows)}: {dict(states)}")
    print(f"the chat server's moods: {dict(chat.moods)}")
    print(
        f"lost {len(lost)}; said to be sent but never arrived {len(lied)}; "
        f"stored twice by the peer itself {chat.moods['twice']}, by us {doubled_chat - chat.moods['twice']}; "
        f"mails twice {doubled_mail}; not heard by anybody but visible {len(streams - told)}; "
        f"escalations {wrong_dates[1]}, misdated {wrong_dates[0]}; "
        f"drained {quiet}; ledger verify exit {verified.returncode}"
    )
    faults = [
        bool(lost),
        bool(lied),
        doubled_chat > chat.moods["twice"],
        doubled_mail > 0,
        bool(run.refused),
        wrong_dates[0] > 0,
        not quiet,
        verified.returncode != 0,
    ]
    return 1 if any(faults) else 0


def misdated(data: Path) -> tuple[int, int]:
    """(misdated, all): escalations whose first rung is not dated the very moment its promise was due."""

    rows = _rows(data, "SELECT body, happened_at FROM ledger_fact WHERE kind = 'deadlines.escalated'")
    due = dict(_rows(data, "SELECT id, due_at FROM ledger_promise"))
    wrong = 0
    for body, happened_at in rows:
        fields = json.loads(body)["fields"]
        if fields["rung"] == 1 and fields["promise"] in due:
            wrong += abs(_moment(happened_at) - _moment(due[fields["promise"]])) > timedelta(milliseconds=1)
    return wrong, len(rows)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(str(text)).replace(tzinfo=None)


def _rows(data: Path, question: str) -> list[Any]:
    connection = sqlite3.connect(f"file:{data / 'nattoku.sqlite3'}?mode=ro", uri=True, timeout=20)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--complaints", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nattoku-chaos-") as directory:
        sys.exit(go(asked.complaints, asked.kills, asked.seed, Path(directory)))
