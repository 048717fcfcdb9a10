"""The same in simple English: by Friday 3 pm, tomorrow morning, within two business days, next week, soon."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from nattoku.lib.clock import TOKYO
from nattoku.words.promises.days import business_later, month_end, months_later

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip
MANY = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
        "a few": 3, "next few": 3}  # fmt: skip
FRIDAY = 4
PARTS = {"morning": 12, "noon": 12, "afternoon": 18, "evening": 21, "close of business": 18, "end of the day": 18}
_SHORT = "|".join(f"{m[:3]}(?:{m[3:]})?" if len(m) > 3 else m for m in MONTHS)
_NAMED = "|".join(DAYS)
_CLOCK = r"(?:noon|[0-9]{1,2}(?::[0-9]{2})? ?(?:[ap]m\b|[ap]\.m\.)|[0-9]{1,2}:[0-9]{2})"
_NTH = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_DAY = (
    r"today|the day after tomorrow|tomorrow|tonight|this (?:morning|afternoon|evening)"
    rf"|(?:next |this |coming )?(?:{_NAMED})(?:,? (?:the )?(?:{_NTH} (?:{_SHORT})|(?:{_SHORT}) {_NTH})\b)?"
    rf"|(?:{_SHORT})\.? {_NTH}\b(?:,? [0-9]{{4}})?|{_NTH} (?:of )?(?:{_SHORT})\b(?:,? [0-9]{{4}})?|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
    r"|(?:the )?end of (?:the|this|next) (?:week|month|year)|(?:early |later |sometime )?(?:next|this) (?:week|month)"
    r"|(?:the )?(?:end of the day|close of business)"
)
_SAID = re.compile(
    rf"\b(?:(?:by|until|before|on|at|from|no later than) )?(?:the )?(?:(?:within|in)(?: the)?(?: next)? (?P<many>[0-9]+|{'|'.join(sorted(MANY, key=len, reverse=True))})"
    rf" (?P<unit>minute|hour|business day|working day|day|week|month)s?\b|(?P<hour>within the hour)"
    rf"|(?P<day>{_DAY})(?:,? (?P<part>morning|afternoon|evening)\b|,? (?:at |by |before )?(?P<clock>{_CLOCK}))?"
    rf"|(?P<first>{_CLOCK})(?:,? on)? (?P<then>{_DAY})|(?:by|at|before|until) (?P<alone>{_CLOCK}))",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:very soon|soon|shortly|as soon as (?:possible|we can|we know)|asap|in due course|later|immediately|promptly|at once|right away"
    r"|in the near future|at (?:the|our) earliest(?: convenience)?)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"(?:\bwill|'ll|’ll)\b(?! not\b| be unable)|\b(?:I|we) promise\b|\bshall\b(?! not\b)|\b(?:am|is|are) going to\b|\b(?:expect|plan|aim) to\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"^\s*(?:if|when|unless|should you|please|thank|could|would|may|can)\b|[“\"]|\byou will (?!hear|receive|get|have)|\bwe (?:cannot|can't|won't)\b",
    re.IGNORECASE,
)
_LAST_CONDITION = re.compile(r"^\s*(?:if|when|unless|should you|once)\b[^,]*,", re.IGNORECASE)
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")


def written(sentence: str) -> bool:
    """Whether there is no Japanese in it."""
    return not _JAPANESE.search(sentence)


def promised(sentence: str, now: datetime) -> Iterator[tuple[int, int, datetime | date | None, bool]]:
    """Place, due and vagueness; only where the sentence says that somebody will."""
    whole = sentence.strip().rstrip(".").lower()
    bare = _SAID.fullmatch(whole) or _VAGUE.fullmatch(whole)
    condition = _LAST_CONDITION.match(sentence)
    begins = condition.end() if condition else 0
    rest = sentence[begins:]
    if not bare and (not _WILL.search(rest) or _NOT.search(rest) or sentence.rstrip().endswith("?")):
        return
    timed = False
    for said in _SAID.finditer(sentence, begins):
        timed = True
        yield said.start(), said.end(), _due(said, now), False
    for vague in () if timed else _VAGUE.finditer(sentence, begins):
        yield vague.start(), vague.end(), None, True


def _due(said: "re.Match[str]", now: datetime) -> datetime | date | None:
    if said["hour"]:
        return now + timedelta(hours=1)
    if said["unit"]:
        return _after(said["unit"].lower(), said["many"].lower(), now)
    words = (said["day"] or said["then"] or "today").lower()
    day = _day(words, now.date())
    clock = (said["clock"] or said["first"] or said["alone"] or "").lower()
    part = next((p for p in sorted(PARTS, key=len, reverse=True) if p in f"{words} {said['part'] or ''}".lower()), "")
    if day is None or not (clock or part):
        return day
    midnight = datetime(day.year, day.month, day.day, tzinfo=TOKYO)
    return midnight + (_clock(clock) if clock else timedelta(hours=PARTS[part]))


def _after(unit: str, many: str, now: datetime) -> datetime | date:
    count = MANY.get(many) or int(many)
    if unit in ("minute", "hour"):
        return now + timedelta(**{f"{unit}s": count})
    if unit in ("business day", "working day"):
        return business_later(now.date(), min(count, 400))
    if unit == "month":
        return months_later(now.date(), count)
    return (now + timedelta(**{f"{unit}s": count})).date()


def _clock(written: str) -> timedelta:
    numbers = [int(n) for n in re.findall("[0-9]+", written)] or [12]
    hour = numbers[0] % 12 + 12 * ("p" in written) if "m" in written else numbers[0]
    return timedelta(hours=12 if written == "noon" else hour, minutes=sum(numbers[1:]))


def _day(words: str, on: date) -> date | None:
    words = words.removeprefix("the ")
    if words in ("today", "tonight") or words.startswith(("this morning", "this aft", "this eve")) or words in PARTS:
        return on
    if words.endswith("tomorrow"):
        return on + timedelta(days=1 + words.startswith("day after"))
    if period := re.search("(the|this|next) (week|month|year)", words):
        return _end(period[2], on, ahead=period[1] == "next")
    if month := re.search(rf"\b(?:{_SHORT})\b", words):
        return _date(words, [m[:3] for m in MONTHS].index(month[0][:3]) + 1, on)
    if re.fullmatch("[0-9-]+", words):
        return _iso(words)
    *which, name = words.split(" ")
    monday = on - timedelta(days=on.weekday())
    if which and which[0] != "coming":
        return monday + timedelta(days=DAYS.index(name) + 7 * (which[0] == "next"))
    return on + timedelta(days=(DAYS.index(name) - on.weekday() - 1) % 7 + 1)


def _end(unit: str, on: date, *, ahead: bool) -> date:
    if unit == "week":
        return on + timedelta(days=FRIDAY - on.weekday() + 7 * ahead)
    return month_end(on, ahead) if unit == "month" else date(on.year + ahead, 12, 31)


def _date(words: str, month: int, on: date) -> date | None:
    numbers = [int(n) for n in re.findall("[0-9]+", words)]
    try:
        if year := next((n for n in numbers if n > 31), 0):
            return date(year, month, numbers[0])
        day = date(on.year, month, numbers[0])
        return day if day >= on else day.replace(year=on.year + 1)
    except ValueError:
        return None


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
