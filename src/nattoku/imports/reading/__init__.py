"""Bytes of a spreadsheet or a text file -> sheets of cells. Knows no Django; every limit stands here.

A workbook is read in a process of its own (`bounded.py`), which may take so much memory and time and may die of it.
"""

import codecs
import zipfile
from io import BytesIO

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
    b"GIF8": Text("画像", "a picture"),
    b"{\\rtf": Text("文書（RTF）", "a document (RTF)"),
    b"ID;P": Text("SYLK形式のファイル", "a SYLK file"),
    b"MIME-Version:": Text("ウェブの画面（MHTML）", "a web page (MHTML)"),
}
_INSIDE = {
    "word/": Text("Wordの文書", "a Word document"),
    "ppt/": Text("PowerPointの資料", "a PowerPoint file"),
    "Index/": Text("Numbersの書類", "a Numbers document"),
}
_OLE_INSIDE = {
    "WordDocument": Text("Wordの文書", "a Word document"),
    "PowerPoint Document": Text("PowerPointの資料", "a PowerPoint file"),
    "__properties_version1.0": Text("Outlookのメール", "an Outlook mail"),
}
WRONG_KIND = Text(
    "{name} は{what}で、表として読めません。Excel（.xlsx、.xls）かCSVで保存し直してください。",
    "{name} is {what} and cannot be read as a table. Please save it as Excel (.xlsx, .xls) or CSV.",
)
WEB_PAGE = Text("ウェブの画面（HTML）", "a web page (HTML)")
MARKED_UP = Text("XMLのファイル", "an XML file")
PICTURE = Text("画像", "a picture")
ARCHIVE = Text("圧縮されたファイル（ZIP）", "a compressed file (ZIP)")
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
    if (other := _other_kind(raw)) is not None:
        raise Refusal(WRONG_KIND.with_(name=name, what=other), status=400)
    return workbook(raw, name) if raw.startswith((_ZIP, _OLE)) else [separated(raw, name)]


def _other_kind(raw: bytes) -> Text | None:
    """What it is where it only calls itself a table; None for what may be one."""
    if raw.startswith(_ZIP):
        return _packed(raw)
    if raw.startswith(_OLE):
        return next((what for part, what in _OLE_INSIDE.items() if part.encode("utf-16-le") in raw), None)
    head = raw.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return WEB_PAGE
    if head.startswith(b"<?xml"):
        return MARKED_UP
    return PICTURE if raw[4:8] == b"ftyp" else None


def _packed(raw: bytes) -> Text | None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None  # damaged: said so when it is opened
    if any(n.startswith("xl/") for n in names) or "content.xml" in names:
        return None
    return next((what for part, what in _INSIDE.items() if any(n.startswith(part) for n in names)), ARCHIVE)


def pasted(text: str) -> list[Sheet]:
    """What was copied out of a spreadsheet: cells between tabs."""
    return sheets(text.encode(), "貼り付けた表")
