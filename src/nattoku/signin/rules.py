"""Who is let in: one-time codes, passkeys, how long a session lasts, who may help whom. Pure."""

import secrets
from datetime import datetime, timedelta
from enum import IntEnum
from ipaddress import ip_address
from typing import Final

import pyotp

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.facts import Role

STEP: Final = 30
DRIFT: Final = 1
MOST_FAILURES: Final = 8
FAILURES_WITHIN: Final = timedelta(minutes=15)
UNFINISHED: Final = timedelta(minutes=10)
SURE_FOR: Final = timedelta(minutes=15)
NOTED_EVERY: Final = timedelta(minutes=5)
RESET_FOR: Final = timedelta(minutes=10)
INVITED_FOR: Final = timedelta(hours=24)
SIGN_INS_KEPT: Final = timedelta(days=365)
RECOVERY_CODES: Final = 10
ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"

CLONED = Text(
    "このパスキーは、記録より古い使用回数を示しました。写しが作られたおそれがあるため、お通しできません。"
    "ほかの方法でサインインし、このパスキーを外してください。",
    "This passkey shows an older count of uses than we know. It may have been copied, so it is not let in. "
    "Please sign in another way and remove this passkey.",
)


class SecondFactorFor(IntEnum):
    """Of whom a second step is asked (policy people.second_factor_for). Nobody, until the representative decides."""

    NOBODY = 1
    TOP = 2
    LEADING = 3
    EVERYBODY = 4


_ASKED: Final = {
    SecondFactorFor.NOBODY: frozenset[Role](),
    SecondFactorFor.TOP: frozenset({Role.MANAGER, Role.REPRESENTATIVE}),
    SecondFactorFor.LEADING: frozenset({Role.LEADER, Role.MANAGER, Role.REPRESENTATIVE}),
    SecondFactorFor.EVERYBODY: frozenset(Role),
}
_RANK: Final = {Role.VIEWER: 0, Role.RECEIVER: 0, Role.LEADER: 1, Role.MANAGER: 2, Role.REPRESENTATIVE: 3}


def needs_second_factor(role: Role, decided: int) -> bool:
    """Whether the role must have a second step; a number nobody knows asks everybody."""
    known = decided in SecondFactorFor.__members__.values()
    return not known or role in _ASKED[SecondFactorFor(decided)]


def step_of(key: str, code: str, *, at: datetime, last: int) -> int | None:
    """The time step a six-digit code stands for, None when it is wrong, out of time or already used.

    key: base32. A clock may be one step (30 s) fast or slow. last: the step of the last code that was let in;
    it and everything before is spent (RFC 6238 5.2).
    """
    digits = digits_of(code)
    codes, now = pyotp.TOTP(key), int(at.timestamp()) // STEP
    if len(digits) != 6:
        return None
    matching = [s for s in range(now - DRIFT, now + DRIFT + 1) if secrets.compare_digest(codes.generate_otp(s), digits)]
    return next((s for s in matching if s > last), None)


def digits_of(code: str) -> str:
    """What was typed, as ASCII digits: full-width ones and blanks are a keyboard's, not a mistake."""
    return "".join(str(int(c)) for c in code if c.isdecimal())


def recovery_codes() -> list[str]:
    """Ten new ones, each of 59 bits: "abcd-efgh-jkmn", without letters that look like digits."""
    return [
        "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3)) for _ in range(RECOVERY_CODES)
    ]


def recovery_of(typed: str) -> str:
    """What was typed as a recovery code, without what handwriting adds."""
    return "".join(c for c in typed.casefold() if c in ALPHABET)


def count_of(known: int, shown: int) -> int:
    """The new count of uses of a passkey. Refused (403) when it went back; authenticators without a count show 0."""
    if (known or shown) and shown <= known:
        raise Refusal(CLONED, status=403)
    return shown


def over(*, began: datetime, used: datetime, at: datetime, idle: timedelta, longest: timedelta) -> bool:
    """Whether a session has run out: unused for so long, or signed in so long ago."""
    return at - used > idle or at - began > longest


def may_reset(by: Role, whose: Role, *, own: bool, led: bool) -> bool:
    """Whether somebody may hand a colleague a link to a new password: only downwards, a leader only in divisions led.

    own: it is the same person, who changes the password instead. The representatives help one another.
    """
    if own:
        return False
    if by is Role.REPRESENTATIVE:
        return True
    return _RANK[by] > _RANK[whose] and (by is Role.MANAGER or led)


def rp_id(host: str) -> str:
    """The name passkeys are bound to, of a host with its port; "" where there can be none: an address is no name."""
    name = host.rsplit(":", 1)[0] if host.rpartition(":")[2].isdecimal() else host
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return name
    return ""
