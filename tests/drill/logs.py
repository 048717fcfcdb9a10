"""Small logs for the tests, worked by hand."""

from pathlib import Path

from nattoku import drill
from nattoku.drill.columns import Columns
from nattoku.drill.log import Log

HEAD = "注文番号,工程,日時,担当者"
ORDERS = (
    "A,受注,2026-09-01 09:00,佐藤",
    "A,出荷,2026-09-01 12:00,鈴木",
    "B,受注,2026-09-01 10:00,佐藤",
    "B,手配,2026-09-01 11:00,",
    "B,出荷,2026-09-02 11:00,鈴木",
    "C,受注,2026-09-02 09:00,佐藤",
    "C,出荷,2026-09-02 10:00,鈴木",
)


def log(place: Path, *rows: str, head: str = HEAD, columns: Columns | None = None, encoding: str = "utf-8") -> Log:
    """Rows of a CSV file, read."""
    return drill.read(written(place, *rows, head=head, encoding=encoding), columns)


def written(place: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    """A CSV file of these rows."""
    file = place / "log.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding=encoding)
    return file
