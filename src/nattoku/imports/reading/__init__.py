"""Bytes of a spreadsheet or a text file -> sheets of cells. Knows no Django; every limit stands here.

A workbook is read in a process of its own (`bounded.py`), which may take so much memory and time and may die of it.
"""

from nattoku.imports.reading.bounded import workbook
from nattoku.imports.reading.separated import separated
from nattoku.imports.reading.sheet import Cell, Line, Sheet
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

__all__ = ["LARGEST", "Cell", "Line", "Sheet", "pasted", "sheets"]

LARGEST = 20 * 1024 * 1024  # bytes of a file
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLE = {
    b"%PDF": Text("PDFファイル", "a PDF"),
    b"\x89PNG": Text("画像", "a picture"),
    b"\xff\xd8\xff": Text("画像", "a picture"),
    b"PK\x05\x06": Text("空の書庫", "an empty archive"),
    b"\x1f\x8b": Text("圧縮されたファイル", "a compressed file"),
}
WRONG_KIND = Text(
    "{name} は{what}で、表として読めません。Excel（.xlsx、.xls）かCSVで保存し直してください。",
    "{name} is {what} and cannot be read as a table. Please save it as Excel (.xlsx, .xls) or CSV.",
)
WEB_PAGE = Text("ウェブの画面（HTML）", "a web page (HTML)")
EMPTY = Text("{name} には何も書かれていません。", "{name} is empty.")
TOO_LARGE = Text(
    "{name} は大きすぎます（{mb}MB）。20MBまでに分けてください。",
    "{name} is too large ({mb} MB). Please split it; the limit is 20 MB.",
)


def sheets(raw: bytes, name: str) -> list[Sheet]:
    """Every sheet of the file, in its order; a text file has one. Refusal 400 in words for what is no table."""
    if len(raw) > LARGEST:
        raise Refusal(TOO_LARGE.with_(name=name, mb=len(raw) // 1024 // 1024), status=400)
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refusal(EMPTY.with_(name=name), status=400)
    for mark, what in _NO_TABLE.items():
        if raw.startswith(mark):
            raise Refusal(WRONG_KIND.with_(name=name, what=what), status=400)
    if raw.startswith((_ZIP, _OLE)):
        return workbook(raw, name)
    if raw.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<table")):
        raise Refusal(WRONG_KIND.with_(name=name, what=WEB_PAGE), status=400)
    return [separated(raw, name)]


def pasted(text: str) -> list[Sheet]:
    """What was copied out of a spreadsheet: cells between tabs."""
    return sheets(text.encode(), "貼り付けた表")
