"""The words of an HTML mail, as text. Nothing of it is ever shown as HTML.

Not Python's own HTML reader: it needs minutes for a few kilobytes of "<a <a <a".
"""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{0,8000}>|<[!?/][^<>]{0,8000}>")
_COMMENT = re.compile(r"<!--|-->")
_SILENT = re.compile(
    r"(<(?:script|style|head|title|template|svg|object|iframe|textarea|select)\b)|(</(?:script|style|head|title|template|svg|object|iframe|textarea|select)\b)",
    re.I,
)
_BLOCK = {"p", "div", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section", "dl",
          "article", "header", "footer", "dt", "dd", "center", "address", "form", "blockquote", "body"}  # fmt: skip
_DEEPEST = 20


class _Lines:
    """Text as it grows, line by line, each with the depth of its quote."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, list[str]]] = [(0, [])]
        self.depth = 0

    def say(self, text: str) -> None:
        self.lines[-1][1].append(re.sub(r"[ \t\r\n\x0c]+", " ", unescape(text)))

    def new(self, *, always: bool = False) -> None:
        """A new line; a block begins none where the line is still empty."""
        if always or any(piece.strip() for piece in self.lines[-1][1]):
            self.lines.append((self.depth, []))
        else:
            self.lines[-1] = (self.depth, [])

    def tag(self, name: str, *, ends: bool) -> None:
        if name == "blockquote":
            self.depth = max(0, min(self.depth + (-1 if ends else 1), _DEEPEST))
        if name == "br":
            self.new(always=True)
        elif name in _BLOCK:
            self.new()
            if name == "p" and ends:
                self.new(always=True)
        elif name in ("td", "th"):
            self.say(" ")

    def text(self) -> str:
        shown = []
        for depth, pieces in self.lines:
            line = re.sub(" {2,}", " ", "".join(pieces)).strip(" ").replace("\xa0", " ")
            shown.append("> " * depth + line if depth and line else line)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(shown)).strip("\n")


def text_of(html: str) -> str:
    """What a reader sees, line by line; quotes begin with "> " as in a mail of plain text."""
    html = _without_silent(_without_comments(html))
    lines, at = _Lines(), 0
    for found in _TAG.finditer(html):
        if found.start() > at:
            lines.say(html[at : found.start()])
        if found.group(2):
            lines.tag(found.group(2).lower(), ends=bool(found.group(1)))
        at = found.end()
    lines.say(html[at:])
    return lines.text()


def _without_comments(html: str) -> str:
    kept, at, opened = [], 0, False
    for found in _COMMENT.finditer(html):
        if found.group() == "<!--" and not opened:
            kept.append(html[at : found.start()])
            opened, at = True, found.end()
        elif found.group() == "-->" and opened:
            opened, at = False, found.end()
    return "".join([*kept, html[at:]])  # a comment that never ends is no comment


def _without_silent(html: str) -> str:
    """Without what no reader sees: scripts, styles, the head."""
    kept, at, inside = [], 0, ""
    for found in _SILENT.finditer(html):
        name = found.group().strip("</").lower()
        if not inside and found.group(1):
            kept.append(html[at : found.start()])
            inside, at = name, found.start()
        elif inside == name and found.group(2):
            inside, at = "", found.start()
    return "".join([*kept, html[at:]])
