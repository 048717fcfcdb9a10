"""`make day-one`: from an empty directory to the first complaint in a Chatwork-like room, through a real browser.

Prints every step with its time. `python -m stories.day_one [--shots DIR] [--phone]`.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from stories.browser.opening_day import FACT, Clock, whole_day
from tests.house import free_port
from tests.peers.chatwork import ChatworkPeer

ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]


def main() -> None:
    """One whole day one."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--shots", type=Path)
    asked.add_argument("--phone", action="store_true")
    wanted = asked.parse_args()
    if wanted.shots:
        wanted.shots.mkdir(parents=True, exist_ok=True)
    size = {"width": 375, "height": 812} if wanted.phone else {"width": 1280, "height": 900}
    clock = Clock(print)
    with tempfile.TemporaryDirectory() as folder, ChatworkPeer(rooms=("101",)) as peer:
        began = time.monotonic()
        process, first = start(Path(folder) / "data", peer)
        print(f"{'':>2}  {time.monotonic() - began:6.1f} s  空のフォルダーで nattoku serve")
        try:
            with sync_playwright() as playwright:
                path = shutil.which("chromium") or shutil.which("chromium-browser")
                browser = playwright.chromium.launch(executable_path=path, args=ARGS)
                page = browser.new_page(base_url=first.split("/setup")[0], viewport=size, locale="ja-JP")
                number = whole_day(page, first, Path(folder), clock, shots=wanted.shots)
                arrived = reported(peer)
                browser.close()
        finally:
            stop(process)
    print(f"受付番号 {number}。部屋に届いた一報：\n{arrived}")
    print(f"{len(clock.took)} steps, {sum(t for _, t in clock.took):.1f} s in the browser")


def start(data: Path, peer: ChatworkPeer) -> tuple["subprocess.Popen[str]", str]:
    """`nattoku serve` on an empty directory, and the link it shows on the terminal."""
    process = subprocess.Popen(
        [sys.executable, "-m", "nattoku", "serve", "--data", str(data), "--port", str(free_port())],
        env=os.environ
        | {
            "NATTOKU_DATABASE_URL": "",
            "NATTOKU_LANG": "ja",
            "NATTOKU_CHATWORK_URL": peer.url,
            "NATTOKU_CHATWORK_TOKEN": peer.token,
        },
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+/setup/first/\S+", line):
            wait(found[0].split("/setup")[0])
            return process, found[0]
    raise RuntimeError("it ended before it showed its link")


def stop(process: "subprocess.Popen[str]") -> None:
    """As an operator stops it."""
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(20)
    if process.stderr is not None:
        process.stderr.close()


def wait(url: str) -> None:
    """Until it answers."""
    import urllib.request

    for _ in range(1800):  # a busy machine takes its time
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("it does not answer")


def reported(peer: ChatworkPeer) -> str:
    """The first report as it stands in the room."""
    for _ in range(200):
        found = [m.body for m in peer.messages("101") if FACT in m.body]
        if found:
            return found[0]
        time.sleep(0.1)
    raise RuntimeError("nothing arrived in the room")


if __name__ == "__main__":
    main()
