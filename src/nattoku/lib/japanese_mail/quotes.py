"""What the writer wrote, and what the writer's program quoted below it. Folded, never deleted; signatures stay."""

import re

# "> ", "＞", "| ", "山田> "; but not ">_<" and its relatives, which are faces.
_MARKED = re.compile(
    r"^[ \t　]*(?:[A-Za-zぁ-んァ-ヶ一-龥]{1,10}[>＞]{1,3} |[>＞](?![_.:;^´`＿]{0,3}[<＜])|[|｜](?=[ \t　>|｜]))"
)
_DATE = r"(?:\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,?\s+[\w ,]{3,20}\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{1,2}, \d{4})"
# The line a program writes above a quote, in the forms that are met in Japan.
_SAID = [
    re.compile(rf"^\s*(?:On\s)?.{{0,40}}{_DATE}.{{0,200}}\b(?:wrote|writes)\s*[:：]\s*$", re.I),
    re.compile(r"^\s*(?:On\s.{4,200}|.{1,120}?)\s(?:wrote|writes)\s*(?:\(.{0,60}\))?\s*[:：]\s*$", re.I),
    re.compile(rf"^\s*{_DATE}.{{0,200}}[<＜][^<>＜＞\s]+@[^<>＜＞\s]+[>＞]\s*(?:のメール)?\s*[:：]\s*$"),
    re.compile(rf"^\s*(?:於\s*)?{_DATE}.{{0,200}}(?:のメール|書きました|書かれました|wrote|送信)\s*[:：。]?\s*$"),
    re.compile(
        r"^.{1,120}(?:さん|様|氏|殿)?\s*(?:は|が|の)\s*.{0,60}(?:書きました|書かれました|発言|メッセージ|おっしゃいました)\s*[:：]\s*$"
    ),
    re.compile(r"^\s*(?:In message|At|Quoting)\s.{4,200}[:：]\s*$"),
]
# The line under which everything is the earlier mail.
_CUT = [
    re.compile(
        r"^\s*[-_=－ー—*]{2,}\s*(?:Original\s+(?:Message|Mail)|元の?(?:メッセージ|メール)|オリジナル\s*メッセージ)\s*[-_=－ー—*]{2,}\s*$",
        re.I,
    ),
    re.compile(
        r"^\s*[-=*＊－ー]{2,}\s*(?:以下[、,]?\s*)?(?:引用|返信元|原文|ここから引用|引用ここから)(?:開始|メール|文)?\s*(?:ここから)?\s*[-=*＊－ー]*\s*$"
    ),
    re.compile(r"^\s*(?:以下[、,]?\s*(?:引用|元のメール)(?:です)?|【(?:引用|元のメール|返信元)】)\s*[:：。]?\s*$"),
]
_FORWARD = re.compile(
    r"^\s*(?:[-=*]{2,}\s*)?(?:Forwarded message|Begin forwarded message|転送(?:された)?(?:メッセージ|メール))", re.I
)
_FIRST_FIELD = re.compile(r"^[\s*]*(?:From|差出人|送信者|発信者)[\s*]*[:：]", re.I)
_FIELD = re.compile(
    r"^[\s*]*(?:From|Sent|Date|To|Cc|Subject|差出人|送信者|発信者|送信日時|送信日|日時|日付|宛先|件名|題名|CC|返信先|Reply-To)[\s*]*[:：]",
    re.I,
)
_RULE = re.compile(r"^\s*[_]{10,}\s*$")


def folded(text: str) -> tuple[str, str | None]:
    """(what the writer wrote, what was quoted or None). When nothing else is left, the whole is the writer's own."""
    lines = text.split("\n")
    quoted = _quoted(lines)
    own = "\n".join(line for line, is_quote in zip(lines, quoted, strict=True) if not is_quote)
    rest = "\n".join(line for line, is_quote in zip(lines, quoted, strict=True) if is_quote)
    own = re.sub(r"\n{3,}", "\n\n", own) if rest else own
    if not own.strip() or not rest.strip():
        return text.strip("\n"), None
    return own.strip("\n"), rest.strip("\n")


def _quoted(lines: list[str]) -> list[bool]:
    marks = [bool(_MARKED.match(line[:200])) for line in lines]
    for at, line in enumerate(lines):
        if marks[at]:
            continue
        if _FORWARD.match(line[:200]):  # what was passed on to us is what we are to read
            return [m and i < at for i, m in enumerate(marks)]
        if _cuts(lines, at):
            begin = at - 1 if at and _RULE.match(lines[at - 1][:200]) else at
            return [*marks[:begin], *([True] * (len(lines) - begin))]
        if length := _attribution(lines, at):
            below = next((i for i in range(at + length, len(lines)) if lines[i].strip()), None)
            if below is None:
                continue
            marks[at : at + length] = [True] * length
            if not marks[below]:  # quoted without any mark: down to the end
                return [*marks[:at], *([True] * (len(lines) - at))]
    return _filled(lines, marks)


def _cuts(lines: list[str], at: int) -> bool:
    line = lines[at][:300]
    if any(p.match(line) for p in _CUT):
        return True
    if not _FIRST_FIELD.match(line):
        return False
    fields = [one for one in lines[at + 1 : at + 7] if _FIELD.match(one[:300])]
    return len(fields) >= 2


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here say "… wrote:", 0 for none: programs break the sentence in two or three."""
    if not lines[at].strip():
        return 0
    for length in (1, 2, 3):
        taken = lines[at : at + length]
        if len(taken) < length or any(not one.strip() for one in taken):
            return 0
        joined = " ".join(one.strip() for one in taken)
        if len(joined) <= 400 and any(p.match(joined) for p in _SAID[: 6 if length == 1 else 4]):
            if length > 1 and not re.match(rf"\s*(?:On\s|.{{0,12}}{_DATE})", taken[0], re.I):
                return 0
            return length
    return 0


def _filled(lines: list[str], marks: list[bool]) -> list[bool]:
    """An empty line between two quoted ones belongs to the quote."""
    for at, line in enumerate(lines):
        if not line.strip() and at and marks[at - 1]:
            following = next((i for i in range(at, len(lines)) if lines[i].strip()), None)
            if following is not None and marks[following] and following - at < 20:
                marks[at] = True
    return marks
