"""How numbers stand in a vertical column: dates and hours in 漢数字, two digits side by side, the rest upright. Pure."""

import re
from datetime import date

_KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = {ord("0") + i: ord("０") + i for i in range(10)}
# 10分 stays in digits: 十分 would be read じゅうぶん. After an hour it cannot.
_COUNTED = re.compile(
    r"(?<![\d,.，．])\d{1,2}(?=月|日|時|年|か月|ヶ月|週間|名|通|度|歳|階|丁目|番|号)|(?<=時)\d{1,2}(?=分)"
)
_PAIR = re.compile(r"(?<![0-9A-Za-z.,/:\-－])[0-9]{2}(?![0-9A-Za-z.,/:\-－])")
_SINGLE = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_MARKS = str.maketrans(
    {"(": "（", ")": "）", "!": "！", "?": "？", "%": "％", "&": "＆", ":": "：", ";": "；", "~": "～"}
)


def kanji(number: int) -> str:
    """0 to 99 as 〇, 一 … 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{tens}十"
    return f"{head}{ones if ones or not tens else ''}".translate(_KANJI)


def dated(text: str) -> str:
    """Dates and hours in 漢数字: 2026年11月22日 10時 becomes 二〇二六年十一月二十二日 十時."""
    text = re.sub(r"(?<!\d)\d{4}(?=年)", lambda found: found.group().translate(_KANJI), text)
    return _COUNTED.sub(lambda found: kanji(int(found.group())), text)


def upright(text: str) -> str:
    """Text as it is set vertically. What stays two ASCII digits is set side by side (縦中横): see `pairs`."""
    text = dated(text.translate({wide: digit for digit, wide in _WIDE.items()}))
    keep = {i for start, end in pairs(text) for i in range(start, end)}
    out = "".join(c if i in keep else chr(_WIDE.get(ord(c), ord(c))) for i, c in enumerate(text))
    out = re.sub(r"(?<=[０-９])-(?=[０-９])", "－", out)
    out = re.sub(r"(?<=[０-９]),(?=[０-９])", "，", out)
    out = _SINGLE.sub(lambda found: chr(ord(found.group()) + 0xFEE0), out)
    return out.translate(_MARKS) if not re.search(r"https?:|@", out) else out


def pairs(text: str) -> list[tuple[int, int]]:
    """Where two digits stand alone, as [start, end)."""
    return [found.span() for found in _PAIR.finditer(text)]


def strings(text: str) -> list[tuple[int, int]]:
    """Where upright numbers with dashes stand, telephone numbers above all, as [start, end): they are not split."""
    return [found.span() for found in re.finditer("[０-９]{1,6}(?:－[０-９]{1,6}){1,3}", text)]


ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和"))


def long_date(on: date) -> str:
    """The date of a vertical letter in full: 令和八年十一月二十二日. Before 1926 by the year alone."""
    for start, era in ERAS:
        if on >= start:
            year = on.year - start.year + 1
            return f"{era}{'元' if year == 1 else kanji(year)}年{kanji(on.month)}月{kanji(on.day)}日"
    return f"{str(on.year).translate(_KANJI)}年{kanji(on.month)}月{kanji(on.day)}日"
