"""A remark as it leaves the library: plain values in one language."""

from typing import Any

from nattoku.words.tone.row import Hit


def told(hit: Hit, lang: str) -> dict[str, Any]:
    """{"rule", "level", "start", "end", "text", "why", "better"}; start and end null where something is missing."""
    return {
        "rule": hit.rule,
        "level": str(hit.level),
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "why": hit.why.to(lang),
        "better": hit.better.to(lang),
    }
