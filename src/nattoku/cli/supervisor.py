"""One process tree: the web server and the worker under a parent that restarts what dies and stops cleanly."""

import ctypes
import signal
import subprocess
import sys
import time
from types import FrameType

PR_SET_PDEATHSIG = 1
CALM = 5.0


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Keeps the given commands running. A command that dies within seconds is started again ever more slowly."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.born: dict[str, float] = {}
        self.pause: dict[str, float] = dict.fromkeys(commands, 0.2)
        self.stopping = False

    def run(self) -> int:
        """Until SIGTERM or SIGINT; 0 when everything stopped cleanly."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        for name in self.commands:
            self._start(name)
        while not self.stopping:
            for name, child in list(self.running.items()):
                if child.poll() is not None and not self.stopping:
                    self._again(name)
            time.sleep(0.1)
        return self._end()

    def _start(self, name: str) -> None:
        preexec = _die_with_parent if sys.platform == "linux" else None
        command = [sys.executable, "-m", "nattoku", *self.commands[name]]
        self.running[name] = subprocess.Popen(command, preexec_fn=preexec)
        self.born[name] = time.monotonic()

    def _again(self, name: str) -> None:
        if time.monotonic() - self.born[name] > CALM:
            self.pause[name] = 0.2
        time.sleep(self.pause[name])
        self.pause[name] = min(self.pause[name] * 2, 10.0)
        self._start(name)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> int:
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + 15
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        return 0
