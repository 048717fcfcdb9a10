"""Insert many rows with a statement that is built once: the ORM builds it anew each time, at ten times the cost.

Three quarters of a submission's time went into building the same eight INSERT statements again.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model

AT_ONCE = 50


def insert(rows: Sequence[Model]) -> None:
    """Insert rows of one model. Their automatic ids are not read back."""
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        _execute(part)


def insert_one(row: Model) -> int:
    """Insert a row and return its automatic id."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(row), 1) + " RETURNING id", _values(row))
        pk: int = cursor.fetchone()[0]
    row.pk = pk
    return pk


def update(model: type[Model], pk: Any, changes: dict[str, Any]) -> None:
    """Set plain values of one row; nothing when there is no such row."""
    fields = {f.attname: f for f in _fields(model)}
    values = [fields[name].get_db_prep_save(value, connection) for name, value in changes.items()]
    execute(_set(model, tuple(changes)), [*values, pk])


def row(statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The first row, or None: for the few questions that every request asks."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows, likewise."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def scalar(statement: str, values: Sequence[Any]) -> Any:
    """The first column of the first row, or None."""
    found = row(statement, values)
    return found[0] if found else None


def execute(statement: str, values: Sequence[Any]) -> None:
    """One statement that answers nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _execute(rows: Sequence[Model]) -> None:
    values = [value for row in rows for value in _values(row)]
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(rows[0]), len(rows)), values)


def _values(row: Model) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in _fields(type(row))]


@cache
def _fields(model: Any) -> tuple["Field[Any, Any]", ...]:
    return tuple(f for f in model._meta.concrete_fields if not isinstance(f, AutoField))


@cache
def _set(model: Any, names: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    columns = {f.attname: quote(str(f.column)) for f in _fields(model)}
    assigned = ", ".join(f"{columns[name]} = %s" for name in names)
    key = quote(str(model._meta.pk.column))
    return f"UPDATE {quote(model._meta.db_table)} SET {assigned} WHERE {key} = %s"  # noqa: S608


@cache
def _statement(model: Any, count: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(f.column)) for f in _fields(model))
    row = "(" + ", ".join(["%s"] * len(_fields(model))) + ")"
    table = quote(model._meta.db_table)
    # names of our own models, quoted; the values are bound
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608
