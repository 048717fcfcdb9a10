"""Telephone numbers: read as they are typed or as a telephone system sends them, written as people read them."""

import re
from dataclasses import dataclass

import phonenumbers

_WITHHELD = re.compile(
    "非通知|公衆電話|表示圏外|通知不可|anonymous|private|unavailable|unknown|withheld|restricted|payphone|coinline",
    re.I,
)
LONGEST = 60


@dataclass(frozen=True)
class Number:
    """e164: "+819012345678", for comparing; shown: "090-1234-5678", or with its country where it is not Japan."""

    e164: str
    shown: str

    @property
    def last(self) -> str:
        return self.e164[-4:]


def number(said: str) -> Number | None:
    """The number in these words; one without a country is Japan's. None where there is none."""
    try:
        read = phonenumbers.parse(said[:LONGEST].removeprefix("tel:"), "JP")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(read):
        return None
    at_home = read.country_code == 81
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    e164 = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
    return Number(e164, phonenumbers.format_number(read, form))


_BESIDE = re.compile(
    r"(?P<name>[^\d+@:：、,/（()]{1,40}?)[\s\u3000、,/:：（(]*(?P<number>[+＋]?[\d０-９][\d０-９\-－−ー‐ ()（）]{8,20})[)）]?"
)
_WORDS = re.compile("電話|携帯|自宅|会社|連絡|番号|まで|下さい|ください|tel|phone|fax|call", re.I)


def beside(said: str) -> tuple[str, str]:
    """(name, number) of a line in which a customer wrote both; ("", what was written) where that is not what it says."""
    found = _BESIDE.fullmatch(said.strip())
    if found is None or _WORDS.search(found["name"]) or number(found["number"]) is None:
        return "", said.strip()
    return found["name"].strip(), found["number"].strip(" )）")


def withheld(said: str) -> bool:
    """Whether a telephone system says that the caller's number is not shown (非通知, 公衆電話 …)."""
    return not said.strip() or bool(_WITHHELD.search(said))
