"""A whole Nattoku as a user runs it: its own data directory, a real server process, a company in it.

`python -m tests.house DIR` founds the company of tests.company in DIR and prints tokens as JSON.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READY_WITHIN = 60.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def found(data: Path, **env: str) -> dict[str, str]:
    """Make the database in `data` with the test company; person's id -> API token."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.house", str(data)],
        capture_output=True,
        text=True,
        env=os.environ | {"NATTOKU_DATA": str(data), "NATTOKU_DATABASE_URL": ""} | env,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(made.stderr)
    tokens: dict[str, str] = json.loads(made.stdout)
    return tokens


@dataclass
class House:
    """A running server. `process` leads its own process group."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server did not answer")

    def kill(self) -> None:
        """SIGKILL to all of it, as a crash would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """As an operator stops it."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def open_house(data: Path, *, port: int = 0, command: str = "serve", **env: str) -> House:
    """Start `nattoku serve` (or `web`) on `data`; returns when it answers."""
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "nattoku", command, "--port", str(port)],
        env=os.environ | {"NATTOKU_DATA": str(data), "NATTOKU_DATABASE_URL": "", "NATTOKU_LANG": "ja"} | env,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    house = House(data, port, process)
    try:
        house.wait()
    except BaseException:
        house.kill()
        raise
    return house


@contextmanager
def house(data: Path, **env: str) -> Iterator[House]:
    """A server for the time of a block."""
    opened = open_house(data, **env)
    try:
        yield opened
    finally:
        opened.stop()


def _found_here() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nattoku.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from nattoku.people.models import Person
    from tests.company import found_company

    call_command("migrate", verbosity=0)
    company = found_company(timezone.now(), password="a long enough password")
    print(json.dumps({p.pk: company.token(p) for p in Person.objects.all()}))


if __name__ == "__main__":
    os.environ["NATTOKU_DATA"] = sys.argv[1]
    _found_here()
