"""The encoding of a text file, packed or not: UTF-8, or what Excel saves in Japan."""

import codecs
import re
from pathlib import Path
from typing import IO, Final

from isal import igzip, igzip_lib

from nattoku.drill.scratch import UNREADABLE
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

PIECE: Final = 1 << 22
MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
HEAD: Final = 1 << 10  # bytes in which a text has no zero
_JAPANESE: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")  # three bytes each in UTF-8
_BROKEN: Final[type[Exception]] = igzip_lib.IsalError  # type: ignore[assignment]  # its stub lacks the word "type"

NO_ENCODING = Text(
    "{file} の文字コードがわかりません（{at:,}バイト目のあたり）。UTF-8で保存してください。",
    "The encoding of {file} is not known (near byte {at:,}). Please save it as UTF-8.",
)


MIXED = Text(
    "{file} には、UTF-8の行（{row:,}行目など）とそうでない行が混ざっています。一つの文字コードで保存してください。",
    "{file} mixes lines in UTF-8 (such as line {row:,}) with others. Please save it in one encoding.",
)
NO_TEXT = Text("{file} は文字のファイルではありません。", "{file} is no text.")


def as_utf8(file: Path, place: Path) -> Path:
    """The file itself when it is UTF-8, else a copy in `place` that is. Refused (400): neither encoding fits."""
    try:
        return _as_utf8(file, place)
    except (EOFError, _BROKEN) as cut:
        raise Refusal(UNREADABLE.with_(file=file.name, why=cut), status=400) from cut


def _as_utf8(file: Path, place: Path) -> Path:
    with _opened(file) as raw:
        head = raw.read(HEAD)
    if marked := head.startswith(MARKS):
        wrong = 0
    elif b"\0" in head:
        raise Refusal(NO_TEXT.with_(file=file.name), status=400)
    elif (found := _first_wrong(file)) is None:
        return file
    else:
        wrong = found
    copy = place / f"{len(list(place.iterdir()))}-{file.name.removesuffix('.gz')}"
    try:
        with _opened(file) as raw, copy.open("wb") as out:
            if marked:
                reading = codecs.getincrementaldecoder("utf-16")()
                while piece := raw.read(PIECE):
                    out.write(reading.decode(piece).encode())
                reading.decode(b"", final=True)
                return copy
            for row, line in enumerate(raw, 1):
                if not line.isascii():
                    if _is_japanese_utf8(line):
                        raise Refusal(MIXED.with_(file=file.name, row=row), status=400)
                    line = line.decode("cp932").encode()
                out.write(line)
    except UnicodeDecodeError:
        raise Refusal(NO_ENCODING.with_(file=file.name, at=wrong), status=400) from None
    return copy


def _opened(file: Path) -> IO[bytes]:
    return igzip.open(file) if file.suffix == ".gz" else file.open("rb")  # type: ignore[no-untyped-call]


def _is_japanese_utf8(line: bytes) -> bool:
    """Whether a whole line is UTF-8 and holds kana or kanji: in CP932 that does not come about by chance."""
    try:
        return _JAPANESE.search(line.decode()) is not None
    except UnicodeDecodeError:
        return False


def _first_wrong(file: Path) -> int | None:
    """Near which byte it stops being UTF-8."""
    reading = codecs.getincrementaldecoder("utf-8")()
    at = 0
    with _opened(file) as raw:
        try:
            while piece := raw.read(PIECE):
                reading.decode(piece)
                at += len(piece)
            reading.decode(b"", final=True)
        except UnicodeDecodeError as wrong:
            return at + wrong.start
    return None
