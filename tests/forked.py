"""A command in a process of its own that begins where this one is: all that a fresh interpreter does but importing."""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from subprocess import CompletedProcess
from typing import IO

from django.db import connection

from nattoku.cli.main import main


def nattoku(words: Sequence[str], env: Mapping[str, str]) -> "CompletedProcess[str]":
    """`nattoku WORDS` on the database that this process works on; its exit code, and what it said."""
    connection.close()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            _run(list(words), env, out, err)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return CompletedProcess(["nattoku", *words], code, _said(out), _said(err))


def _run(words: list[str], env: Mapping[str, str], out: IO[bytes], err: IO[bytes]) -> None:
    code: object = 1
    try:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
        os.environ.clear()
        os.environ.update(env)
        sys.argv = ["nattoku", *words]
        main()
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def _said(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
