"""The same in simple English: by Friday 3 pm, tomorrow, within two days, soon."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from nattoku.lib.clock import TOKYO

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip
MANY = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_CLOCK = r"(?:noon|[0-9]{1,2}(?::[0-9]{2})? ?(?:[ap]m\b|[ap]\.m\.)|[0-9]{1,2}:[0-9]{2})"
_DAY = rf"today|tomorrow|(?:next |this )?(?:{'|'.join(DAYS)})|(?:{'|'.join(MONTHS)}) [0-9]{{1,2}}|[0-9]{{1,2}} (?:{'|'.join(MONTHS)})"
_SAID = re.compile(
    rf"\b(?:(?:by|until|before|on|at) )?(?:the )?(?:(?:within|in) (?P<many>[0-9]+|{'|'.join(MANY)}) (?P<unit>minute|hour|day|week)s?"
    rf"|(?P<day>{_DAY})\b(?:,? (?:at |by )?(?P<clock>{_CLOCK}))?|(?P<first>{_CLOCK})(?: on)? (?P<then>{_DAY})\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"\b(?:soon|shortly|as soon as possible|asap|in due course|later|immediately)\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:we|i|you|it|he|she|they)?(?: will|'ll|’ll)\b|\bpromise|\bshall\b|\bgoing to\b", re.IGNORECASE)
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")


def written(sentence: str) -> bool:
    """Whether there is no Japanese in it."""
    return not _JAPANESE.search(sentence)


def promised(sentence: str, now: datetime) -> Iterator[tuple[int, int, datetime | date | None, bool]]:
    """Place, due and vagueness; only where the sentence says that somebody will."""
    whole = sentence.strip().rstrip(".").lower()
    bare = _SAID.fullmatch(whole) or _VAGUE.fullmatch(whole)
    if not bare and (not _WILL.search(sentence) or sentence.rstrip().endswith("?")):
        return
    timed = False
    for said in _SAID.finditer(sentence):
        timed = True
        yield said.start(), said.end(), _due(said, now), False
    for vague in () if timed else _VAGUE.finditer(sentence):
        yield vague.start(), vague.end(), None, True


def _due(said: "re.Match[str]", now: datetime) -> datetime | date | None:
    if unit := said["unit"]:
        written = said["many"].lower()
        span = timedelta(**{f"{unit.lower()}s": MANY.get(written) or int(written)})
        return now + span if unit.lower() in ("minute", "hour") else (now + span).date()
    day = _day((said["day"] or said["then"]).lower(), now.date())
    clock = (said["clock"] or said["first"] or "").lower()
    if day is None or not clock:
        return day
    numbers = [int(n) for n in re.findall("[0-9]+", clock)] or [12]
    hour = numbers[0] % 12 + 12 * ("p" in clock) if "m" in clock else numbers[0]
    midnight = datetime(day.year, day.month, day.day, tzinfo=TOKYO)
    return midnight + timedelta(hours=hour if numbers != [12] or "m" in clock else 12, minutes=sum(numbers[1:]))


def _day(words: str, on: date) -> date | None:
    if words in ("today", "tomorrow"):
        return on + timedelta(days=words == "tomorrow")
    *which, name = words.split(" ")
    if name in DAYS:
        monday = on - timedelta(days=on.weekday())
        if which:
            return monday + timedelta(days=DAYS.index(name) + 7 * (which[0] == "next"))
        return on + timedelta(days=(DAYS.index(name) - on.weekday() - 1) % 7 + 1)
    month = next(m for m in MONTHS if m in words)
    try:
        day = date(on.year, MONTHS.index(month) + 1, int(re.findall("[0-9]+", words)[0]))
        return day if day >= on else day.replace(year=on.year + 1)
    except ValueError:
        return None
