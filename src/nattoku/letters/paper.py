"""A draft as the letter that stands on paper: its text is the truth, and is taken apart here. Pure."""

import re
from datetime import date

from nattoku.letters import guide
from nattoku.letters.facts import LetterDrafted
from nattoku.letters.words import KINDS, WITH_SUBJECT, LetterKind
from nattoku.lib.honorific import bare_name
from nattoku.lib.typeset.letter import Letter, Paper, checked
from nattoku.people.facts import CompanyDescribed

_DAY = re.compile(r"\s*(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日\s*")
_CODE = re.compile(r"〒?\s*(\d{3})-?(\d{4})")


def letter_of(
    draft: LetterDrafted,
    *,
    on: date,
    address: str = "",
    names: tuple[str, ...] = (),
    ours: CompanyDescribed | None = None,
) -> Letter:
    """What `typeset` sets. on: the date where the text names none. address: of the customer's card, for the envelope.

    names: of colleagues, which are not split either. ours: where we are, for the back of the envelope.
    """
    opening, closing = guide.framed(draft.text)
    head, body, tail = _apart(draft, closing)
    day, sender = _signed(tail)
    first = body[0] if body else ""
    greeting = re.sub(rf"^{opening}[\s　]*", "", first) if opening and first.startswith(opening) else ""
    if opening and first.startswith(opening):
        body = body[1:]
    sender = sender or [line.strip() for line in draft.sender.splitlines() if line.strip()]
    return checked(
        {
            "kind": draft.kind_of.value,
            "recipient": _recipient(head or draft.recipient, address),
            "sender": _sender(sender) | _from(ours),
            "date": (day or on).isoformat(),
            "opening": opening,
            "greeting": greeting,
            "body": body or ["　"],
            "closing": closing,
            "subject": KINDS[draft.kind_of].ja if draft.kind_of in WITH_SUBJECT else "",
            "names": [name for name in names if name][:50],
            "paper": Paper.NOTE if draft.kind_of is LetterKind.NOTE else Paper.A4,
        }
    )


def _apart(draft: LetterDrafted, closing: str) -> tuple[str, list[str], list[str]]:
    """The line of the addressee ("" when the text begins otherwise), the paragraphs, what stands after the letter."""
    lines = [line.strip(" \t　") for line in draft.text.splitlines() if line.strip()]
    name = re.sub(r"\s", "", bare_name(draft.recipient))
    first = re.sub(r"\s", "", lines[0]) if lines else ""
    head = lines.pop(0) if name and first in (name, f"{name}様", f"{name}御中") else ""
    ends = [i for i, line in enumerate(lines) if line == closing] if closing else []
    if ends:
        return head, lines[: ends[-1]], lines[ends[-1] + 1 :]
    days = [i for i, line in enumerate(lines) if _DAY.fullmatch(line)]
    cut = days[-1] if days and len(lines) - days[-1] <= 6 else len(lines)
    return head, lines[:cut], lines[cut:]


def _signed(tail: list[str]) -> tuple[date | None, list[str]]:
    found = next((m for line in tail if (m := _DAY.fullmatch(line))), None)
    rest = [line for line in tail if not _DAY.fullmatch(line)]
    try:
        return (date(*(int(part) for part in found.groups())) if found else None), rest
    except ValueError:
        return None, rest


def _recipient(name: str, address: str) -> dict[str, object]:
    """Company and post stand above the name where all three were written in one line: three words or more."""
    code = _CODE.search(address)
    rows = _CODE.sub("", address).replace("〒", "").split()
    where = {
        "postcode": f"{code[1]}-{code[2]}" if code else "",
        "address": [*rows[:3], *["".join(rows[3:])] * bool(rows[3:])],
    }
    bare = bare_name(name)
    if name.strip().endswith("御中"):
        return {"company": bare, **where}
    words = bare.split()
    if len(words) < 3 or bare.isascii():
        return {"name": bare, **where}
    company, post = (words[0], words[1:-2]) if len(words) > 3 else ("", words[:1])
    return {"company": company, "title": " ".join(post), "name": " ".join(words[-2:]), **where}


def _from(ours: CompanyDescribed | None) -> dict[str, object]:
    if ours is None:
        return {}
    return {
        "postcode": ours.postcode,
        "address": [line.strip() for line in ours.address.splitlines() if line.strip()][:4],
    }


def _sender(lines: list[str]) -> dict[str, object]:
    """The last line is the name; a line of a number the telephone; what stands above, company and division."""
    phone = next((line for line in lines if re.search(r"\d[\d\-()（） ]{8,}", line)), "")
    rest = [line for line in lines if line != phone]
    number = re.search(r"\d[\d\-() ]{8,}\d", phone)
    return {
        "company": rest[0][:200] if len(rest) > 2 else "",
        "title": " ".join(rest[1:-1] if len(rest) > 2 else rest[:-1])[:200],
        "name": rest[-1][:200] if rest else "",
        "phone": number[0] if number else "",
    }
