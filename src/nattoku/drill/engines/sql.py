"""Ibis, and the engines' own functions that it does not know."""

from typing import Any

import ibis
import ibis.expr.datatypes as dt


def written(expression: Any, dialect: str) -> str:
    """As SQL of one engine."""
    return str(ibis.to_sql(expression, dialect=dialect))


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def epoch_us(moment) -> int:  # type: ignore[no-untyped-def,empty-body]
    """DuckDB."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def date_part(part, moment) -> float:  # type: ignore[no-untyped-def,empty-body]
    """PostgreSQL."""


@ibis.udf.scalar.builtin(name="toUnixTimestamp64Micro")  # type: ignore[untyped-decorator]
def to_micros(moment) -> int:  # type: ignore[no-untyped-def,empty-body]
    """ClickHouse."""


@ibis.udf.scalar.builtin(name="toDateTime64")  # type: ignore[untyped-decorator]
def to_moment(moment, digits) -> dt.timestamp:  # type: ignore[no-untyped-def]
    """ClickHouse."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def unix_micros(moment) -> int:  # type: ignore[no-untyped-def,empty-body]
    """Spark."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def to_unixtime(moment) -> float:  # type: ignore[no-untyped-def,empty-body]
    """Trino."""


def trino_micros(moment: Any) -> Any:
    """Seconds as a fraction, to the nearest microsecond. Cast with its digits: Trino's own default are milliseconds."""
    return (to_unixtime(moment.cast("timestamp('UTC', 6)")) * 1_000_000).round().cast("int64")
