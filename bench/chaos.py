"""Kill the server with SIGKILL while it takes submissions: nothing acknowledged is lost, nothing is doubled.

python -m bench.chaos --kills 200 [--seed S]. Exit 1 when anything was lost or doubled, or the ledger does not verify.
"""

import argparse
import http.client
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

from bench.client import Client
from tests.house import House, found, free_port, open_house

SUBMITTERS = 4


class Submitter(threading.Thread):
    """Submits complaints under ids of its own, again and again until each is acknowledged."""

    def __init__(self, port: int, token: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client, self.stop_now = Client(port, token), stop
        self.acknowledged: dict[str, str] = {}
        self.refused: list[tuple[int, object]] = []
        self.retries = 0

    def run(self) -> None:
        while not self.stop_now.is_set():
            self.submit(str(uuid.uuid4()))

    def submit(self, mark: str) -> None:
        body = {"id": mark, "door": "phone", "words": f"届かない {mark}", "fact": "届いていない"}
        while True:
            try:
                status, answer = self.client.post("/api/v1/cases", body)
            except (OSError, http.client.HTTPException, ValueError):
                self.retries += 1
                time.sleep(0.02)
                continue
            if status == 201:
                self.acknowledged[mark] = answer["no"]
            else:
                self.refused.append((status, answer))
            return


def run(kills: int, seed: int, data: Path) -> int:
    """Returns the exit code."""
    chance = random.Random(seed)
    token = found(data)["sato"]
    port, stop = free_port(), threading.Event()
    house: House = open_house(data, port=port)
    submitters = [Submitter(port, token, stop) for _ in range(SUBMITTERS)]
    for one in submitters:
        one.start()
    for n in range(kills):
        time.sleep(chance.uniform(0.05, 0.6))
        house.kill()
        house = open_house(data, port=port)
        print(
            f"\r{n + 1}/{kills} kills, {sum(len(s.acknowledged) for s in submitters)} acknowledged",
            end="",
            file=sys.stderr,
        )
    time.sleep(0.5)
    stop.set()
    for one in submitters:
        one.join(60)
    house.stop()
    print(file=sys.stderr)
    return judge(submitters, kills, seed, data)


def judge(submitters: list[Submitter], kills: int, seed: int, data: Path) -> int:
    """Count in the database itself what was acknowledged."""
    acknowledged = {mark: no for s in submitters for mark, no in s.acknowledged.items()}
    kept: Counter[str] = Counter()
    rows = sqlite3.connect(data / "nattoku.sqlite3").execute("SELECT value FROM ledger_private WHERE field = 'words'")
    for (value,) in rows:
        kept[json.loads(bytes(value)).split()[-1]] += 1
    lost = [m for m in acknowledged if m not in kept]
    doubled = [m for m, n in kept.items() if n > 1]
    refused = [r for s in submitters for r in s.refused]
    verified = subprocess.run(
        [sys.executable, "-m", "nattoku", "ledger", "verify", "--json", "--data", str(data)],
        capture_output=True,
        check=False,
    )
    print(
        f"kills {kills} (seed {seed}); acknowledged {len(acknowledged)}; retries {sum(s.retries for s in submitters)}; "
        f"lost {len(lost)}; doubled {len(doubled)}; refused {len(refused)}; ledger verify exit {verified.returncode}"
    )
    for status, answer in refused[:3]:
        print(status, answer)
    return 1 if lost or doubled or refused or verified.returncode else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nattoku-chaos-") as directory:
        sys.exit(run(asked.kills, asked.seed, Path(directory)))
