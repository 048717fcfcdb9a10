"""The Adaptive Card: customers' words stand in a RichTextBlock, whose runs Teams shows as they are, without Markdown."""

import json
from typing import Any

from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.notices.channels import Letter
from nattoku.notices.channels.calls import encodable

LONGEST = 25_000  # bytes; Teams refuses a message over 28 KB, and the workflow wraps ours once more
_CUT = Text(
    "…（長いため、ここまで。全文は納得 Nattoku の通知 {ref} にあります）",
    "… (cut here for length; the whole text is in Nattoku under notice {ref})",
)
_UNTIL = Text("期限：{day}", "Due: {day}")


def card(letter: Letter) -> bytes:
    """The body of the post, at most LONGEST bytes."""
    body = encodable(letter.body)
    made = _made(letter, body)
    while len(made) > LONGEST:
        body = body[: len(body) * LONGEST // len(made) - 50]
        made = _made(letter, f"{body}\n{_CUT.with_(ref=letter.ref).to(letter.lang)}")
    return made


def _made(letter: Letter, body: str) -> bytes:
    lines = [_run(line) for line in body.splitlines() if line.strip()]
    if letter.task_until:
        lines.append(_run(_UNTIL.with_(day=when(letter.task_until)).to(letter.lang)))
    if letter.file:
        lines.append(_run(encodable(letter.file[0])[:300]))
    title = _run(" ".join(encodable(letter.subject)[:300].split()) or "—", size="large", weight="bolder")
    small = _run(f"〔{letter.ref}〕", size="small", isSubtle=True)
    content = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [title, *lines, small],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": content}
    return json.dumps({"type": "message", "attachments": [attachment]}, ensure_ascii=False).encode()


def _run(words: str, **looks: Any) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words} | looks]}
