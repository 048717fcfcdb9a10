"""Faces inside a Word document, so that it looks the same where they are not installed (ECMA-376 17.8.1).

They go in whole: what is typed later keeps its face, and a reader that keeps faces by their name from one document to
the next (LibreOffice does) never meets one that lacks the characters of a name.
"""

from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from nattoku.lib.typeset.faces import file
from nattoku.lib.typeset.letter import Face

NAMES = {Face.MINCHO: "Noto Serif JP", Face.BRUSH: "Yuji Syuku"}
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_OURS = UUID("6f0b3a54-5f0e-4f43-9d0e-2d0c8a4b8f11")
_TABLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{fonts}</w:fonts>'
)
_FONT = (
    '<w:font w:name="{name}"><w:charset w:val="80"/><w:family w:val="roman"/><w:pitch w:val="variable"/>'
    '<w:embedRegular r:id="{relation}" w:fontKey="{{{key}}}"/></w:font>'
)


def embed(document: Any, faces: list[Face]) -> None:
    """Put these faces into the document; about 4 to 5 MB each."""
    main = document.part
    table = next(one.target_part for one in main.rels.values() if one.reltype == RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = ""
    for number, face in enumerate(faces, start=1):
        key = str(uuid5(_OURS, face)).upper()
        hidden = Part(PackURI(f"/word/fonts/font{number}.odttf"), _TYPE, _hidden(face, key), main.package)
        fonts += _FONT.format(name=NAMES[face], relation=table.relate_to(hidden, _RELATION), key=key)
    table._blob = _TABLE.format(fonts=fonts).encode()


@lru_cache
def _hidden(face: Face, key: str) -> bytes:
    """The face with its first 32 bytes exclusive-or the key read backwards (ECMA-376 17.8.1)."""
    font = file(face).read_bytes()
    pattern = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], pattern, strict=True)) + font[32:]
