"""The encoding of a text file: UTF-8, or what Excel saves in Japan."""

import codecs
from pathlib import Path
from typing import Final

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

PIECE: Final = 1 << 22
OTHERS: Final = ("utf-16", "cp932")

NO_ENCODING = Text(
    "{file} の文字コードがわかりません（{at:,}バイト目のあたり）。UTF-8で保存してください。",
    "The encoding of {file} is not known (near byte {at:,}). Please save it as UTF-8.",
)


def as_utf8(file: Path, place: Path) -> Path:
    """The file itself when it is UTF-8, else a copy in `place` that is. Refused (400): neither encoding fits."""
    if (wrong := _first_wrong(file)) is None:
        return file
    with file.open("rb") as raw:
        marked = raw.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    copy = place / f"{len(list(place.iterdir()))}-{file.name}"
    try:
        with file.open(encoding=OTHERS[0] if marked else OTHERS[1], newline="") as text:
            with copy.open("w", encoding="utf-8", newline="") as out:
                while piece := text.read(PIECE):
                    out.write(piece)
    except UnicodeDecodeError:
        raise Refusal(NO_ENCODING.with_(file=file.name, at=wrong), status=400) from None
    return copy


def _first_wrong(file: Path) -> int | None:
    """Near which byte it stops being UTF-8."""
    reading = codecs.getincrementaldecoder("utf-8")()
    at = 0
    with file.open("rb") as raw:
        try:
            while piece := raw.read(PIECE):
                reading.decode(piece)
                at += len(piece)
            reading.decode(b"", final=True)
        except UnicodeDecodeError as wrong:
            return at + wrong.start
    return None
