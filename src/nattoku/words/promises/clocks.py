"""Times of a day as a polite business reader takes them: 3時 is the afternoon, お昼 noon, 朝一番 the opening."""

import re
from datetime import time

from nattoku.words.promises.numbers import NUMBER, number

OPENING, NOON, AFTER_NOON, EVENING, CLOSING = time(9), time(12), time(13), time(17), time(18)
NAMED = {
    "午前中": NOON,
    "午前": NOON,
    "午後一番": AFTER_NOON,
    "午後一": AFTER_NOON,
    "午後イチ": AFTER_NOON,
    "正午": NOON,
    "お昼前": NOON,
    "昼前": NOON,
    "お昼過ぎ": AFTER_NOON,
    "お昼すぎ": AFTER_NOON,
    "昼過ぎ": AFTER_NOON,
    "昼すぎ": AFTER_NOON,
    "お昼": NOON,
    "昼": NOON,
    "夕方": EVENING,
    "夕刻": EVENING,
    "朝一番": OPENING,
    "朝イチ": OPENING,
    "朝一": OPENING,
    "終業": CLOSING,
    "営業時間内": CLOSING,
    "営業時間中": CLOSING,
}
PARTS = ("午後", "夜", "朝", "晩")  # of a day, without an hour
HALF = "(?:午前の?|午後の?|朝の?|夕方の?|夜の?|晩の?|お?昼の?|AM ?|PM ?)"
CLOCK = (
    rf"(?:{HALF})?(?:{NUMBER}時(?!間)(?:半|{NUMBER}分)?|[0-2]?[0-9]:[0-5][0-9](?: ?[AaPp][Mm])?)"
    rf"|(?:{'|'.join(sorted(NAMED, key=len, reverse=True))})(?![夜食間]|の[^0-9一二三四五六七八九十う])|午後"
)
_SAID = re.compile(
    rf"(?P<half>{HALF})?(?P<hour>{NUMBER})[時:](?:(?P<part>半)|(?P<minute>{NUMBER})分?)?(?P<after> ?[AaPp][Mm])?"
)
_FIRST_OF_AFTERNOON, _LAST_OF_AFTERNOON = 1, 6


def half_of(written: str) -> str:
    """午前 or 午後 as it is said, "" when it is not; 明晩 and 今夜 say it too."""
    found = re.match(HALF, written)
    return found[0] if found else "夜" if re.search("[晩夜夕]", written) else ""


def clock_of(written: str, half: str = "") -> tuple[int, int] | None:
    """Hours (0-24) and minutes; half: what was said before it (午後2時から4時). None when there is no such time."""
    if written in NAMED:
        return NAMED[written].hour, NAMED[written].minute
    said = _SAID.match(written)
    if said is None:
        return None
    half = (said["half"] or said["after"] or half).strip(" のお").upper()
    hour = number(said["hour"])
    minute = 30 if said["part"] else number(said["minute"] or "0")
    afternoon = half in ("午後", "PM", "夕方", "夜", "晩", "昼")
    if (afternoon and hour < 12 and not (half == "昼" and hour > 9)) or (
        not half and ":" not in written and _FIRST_OF_AFTERNOON <= hour <= _LAST_OF_AFTERNOON
    ):
        hour += 12
    if half in ("夜", "晩") and hour == 12:
        hour = 24
    return (hour, minute) if hour * 60 + minute <= 24 * 60 and minute < 60 else None
