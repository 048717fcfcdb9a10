"""The reader as a process of its own: `python -m nattoku.lib.japanese_mail` reads requests and writes answers.

Request: 4 bytes length, 4 bytes place (0: the mail, n: the attachment at n - 1), 1 byte whether the envelope's sender
was empty, the message. Answer: 4 bytes length, then 1 byte (0 read, 1 nothing there, 2 could not be read) and what
was asked for. The limits are taken before the first byte is read, and the processor time anew for each message.
"""

import dataclasses
import json
import resource
import struct
import sys
from typing import BinaryIO

from nattoku.lib.japanese_mail import content, read

SECONDS = 10
MEMORY = 512 * 1024 * 1024
NOTHING, UNREADABLE = b"\x01", b"\x02"


def main() -> None:
    """Until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(9)) == 9:
        length, place, from_nobody = struct.unpack(">II?", head)
        _allow_seconds()
        said = _answer(asked, length, place, from_nobody)
        told.write(struct.pack(">I", len(said)) + said)
        told.flush()


def _answer(asked: BinaryIO, length: int, place: int, from_nobody: bool) -> bytes:
    try:
        raw = asked.read(length)
        if place:
            found = content(raw, place - 1)
            return NOTHING if found is None else b"\x00" + found
        mail = read(raw, envelope_from="" if from_nobody else None)
        return b"\x00" + json.dumps(dataclasses.asdict(mail), ensure_ascii=True).encode("ascii")
    except (MemoryError, RecursionError):
        return UNREADABLE
    except Exception as error:  # whatever it was, the message is kept and a person looks
        return UNREADABLE + type(error).__name__.encode("ascii", "replace")


def _allow_seconds() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
