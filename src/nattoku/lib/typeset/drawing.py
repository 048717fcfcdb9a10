"""Blocks become pages: everything that knows jtypeset, and what it gets wrong, is in this file and in `pdf`."""

import threading
import unicodedata
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import jtypeset as ts

from nattoku.lib.typeset import faces
from nattoku.lib.typeset.layout import Block, Sheet, blocks, sheet
from nattoku.lib.typeset.letter import Direction, Face, Letter, Paper, unsplit
from nattoku.lib.typeset.numerals import pairs, strings

ONE_AT_A_TIME = threading.Lock()  # jtypeset does not say that its faces may be used by two threads
NO_HEAD = "。、，．・：；？！」』）】〉》〕ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〜～…‥"
SHORTEST, LONGEST = 10, 14_400  # of scroll paper: columns; points, the longest page of a PDF
NO_FOOT = "「『（【〈《〔"


@lru_cache
def _fonts() -> "ts.FontSet":
    fonts = ts.FontSet()
    for face in Face:
        fonts.load_file(str(faces.file(face)), face.value)
    return fonts


def pages(letter: Letter, *, direction: Direction, face: Face) -> "list[ts.Page]":
    """The letter, set. Refuses what no face can draw; what another face lends, `faces.missing` tells."""
    paper, parts = sheet(letter.paper, face, direction), blocks(letter, direction)
    if letter.paper is Paper.SCROLL and direction is Direction.VERTICAL:
        paper = _cut(parts, paper, letter)
    return drawn(parts, paper, letter)


def _cut(parts: list[Block], paper: Sheet, letter: Letter) -> Sheet:
    """Scroll paper, cut behind the last column; a letter longer than the scroll (about five metres) goes on to another."""
    faces.drawable("".join(part.text for part in parts), paper.face)
    edges = paper.margins[2] + paper.margins[3]
    widths = range(SHORTEST, int((LONGEST - edges) / paper.pitch))

    def cut(columns: int) -> Sheet:
        return replace(paper, width=edges + columns * paper.pitch)

    with ONE_AT_A_TIME:
        found = bisect_left(widths, True, key=lambda columns: len(_laid(parts, cut(columns), letter)) == 1)
    return cut(widths[min(found, len(widths) - 1)])


def drawn(parts: list[Block], paper: Sheet, letter: Letter) -> "list[ts.Page]":
    """Blocks on as many sheets as they need; two or more carry quiet numbers.

    Date, sender and addressee never stand alone on the last sheet: the lines stand a little closer, or the last
    paragraph goes along with them.
    """
    faces.drawable("".join(part.text for part in parts), paper.face)
    tail = next((i for i, part in enumerate(parts) if part.keep and part.at == "justify"), 0)
    with ONE_AT_A_TIME:
        found = _laid(parts, paper, letter)
        if len(found) < 2:
            return found
        if len(_laid(parts[: tail + 1], paper, letter)) < len(found):
            for closer in (0.96, 0.92, 0.88, 0.85):
                tight = replace(paper, pitch=paper.pitch * closer)
                if len(again := _laid(parts, tight, letter)) < len(found):
                    return again if len(again) == 1 else _laid(parts, tight, letter, numbered=True)
            short = tail > 1 and len(parts[tail].text) * paper.size < paper.length  # one line alone is little company
            return _laid(parts, paper, letter, numbered=True, part_before=tail - short)
        return _laid(parts, paper, letter, numbered=True)


def _laid(
    parts: list[Block], paper: Sheet, letter: Letter, *, numbered: bool = False, part_before: int = 0
) -> "list[ts.Page]":
    flow = ts.Flow()
    for at, part in enumerate(parts):
        if at and at == part_before:
            flow.add_page_break()
        style = ts.BlockStyle()
        style.space_before = part.before * paper.pitch
        style.keep_with_next = part.keep
        style.orphans = style.widows = 2
        flow.add_paragraph(paragraph(part, paper, letter), style)
    sequence = ts.PageSequence()
    master = sequence.master
    master.size = ts.Size(paper.width, paper.height)
    master.writing_mode = mode(paper.direction)
    top, bottom, left, right = paper.margins
    master.margin = ts.Margins(top, bottom, left, right)
    if numbered:
        quiet = ts.TextStyle([paper.face.value, Face.MINCHO.value], 9, ts.Color(110, 110, 110))
        centred = ts.ParagraphStyle()
        centred.align = ts.Align.CENTER
        master.footer = ts.RunningText(ts.Paragraph("{page}", quiet, centred), bottom / 2)
    return list(ts.FlowLayouter(_fonts()).layout(flow, sequence, balance_last_page=False))


def mode(direction: Direction) -> "ts.WritingMode":
    vertical = direction is Direction.VERTICAL
    return ts.WritingMode.VERTICAL_RL if vertical else ts.WritingMode.HORIZONTAL_TB


_ALIGN = {"justify": ts.Align.JUSTIFY, "head": ts.Align.START, "foot": ts.Align.END, "middle": ts.Align.CENTER}


def paragraph(part: Block, paper: Sheet, letter: Letter) -> "ts.Paragraph":
    """One block as jtypeset takes it: kinsoku strict, hanging 。 and 、, names whole, two digits side by side."""
    text = plain(part.text)
    size = fitted(text, part, paper)
    style = ts.TextStyle([paper.face.value, Face.MINCHO.value], size)
    style.language = "ja"
    style.features = ["-liga", "-dlig"]
    style.letter_spacing = part.spread  # in characters
    form = ts.ParagraphStyle()
    form.align = _ALIGN[part.at]
    form.first_line_indent = part.first + part.indent
    form.hanging_indent = part.indent
    form.line_pitch = max(paper.pitch, size * 1.4)
    form.preserve_spaces = True
    form.spacing.hanging_punctuation = True
    form.spacing.latin_gap = paper.direction is Direction.HORIZONTAL
    form.spacing.kinsoku = ts.KinsokuLevel.STRICT
    form.spacing.line_start_prohibited, form.spacing.line_end_prohibited = NO_HEAD, NO_FOOT
    made = ts.Paragraph(style=style, text="", paragraph_style=form)
    made.runs = []
    made.add_run(text, style, literal=True)
    if part.lift:
        off = part.lift * paper.size
        vertical = paper.direction is Direction.VERTICAL
        made.add_placeholder(ts.Size(1, off) if vertical else ts.Size(off, 1), style)
    for note in notes(text, letter, paper.direction, whole=part.at == "justify"):
        made.annotate(note)
    return made


def notes(text: str, letter: Letter, direction: Direction, *, whole: bool = True) -> "list[ts.Annotation]":
    """Names stay whole: what carries ruby is not split, and theirs is a blank. Pairs of digits stand side by side."""
    found = []
    names = [*unsplit(letter, text), *strings(text)] if whole else []
    for start, end in names:
        found.append(ts.Annotation.ruby(_utf16(text, start), _utf16(text, end), " ", ts.RubyMode.GROUP, 0.1))
    if direction is Direction.VERTICAL:
        for start, end in pairs(text):
            if not any(s < end and start < e for s, e in names):
                found.append(ts.Annotation.tate_chu_yoko(_utf16(text, start), _utf16(text, end)))
    return found


def plain(text: str) -> str:
    """Without the selectors of forms (the usual form is drawn) and with kana in one piece."""
    text = "".join(c for c in text if ord(c) not in faces.SELECTORS)
    for mark in "\u3099\u309a":
        text = _joined(text, mark)
    return text.replace("\t", "　")


def _joined(text: str, mark: str) -> str:
    out = ""
    for c in text:
        one = unicodedata.normalize("NFC", out[-1] + c) if c == mark and out else c
        out = out[:-1] + one if c == mark and out and len(one) == 1 else out + c
    return out


def fitted(text: str, part: Block, paper: Sheet) -> float:
    """The size at which a line that must not break stands on one line, not below 7 points."""
    size = paper.size * part.scale
    if part.at == "justify" or not text:
        return size
    room = paper.length - (part.indent + part.lift) * paper.size
    taken = sum(0.6 if c.isascii() else 1 for c in text) * (1 + part.spread) * size
    return max(7.0, size * min(1.0, room / taken))


def _utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def lines(text: str, paper: Sheet, letter: Letter) -> list[str]:
    """How a paragraph of the body breaks on this paper: its lines as text, in order."""
    made = paragraph(Block(text), paper, letter)
    with ONE_AT_A_TIME:
        laid = ts.layout_paragraph(_fonts(), made, mode(paper.direction), [], paper.length)
        starts = [line.char_start for line in laid]  # char_end miscounts digits side by side
    units = plain(text).encode("utf-16-le")
    return [units[2 * a : 2 * b].decode("utf-16-le") for a, b in pairwise([*starts, len(units) // 2])]
