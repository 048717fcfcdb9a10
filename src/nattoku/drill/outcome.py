"""What is asked about each case: was it late, was a column true, was a number small."""

import operator
import re
from math import isnan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import NEVER, Log
from nattoku.drill.staging import finished, is_late
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

LATE: Final = "late"
_YES: Final = frozenset(["1", "true", "yes", "y", "t", "はい", "有", "あり", "○", "〇", "遅延", "late"])
_NO: Final = frozenset(["0", "false", "no", "n", "f", "いいえ", "無", "なし", "×", "ontime"])
_COMPARED: Final = re.compile(r"(.+?)\s*(<=|>=|!=|==|=|<|>)\s*(.+)")
_HOW: Final = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
}

NO_PROMISE = Text(
    "約束の日の列がないので、遅れがわかりません。--promised で指定してください。",
    "There is no promised date, so nothing is late. Please name it with --promised.",
)
NO_COLUMN = Text("「{name}」という列がありません。ある列：{there}", "There is no column {name!r}. There are: {there}")
NOT_YES = Text(
    "「{name}」の値「{value}」は、はい・いいえのどちらとも読めません。「{name}={value}」や「{name}<=2」のように比べてください。",
    "The value {value!r} of {name!r} is neither yes nor no. Please compare, such as {name}={value} or {name}<=2.",
)
ALL_OR_NONE = Text(
    "その結果の件数は{n:,}件中{hit:,}件です。比べる相手がありません。",
    "{hit:,} of {n:,} cases have that outcome. There is nothing to compare.",
)


def of_cases(log: Log, outcome: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each case: has it the outcome, and is that known. Refused (400): see the sentences above."""
    hit, known = asked(log, outcome)
    hits, n = int((hit & known).sum()), int(known.sum())
    if hits in (0, n):
        raise Refusal(ALL_OR_NONE.with_(hit=hits, n=n), status=400)
    return hit, known


def asked(log: Log, outcome: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """The same, also when every case has it or none."""
    if outcome == LATE and outcome not in log.attributes:
        hit, known = _late(log)
    elif outcome in log.attributes:
        hit, known = _yes_or_no(log, outcome)
    elif found := _COMPARED.fullmatch(outcome):
        hit, known = _compared(log, *found.groups())
    else:
        raise Refusal(NO_COLUMN.with_(name=outcome, there=", ".join([LATE, *log.attributes])), status=400)
    return hit, known


def column(log: Log, outcome: str) -> str:
    """The column that an outcome is about; of "late" its own name."""
    compared = None if outcome in log.attributes else _COMPARED.fullmatch(outcome)
    return outcome if compared is None else compared[1]


def _late(log: Log) -> tuple[NDArray[Any], NDArray[Any]]:
    if log.promised is None:
        raise Refusal(NO_PROMISE, status=400)
    return is_late(log), (log.promised != NEVER) & (finished(log) != NEVER)


def _yes_or_no(log: Log, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
    values = [None if v is None else str(v).strip().lower() for v in log.attributes[name]]
    if odd := next((v for v in values if v is not None and v not in _YES and v not in _NO), None):
        raise Refusal(NOT_YES.with_(name=name, value=odd), status=400)
    return np.array([v in _YES for v in values]), np.array([v is not None for v in values])


def _compared(log: Log, name: str, sign: str, than: str) -> tuple[NDArray[Any], NDArray[Any]]:
    if name not in log.attributes:
        raise Refusal(NO_COLUMN.with_(name=name, there=", ".join(log.attributes)), status=400)
    values = log.attributes[name]
    number = _number(than)
    if number is None:
        return np.array([v is not None and _HOW[sign](v, than) for v in values]), np.array(
            [v is not None for v in values]
        )
    numbers = [_number(v) for v in values]
    return (
        np.array([v is not None and bool(_HOW[sign](v, number)) for v in numbers]),
        np.array([v is not None for v in numbers]),
    )


def _number(value: Any) -> float | None:
    try:
        number = None if value is None else float(value)
    except ValueError:
        return None
    return None if number is None or isnan(number) else number
