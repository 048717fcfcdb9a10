"""Whether a row of one name means the customer of a card that stands. Pure; in doubt nobody is made one with another."""

import unicodedata
from dataclasses import dataclass

from nattoku.imports import cells
from nattoku.imports.complaints import Party
from nattoku.lib import phone
from nattoku.lib.text import Text

APART = Text(
    "「{name}」は、同じお名前のお客様と同じ方か分からないため、別のお客様として登録します",
    "it cannot be told whether “{name}” is the customer of the same name; registered apart",
)
TOGETHER = Text(
    "「{name}」は、お選びのとおり、同じお名前のお客様と同じ方とします",
    "“{name}” is taken to be the customer of the same name, as you chose",
)


@dataclass(frozen=True)
class Marks:
    """What a customer is known by beside the name, each in one spelling; "" where it is not known."""

    reading: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


def marks(reading: str, number: str, email: str, address: str) -> Marks:
    """A card's, or a row's, brought to one spelling: width, case, hyphens, kana of either kind."""
    return Marks(_hiragana(reading), _bare(number), email.strip().lower(), cells.key(address))


def of(party: Party) -> Marks:
    """A row's."""
    return marks(party.reading, party.phone, party.email, party.address)


def agree(one: Marks, other: Marks) -> bool:
    """One way to reach them, or where they live, is the same, and the names are not read differently."""
    proofs = ((one.phone, other.phone), (one.email, other.email), (one.address, other.address))
    return not _differ(one.reading, other.reading) and any(a and a == b for a, b in proofs)


def apart(one: Marks, other: Marks) -> bool:
    """The telephone numbers differ, or the name is read differently: certainly not to be made one."""
    return _differ(one.phone, other.phone) or _differ(one.reading, other.reading)


def _differ(a: str, b: str) -> bool:
    return bool(a and b) and a != b


def _hiragana(reading: str) -> str:
    wide = unicodedata.normalize("NFKC", cells.key(reading))
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in wide)


def _bare(number: str) -> str:
    read = phone.number(number) if number else None
    return read.e164 if read else "".join(c for c in number if c.isdigit())
