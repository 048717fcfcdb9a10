"""A throw-away PostgreSQL for the tests: NATTOKU_TEST_DATABASE=postgres. One cluster a run, gone with it.

A missing PostgreSQL is an error in that mode, never a skip.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

WITHIN = 60.0
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
}


def wanted() -> bool:
    """Whether this run is to be on PostgreSQL; anything but "", "sqlite" and "postgres" is a mistake."""
    asked = os.environ.get("NATTOKU_TEST_DATABASE", "")
    if asked not in ("", "sqlite", "postgres"):
        raise SystemExit(f"NATTOKU_TEST_DATABASE is {asked!r}: it may be sqlite or postgres")
    return asked == "postgres"


def start() -> str:
    """Start a cluster for this run and return its URL; the workers of a parallel run share their parent's."""
    if shared := os.environ.get("NATTOKU_TEST_CLUSTER"):
        return shared
    home = Path(tempfile.mkdtemp(prefix="nattoku-postgres-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is told to end tidies up as on Ctrl+C
    as_other = _other_user(home)
    initdb = [_program("initdb"), "-D", str(home / "data"), "-U", "nattoku", "-A", "trust", "-E", "UTF8"]
    made = subprocess.run([*as_other, *initdb, "--locale=C", "-N"], capture_output=True, text=True, check=False)
    if made.returncode:
        raise SystemExit(f"initdb failed:\n{made.stdout}{made.stderr}")
    port = _listen(home, as_other)
    os.environ["NATTOKU_TEST_CLUSTER"] = f"postgres://nattoku@127.0.0.1:{port}/postgres"
    return os.environ["NATTOKU_TEST_CLUSTER"]


def _listen(home: Path, as_other: list[str]) -> int:
    """Start the server on a free port; another one if somebody took it meanwhile."""
    for _ in range(5):
        port = _free_port()
        options = [w for k, v in FAST.items() for w in ("-c", f"{k}={v}")]
        places = ["-D", str(home / "data"), "-p", str(port), "-k", str(home)]
        with (home / "log").open("wb") as log:
            # pdeathsig: it ends with this process, however this process ends
            server = subprocess.Popen(
                ["setpriv", "--pdeathsig", "QUIT", *as_other[1:], _program("postgres"), *places, *options],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if _answers(server, home, port):
            atexit.register(_stop, server)
            return port
        _stop(server)
    raise SystemExit(f"PostgreSQL did not start:\n{(home / 'log').read_text(errors='replace')}")


def _answers(server: "subprocess.Popen[bytes]", home: Path, port: int) -> bool:
    deadline = time.monotonic() + WITHIN
    ready = [_program("pg_isready"), "-q", "-h", str(home), "-p", str(port), "-d", "postgres"]
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(ready, check=False).returncode == 0:
            return True
        time.sleep(0.05)
    return False


def _stop(server: "subprocess.Popen[bytes]") -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)  # at once, since nothing of it is kept
        server.wait(20)


def _other_user(home: Path) -> list[str]:
    """How to become somebody else: PostgreSQL refuses to run as root. The home is then theirs."""
    if os.geteuid() != 0:
        return ["setpriv"]
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(home, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _program(name: str) -> str:
    """A program of PostgreSQL; Debian keeps the servers of each version apart."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4]))
    found = str(places[-1]) if places else shutil.which(name)
    if not found:
        raise SystemExit(f"NATTOKU_TEST_DATABASE=postgres, but there is no {name}: run `make setup-test`")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
