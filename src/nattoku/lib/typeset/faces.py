"""The faces letters are set in, which characters each has, and what is done about one it lacks."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.lib.typeset.letter import Face

FONTS = Path(__file__).parent / "fonts"
FILES = {Face.MINCHO: "noto-serif-jp.ttf", Face.BRUSH: "yuji-syuku.ttf"}
WORDS = {Face.MINCHO: Text("明朝", "Mincho"), Face.BRUSH: Text("毛筆", "Brush")}
SELECTORS = range(0xE0100, 0xE01F0)  # ideographic variation selectors (UTS #37)
_BLANK = frozenset(" \t\r\n　\u200b\u2060")


def file(face: Face) -> Path:
    """Where a face lies, or a Refusal: faces are taken from packages when the assets are built."""
    found = FONTS / FILES[face]
    if not found.is_file():
        raise Refusal(
            Text(
                "お手紙の書体がまだありません。make setup か tools/build-assets を実行してください。",
                "The faces of letters are not there yet. Run make setup or tools/build-assets.",
            ),
            status=503,
        )
    return found


@dataclass(frozen=True)
class Coverage:
    """What one face has. glyphs: character → glyph number; forms: (character, selector) → whether it is the usual form."""

    glyphs: dict[int, int]
    forms: dict[tuple[int, int], bool]
    postscript: str


@lru_cache
def coverage(face: Face) -> Coverage:
    """Read once per process."""
    with TTFont(file(face), lazy=True) as font:
        best = font.getBestCmap()
        glyphs = {code: font.getGlyphID(name) for code, name in best.items()}
        forms: dict[tuple[int, int], bool] = {}
        for table in font["cmap"].tables:
            if table.format == 14:
                for selector, pairs in table.uvsDict.items():
                    forms |= {(code, selector): name is None or best.get(code) == name for code, name in pairs}
        return Coverage(glyphs, forms, str(font["name"].getDebugName(6)))


@dataclass(frozen=True)
class Missing:
    """A character a face lacks. instead: the face that lends it, or None: nothing can draw it."""

    character: str
    face: Face
    instead: Face | None

    @property
    def words(self) -> Text:
        code = " ".join(f"U+{ord(c):04X}" for c in self.character)
        if self.instead is not None and len(self.character) > 1:
            return Text(
                "「{c}」の字形の指定は{face}にありません。普通の字形「{plain}」で組みました（{code}）。",
                "“{c}”: {face} does not have this form; it was set in its usual form “{plain}” ({code}).",
            ).with_(c=self.character, plain=self.character[0], face=WORDS[self.face], code=code)
        if self.instead is not None:
            return Text(
                "「{c}」は{face}の書体にないので、{other}で組みました（{code}）。",
                "“{c}” is not in the face {face}; it was set in {other} ({code}).",
            ).with_(c=self.character, face=WORDS[self.face], other=WORDS[self.instead], code=code)
        return Text(
            "「{c}」（{code}）は{face}の書体にありません。ほかの字に改めるか、手書きでお書きください。",
            "“{c}” ({code}) is not in the face {face}. Please use another character, or write it by hand.",
        ).with_(c=self.character, face=WORDS[self.face], code=code)


def missing(text: str, face: Face) -> list[Missing]:
    """Every character of the text that the face lacks, once each, in order of appearance."""
    found: dict[str, Missing] = {}
    for at, c in enumerate(text):
        if c in _BLANK:
            continue
        if ord(c) in SELECTORS:
            base = text[at - 1] if at else ""
            if base and not coverage(face).forms.get((ord(base), ord(c)), False):
                found.setdefault(base + c, Missing(base + c, face, face))
        elif ord(c) not in coverage(face).glyphs:
            lent = next((other for other in Face if ord(c) in coverage(other).glyphs), None)
            found.setdefault(c, Missing(c, face, lent))
    return list(found.values())


def drawable(text: str, face: Face) -> list[Missing]:
    """What another face or form stands in for; a Refusal (422) with every character that nothing can draw."""
    found = missing(text, face)
    if lost := [one for one in found if one.instead is None]:
        sentences = Text("".join(one.words.ja for one in lost), " ".join(one.words.en for one in lost))
        raise Refusal(sentences, status=422)
    return found
