"""A letter as a Word document that stays vertical and can be edited; LibreOffice opens it too."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from nattoku.lib.typeset.drawing import plain
from nattoku.lib.typeset.embedding import NAMES, embed
from nattoku.lib.typeset.faces import missing
from nattoku.lib.typeset.layout import Block, Sheet, blocks, sheet
from nattoku.lib.typeset.letter import Direction, Face, Letter
from nattoku.lib.typeset.numerals import pairs

_ALIGN = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "head": WD_ALIGN_PARAGRAPH.LEFT,
    "foot": WD_ALIGN_PARAGRAPH.RIGHT,
    "middle": WD_ALIGN_PARAGRAPH.CENTER,
}


def written(letter: Letter, *, direction: Direction, face: Face) -> bytes:
    """The bytes of a .docx with the same words in the same places."""
    paper = sheet(letter.paper, face, direction)
    document = Document()
    document.core_properties.title = letter.subject or letter.addressee
    document.core_properties.author = letter.sender.company or letter.sender.name
    document.core_properties.language = "ja-JP"
    _page(document.sections[0], paper)
    _face(document.styles["Normal"], face, paper.size)
    parts = blocks(letter, direction)
    lent = {one.character: one.instead for one in missing(plain("".join(p.text for p in parts)), face) if one.instead}
    for part in parts:
        _paragraph(document.add_paragraph(), part, paper, face, lent)
    embed(document, list(dict.fromkeys([face, *lent.values()])))
    document.settings.element.insert(0, _element("w:embedTrueTypeFonts"))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(section: Any, paper: Sheet) -> None:
    section.page_width, section.page_height = Pt(paper.width), Pt(paper.height)
    section.orientation = WD_ORIENT.PORTRAIT
    top, bottom, left, right = (Pt(length) for length in paper.margins)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
    settings = section._sectPr
    for old in settings.findall(qn("w:docGrid")):
        settings.remove(old)
    if paper.direction is Direction.VERTICAL:
        settings.append(_element("w:textDirection", val="tbRl"))
    settings.append(_element("w:docGrid", type="lines", linePitch=str(round(paper.pitch * 20))))


def _face(style: Any, face: Face, size: float) -> None:
    style.font.size = Pt(size)
    style.font.name = NAMES[face]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    _named(fonts, face)
    style.paragraph_format.space_after = Pt(0)


def _named(fonts: Any, face: Face) -> None:
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), NAMES[face])


def _paragraph(made: Any, part: Block, paper: Sheet, face: Face, lent: dict[str, Face]) -> None:
    made.alignment = _ALIGN[part.at]
    form, size = made.paragraph_format, paper.size * part.scale
    form.left_indent = Pt(part.indent * paper.size)
    form.first_line_indent = Pt(part.first * paper.size)
    form.right_indent = Pt(part.lift * paper.size)
    form.space_before = Pt(part.before * paper.pitch)
    form.keep_with_next = part.keep
    form.line_spacing = Pt(max(paper.pitch, size * 1.4))
    text, at = plain(part.text), 0
    spans = pairs(text) if paper.direction is Direction.VERTICAL else []
    for start, end in [*spans, (len(text), len(text))]:
        for words, drawn in _drawn(text[at:start], face, lent):
            _run(made, words, part, paper, drawn)
        _run(made, text[start:end], part, paper, face, side_by_side=True)
        at = end


def _drawn(text: str, face: Face, lent: dict[str, Face]) -> Iterator[tuple[str, Face]]:
    """The text in pieces, each with the face that has its characters."""
    for drawn, piece in groupby(text, key=lambda character: lent.get(character, face)):
        yield "".join(piece), drawn


def _run(made: Any, text: str, part: Block, paper: Sheet, face: Face, *, side_by_side: bool = False) -> None:
    if not text:
        return
    run = made.add_run(text)
    run.font.size = Pt(paper.size * part.scale)
    settings = run._r.get_or_add_rPr()
    _named(settings.get_or_add_rFonts(), face)
    if part.spread:
        wide = _element("w:spacing", val=str(round(part.spread * paper.size * part.scale * 20)))
        settings.find(qn("w:sz")).addprevious(wide)  # Word insists on its order
    settings.append(_element("w:lang", val="ja-JP", eastAsia="ja-JP"))
    if side_by_side:  # 縦中横
        settings.append(_element("w:eastAsianLayout", id="1", vert="1", vertCompress="1"))


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made
