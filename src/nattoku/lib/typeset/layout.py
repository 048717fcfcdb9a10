"""What stands where on the paper: a letter as blocks, one paragraph of type each, in the order it is read. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from nattoku.lib.typeset.letter import Direction, Face, Letter, Paper, Party
from nattoku.lib.typeset.numerals import long_date, upright

MM = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """Paper and type; lengths in points (1/72 inch). margins: top, bottom, left, right."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    size: float
    pitch: float
    face: Face
    direction: Direction = Direction.VERTICAL

    @property
    def length(self) -> float:
        """How long a line is: a column, or a row of a horizontal letter."""
        top, bottom, left, right = self.margins
        if self.direction is Direction.VERTICAL:
            return self.height - top - bottom
        return self.width - left - right


_PAPERS = {
    Paper.A4: (210 * MM, 297 * MM, (29 * MM, 26 * MM, 22 * MM, 22 * MM), 14.0, 26.5),
    Paper.B5: (182 * MM, 257 * MM, (26 * MM, 23 * MM, 18 * MM, 18 * MM), 13.0, 24.0),
    Paper.SCROLL: (
        540 * MM,
        195 * MM,
        (20 * MM, 17 * MM, 24 * MM, 24 * MM),
        14.0,
        26.5,
    ),  # as long as Word takes a page
    Paper.NOTE: (82 * MM, 182 * MM, (18 * MM, 14 * MM, 8 * MM, 8 * MM), 11.5, 22.0),
}


def sheet(paper: Paper, face: Face, direction: Direction) -> Sheet:
    """The paper of a letter. A brush writes larger; rows of a horizontal letter stand closer and are smaller.

    Scroll paper is written on vertically alone: rows stand on A4.
    """
    if paper is Paper.SCROLL and direction is Direction.HORIZONTAL:
        paper = Paper.A4
    width, height, margins, size, pitch = _PAPERS[paper]
    if direction is Direction.HORIZONTAL:
        size, pitch = size * 0.82, pitch * 0.76
    elif face is Face.BRUSH:
        size, pitch = size * 1.1, pitch * 1.08
    return Sheet(width, height, margins, size, pitch, face, direction)


@dataclass(frozen=True)
class Block:
    """One paragraph of type.

    at: where its lines begin and end ("justify", "head", "foot", "middle"); indent, first, lift: of all lines, of the
    first, and off the foot, in characters; scale: of the type; before: room before it, in lines; keep: not parted from
    the next by the end of a page; spread: set wider than type, in characters of room between two.
    """

    text: str
    at: str = "justify"
    first: float = 0
    indent: float = 0
    lift: float = 0
    scale: float = 1
    before: float = 0
    keep: bool = False
    spread: float = 0


def blocks(letter: Letter, direction: Direction) -> list[Block]:
    """The letter in the order of its direction, as the text that will stand on the paper."""
    if letter.paper is Paper.NOTE:
        return _note(letter, direction)
    return _vertical(letter) if direction is Direction.VERTICAL else _horizontal(letter)


def _vertical(letter: Letter) -> list[Block]:
    """後付 at the end: the date a little lower, the sender low and small, the recipient high and large."""
    subject = [Block(upright(letter.subject), "head", indent=3, before=0, keep=True)] if letter.subject else []
    outside = letter.recipient
    after = [Block(long_date(letter.date), "head", indent=2, scale=0.9, before=0.6, keep=True)]
    after += _signature(letter.sender, upright)
    if outside.name and (outside.company or outside.title):
        after += [Block(upright(line), "head", scale=0.95, before=0.3, keep=True) for line in outside.lines[:-1]]
    after.append(Block(letter.addressee, "head", scale=1.3, before=0.3, spread=0.12))
    return [*subject, *_body(letter, upright), *after]


def _horizontal(letter: Letter) -> list[Block]:
    """The order of a business letter: date, recipient, sender, subject, body."""
    day = f"{letter.date.year}年{letter.date.month}月{letter.date.day}日"
    before = [Block(day, "foot", keep=True)]
    before += [Block(line, "head", keep=True) for line in letter.recipient.lines[:-1]]
    before.append(Block(letter.addressee, "head", scale=1.2, keep=True))
    before += _signature(letter.sender, str)
    if letter.subject:
        before.append(Block(letter.subject, "middle", scale=1.15, before=1, keep=True))
    body = _body(letter, str)
    return [*before, replace(body[0], before=1), *body[1:]]


def _note(letter: Letter, direction: Direction) -> list[Block]:
    """一筆箋: the name first, a few words, who wrote them; no 頭語, no date."""
    as_set = upright if direction is Direction.VERTICAL else str
    words = [Block(as_set(p), first=1) for p in letter.paragraphs]
    words[-1] = replace(words[-1], keep=True)
    return [Block(letter.addressee, "head", scale=1.1, keep=True), *words, *_signature(letter.sender, as_set)]


def _body(letter: Letter, as_set: Callable[[str], str]) -> list[Block]:
    opened = bool(letter.opening or letter.greeting)
    found = [Block(as_set(p), first=0 if opened and not i else 1) for i, p in enumerate(letter.paragraphs)]
    found[-1] = replace(found[-1], keep=True)
    if letter.closing:
        found.append(Block(letter.closing, "foot", lift=1, keep=True))
    return found


def _signature(sender: Party, as_set: Callable[[str], str]) -> list[Block]:
    small = [*(line for line in (sender.company, sender.title) if line)]
    lines = [Block(as_set(line), "foot", lift=1, scale=0.9, keep=True) for line in small]
    if sender.name:
        lines.append(Block(sender.name, "foot", lift=1, keep=True, spread=0.12))
    if sender.phone:
        phone = re.sub(r"\s+", "", sender.phone)
        lines.append(Block(as_set(f"電話 {phone}"), "foot", lift=1, scale=0.8, keep=True))
    return lines
