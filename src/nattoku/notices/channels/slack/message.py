"""The message: words of customers stand in plain-text blocks only, where Slack reads no markup and pings nobody.

`text`, which phones show and `find` reads, is mrkdwn: there "&", "<" and ">" are escaped, as Slack asks
(docs.slack.dev, "Formatting message text"), so that no "<!channel>" can arise from anybody's words.
"""

import re
from typing import Any

from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.notices.channels import Letter
from nattoku.notices.channels.calls import encodable

_TITLE, _PART, _PARTS = 150, 3_000, 40  # characters of a header and of a section, and sections, that Slack accepts
_WHO = re.compile(r"[UW][A-Z0-9]{2,30}")
_CUT = Text(
    "…（長いため、ここまで。全文は納得 Nattoku の通知 {ref} にあります）",
    "… (cut here for length; the whole text is in Nattoku under notice {ref})",
)
_UNTIL = Text("期限：{day}", "Due: {day}")


def message(letter: Letter) -> dict[str, Any]:
    """What chat.postMessage is given besides the channel."""
    subject = " ".join(encodable(letter.subject).split()) or "—"
    calls = _calls(letter.mention)
    said: dict[str, Any] = {
        "text": f"{calls} {escaped(subject[:500])} 〔{letter.ref}〕".strip(),
        "blocks": _blocks(letter, subject, calls),
        "metadata": {"event_type": "nattoku_notice", "event_payload": {"ref": letter.ref}},
        "unfurl_links": False,
        "unfurl_media": False,
        "parse": "none",
        "link_names": False,
    }
    if re.fullmatch(r"[0-9]{1,12}\.[0-9]{1,8}", letter.reply_to):
        # Also shown in the channel: an answer hidden in a thread would be read by nobody, nor found again.
        said |= {"thread_ts": letter.reply_to, "reply_broadcast": True}
    return said


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _calls(mention: str) -> str:
    return " ".join(f"<@{who}>" for who in re.split(r"[\s,]+", mention) if _WHO.fullmatch(who))


def _blocks(letter: Letter, subject: str, calls: str) -> list[dict[str, Any]]:
    head: list[dict[str, Any]] = [{"type": "header", "text": _plain(_fitting(subject, _TITLE))}]
    if calls:
        head.append({"type": "section", "text": {"type": "mrkdwn", "text": calls, "verbatim": True}})
    body = encodable(letter.body)
    parts = [body[at : at + _PART] for at in range(0, len(body), _PART)]
    if len(parts) > _PARTS:
        parts = [*parts[:_PARTS], _CUT.with_(ref=letter.ref).to(letter.lang)]
    if letter.task_until:
        parts.append(_UNTIL.with_(day=when(letter.task_until)).to(letter.lang))
    if letter.file:
        parts.append(encodable(letter.file[0])[:_PART])
    sections = [{"type": "section", "text": _plain(part)} for part in parts if part.strip()]
    return [*head, *sections, {"type": "context", "elements": [_plain(f"〔{letter.ref}〕")]}]


def _plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words, "emoji": False}


def _fitting(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1] + "…"
