"""The envelope of a letter: 長形3号 (120 × 235 mm), set vertically, the front and the back. 御中 and 様 as on the letter."""

from dataclasses import replace
from typing import TYPE_CHECKING

from nattoku.lib.typeset.drawing import drawn
from nattoku.lib.typeset.layout import MM, Block, Sheet
from nattoku.lib.typeset.letter import Face, Letter, Party
from nattoku.lib.typeset.numerals import upright

if TYPE_CHECKING:
    import jtypeset as ts

WIDTH, HEIGHT = 120 * MM, 235 * MM
NAME = 27.0  # points


def pages(letter: Letter, *, face: Face) -> "list[ts.Page]":
    """Two sheets: whom it goes to, and who sends it."""
    return [*_front(letter, face), *_back(letter, face)]


def text(letter: Letter) -> str:
    """Every word on the envelope."""
    parts = [*_where(letter.recipient), *letter.recipient.lines, letter.addressee]
    return "\n".join([*parts, *_where(letter.sender), *letter.sender.lines, *_CLOSED])


_CLOSED = ("〆",)


def _where(party: Party) -> list[str]:
    code = party.postcode.replace("-", "")
    return [f"〒{upright(f'{code[:3]}-{code[3:]}')}"] * bool(code) + [_street(line) for line in party.address]


def _street(line: str) -> str:
    """On an envelope every number of the address is a 漢数字 of its digits: 四―一二―三〇五."""
    digits = str.maketrans("0123456789０１２３４５６７８９-－‐−", "〇一二三四五六七八九〇一二三四五六七八九――――")
    return line.translate(digits)


def _front(letter: Letter, face: Face) -> "list[ts.Page]":
    """The address from the right, the name large in the middle, one character above it its company."""
    to, right = letter.recipient, 12 * MM
    paper = Sheet(WIDTH, HEIGHT, (22 * MM, 18 * MM, 8 * MM, right), 15, 21, face)
    where = [Block(line, "head", indent=i, scale=0.95) for i, line in enumerate(_where(to))]
    above = [upright(line) for line in ((to.company, to.title) if to.name else (to.title,)) if line]
    firm = [Block(line, "head", indent=1, scale=1.1, before=0.4) for line in above]
    used = right + (len(where) + 1.4 * len(firm)) * paper.pitch
    room = max(6.0, WIDTH / 2 - used - NAME * 0.7)
    spread = 0.25 if len(letter.addressee) < 9 else 0.05
    name = Block(letter.addressee, "head", indent=2, scale=NAME / 15, before=room / paper.pitch, spread=spread)
    return drawn([*where, *firm, name], paper, letter)


def _back(letter: Letter, face: Face) -> "list[ts.Page]":
    """〆 in the middle where it is closed; left of it the sender, low and smaller."""
    paper = Sheet(WIDTH, HEIGHT, (6 * MM, 20 * MM, 8 * MM, WIDTH / 2 - 11), 11.5, 18, face)
    where = [Block(line, "foot", lift=5, scale=0.95) for line in _where(letter.sender)]
    small = [Block(upright(line), "foot", lift=2) for line in letter.sender.lines[:-1]]
    who = [Block(letter.sender.lines[-1], "foot", lift=1, scale=1.25, spread=0.15)] if letter.sender.lines else []
    parts = [*where, *small, *who]
    parts[:1] = [replace(part, before=0.8) for part in parts[:1]]
    return drawn([Block(_CLOSED[0], "head", scale=1.2), *parts], paper, letter)
