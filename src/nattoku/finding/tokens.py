"""The words of a Japanese text as they are found: dictionary forms, their parts, their kanji. Knows no Django.

引越しの荷物 and お引っ越し荷物 share 引っ越し and 荷物; 申込書 and 申し込んだ share 申込. Every text is taken apart once,
when it is written; docs/decisions/0038-finding.md says why by this dictionary.
"""

import threading
import unicodedata
from functools import cache

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

_LONGEST = 8000  # characters the tokeniser is given at once: 49,149 bytes is its limit
_CARRIES = ("名詞", "動詞", "形容詞", "形状詞", "副詞", "感動詞")
_HELPS = frozenset(
    [
        "為る",
        "有る",
        "居る",
        "成る",
        "無い",
        "来る",
        "行く",
        "下さる",
        "頂く",
        "貰う",
        "呉れる",
        "仕舞う",
        "見る",
        "置く",
        "出来る",
        "良い",
        "欲しい",
        "言う",
        "思う",
        "御座る",
        "出す",
        "掛かる",
    ]
)
# Written differently in one and the same name, or in what a search box lets one type.
_NAMES = str.maketrans("髙﨑邉邊齋齊斎澤濱櫻廣𠮷嶋嶌冨", "高崎辺辺斉斉斉沢浜桜広吉島島富")
# What people type for one another; asked for together, never written into a text.
_SAME = [
    {"遅延", "遅れ", "遅れる", "延着"},
    {"納期", "お届け日", "納品日"},
    {"返金", "払い戻し", "返戻"},
    {"破損", "壊れる", "割れる", "故障"},
    {"謝罪", "お詫び", "詫び", "謝る"},
    {"解約", "キャンセル", "取り消し"},
    {"電話", "通話", "コール"},
    {"請求", "課金"},
    {"店員", "担当者", "スタッフ"},
    {"説明", "案内"},
    {"椅子", "チェア"},
    {"対応", "応対"},
]
_local = threading.local()


def tokens(text: str) -> list[str]:
    """Each word once, in the order met; "" has none."""
    found: dict[str, None] = {}
    for start in range(0, len(text), _LONGEST):
        for morpheme in _carrying(text[start : start + _LONGEST]):
            for part in (morpheme, *morpheme.split(SplitMode.A)):
                found |= dict.fromkeys(_forms(part.normalized_form()))
    return [word for word in found if word.strip()]


def alternatives(word: str) -> list[set[str]]:
    """For each word that a query's word consists of, what may stand for it; none for a lone ending or a sign."""
    asked = [_forms(morpheme.normalized_form())[-1] for morpheme in _carrying(word)]
    return [{one}.union(*(same for same in _synonyms() if one in same)) for one in asked]


def _carrying(text: str) -> list[Morpheme]:
    """The words that say something: no particles, no endings, no 為る and 有る."""
    plain = unicodedata.normalize("NFKC", text).translate(_NAMES)
    found = _tokenizer().tokenize(plain, SplitMode.C)
    return [one for one in found if one.part_of_speech()[0] in _CARRIES and one.normalized_form() not in _HELPS]


@cache
def _synonyms() -> list[set[str]]:
    return [
        {f for word in same for one in _carrying(word)[:1] for f in _forms(one.normalized_form())} for same in _SAME
    ]


def _forms(normal: str) -> list[str]:
    """The dictionary form, and its kanji where they say enough alone: 申し込む -> 申込."""
    word = normal.lower().translate(_NAMES)
    kanji = "".join(c for c in word if _is_kanji(c))
    return [word, kanji] if len(kanji) > 1 and kanji != word else [word]


def _is_kanji(c: str) -> bool:
    return "一" <= c <= "鿿" or c == "々"


def _tokenizer() -> Tokenizer:
    """One a thread: it holds what it is working on."""
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary().tokenizer()
    made: Tokenizer = _local.tokenizer
    return made


@cache
def _dictionary() -> Dictionary:
    return Dictionary()
