"""The outbox's throughput beside a bare HTTP client that sends the same messages to the same server.

python -m bench.notices [--count N]. Also: from a complaint received at 20/s to its message arrived.
"""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from bench.intake import TOKEN, accepted, chatwork, complaint, drained, latencies
from bench.load import load
from tests.house import found, open_house

THREADS = 4  # as many as the worker has for one channel


def bare(peer: str, bodies: list[str]) -> float:
    """Messages a second of a client that does nothing but send."""
    with httpx.Client(base_url=f"{peer}/v2", headers={"x-chatworktoken": TOKEN}, timeout=10) as client:

        def post(body: str) -> None:
            client.post("/rooms/101/messages", data={"body": body, "self_unread": "0"}).raise_for_status()

        begun = time.monotonic()
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(post, bodies))
        return len(bodies) / (time.monotonic() - begun)


def run(count: int, directory: Path) -> int:
    """Print every figure; the exit code is 1 when not everything arrived."""
    data = directory / "data"
    tokens = found(data)
    unlimited = {"NATTOKU_CHATWORK_PER_5MIN": "0", "NATTOKU_CHATWORK_PER_ROOM_10S": "0"}
    with chatwork(calls=0, posts=0) as peer:
        env = {"NATTOKU_CHATWORK_URL": f"{peer}/v2", "NATTOKU_CHATWORK_TOKEN": TOKEN} | unlimited

        def mild(n: int) -> dict[str, object]:
            return complaint(n) | {"severity": "B"}

        closed = open_house(data, command="web", **env)  # nobody carries yet
        load(closed.port, tokens["sato"], "/api/v1/cases", mild, count=count, clients=4)
        closed.stop()
        opened = open_house(data, **env)
        try:
            while not accepted(peer):
                time.sleep(0.005)
            had = len(accepted(peer))
            drained(peer, count - had, within=120)
            messages = accepted(peer)
            ours = (len(messages) - had) / max(1e-9, max(float(m["arrived_at"]) for m in messages) - _first(messages))
            lacking = count - len(messages)
            plain = bare(peer, [str(m["body"]) for m in messages])
            before = len(accepted(peer))
            paced = load(opened.port, tokens["sato"], "/api/v1/cases", mild, count=400, clients=4, rate=20.0)
            drained(peer, 400, within=30)
            arrivals = latencies(paced, accepted(peer)[before:])
        finally:
            opened.stop()
    print(f"peer: a bare HTTP client, {THREADS} threads           {plain:7.1f} messages/s")
    print(f"nattoku: {count} waiting notices carried      {ours:7.1f} messages/s   ratio {ours / plain:.2f}")
    print(f"complaint at 20/s -> message arrived         {arrivals}  ({len(arrivals.seconds)} of 400)")
    return 1 if lacking or len(arrivals.seconds) < 400 else 0


def _first(messages: list[dict[str, object]]) -> float:
    return min(float(str(m["arrived_at"])) for m in messages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nattoku-bench-") as directory:
        sys.exit(run(asked.count, Path(directory)))
