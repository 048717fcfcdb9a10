"""A letter in the form that is asked for, with what had to be lent for it."""

from dataclasses import dataclass
from enum import StrEnum

from nattoku.lib.typeset import drawing, envelope, faces, pdf, web, word
from nattoku.lib.typeset.layout import blocks
from nattoku.lib.typeset.letter import Direction, Face, Letter


class Format(StrEnum):
    """What is written: the page, an editable document, a page of HTML, or the envelope (PDF)."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    ENVELOPE = "envelope"


TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.HTML: "text/html; charset=utf-8",
    Format.ENVELOPE: "application/pdf",
}


@dataclass(frozen=True)
class Printed:
    """content: the file. lent: characters that another face or the usual form stood in for."""

    content: bytes
    lent: list[faces.Missing]


def printed(letter: Letter, *, kind: Format, direction: Direction, face: Face) -> Printed:
    """The file, or a Refusal (422) with every character that no face has: never a blank box.

    Word and HTML take their face from the reader's machine; they are held to the same characters.
    """
    text = envelope.text(letter) if kind is Format.ENVELOPE else "".join(b.text for b in blocks(letter, direction))
    lent = faces.drawable(text, face)
    match kind:
        case Format.PDF:
            set_pages = drawing.pages(letter, direction=direction, face=face)
            content = pdf.written(set_pages, text=text, title=letter.subject or letter.addressee)
        case Format.ENVELOPE:
            content = pdf.written(envelope.pages(letter, face=face), text=text, title=letter.addressee)
        case Format.DOCX:
            content = word.written(letter, direction=direction, face=face)
        case Format.HTML:
            content = web.written(letter, direction=direction, face=face).encode()
    return Printed(content, lent)


def previews(letter: Letter, *, direction: Direction, face: Face) -> list[str]:
    """Each sheet as SVG, by the same layout as the PDF."""
    set_pages = drawing.pages(letter, direction=direction, face=face)
    with drawing.ONE_AT_A_TIME:
        return [page.to_svg() for page in set_pages]
