"""Purchases as a company has them: a CSV of customer, date and amount, whatever office it comes from."""

import csv
import io
import math
import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_NAMES: Final = {
    "customer": ("customer", "customer_id", "customerid", "client", "顧客", "顧客名", "顧客番号", "顧客コード", "得意先", "得意先名", "得意先コード", "お客様", "お客様番号", "会員番号"),
    "date": ("date", "day", "ordered_at", "order_date", "purchase_date", "日付", "売上日", "購入日", "注文日", "受注日", "伝票日付"),
    "amount": ("amount", "price", "total", "sales", "value", "金額", "売上", "売上金額", "購入金額", "合計", "税込金額"),
}  # fmt: skip
_DATE: Final = re.compile(r"(\d{4})\D{0,2}(\d{1,2})\D{1,2}(\d{1,2})(?:日)?(?:[ T].*)?|(\d{4})(\d\d)(\d\d)")
_ERA: Final = re.compile(r"(令和|平成|昭和|[RHS])\.?(元|\d{1,2})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:日)?")
_ERAS: Final = {"令": 2018, "R": 2018, "平": 1988, "H": 1988, "昭": 1925, "S": 1925}

NO_DATE = Text("日付を読めません（{value}）", "not a date ({value})")
NO_AMOUNT = Text("金額を読めません（{value}）", "not an amount ({value})")
NO_CUSTOMER = Text("お客様が空です", "no customer")
CONTROL = Text("お客様に使えない文字があります", "a character that no name has")
SHORT = Text("列が足りません", "columns are missing")
RETURNED = Text("返品のため数えません", "a return is no purchase")
MORE = Text("ほか{n}行", "and {n} more lines")
LATER = Text("基準日より後のため数えません", "after the day of the question")


@dataclass(frozen=True)
class Purchases:
    """customers: names, in the order first seen. customer: int[n] into them; day: int[n], days since 1 January of
    year 1 (date.toordinal); amount: float[n]. left_out: (line of the file, why), in the file's order.
    """

    customers: list[str]
    customer: NDArray[np.int64]
    day: NDArray[np.int64]
    amount: NDArray[np.float64]
    left_out: list[tuple[int, Text]]


def read(raw: bytes, as_of: date) -> Purchases:
    """Raises Refusal (400) when it is no table with the three columns. UTF-8 or CP932; comma, semicolon or tab."""
    lines = csv.reader(io.StringIO(_decoded(raw), newline=""), dialect=_dialect(raw))
    try:
        places = _places(next(lines, []))
        return _gathered(lines, places, as_of)
    except csv.Error as wrong:
        sentence = Text("{n}行目を表として読めません（{why}）。", "Line {n} is no row of a table ({why}).")
        raise Refusal(sentence.with_(n=lines.line_num, why=wrong), status=400) from wrong


def _gathered(lines: Iterator[list[str]], places: tuple[int, int, int], as_of: date) -> Purchases:
    known: dict[str, int] = {}
    customers, bought_on, amounts = array("q"), array("q"), array("d")
    left_out: list[tuple[int, Text]] = []
    days: dict[str, int | None] = {}
    limit, last = as_of.toordinal(), max(places)
    customer_at, day_at, amount_at = places
    for number, row in enumerate(lines, start=2):
        if len(row) <= last or not row[customer_at].strip():
            if not any(cell.strip() for cell in row):
                continue
            if len(row) <= last:
                left_out.append((number, SHORT))
                continue
        who, when, much = row[customer_at].strip(), row[day_at].strip(), row[amount_at].strip()
        day = days[when] if when in days else days.setdefault(when, _day(when))
        amount = _amount(much)
        why = (
            NO_CUSTOMER if not who
            else CONTROL if not who.isprintable() and control(who)
            else NO_DATE.with_(value=when) if day is None
            else NO_AMOUNT.with_(value=much) if amount is None
            else LATER if day > limit
            else RETURNED if amount < 0
            else None
        )  # fmt: skip
        if why or day is None or amount is None:
            left_out.append((number, why or SHORT))
            continue
        customers.append(known.setdefault(who, len(known)))
        bought_on.append(day)
        amounts.append(amount)
    columns = np.array(customers, np.int64), np.array(bought_on, np.int64), np.array(amounts, np.float64)
    return Purchases(list(known), *columns, left_out)


def control(name: str) -> bool:
    """Whether a control character stands in it, which no table keeps."""
    return any(unicodedata.category(one) == "Cc" for one in name)


def _decoded(raw: bytes) -> str:
    for coding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    raise Refusal(
        Text(
            "文字コードを読めません。UTF-8か、Excelの「CSV」で保存してください。",
            "The encoding cannot be read. Please save it as UTF-8.",
        ),
        status=400,
    )


def _dialect(raw: bytes) -> type[csv.Dialect]:
    head = raw.split(b"\n", 1)[0]
    mark = max(b",\t;", key=lambda one: head.count(bytes([one])))

    class Found(csv.excel):
        delimiter = chr(mark)
        strict = True

    return Found


def _places(head: list[str]) -> tuple[int, int, int]:
    names = [unicodedata.normalize("NFKC", name).strip().lower() for name in head]
    found = {column: next((names.index(n) for n in known if n in names), None) for column, known in _NAMES.items()}
    missing = [column for column, place in found.items() if place is None]
    if missing:
        sentence = Text(
            "列が見つかりません（{missing}）。1行目に customer、date、amount（または 顧客・日付・金額）の見出しを置いてください。",
            "Columns are missing ({missing}). The first line names customer, date and amount.",
        )
        raise Refusal(sentence.with_(missing=", ".join(missing)), status=400)
    customer, day, amount = (found[column] for column in ("customer", "date", "amount"))
    return int(customer or 0), int(day or 0), int(amount or 0)


def _day(said: str) -> int | None:
    plain = unicodedata.normalize("NFKC", said)
    try:
        if era := _ERA.fullmatch(plain):
            name, year, month, day = era.groups()
            return date(_ERAS[name[0]] + (1 if year == "元" else int(year)), int(month), int(day)).toordinal()
        if found := _DATE.fullmatch(plain):
            parts = [int(part) for part in found.groups() if part]
            return date(parts[0], parts[1], parts[2]).toordinal()
    except ValueError:
        return None
    return None


def _amount(said: str) -> float | None:
    if said.isdecimal() and said.isascii() and len(said) < 16:  # nearly every amount there is
        return float(said)
    plain = unicodedata.normalize("NFKC", said).replace(",", "").strip("¥\\円 $€")
    plain = re.sub(r"^[△▲(](.*?)\)?$", r"-\1", plain)
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
