"""What somebody who has never written a letter is told: openings, the words of the season, and an example a part. Pure."""

import re
from datetime import date
from difflib import SequenceMatcher

from nattoku.letters.words import APOLOGISING, LetterKind
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

# 頭語 and what may close it (結語); the first is offered (spec/vocabulary 4.7).
PAIRS = {
    "拝啓": ("敬具", "拝具", "敬白"),
    "謹啓": ("謹白", "謹言", "敬白"),
    "拝復": ("敬具", "拝答", "敬白"),
    "急啓": ("草々", "敬具"),
    "前略": ("草々", "早々"),
    "冠省": ("草々", "不一"),
}
CURT = frozenset({"前略", "冠省"})  # they skip every courtesy, so never for an apology
OPENINGS = {
    "拝啓": Text("拝啓 — 敬具（普通のお手紙）", "拝啓 — 敬具 (an ordinary letter)"),
    "謹啓": Text("謹啓 — 謹白（特に改まったお詫び）", "謹啓 — 謹白 (a most formal apology)"),
    "拝復": Text("拝復 — 敬具（お手紙へのお返事）", "拝復 — 敬具 (an answer to a letter)"),
    "": Text("なし（一筆箋）", "none (a short note)"),
}
CLOSINGS = frozenset(closing for closings in PAIRS.values() for closing in closings)
_OPENING = re.compile(rf"^({'|'.join(PAIRS)})(?=[\s　]|$)", re.MULTILINE)
_CLOSING = re.compile(rf"^[\s　]*({'|'.join(sorted(CLOSINGS))})[\s　]*$", re.MULTILINE)

# (from this month and day, the words of the season, read)
SEASONS = (
    ((1, 1), "新春の候", "しんしゅん"),
    ((1, 8), "寒冷の候", "かんれい"),
    ((1, 20), "厳寒の候", "げんかん"),
    ((2, 4), "余寒の候", "よかん"),
    ((2, 19), "向春の候", "こうしゅん"),
    ((3, 1), "早春の候", "そうしゅん"),
    ((3, 16), "春暖の候", "しゅんだん"),
    ((4, 1), "陽春の候", "ようしゅん"),
    ((4, 16), "春日の候", "しゅんじつ"),
    ((5, 1), "新緑の候", "しんりょく"),
    ((5, 16), "薫風の候", "くんぷう"),
    ((6, 1), "初夏の候", "しょか"),
    ((6, 11), "入梅の候", "にゅうばい"),
    ((7, 1), "盛夏の候", "せいか"),
    ((7, 23), "大暑の候", "たいしょ"),
    ((8, 8), "残暑の候", "ざんしょ"),
    ((8, 23), "晩夏の候", "ばんか"),
    ((9, 1), "初秋の候", "しょしゅう"),
    ((9, 16), "秋涼の候", "しゅうりょう"),
    ((10, 1), "秋冷の候", "しゅうれい"),
    ((10, 16), "紅葉の候", "こうよう"),
    ((11, 1), "晩秋の候", "ばんしゅう"),
    ((11, 23), "向寒の候", "こうかん"),
    ((12, 1), "初冬の候", "しょとう"),
    ((12, 16), "師走の候", "しわす"),
)


def season(on: date) -> tuple[str, str]:
    """The words of the season for a day, and how they are read."""
    words, read = next((words, read) for start, words, read in reversed(SEASONS) if (on.month, on.day) >= start)
    return words, read


def greeting(kind: LetterKind, on: date) -> str:
    """What may follow the opening. An apology does without: its reader waits for the apology."""
    if kind in APOLOGISING or kind is LetterKind.NOTE:
        return ""
    if kind is LetterKind.THANKS:
        return f"{season(on)[0]}、ますますご清祥のこととお慶び申し上げます。"
    return "平素は格別のお引き立てを賜り、厚く御礼申し上げます。"


def closing_of(opening: str) -> str:
    """The closing that belongs to an opening; "" has none. Refusal (400) for an opening we do not know."""
    if opening and opening not in PAIRS:
        raise Refusal(
            Text("頭語は「拝啓」「謹啓」などからお選びください。", "Choose an opening such as 拝啓 or 謹啓."),
            status=400,
        )
    return PAIRS[opening][0] if opening else ""


def framed(text: str) -> tuple[str, str]:
    """The opening and the closing a text stands between, "" where there is none."""
    opening, closings = _OPENING.search(text), _CLOSING.findall(text)
    return (opening[1] if opening else "", closings[-1] if closings else "")


def paired(text: str) -> bool:
    """Whether opening and closing belong together; a text with neither is in order."""
    opening, closing = framed(text)
    return not closing if not opening else closing in PAIRS[opening]


# Sentences anybody could receive. One that resembles none of them is about this customer (S003-15).
_COMMON = (
    "このたびは長らくお待たせし、誠に申し訳ございません。",
    "このたびはご迷惑をおかけし、心よりお詫び申し上げます。",
    "このたびはご不快な思いをおかけし、深くお詫び申し上げます。",
    "先日はご多用のところお時間を頂戴し、誠にありがとうございました。",
    "貴重なご意見をお聞かせくださり、誠にありがとうございました。",
    "率直にお聞かせくださり、心より御礼申し上げます。",
    "いただいたお言葉を真摯に受け止め、改善に努めてまいります。",
    "今後このようなことのないよう、再発防止に努めてまいります。",
    "今後とも変わらぬご愛顧を賜りますよう、お願い申し上げます。",
    "経緯は私どもで確かめております。",
    "本来であればお伺いしてお詫びすべきところ、まずは書中にてお詫び申し上げます。",
    "ますますご清祥のこととお慶び申し上げます。",
    "平素は格別のお引き立てを賜り、厚く御礼申し上げます。",
    "時節柄、どうぞご自愛くださいませ。",
    "寒さに向かう折、どうぞお健やかにお過ごしください。",
    "まずは取り急ぎ御礼申し上げます。",
    "分かり次第、お電話でご報告いたします。",
)
ALIKE = 0.62  # of 1; below it two sentences are not the same one (ours)


def own_sentences(text: str) -> list[str]:
    """The sentences that could not stand in a letter to anybody else: unlike every common one, and not mere dates."""
    sentences = [re.sub(r"[\s　]", "", s) for s in re.split(r"(?<=[。！？])|\n", text)]
    return [s for s in sentences if len(s) >= 14 and s.endswith(("。", "！", "？")) and not _common(s)]


def _common(sentence: str) -> bool:
    bare = re.sub(r"[\d０-９〇一二三四五六七八九十]+(?:月|日|時|分|年)", "", sentence)
    if "「" not in bare and re.search(r"お電話|ご報告|ご連絡", bare) and len(bare) < 34:
        return True  # who calls when is owed to everybody
    return any(SequenceMatcher(None, bare, one, autojunk=False).ratio() >= ALIKE for one in _COMMON)
