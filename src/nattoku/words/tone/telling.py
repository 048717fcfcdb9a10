"""A remark as it leaves the library: plain values in one language."""

from typing import Any

from nattoku.words.tone.row import Hit


def told(hit: Hit, lang: str) -> dict[str, Any]:
    """{"rule", "level", "start", "end", "text", "why", "better"}; start and end null where something is missing.

    `why` ends with the rows of the specification the rule comes from: machines and testers read them, screens do not
    show them.
    """
    return {
        "rule": hit.rule,
        "level": str(hit.level),
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "why": hit.why.to(lang) + _rows(hit, lang),
        "better": hit.better.to(lang),
    }


def _rows(hit: Hit, lang: str) -> str:
    if not hit.sources:
        return ""
    return f"（{'・'.join(hit.sources)}）" if lang == "ja" else f" ({', '.join(hit.sources)})"
