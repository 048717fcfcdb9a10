"""Reading what strangers send: in a process of its own that may take 10 seconds and 512 MB, and may die of it."""

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from nattoku.lib.japanese_mail.headers import Address
from nattoku.lib.japanese_mail.nature import Nature
from nattoku.lib.japanese_mail.reading import Attachment, Mail

SECONDS = 10.0
AT_ONCE = 60_000  # bytes: a pipe takes them before anybody reads
_SOURCE = Path(__file__).parents[3]


class Unreadable(Exception):
    """Nobody could read it within the limits; its bytes are still whole."""


class Reader:
    """Reads mails one after another in one child; a child that dies or takes too long is replaced."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def read(self, raw: bytes, *, from_nobody: bool = False) -> Mail:
        """The mail, or Unreadable. from_nobody: the envelope named no sender, as bounces do."""
        return _mail(json.loads(self._ask(raw, 0, from_nobody)))

    def content(self, raw: bytes, at: int) -> bytes:
        """The bytes of the attachment at this place, or Unreadable."""
        return self._ask(raw, at + 1, False)

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                with contextlib.suppress(OSError):  # what it was not told any more is lost with it
                    assert pipe is not None
                    pipe.close()
            self._child = None

    def _ask(self, raw: bytes, place: int, from_nobody: bool) -> bytes:
        child = self._child or self._started()
        ends = time.monotonic() + SECONDS
        request = struct.pack(">II?", len(raw), place, from_nobody) + raw
        writer = threading.Thread(target=_write, args=(child, request), daemon=True)
        if len(request) < AT_ONCE:
            _write(child, request)
        else:
            writer.start()
        try:
            (length,) = struct.unpack(">I", _taken(child, 4, ends))
            said = _taken(child, length, ends)
        except (TimeoutError, EOFError) as lost:
            self.close()
            raise Unreadable(str(lost)) from lost
        finally:
            if writer.ident:
                writer.join(1)
        if said[:1] != b"\x00":
            raise Unreadable(said[1:].decode("ascii", "replace") or "memory")
        return said[1:]

    def _started(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([str(_SOURCE), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "nattoku.lib.japanese_mail"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": path, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        )
        return self._child


def _write(child: subprocess.Popen[bytes], request: bytes) -> None:
    try:
        assert child.stdin is not None
        child.stdin.write(request)
        child.stdin.flush()
    except (OSError, ValueError):
        return  # it died, which the reading side notices


def _taken(child: subprocess.Popen[bytes], wanted: int, ends: float) -> bytes:
    assert child.stdout is not None
    pipe, got = child.stdout.fileno(), bytearray()
    while len(got) < wanted:
        left = ends - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise TimeoutError("10 s")
        piece = os.read(pipe, min(wanted - len(got), 1 << 20))
        if not piece:
            raise EOFError("the reader died")
        got += piece
    return bytes(got)


def _mail(told: dict[str, Any]) -> Mail:
    return Mail(
        **told
        | {
            "sender": Address(**told["sender"]),
            "nature": Nature(told["nature"]),
            "to": tuple(told["to"]),
            "answers": tuple(told["answers"]),
            "returned": tuple(told["returned"]),
            "attachments": tuple(Attachment(**one) for one in told["attachments"]),
        }
    )
