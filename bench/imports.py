"""How long a former ledger of 10,000 rows takes: read, looked at row by row, taken in as cases, taken back.

Beside reading the same file with Python's csv module, with calamine alone, and with openpyxl where it is installed.

python -m bench.imports [--rows N]
"""

import argparse
import csv
import io
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import python_calamine
import xlsxwriter

from tests.house import found

T = TypeVar("T")
HEAD = ["報告書番号", "受付日", "受付方法", "顧客名", "電話番号", "クレーム内容", "対応状況", "完了日", "担当者"]
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def ledger(rows: int) -> list[list[str]]:
    """Nine of ten have ended; every customer comes twice."""
    return [
        [
            f"N{i}",
            f"令和6年{i % 12 + 1}月{i % 28 + 1}日",
            "電話",
            f"お客様{i // 2}",
            f"03-1234-{i // 2 % 10_000:04}",
            f"ご注文の品{i}が届かないと、お困りのご様子でした。",
            "対応中" if i % 10 == 0 else "完了",
            "" if i % 10 == 0 else "2025/12/20",
            "佐藤",
        ]
        for i in range(rows)
    ]


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """(seconds, what it gave)."""
    begun = time.perf_counter()
    given = act()
    return time.perf_counter() - begun, given


def files(rows: list[list[str]]) -> tuple[bytes, bytes]:
    """The same ledger as CSV in CP932, and as a workbook."""
    text, book = io.StringIO(), io.BytesIO()
    csv.writer(text).writerows([HEAD, *rows])
    made = xlsxwriter.Workbook(book, {"in_memory": True})
    sheet = made.add_worksheet("クレーム台帳")
    for i, row in enumerate([HEAD, *rows]):
        sheet.write_row(i, 0, row)
    made.close()
    return text.getvalue().encode("cp932"), book.getvalue()


def reading(raw_csv: bytes, raw_book: bytes) -> float:
    """What reading costs beside the libraries alone; seconds of the csv module."""
    from nattoku.imports.reading import sheets

    plain, _ = timed(lambda: list(csv.reader(io.StringIO(raw_csv.decode("cp932")))))
    ours, _ = timed(lambda: sheets(raw_csv, "台帳.csv"))
    print(f"csv alone              {plain:7.3f} s    ours {ours:7.3f} s   {ours / plain:5.1f} times")
    book = python_calamine.CalamineWorkbook.from_filelike
    alone, _ = timed(lambda: list(book(io.BytesIO(raw_book)).get_sheet_by_index(0).iter_rows()))
    bounded, _ = timed(lambda: sheets(raw_book, "台帳.xlsx"))
    print(f"calamine alone         {alone:7.3f} s    ours {bounded:7.3f} s   {bounded / alone:5.1f} times")
    if find_spec("openpyxl"):
        from openpyxl import load_workbook

        peer, _ = timed(
            lambda: list(load_workbook(io.BytesIO(raw_book), read_only=True).worksheets[0].iter_rows(values_only=True))
        )
        print(f"openpyxl alone         {peer:7.3f} s    ours {bounded:7.3f} s   {bounded / peer:5.1f} times")
    return plain


def room(raw: bytes, plain: float) -> None:
    """Brought, looked at, taken in by the worker's steps, taken back."""
    from nattoku.imports import actions, undoing
    from nattoku.imports.fields import What
    from nattoku.people.models import Person

    by = Person.objects.get(pk="kato")
    bringing, one = timed(lambda: actions.bring(name="台帳.csv", raw=raw, what=What.COMPLAINTS, by=by, at=AT))
    looking, looked = timed(lambda: actions.look(one, by=by, at=AT))
    print(f"brought and guessed    {bringing:7.2f} s   {bringing / plain:6.0f} times csv alone")
    print(
        f"dry run, every row     {looking:7.2f} s   {looking / plain:6.0f} times csv alone; {len(looked.taken):,} rows"
    )
    actions.take(one, by=by, at=AT)
    told: list[tuple[int, int]] = []

    def steps() -> None:
        while actions.step(at=AT, told=lambda done, of: told.append((done, of))):
            pass

    taking, _ = timed(steps)
    per = len(looked.taken) / taking
    print(f"taken in               {taking:7.1f} s   {per:,.0f} rows/s; how far it is was told {len(told):,} times")
    one.refresh_from_db()
    asked, _ = timed(lambda: undoing.undo(one, reason="試し", by=by, at=AT))
    back, _ = timed(steps)
    print(f"taken back             {back:7.1f} s   asked for in {asked:.2f} s; {undoing.told(one).count:,} cases")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=10_000)
    rows = ledger(asked.parse_args().rows)
    raw_csv, raw_book = files(rows)
    with tempfile.TemporaryDirectory() as name:
        found(Path(name))
        os.environ |= {"NATTOKU_DATA": name, "DJANGO_SETTINGS_MODULE": "nattoku.settings"}
        import django

        django.setup()
        room(raw_csv, reading(raw_csv, raw_book))


if __name__ == "__main__":
    main()
