"""Numbers as letters write them: 3, ３, 三, 十五, 二十. Every sign keeps its place in the text."""

SAME_PLACE = str.maketrans("０１２３４５６７８９：／．－～〜ＡＰＭＲａｐｍｒ　（）", "0123456789:/.-~~APMRapmr ()")
NUMBER = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十]{1,4})"
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}


def number(written: str) -> int:
    """The value; 元 (of an era) is 1."""
    if written == "元":
        return 1
    if written.isdigit():
        return int(written)
    if "十" not in written:
        return int("".join(str(_DIGITS[sign]) for sign in written))
    tens, _, ones = written.partition("十")
    return (number(tens) if tens else 1) * 10 + (number(ones) if ones else 0)
