"""When a person may be told: quiet hours and the daily digest, neither of which holds back what is grave. Pure."""

from datetime import datetime, time, timedelta

from nattoku.lib.clock import TOKYO

DIGEST_AT = 8 * 60 + 30  # minutes after midnight in Tokyo; ours, editable as `notices.digest_at`


def after_quiet(at: datetime, quiet_from: str, quiet_to: str) -> datetime:
    """The first moment, `at` or later, that does not lie in the quiet hours ("HH:MM" in Tokyo; "" for none)."""
    if not quiet_from or not quiet_to or quiet_from == quiet_to:
        return at
    local = at.astimezone(TOKYO)
    begins, ends = _clock(quiet_from), _clock(quiet_to)
    now = timedelta(hours=local.hour, minutes=local.minute)
    over_midnight = begins > ends
    quiet = (now >= begins or now < ends) if over_midnight else begins <= now < ends
    if not quiet:
        return at
    day = local.date() + timedelta(days=1 if over_midnight and now >= begins else 0)
    return datetime.combine(day, time(), tzinfo=TOKYO) + ends


def next_digest(at: datetime, minutes: int = DIGEST_AT) -> datetime:
    """The next moment of the daily digest after `at`. minutes: after midnight in Tokyo."""
    local = at.astimezone(TOKYO)
    today = datetime.combine(local.date(), time(), tzinfo=TOKYO) + timedelta(minutes=minutes)
    return today if today > at else today + timedelta(days=1)


def _clock(text: str) -> timedelta:
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
