"""Chatwork's message notation: ours is written here, a customer's is made harmless here.

Every tag of Chatwork begins with "[". A customer's "[" is written as the full-width "［", so that no tag can
arise from customer words, and a reader still reads what was typed. An invisible character between "[" and the
word would look even closer, but the safety would then hang on Chatwork never dropping invisible characters.
The first character of an emoticon is made full-width too: "備考:(破損)" would lose its bracket to a sad face.

To tell our "［" from one the customer typed, ours carries a word joiner (U+2060, invisible) before it; word
joiners that already stood before a full-width character are doubled. An odd number therefore means: ours.
Should Chatwork drop them, the words are still harmless; only `plain` could not tell the two apart any more.
"""

import re

from nattoku.lib.text import Text
from nattoku.notices.channels import Letter

LONGEST = 65_535  # Chatwork does not say of what; bytes of UTF-8 are the reading that fits every other one
_TITLE = 2_000  # bytes; a title is a line, and must leave room for the words

_JOINER = "\u2060"
_TO_FULL_WIDTH = 0xFEE0
_WORDS = (
    "sweat|blush|inlove|talk|yawn|puke|emo|nod|shake|whew|clap|bow|roger|flex|dance|gogo|think|please|quick|anger"
    r"|devil|lightbulb|h|F|cracker|eat|coffee|beer|handshake|y|\^\^;|:/|\*|\^"
)
# Only the first character is matched, the rest is looked at: "(^^;)" hides a ";)" that must go as well.
LIVE = re.compile(rf"\[|\((?=(?:{_WORDS})\))|:(?=[()|*]|\^\)|#\)|[Dop](?![A-Za-z]))|;(?=[()])|8(?=-[)|])|\|(?=-\))")
_TO_MARK = re.compile(f"(?<!{_JOINER})({_JOINER}*+)(?:([！-～])|({LIVE.pattern}))")
_MARKED = re.compile(f"(?<!{_JOINER})({_JOINER}*+)([！-～])")

_CUT = Text(
    "\n…（長いため、ここまで。全文は納得 Nattoku の通知 {ref} にあります）",
    "\n… (cut here for length; the whole text is in Nattoku under notice {ref})",
)


def harmless(words: str) -> str:
    """The words with everything that Chatwork would act on made full-width: shown, pinging nobody."""
    return _TO_MARK.sub(_mark, words)


def plain(marked: str) -> str:
    """What `harmless` was given. plain(harmless(x)) == x for every x."""
    return _MARKED.sub(_unmark, marked)


def message(letter: Letter, *more: str) -> str:
    """The whole message: who is called, a framed title and text, `more` lines of our own, the mark; at most
    LONGEST bytes of UTF-8."""
    head = f"{_calls(letter.mention)}{_earlier(letter)}[info][title]{_title(letter)}[/title]"
    return _between(head, letter, more, "[/info]")


def task(letter: Letter, *more: str) -> str:
    """The text of a task, which knows no frames: title, text, `more` lines of our own, the mark."""
    return _between(f"{_title(letter)}\n", letter, more, "")


def accounts(mention: str) -> list[str]:
    """The account numbers among who is to be called, each once."""
    return list(dict.fromkeys(n for n in _names(mention) if re.fullmatch(r"[0-9]{1,20}", n)))


def _title(letter: Letter) -> str:
    return _fitting(harmless(" ".join(letter.subject.split())), _TITLE, "…")


def _between(head: str, letter: Letter, more: tuple[str, ...], end: str) -> str:
    tail = "".join(f"\n{_fitting(harmless(line), _TITLE, '…')}" for line in more) + f"\n〔{letter.ref}〕{end}"
    room = LONGEST - len((head + tail).encode())
    return head + _fitting(harmless(letter.body), room, _CUT.with_(ref=letter.ref).to(letter.lang)) + tail


def _mark(found: re.Match[str]) -> str:
    joiners, full, live = found.groups()
    return joiners * 2 + (full or _JOINER + chr(ord(live) + _TO_FULL_WIDTH))


def _unmark(found: re.Match[str]) -> str:
    joiners, full = found.groups()
    ours = len(joiners) % 2
    return _JOINER * (len(joiners) // 2) + (chr(ord(full) - _TO_FULL_WIDTH) if ours else full)


def _calls(mention: str) -> str:
    """A To tag for each account number; anything else is only words and calls nobody."""
    known = accounts(mention)
    calls = [f"[To:{n}]" if n in known else harmless(n) for n in _names(mention)]
    return " ".join(calls) + "\n" if calls else ""


def _names(mention: str) -> list[str]:
    return [n for n in re.split(r"[\s,]+", mention) if n]


def _earlier(letter: Letter) -> str:
    """A reply to somebody's message, "ACCOUNT:MESSAGE"; a link to one of ours, "MESSAGE".

    A reply tag pings its author, and of our own message that is our own account.
    """
    if theirs := re.fullmatch(r"([0-9]{1,20}):([0-9]{1,20})", letter.reply_to):
        return f"[rp aid={theirs[1]} to={letter.address}-{theirs[2]}]\n"
    if not re.fullmatch(r"[0-9]{1,20}", letter.reply_to):
        return ""
    return f"https://www.chatwork.com/#!rid{letter.address}-{letter.reply_to}\n"


def _fitting(text: str, room: int, note: str) -> str:
    """The text, or its beginning and the note, in at most `room` bytes of UTF-8."""
    raw = text.encode("utf-8", "replace")
    if len(raw) <= room:
        return raw.decode()
    return raw[: max(0, room - len(note.encode()))].decode("utf-8", "ignore") + note
