"""What a person's message in a room says: which message it answers, and its words without Chatwork's notation."""

import re
from dataclasses import dataclass

from nattoku.lib.text import Text
from nattoku.notices.channels.chatwork import notation
from nattoku.notices.incoming import LONGEST

_REPLY = re.compile(r"\[(?:rp|返信) aid=([0-9]{1,20}) to=([0-9]{1,20})-([0-9]{1,20})\]")
_QUOTE = re.compile(r"\[qt\](?:(?!\[/?qt\]).)*\[/qt\]", re.DOTALL)  # the innermost ones
_QUOTED = re.compile(r"\[qt\]\s*\[qtmeta aid=([0-9]{1,20})[^\]]{0,200}\]")
_MARK = re.compile(r"〔(N-[A-Za-z0-9_-]{1,40})〕")
_DEEPEST = 20  # quotes within quotes; nobody nests deeper but to keep us busy
# Whom a tag calls is written after it: "[To:1]千葉 亮さん". It is no part of what was said.
_CALLED = re.compile(
    r"\[(?:(?:rp|返信) aid=[0-9]{1,20} to=[0-9]{1,20}-[0-9]{1,20}|To:[0-9]{1,20})\]"
    r"(?:[^\n\[]{1,60}さん(?=[ 　]*(?:\n|\[)))?"
)
_TAGS = re.compile(
    r"\[(?:toall|/?info|/?title|/?code|/?qt|qtmeta [^\]]{0,200}|picon(?:name)?:[0-9]{1,20}|dtext:\w{1,60}"
    r"|preview [^\]]{0,200}|download:[0-9]{1,20}|/download|/?task(?: [^\]]{0,200})?)\]"
)
_LINES = re.compile(r"\r\n?|[\u2028\u2029]|\[(?:hr|/title)\]")
# What no field takes (lib/text.py); a message is not refused for what somebody pasted into it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CUT = Text("…（長いため、ここまで。続きはChatworkにあります）", "… (cut here for length; the rest is in Chatwork)")


@dataclass(frozen=True, slots=True)
class Answers:
    """Which message is answered: by its room and number, or by the mark that stood in a quote. author: whose it is."""

    author: str
    room: str = ""
    message: str = ""
    ref: str = ""


def answers_in(body: str) -> list[Answers]:
    """What this message may answer, the likeliest first: its reply tags, then its quotes that hold a mark of ours."""
    replies = [Answers(author=r[1], room=r[2], message=r[3]) for r in _REPLY.finditer(body)]
    quotes = ((_QUOTED.match(q[0]), _MARK.search(q[0])) for q in _QUOTE.finditer(body))
    return replies + [Answers(author=by[1], ref=mark[1]) for by, mark in quotes if by and mark]


def words_of(body: str) -> str:
    """What the person said, in plain words: no quotes, no tags, no names of who was called; "" when nothing is left."""
    text = body
    for _ in range(_DEEPEST):
        text = _QUOTE.sub("", text)
    text = _LINES.sub("\n", _CALLED.sub("", text.replace("\r\n", "\n")))
    text = notation.plain(_CONTROL.sub("", _TAGS.sub("", text))).strip()
    note = f"{_CUT.ja}\n{_CUT.en}"
    return text if len(text) <= LONGEST else text[: LONGEST - len(note)] + note
