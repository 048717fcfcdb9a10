"""What must be there and is not (N1 to N12). What cannot be known from the text alone is asked only where it is told."""

import re
from collections.abc import Callable, Iterator

from nattoku.words.tone.known import Known
from nattoku.words.tone.spelling import written

_NAMED = re.compile(
    r"(?:^|\n)\s*(?!お客)[^\n。、]{1,40}?(?:様|さま|殿|御中|先生)\s*(?:$|\n|[、。,])|[一-鿿々ァ-ー](?<![客皆])様"
)
_SORRY = re.compile(written("申し訳|お詫び|おわび|お詫|陳謝|心苦しく|失礼(?:し|いたし)ました|恐縮"))
_OBJECT = re.compile(
    written(
        "(?:こと|件|点|思い|ご迷惑|ご不便|ご心配|ご面倒|お手数|不快|遅れ|誤り|不備|不手際|対応|手違い|お待たせ|おかけし|説明)"
    )
)
_CLAUSE = re.compile(  # what was done, and then the apology: 「…確かめもせずお引き取りし、誠に申し訳…」
    written(
        r"[^、。\s][^。]{5,80}(?:[しずりみきえいを]|[てで]|まま|ところ|ため)、?(?:誠に|まことに|大変|たいへん|深く|心より|本当に)?(?:申し訳|お詫び|おわび|陳謝|心苦し)"
    )
)
_THANKS = re.compile(written("ありがと|有難|有り難|御礼|お礼|感謝|かたじけ"))
_WHEN = re.compile(written("{WHEN}"))
_CONTACT = re.compile(
    written(
        r"0\d{1,4}[-(ー―‐－\s]?\d{1,4}[-)ー―‐－\s]?\d{3,4}|直通|内線|連絡先|[A-Za-z0-9]@[A-Za-z0-9-]+\.|電話番号|0120"
    )
)
_STATED = re.compile(
    written(
        "調査中|調べて|調査(?:を|して)|確認中|確かめて|確認(?:し|でき|いたし)|確かめ|まだわか|未確認|判明|わかって|わかりました|記録では"
    )
)
_GROUNDS = re.compile(written("ため|ので|基づ|根拠|契約|法|約款|理由|から(?:です|、)|により|記録"))
_PAIRS = {
    "拝啓": ("敬具", "拝具", "敬白"), "謹啓": ("謹白", "謹言", "敬白", "敬具"), "拝復": ("敬具", "拝具", "敬答"), "謹復": ("謹白", "敬白", "謹答"),
    "急啓": ("草々", "敬具", "早々"), "急呈": ("草々", "敬具"), "冠省": ("草々", "不一"), "前略": ("草々", "早々"), "啓上": ("敬具", "拝具"),
    "一筆申し上げます": ("かしこ",),
}  # fmt: skip
_CLOSINGS = sorted({c for closings in _PAIRS.values() for c in closings})
_OPENING = re.compile(rf"^[\s　]*({'|'.join(_PAIRS)})", re.MULTILINE)
_CLOSING = re.compile(rf"({'|'.join(_CLOSINGS)})[\s　]*$", re.MULTILINE)
_NOUN = re.compile("[一-鿿々]{2,}|[ァ-ー]{2,}|[A-Za-z0-9-]{2,}")
_SENTENCE = re.compile(r"[^。!?！？\n]+")


def absent(text: str, read: str, customer: str, known: Known) -> Iterator[tuple[str, str]]:
    """(rule, what is missing in words of the text, often ""). text: as given; read: quoted words blanked."""
    tests: dict[str, Callable[[], bool]] = {
        "N1": lambda: _named(text, customer),
        "N2": lambda: _sorry_for_something(read),
        "N3": lambda: bool(_THANKS.search(read)),
        "N4": lambda: bool(_WHEN.search(_without_date_line(read))),
        "N5": lambda: bool(_CONTACT.search(read)),
        "N6": lambda: bool(_STATED.search(read)),
        "N7": lambda: _paired(read),
        "N10": lambda: not known.template or _of_its_own(text, known.template),
        "N11": lambda: not known.solution or bool(_GROUNDS.search(read)),
        "N12": lambda: not (known.channel and known.wished) or known.channel in known.wished,
    }
    yield from ((name, "") for name, there in tests.items() if not there())
    yield from (("N8", date) for date in known.unpromised)
    yield from (("N9", item) for item in known.items if not _answered(item, text))


def _named(text: str, customer: str) -> bool:
    if not customer.strip():
        return bool(_NAMED.search(text))
    name = re.sub(r"\s|様$", "", customer)
    parts = {name, *re.split(r"[\s　]+", customer.strip().removesuffix("様"))}
    packed = re.sub(r"\s", "", text)
    return any(f"{part}{title}" in packed for part in parts if part for title in ("様", "さま", "御中", "先生"))


def _sorry_for_something(text: str) -> bool:
    """What for may stand in the sentence before: 「…思いをおかけしました。申し訳ございません。」"""
    told = _SENTENCE.findall(text)
    return any(
        _SORRY.search(s) and (_OBJECT.search(before + s) or _CLAUSE.search(s))
        for before, s in zip(["", *told], told, strict=False)
    )


def _paired(text: str) -> bool:
    opening, closing = _OPENING.search(text), _CLOSING.search(text)
    if opening and closing:
        return closing.group(1) in _PAIRS[opening.group(1)] and opening.start() < closing.start()
    return False


def _without_date_line(text: str) -> str:
    """The date of the letter itself promises nothing."""
    return re.sub(r"(?m)^[\s　]*(?:\d{4}|令和\S{1,3}|[〇一二三四五六七八九]{4})年\S{1,8}日[\s　]*$", "", text)


def _answered(item: str, text: str) -> bool:
    nouns = _NOUN.findall(item)
    return any(noun in text for noun in nouns) if nouns else item in text


def _of_its_own(text: str, template: str) -> bool:
    given = {re.sub(r"\s", "", s) for s in _SENTENCE.findall(template)}
    own = [s for s in _SENTENCE.findall(text) if re.sub(r"\s", "", s) not in given]
    return any(len(s.strip()) >= 12 for s in own)
