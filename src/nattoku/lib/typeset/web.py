"""A letter as one standalone page of HTML: vertical on the screen and on paper, nothing loaded from anywhere."""

import re
from html import escape

from nattoku.lib.typeset.drawing import plain
from nattoku.lib.typeset.layout import Block, Sheet, blocks, sheet
from nattoku.lib.typeset.letter import Direction, Face, Letter, unsplit
from nattoku.lib.typeset.numerals import pairs, strings

_FAMILY = {
    Face.MINCHO: '"Yu Mincho", "YuMincho", "Hiragino Mincho ProN", "Noto Serif JP", "Noto Serif CJK JP", serif',
    Face.BRUSH: '"Yuji Syuku", "HGSeikaishotaiPRO", "HG正楷書体-PRO", "Klee", "Yu Mincho", "Noto Serif JP", serif',
}
_ALIGN = {"justify": "justify", "head": "start", "foot": "end", "middle": "center"}


def written(letter: Letter, *, direction: Direction, face: Face) -> str:
    """The page. Names stay whole, two digits stand side by side, as on paper."""
    paper = sheet(letter.paper, face, direction)
    parts = blocks(letter, direction)
    rows = [_paragraph(part, paper, letter) for part in parts]
    tail = next((i for i, part in enumerate(parts) if part.keep and part.at == "justify"), len(rows))
    kept = "\n".join([*rows[:tail], "<section>", *rows[tail:], "</section>"])  # not parted by the end of a page
    title = escape(letter.subject or letter.addressee)
    style = _STYLE.format(
        family=_FAMILY[face],
        mode="vertical-rl" if direction is Direction.VERTICAL else "horizontal-tb",
        size=f"{paper.size:g}",
        pitch=f"{paper.pitch / paper.size:.3f}",
        width=f"{paper.width:.1f}",
        height=f"{paper.height:.1f}",
        margins=" ".join(f"{paper.margins[i]:.1f}pt" for i in (0, 3, 1, 2)),
    )
    return (
        f'<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{style}</style>\n</head>\n'
        f"<body>\n<article>\n{kept}\n</article>\n</body>\n</html>\n"
    )


_STYLE = """
@page {{ size: {width}pt {height}pt; margin: {margins}; }}
body {{ margin: 0; background: #eee; }}
article {{ writing-mode: {mode}; text-orientation: mixed; font-family: {family}; font-size: {size}pt;
  line-height: {pitch}; line-break: strict; hanging-punctuation: allow-end; text-spacing-trim: normal; overflow-wrap: anywhere;
  box-sizing: border-box; min-width: {width}pt; height: {height}pt; width: max-content; max-width: none; margin: 1rem auto;
  padding: {margins}; background: #fff; color: #111; }}
article p {{ margin: 0; }}
section {{ break-inside: avoid; }}
.pair {{ text-combine-upright: all; }}
.whole {{ white-space: nowrap; }}
@media print {{ body {{ background: none; }} article {{ margin: 0; padding: 0; min-width: 0; width: auto; height: auto; }}
  @supports (writing-mode: {mode}) {{ html {{ writing-mode: {mode}; }} }} }}
"""


def _paragraph(part: Block, paper: Sheet, letter: Letter) -> str:
    text = plain(part.text)
    styles = {
        "text-align": _ALIGN[part.at],
        "text-indent": f"{part.first:g}em" if part.first else "",
        "padding-inline-start": f"{part.indent:g}em" if part.indent else "",
        "padding-inline-end": f"{part.lift:g}em" if part.lift else "",
        "font-size": f"{part.scale:g}em" if part.scale != 1 else "",
        "margin-block-start": f"{part.before * paper.pitch:g}pt" if part.before else "",
        "letter-spacing": f"{part.spread:g}em" if part.spread else "",
        "white-space": "nowrap" if part.at != "justify" else "",
    }
    inline = "; ".join(f"{key}: {value}" for key, value in styles.items() if value)
    return f'<p style="{inline}">{_marked(text, letter, paper.direction)}</p>'


def _marked(text: str, letter: Letter, direction: Direction) -> str:
    spans = [(*span, "whole") for span in (*unsplit(letter, text), *strings(text))]
    if direction is Direction.VERTICAL:
        spans += [(*pair, "pair") for pair in pairs(text)]
    out, at = "", 0
    for start, end, kind in sorted(spans):
        if start < at:
            continue
        out += escape(text[at:start]) + f'<span class="{kind}">{escape(text[start:end])}</span>'
        at = end
    return re.sub("　", "&#x3000;", out + escape(text[at:]))
