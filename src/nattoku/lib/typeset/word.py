"""A letter as a Word document that stays vertical and can be edited; LibreOffice opens it too."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from nattoku.lib.typeset.drawing import plain
from nattoku.lib.typeset.layout import Block, Sheet, blocks, sheet
from nattoku.lib.typeset.letter import Direction, Face, Letter
from nattoku.lib.typeset.numerals import pairs

# By name: Word takes the face from the machine, the first it knows. Those of ours come last.
NAMES = {Face.MINCHO: "游明朝", Face.BRUSH: "HG正楷書体-PRO"}
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
    for part in blocks(letter, direction):
        _paragraph(document.add_paragraph(), part, paper, face)
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
    fonts.set(qn("w:eastAsia"), NAMES[face])
    style.paragraph_format.space_after = Pt(0)


def _paragraph(made: Any, part: Block, paper: Sheet, face: Face) -> None:
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
        _run(made, text[at:start], part, paper, face)
        _run(made, text[start:end], part, paper, face, side_by_side=True)
        at = end


def _run(made: Any, text: str, part: Block, paper: Sheet, face: Face, *, side_by_side: bool = False) -> None:
    if not text:
        return
    run = made.add_run(text)
    run.font.size = Pt(paper.size * part.scale)
    settings = run._r.get_or_add_rPr()
    settings.get_or_add_rFonts().set(qn("w:eastAsia"), NAMES[face])
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
