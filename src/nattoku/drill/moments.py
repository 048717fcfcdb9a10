"""How a moment is written in a file, as SQL: microseconds since 1970 UTC, null where it cannot be read.

A moment without an offset is one of the session's time zone.
"""

from typing import Final

# What DuckDB's own reading of ISO 8601 (with - or /) does not know.
_FORMATS: Final = (
    "%Y年%m月%d日 %H時%M分%S秒",
    "%Y年%m月%d日 %H時%M分",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
    "%Y.%m.%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y.%m.%d",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
)
_DIGITS: Final = "[0-9]{8}|(19|20)[0-9]{10}|[0-9]{14}"  # no count of seconds or milliseconds in our days is as long
_DIGIT_FORMATS: Final = ("%Y%m%d%H%M%S", "%Y%m%d%H%M", "%Y%m%d")
_INTEGERS: Final = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "UHUGEINT",
)
_FRACTIONS: Final = ("FLOAT", "DOUBLE", "DECIMAL")


def quoted(column: str) -> str:
    """The name of a column, safe in SQL."""
    return '"' + column.replace('"', '""') + '"'


def text(column: str | None) -> str:
    """The words of a column without blanks around them, null where it is empty; null for no column."""
    if column is None:
        return "NULL::VARCHAR"
    return f"nullif(trim({quoted(column)}::VARCHAR), '')"


def micros(column: str | None, kind: str) -> str:
    """Microseconds. Numbers are seconds, milli-, micro- or nanoseconds since 1970, by their size."""
    if column is None:
        return "NULL::BIGINT"
    if kind in _INTEGERS:
        return _counted(f"try_cast({quoted(column)} AS BIGINT)")
    if kind.startswith(_FRACTIONS):
        return _fraction(f"{quoted(column)}::DOUBLE")
    if kind != "VARCHAR":
        moment = f"try_cast({quoted(column)} AS TIMESTAMPTZ)"
        return f"CASE WHEN isfinite({moment}) THEN epoch_us({moment}) END"
    words = text(column)
    return (
        f"CASE WHEN regexp_matches({words}, '[0-9]') THEN coalesce(epoch_us(try_cast({words} AS TIMESTAMPTZ)), "
        f"CASE WHEN regexp_full_match({words}, '{_DIGITS}') THEN {_parsed(words, _DIGIT_FORMATS)} "
        f"WHEN regexp_full_match({words}, '[0-9]{{10,19}}') THEN {_counted(f'try_cast({words} AS BIGINT)')} "
        f"WHEN regexp_full_match({words}, '[0-9]{{10,13}}[.][0-9]+') THEN {_fraction(f'{words}::DOUBLE')} "
        f"ELSE {_parsed(words, _FORMATS)} END) END"
    )


def _parsed(words: str, formats: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{one}'" for one in formats)
    return f"epoch_us(try_strptime({words}, [{listed}])::TIMESTAMPTZ)"


def last_moments(column: str) -> str:
    """Of dates without a clock, the last moment of each day: a date that is promised may be used up."""
    moment = f"make_timestamptz({column})"
    whole = f"(SELECT coalesce(bool_and({moment} = date_trunc('day', {moment})), false) FROM read)"
    return f"CASE WHEN {whole} THEN epoch_us({moment} + INTERVAL 1 DAY) - 1 ELSE {column} END"


def _counted(number: str) -> str:
    return (  # no abs(): the least of all integers has none
        f"CASE WHEN {number} BETWEEN -99999999999 AND 99999999999 THEN {number} * 1000000 "
        f"WHEN {number} BETWEEN -99999999999999 AND 99999999999999 THEN {number} * 1000 "
        f"WHEN {number} BETWEEN -99999999999999999 AND 99999999999999999 THEN {number} ELSE {number} // 1000 END"
    )


def _fraction(number: str) -> str:
    """The same for numbers with a fraction. Not a number is no moment."""
    micros = (
        f"CASE WHEN abs({number}) < 1e11 THEN {number} * 1e6 WHEN abs({number}) < 1e14 THEN {number} * 1e3 "
        f"WHEN abs({number}) < 1e17 THEN {number} ELSE {number} / 1e3 END"
    )
    return f"try_cast(round({micros}) AS BIGINT)"
