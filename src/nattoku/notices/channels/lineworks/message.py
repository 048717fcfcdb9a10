"""The message. "<m userId=…>" pings somebody, "all" everybody (developers.worksmobile.com, "Mention Users")."""

import re

from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.notices.channels import Letter
from nattoku.notices.channels.calls import encodable

LONGEST = 2_000  # characters of a text message
WHO = r"[A-Za-z0-9._@+-]{1,100}"
_CUT = Text(
    "\n…（長いため、ここまで。全文は納得 Nattoku の通知 {ref} にあります）",
    "\n… (cut here for length; the whole text is in Nattoku under notice {ref})",
)
_UNTIL = Text("\n期限：{day}", "\nDue: {day}")


def message(letter: Letter, *, room: bool) -> str:
    """At most LONGEST characters. room: a room, where the mentioned are pinged; a person needs no ping."""
    names = [who for who in re.split(r"[\s,]+", letter.mention) if re.fullmatch(WHO, who) and who.lower() != "all"]
    head = "".join(f'<m userId="{who}"> ' for who in names[:50]) if room else ""
    head += harmless(" ".join(encodable(letter.subject)[:300].split())) + "\n"
    tail = _UNTIL.with_(day=when(letter.task_until)).to(letter.lang) if letter.task_until else ""
    tail += f"\n{harmless(encodable(letter.file[0])[:100])}" if letter.file else ""
    tail += f"\n〔{letter.ref}〕"
    body = harmless(encodable(letter.body))
    space = LONGEST - _length(head) - _length(tail)
    if _length(body) > space:
        cut = _CUT.with_(ref=letter.ref).to(letter.lang)
        body = _first(body, space - _length(cut)) + cut
    return head + body + tail


def harmless(words: str) -> str:
    """The words with every "<m" made full-width: shown, pinging nobody."""
    return re.sub(r"<(?=\s*/?\s*[mM])", "＜", words)


def _length(words: str) -> int:
    """UTF-16 units, the larger way to count a character."""
    return len(words.encode("utf-16-le")) // 2


def _first(words: str, units: int) -> str:
    return words.encode("utf-16-le")[: max(0, units) * 2].decode("utf-16-le", "ignore")
