"""The mail itself: UTF-8, plain text, and no way for anybody's words to become a header.

Built with the older `email.header`, which encodes the whole subject. The newer headers read it first: up to
Python 3.11.9 a subject with "=?utf-8?q?=0D=0ABcc:…?=" in it became a header of its own (CVE-2024-6923).
"""

import re
from datetime import UTC, datetime
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime

from nattoku.lib.text import Text
from nattoku.notices.channels import Letter
from nattoku.notices.channels.mail import answer

# Narrower than the RFC where it invites tricks (quotes, comments, groups, lists), wider where Japanese mobile
# addresses are (a dot at the end of the local part, or two in a row).
_LOCAL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_DOMAIN = r"(?=.{1,189}$)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_MESSAGE_ID = re.compile(rf"<{_LOCAL}@[A-Za-z0-9.-]{{1,189}}>")
LONGEST_WORD = 75  # RFC 2047; what is longer is shown as it stands by some readers
_CRLF = compat32.clone(linesep="\r\n")
_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNUSABLE = Text(
    "このメールアドレスは使えません。半角で一つだけ入力してください（例: name@example.co.jp）。",
    "This mail address cannot be used. Please give exactly one, such as name@example.com.",
)


def unusable(address: str) -> Text | None:
    """A sentence when this is not exactly one bare address."""
    return None if re.fullmatch(f"{_LOCAL}@{_DOMAIN}", address) else _UNUSABLE


def message_id(letter: Letter, sender: str) -> str:
    """Made from the mark, so that every copy of one notice is one message to every mailbox."""
    return f"<{letter.ref}@{sender.rpartition('@')[2]}>"


def mail(letter: Letter, sender: str, answers: str = "") -> bytes:
    """The letter as it goes over the wire (CRLF line ends). Both addresses must have passed `unusable`.

    answers: the mailbox that answers come back to, "" for none: then no answer finds its case by itself.
    """
    mark = "" if letter.by_hand else f"\n〔{letter.ref}〕\n"
    words = re.sub(r"\r\n?|\n", "\r\n", f"{_encodable(letter.body)}\n{mark}")
    one: MIMEText | MIMEMultipart = MIMEText(words, "plain", "utf-8", policy=_CRLF)
    if letter.file is not None:
        one = _with_file(one, *letter.file)
    for name, value in _headers(letter, sender, answers).items():
        one[name] = value
    return one.as_bytes()


def _with_file(words: Message, name: str, content: bytes) -> MIMEMultipart:
    whole = MIMEMultipart("mixed", policy=_CRLF)
    whole.attach(words)
    file = MIMEApplication(content, policy=_CRLF)
    shown = _BREAKS.sub(" ", _encodable(name)).strip() or "file"
    file.add_header("Content-Disposition", "attachment", filename=("utf-8", "", shown))
    whole.attach(file)
    return whole


def _headers(letter: Letter, sender: str, answers: str) -> dict[str, str]:
    earlier = letter.reply_to if _MESSAGE_ID.fullmatch(letter.reply_to) else ""
    return (
        {
            "From": sender,
            "To": letter.address,
            "Subject": _subject(letter.subject),
            "Date": format_datetime(datetime.now(UTC)),
            "Message-ID": message_id(letter, sender),
            "X-Nattoku-Notice": letter.ref,
        }
        # RFC 3834: out-of-office machines do not answer this, so no loop can begin with us.
        | ({} if letter.by_hand else {"Auto-Submitted": "auto-generated"})
        | _back(letter, answers)
        | ({"In-Reply-To": earlier, "References": earlier} if earlier else {})
    )


def _back(letter: Letter, answers: str) -> dict[str, str]:
    """Where an answer finds its case again: an address that only this correspondent was given."""
    signed = answer.signed(letter.about, letter.address, answers) if unusable(answers) is None else ""
    return {"Reply-To": signed} if signed else {}


def _subject(words: str) -> str:
    """Every control character and every kind of line end becomes a space; the rest is encoded."""
    line = _BREAKS.sub(" ", _encodable(words)).strip(" ")
    return Header(line, "utf-8", header_name="Subject").encode(linesep="\r\n", maxlinelen=LONGEST_WORD)


def _encodable(words: str) -> str:
    """A lone surrogate has no UTF-8: a question mark then, rather than no mail."""
    return words.encode("utf-8", "replace").decode()
