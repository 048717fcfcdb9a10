"""A letter as PDF. jtypeset 0.2.0 tells of two digits side by side as the same digit twice: that is put right here."""

import re
import tempfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import jtypeset as ts
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from nattoku.lib.typeset.drawing import ONE_AT_A_TIME
from nattoku.lib.typeset.faces import coverage
from nattoku.lib.typeset.letter import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")


def written(pages: "Sequence[ts.Page]", *, text: str, title: str) -> bytes:
    """The bytes of a PDF whose faces are inside and whose text can be read, searched and copied.

    text: everything on the pages; where two characters share a glyph it says which was meant.
    """
    with tempfile.TemporaryDirectory() as folder, ONE_AT_A_TIME:
        file = Path(folder) / "letter.pdf"
        ts.save_pdf(pages, str(file), title=title)
        writer = PdfWriter(clone_from=BytesIO(file.read_bytes()))
    wanted = frozenset(text)
    for page in writer.pages:
        for font in cast(dict[str, Any], page["/Resources"]).get("/Font", {}).values():
            _put_right(font.get_object(), wanted)
    writer.root_object[NameObject("/Lang")] = TextStringObject("ja")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _put_right(font: dict[Any, Any], wanted: frozenset[str]) -> None:
    if "/ToUnicode" not in font:
        return
    name = str(font["/BaseFont"]).partition("+")[2]
    meant = next((_meant(face) for face in Face if coverage(face).postscript == name), {})
    stream = font["/ToUnicode"].get_object()

    def right(found: "re.Match[bytes]") -> bytes:
        codes = meant.get(int(found[1], 16), ())
        said = bytes.fromhex(found[2].decode()).decode("utf-16-be", "replace")
        if not codes or said in codes:
            return found[0]
        char = next((c for c in codes if c in wanted), codes[0])
        return b"<%s> <%s>" % (found[1], char.encode("utf-16-be").hex().upper().encode())

    stream.set_data(_MAPPED.sub(right, stream.get_data()))


@lru_cache
def _meant(face: Face) -> dict[int, tuple[str, ...]]:
    """Glyph number → the characters it stands for, but for the vertical forms of marks: ︑ was written 、."""
    found: dict[int, tuple[str, ...]] = {}
    for code, glyph in coverage(face).glyphs.items():
        if 0xFE10 <= code < 0xFE50:
            continue
        found[glyph] = (*found.get(glyph, ()), chr(code))
    return found
