"""Moments in their usual writing, 2026-09-01T09:00:00.000+09:00, read all at once. Others are left to whoever asks."""

from typing import Final

import numpy as np

from nattoku.drill.log import Ints
from nattoku.drill.spans import Piece
from nattoku.drill.spread import MICROS

_CLOCK: Final = "dddd-dd-ddTdd:dd:dd"
_LAYOUTS: Final = tuple(
    _CLOCK + part + offset for part in ("", ".ddd", ".dddddd") for offset in ("Z", "+dd:dd", "-dd:dd")
)
_MONTHS: Final = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_BEFORE: Final = np.concatenate(([0], np.cumsum(_MONTHS)))[:-1]  # days of a year before each month
_TO_1970: Final = 719_162  # days from the first of January of the year 1


def micros(piece: Piece, start: Ints, length: Ints) -> tuple[Ints, Ints]:
    """Microseconds since 1970 UTC, and which of them could be read."""
    told, known = np.zeros(len(start), np.int64), np.zeros(len(start), bool)
    for layout in _LAYOUTS:
        rows = np.flatnonzero((length == len(layout)) & ~known)
        if len(rows):
            letters = [piece.bytes[start[rows] + at] for at in range(len(layout))]
            fits = _fits(letters, layout)
            if fits.any():
                told[rows], right = _read(letters, layout)
                known[rows] = fits & right
    return told, known


def _fits(letters: list[Ints], layout: str) -> Ints:
    fits = np.ones(len(letters[0]), bool)
    for letter, wanted in zip(letters, layout, strict=True):
        fits &= (letter - np.uint8(48)) < 10 if wanted == "d" else letter == ord(wanted)
    return fits


def _read(letters: list[Ints], layout: str) -> tuple[Ints, Ints]:
    def number(at: int, digits: int) -> Ints:
        told = np.zeros(len(letters[0]), np.int64)
        for place in range(at, at + digits):
            told = told * 10 + (letters[place].astype(np.int64) - 48)
        return told

    year, month, day = number(0, 4), number(5, 2), number(8, 2)
    hour, minute, second = number(11, 2), number(14, 2), number(17, 2)
    right = (year > 0) & (month > 0) & (month < 13) & (day > 0) & (hour < 24) & (minute < 60) & (second < 60)
    month = np.clip(month, 0, 12)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    right &= day <= _MONTHS[month] + (leap & (month == 2))
    whole = year - 1
    days = whole * 365 + whole // 4 - whole // 100 + whole // 400 + _BEFORE[month] + (leap & (month > 2)) + day - 1
    seconds = (days - _TO_1970) * 86_400 + hour * 3600 + minute * 60 + second
    if layout[-1] != "Z":
        hours, minutes = number(len(layout) - 5, 2), number(len(layout) - 2, 2)
        right &= (hours < 24) & (minutes < 60)
        seconds -= (hours * 3600 + minutes * 60) * (1 if layout[-6] == "+" else -1)
    digits = layout.count("d", 20) - (0 if layout[-1] == "Z" else 4)
    return seconds * MICROS + number(20, digits) * 10 ** (6 - digits), right
