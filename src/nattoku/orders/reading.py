"""Reading a CSV file as it came: row by row, each with its line; what cannot be read is said with its line. No Django."""

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_BLOCK = 1 << 20
_MOMENT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T　]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?")


@dataclass(frozen=True)
class Refused:
    """A row that was not taken: its line in the file (the header is line 1), and why, in words."""

    line: int
    why: Text


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file; values are stripped of blanks around them."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


class Unfit(Exception):
    """Why a row cannot be taken."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.ja)
        self.why = why


def fingerprint(file: Path) -> tuple[str, str]:
    """(SHA-256, encoding) of a file: UTF-8, or else CP932 as Japanese spreadsheets write it. Refusal 400 when neither."""
    digest = hashlib.sha256()
    readers = {name: codecs.getincrementaldecoder(name)("strict") for name in ("utf-8-sig", "cp932")}
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                _still_fit(readers, block)
    except OSError as wrong:
        raise Refusal(
            Text("{file} を開けませんでした。", "{file} could not be opened.").with_(file=file.name), status=400
        ) from wrong
    _still_fit(readers, b"", final=True)
    if not readers:
        raise Refusal(
            Text(
                "{file} の文字を読み取れません。UTF-8かシフトJISで保存し直してください。",
                "{file} is neither UTF-8 nor Shift_JIS. Please save it again.",
            ).with_(file=file.name),
            status=400,
        )
    return digest.hexdigest(), next(iter(readers))


def _still_fit(readers: dict[str, codecs.IncrementalDecoder], block: bytes, *, final: bool = False) -> None:
    for name in list(readers):
        try:
            readers[name].decode(block, final)
        except UnicodeDecodeError:
            del readers[name]


def header(file: Path) -> list[str]:
    """The names of the columns, as the first line has them."""
    _, encoding = fingerprint(file)
    with file.open(encoding=encoding, newline="") as stream:
        return [h.strip() for h in next(csv.reader(stream), [])]


def rows(file: Path, encoding: str, needed: tuple[str, ...]) -> Iterator[Row | Refused]:
    """Every row of the file, one at a time. Refusal 400 when a needed column is missing."""
    with file.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream)
        header = [h.strip() for h in next(reader, [])]
        if missing := [c for c in needed if c not in header]:
            raise Refusal(
                Text(
                    "{file} に列がありません：{columns}。列の名前をお確かめください。",
                    "{file} lacks these columns: {columns}. Please check their names.",
                ).with_(file=file.name, columns="、".join(missing)),
                status=400,
            )
        yield from _body(reader, header)


def _body(reader: Any, header: list[str]) -> Iterator[Row | Refused]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield Refused(line, Text("行を読み取れません（{w}）", "the row cannot be read ({w})").with_(w=wrong))
            continue
        if not cells:
            continue
        if len(cells) != len(header):
            why = Text("列の数が{n}で、見出しの{h}と違います", "it has {n} columns where the header has {h}")
            yield Refused(line, why.with_(n=len(cells), h=len(header)))
            continue
        yield Row(line, {h: c.strip() for h, c in zip(header, cells, strict=True)})


def moment(raw: str, name: Text) -> tuple[datetime, bool] | None:
    """(the moment, whether a time of day was written), None for nothing. A file's times are read as Tokyo's."""
    if not raw:
        return None
    found = _MOMENT.fullmatch(raw)
    try:
        if not found:
            raise ValueError(raw)
        year, month, day, hour, minute, second = (int(g or 0) for g in found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=TOKYO), found.group(4) is not None
    except ValueError as wrong:
        why = Text("{name}「{raw}」を日時として読み取れません", "{name} “{raw}” is not a date or time")
        raise Unfit(why.with_(name=name, raw=raw[:40])) from wrong


def last_moment(day: datetime) -> datetime:
    """The last second of a day: what is promised for a day may come until its end."""
    return day.replace(hour=23, minute=59, second=59)
