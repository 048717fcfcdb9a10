"""Databases of a test's own: copies of one migrated template, for tests that need what is really committed.

Facts cannot be deleted, so nothing can be flushed afterwards: the copy is thrown away instead.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings


@dataclass(frozen=True)
class OwnDatabase:
    """A migrated, empty database in a data directory of its own. name: a file on SQLite, a database on PostgreSQL."""

    data: Path
    name: str

    @property
    def env(self) -> dict[str, str]:
        """The environment with which another process works on the same database."""
        url = os.environ["NATTOKU_DATABASE_URL"]
        own = urlunsplit(urlsplit(url)._replace(path=f"/{self.name}")) if url else ""
        return os.environ | {"NATTOKU_DATA": str(self.data), "NATTOKU_DATABASE_URL": own}


def on_sqlite() -> bool:
    """Whether this run is on SQLite."""
    return connection.vendor == "sqlite"


@contextmanager
def template(data: Path) -> Iterator[OwnDatabase]:
    """A migrated database to copy from; nobody is connected to it."""
    made = OwnDatabase(data, str(data / "nattoku.sqlite3") if on_sqlite() else f"template_{uuid4().hex}")
    if not on_sqlite():
        _postgres(f'CREATE DATABASE "{made.name}"')
    with working_on(made):
        call_command("migrate", verbosity=0)
    yield made
    _drop(made)


@contextmanager
def copy(of: OwnDatabase, data: Path) -> Iterator[OwnDatabase]:
    """A copy of a template, and this process working on it."""
    data.mkdir(exist_ok=True)
    made = OwnDatabase(data, str(data / "nattoku.sqlite3") if on_sqlite() else f"own_{uuid4().hex}")
    if on_sqlite():
        shutil.copy(of.name, made.name)
    else:
        _postgres(f'CREATE DATABASE "{made.name}" TEMPLATE "{of.name}"')
    with working_on(made):
        yield made
    _drop(made)


@contextmanager
def working_on(own: OwnDatabase) -> Iterator[None]:
    """This process, all its threads, and the anchors, on that database for the time of a block."""
    used = connections.settings["default"]
    before = used["NAME"]
    connection.close()
    used["NAME"] = connection.settings_dict["NAME"] = own.name
    try:
        with override_settings(NATTOKU_DATA=str(own.data)):
            yield
    finally:
        connection.close()
        used["NAME"] = connection.settings_dict["NAME"] = before


def _drop(own: OwnDatabase) -> None:
    if not on_sqlite():
        _postgres(f'DROP DATABASE "{own.name}" WITH (FORCE)')


def _postgres(statement: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["NATTOKU_DATABASE_URL"], autocommit=True) as cluster:
        cluster.execute(statement)
