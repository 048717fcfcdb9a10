"""The main job under load: 50 real late orders carried end to end, then submissions/s beside a bare POST.

python -m bench.intake [--seconds-of-load N]. Every figure is printed with its peer of the same run.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import olist
from bench.load import Figures, load
from tests.house import found, free_port, house

TOKEN = "a-token-of-the-peer"
ROOMS = "101,102"
LIMIT_ROOM = 10  # real: messages to one room in 10 seconds


def complaint(n: int) -> dict[str, Any]:
    """What a receiver types while the customer speaks."""
    return {
        "id": f"bench-{time.time_ns()}-{n}",
        "door": "phone",
        "words": f"頼んだ椅子がまだ届かない。もう3日も待っている。{n}回目の電話です。",
        "fact": "11月19日お届けのお約束の椅子2脚が届いていない",
        "about": ["delivery"],
        "customer": {"name": "青木 花子", "reading": "あおき はなこ"},
        "danger": "no",
    }


@contextmanager
def chatwork(*, calls: int, posts: int) -> Iterator[str]:
    """A Chatwork-like server; 0 switches a limit off. Yields its address."""
    port = free_port()
    command = ["--port", str(port), "--token", TOKEN, "--rooms", ROOMS, "--calls", str(calls), "--posts", str(posts)]
    peer = subprocess.Popen([sys.executable, "-m", "tests.peers.chatwork", *command], stdout=subprocess.DEVNULL)
    try:
        _answers(f"http://127.0.0.1:{port}/peer/accepted")
        yield f"http://127.0.0.1:{port}"
    finally:
        peer.terminate()
        peer.wait(10)


def _answers(url: str) -> Any:
    deadline = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.loads(answer.read())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def accepted(peer: str) -> list[dict[str, Any]]:
    """Messages the peer has taken, with their arrival times."""
    found: list[dict[str, Any]] = _answers(f"{peer}/peer/accepted")
    return found


def commits_a_second(directory: Path, seconds: float = 2.0) -> float:
    """The physical limit: bare FULL commits of one row on this disk, one writer."""
    connection = sqlite3.connect(directory / "limit.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (words TEXT)")
    begun, n = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        connection.execute("INSERT INTO t VALUES ('届かない')")
        n += 1
    connection.close()
    return n / (time.monotonic() - begun)


def bare(directory: Path, *, count: int, clients: int) -> Figures:
    """The peer: a bare framework POST that writes one row."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "bench.bare", str(port), str(directory / "bare.sqlite3")])
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.05)
        load(port, "", "/write", complaint, count=50, clients=clients)
        return load(port, "", "/write", complaint, count=count, clients=clients)
    finally:
        server.terminate()
        server.wait(10)


def drained(peer: str, wanted: int, *, within: float) -> float:
    """Seconds until the peer has taken `wanted` messages more than now, or `within`."""
    begun, had = time.monotonic(), len(accepted(peer))
    while len(accepted(peer)) < had + wanted and time.monotonic() - begun < within:
        time.sleep(0.2)
    return time.monotonic() - begun


def latencies(figures: Figures, messages: list[dict[str, Any]]) -> Figures:
    """From the moment a submission left to the moment its message arrived."""
    arrived = {}
    for message in messages:
        for line in str(message["body"]).splitlines():
            if line.startswith("受付番号 "):
                arrived.setdefault(line.split()[1].split("　")[0], float(message["arrived_at"]))
    seconds = [arrived[a["no"]] - sent for sent, a in figures.answers if a["no"] in arrived]
    return Figures(seconds=seconds, wall=figures.wall)


def run(count: int, clients: int, directory: Path) -> int:
    """Print every figure; the exit code is 1 when a case could not be carried to its end."""
    limit = commits_a_second(directory)
    print(f"disk: bare FULL commits of one row, one writer     {limit:7.1f}/s")
    peer_figures = bare(directory, count=count, clients=clients)
    print(f"peer: bare Django POST, one row, {clients} connections      {peer_figures}")
    data = directory / "data"
    tokens = found(data)
    failures: list[str] = []
    raised = {"NATTOKU_CHATWORK_PER_5MIN": "0", "NATTOKU_CHATWORK_PER_ROOM_10S": "0"}
    with chatwork(calls=0, posts=0) as peer:
        env = {"NATTOKU_CHATWORK_URL": f"{peer}/v2", "NATTOKU_CHATWORK_TOKEN": TOKEN} | raised
        with house(data, **env) as opened:
            failures = olist.carry(opened.port, tokens, data=data, cases=50)
            begun = len(accepted(peer))
            paced = load(opened.port, tokens["sato"], "/api/v1/cases", complaint, count=400, clients=4, rate=20.0)
            drained(peer, 400 - (len(accepted(peer)) - begun), within=20)
            arrivals = latencies(paced, accepted(peer)[begun:])
            print(f"nattoku: receive at 20/s (API answer)              {paced}")
            print(f"nattoku: receive at 20/s -> message arrived        {arrivals}  ({len(arrivals.seconds)} of 400)")
            ours = load(opened.port, tokens["sato"], "/api/v1/cases", complaint, count=count, clients=clients)
            print(f"nattoku: receive, {clients} connections, worker running     {ours}")
            failures += [str(w) for w in (*paced.wrong, *ours.wrong)]
    print(
        f"ratio to the bare POST: {ours.rate / peer_figures.rate:.2f}   ratio to the disk's bare commits: {ours.rate / limit:.2f}"
    )
    print(f"drain of {LIMIT_ROOM * 6} messages under the real limits: {real_limits(directory):.0f} s")
    for failure in failures[:5]:
        print("failed:", failure)
    return 1 if failures else 0


def real_limits(directory: Path) -> float:
    """How long 60 notices take when the peer keeps 300 calls in 5 minutes and 10 messages a room in 10 seconds."""
    data = directory / "limits"
    tokens = found(data)
    with chatwork(calls=300, posts=LIMIT_ROOM) as peer:
        env = {"NATTOKU_CHATWORK_URL": f"{peer}/v2", "NATTOKU_CHATWORK_TOKEN": TOKEN}
        with house(data, **env) as opened:
            load(opened.port, tokens["sato"], "/api/v1/cases", complaint, count=LIMIT_ROOM * 6, clients=4)
            return drained(peer, LIMIT_ROOM * 6 - len(accepted(peer)), within=180)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1500, help="submissions of the full-speed run")
    parser.add_argument("--clients", type=int, default=8)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nattoku-bench-") as directory:
        sys.exit(run(asked.count, asked.clients, Path(directory)))
