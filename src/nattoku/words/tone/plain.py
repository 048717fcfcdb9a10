"""The text as it is compared: widths made equal, quoted words blanked, every character still findable in the original."""

import re
import unicodedata
from dataclasses import dataclass

# one character becomes one character: ASCII, kana, kanji, punctuation, full-width ASCII, what NFKC leaves alone
_SIMPLE = re.compile("[\t\n\r -~、-〿ぁ-ゖァ-ー一-鿿！-～・　]*")
_MARKS = "ﾞﾟ\u3099\u309a"
_QUOTES = re.compile("「[^「」\n]*(?:「[^「」\n]*」[^「」\n]*)*」|『[^『』\n]*』")
_LONG_QUOTE = re.compile("「[^「」]{0,1000}」")
_QUOTED_LINE = re.compile(r"^[ \t]*[>|].*$", re.MULTILINE)
_QUOTE_RULE = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:Original Message|元のメッセージ|Forwarded message|転送メッセージ)[ \t]*-{2,}"
    r"|_{20,}|On .{4,80} wrote:|\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?.{0,80}(?:のメール|wrote|書きました|>)[ \t]*:)[ \t]*$",
    re.MULTILINE,
)
_BLANK = "\ue000"  # a private character: no rule asks for it


@dataclass(frozen=True)
class Plain:
    """text: what is compared, quoted words blanked. places: where each of its characters begins; None: one to one."""

    text: str
    places: list[int] | None = None

    def place(self, at: int) -> int:
        """Where this position stands in the original, in characters."""
        return at if self.places is None else self.places[at]


def plain(text: str) -> Plain:
    """Full and half width made equal (NFKC); 「…」, lines beginning with > and what follows a quote rule blanked."""
    text = text.replace("\r", "\n")
    if _SIMPLE.fullmatch(text):
        return Plain(_without_quotes(unicodedata.normalize("NFKC", text)))
    made: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        if end := _plain_run(text, at):
            made.append(unicodedata.normalize("NFKC", text[at:end]))
            places += range(at, end)
        else:
            end = _whole_character(text, at)
            made.append(unicodedata.normalize("NFKC", text[at:end]))
            places += [at] * len(made[-1])
        at = end
    return Plain(_without_quotes("".join(made)), [*places, len(text)])


def _plain_run(text: str, at: int) -> int:
    """Where a run of characters ends that each stay one character; 0 where none begins. A mark may join the last."""
    end = _SIMPLE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing at least
    if end < len(text):
        end -= 1
    return end if end > at else 0


def _whole_character(text: str, at: int) -> int:
    end = at + 1
    while end < len(text) and (text[end] in _MARKS or unicodedata.combining(text[end])):
        end += 1
    return end


def _without_quotes(text: str) -> str:
    if rule := _QUOTE_RULE.search(text):
        text = text[: rule.start()] + _blanked(text[rule.start() :])
    if ">" in text or "|" in text:
        text = _QUOTED_LINE.sub(lambda line: _blanked(line.group()), text)
    if "「" in text or "『" in text:
        text = _QUOTES.sub(lambda words: _blanked(words.group()), text)
        text = _LONG_QUOTE.sub(lambda words: _blanked(words.group()), text)
    return text


def _blanked(words: str) -> str:
    return "".join("\n" if c == "\n" else _BLANK for c in words)
