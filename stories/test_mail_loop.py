"""Two installations write to each other, through a gateway that loses what would warn them: it ends by itself."""

import os
import shutil
import signal
import smtplib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests import house
from tests.mail.letters import written
from tests.peers.post import PostOffice

WARNINGS = ("Auto-Submitted", "X-Nattoku-Notice")
PENDING = "SELECT count(*) FROM notices_notice WHERE state IN ('waiting', 'sending', 'unsure')"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("house")
    house.found(data)
    return data


@contextmanager
def running(data: Path, domain: str, *, door: int, post: int) -> Iterator[None]:
    """A house that takes mail in at `door` and sends through the post office."""
    env = os.environ | {
        "NATTOKU_DATA": str(data),
        "NATTOKU_DATABASE_URL": "",
        "NATTOKU_SMTP_HOST": "127.0.0.1",
        "NATTOKU_SMTP_PORT": str(post),
        "NATTOKU_SMTP_STARTTLS": "false",
        "NATTOKU_MAIL_FROM": f"nattoku@{domain}",
        "NATTOKU_MAIL_ANSWERS": f"nattoku@{domain}",
    }
    commands = [["mail", "listen", "--port", str(door)], ["worker"]]
    begun = [subprocess.Popen([sys.executable, "-m", "nattoku", *c], env=env) for c in commands]
    try:
        _wait_for(door)
        yield
    finally:
        for one in begun:
            one.send_signal(signal.SIGTERM)
        for one in begun:
            one.wait(30)


def _wait_for(port: int) -> None:
    ends = time.monotonic() + 60
    while True:
        try:
            with smtplib.SMTP("127.0.0.1", port, local_hostname="x.example", timeout=60):
                return
        except OSError:
            assert time.monotonic() < ends
            time.sleep(0.1)


def _quiet(*houses: Path) -> bool:
    """Nothing is on its way: a mail is in its sender's outbox until the other house has taken it in."""
    for data in (*houses, houses[0]):
        with closing(sqlite3.connect(data / "nattoku.sqlite3", timeout=20)) as database:
            if database.execute(PENDING).fetchone()[0]:
                return False
    return True


@pytest.mark.parametrize(("strips", "most"), [((), 1), ((*WARNINGS, "In-Reply-To", "References"), 3)])
def test_two_houses_that_answer_each_other_stop_within_three_mails(
    founded: Path, tmp_path: Path, strips: tuple[str, ...], most: int
) -> None:
    ours, theirs = tmp_path / "a", tmp_path / "b"
    for data in (ours, theirs):
        shutil.copytree(founded, data)
    doors = {"a.example": house.free_port(), "b.example": house.free_port()}
    with ExitStack() as stack:
        post = stack.enter_context(PostOffice(doors, strips=strips))
        stack.enter_context(running(ours, "a.example", door=doors["a.example"], post=post.port))
        stack.enter_context(running(theirs, "b.example", door=doors["b.example"], post=post.port))
        with smtplib.SMTP("127.0.0.1", doors["a.example"], local_hostname="x.example") as first:
            first.sendmail("nattoku@b.example", ["nattoku@a.example"], written(sender="nattoku@b.example"))
        ends = time.monotonic() + 90
        while not _quiet(ours, theirs):
            assert time.monotonic() < ends, post.carried
            time.sleep(0.2)
        assert 1 <= len(post.carried) <= most, post.carried
