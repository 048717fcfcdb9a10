"""Words as they are searched: folded, so that how they were typed does not matter. Pure."""

import unicodedata

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}  # ァ..ヶ -> ぁ..
_JOINED = "ﾞﾟ\u3099\u309a"
AROUND = 36


def fold(words: str) -> str:
    """NFKC, katakana as hiragana, lower case, one space for every blank: a search key, never shown."""
    normal = unicodedata.normalize("NFKC", words).lower().translate(_KATAKANA)
    return " ".join(normal.split())


def asked(query: str) -> list[str]:
    """The words of a query as typed, without doubles; full-width blanks separate too."""
    return list(dict.fromkeys(query.split()))


def found_in(haystack: str, wanted: list[str]) -> bool:
    """Whether every word is there; haystack is folded."""
    return all(fold(w) in haystack for w in wanted)


def excerpt(text: str, wanted: list[str]) -> str:
    """A piece of the text around the first word found, unchanged; the beginning where none is found in it."""
    flat = " ".join(text.split())
    keys, places = _folded_with_places(flat)
    at = min((i for w in wanted if (i := keys.find(fold(w))) >= 0), default=0)
    start = max(0, places[at] - AROUND // 2) if places else 0
    if start < AROUND // 2:
        start = 0
    end = start + 2 * AROUND
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")


def score(parts: list[str], wanted: list[str]) -> float:
    """How much of a file speaks of the words: between 0 and 1, the first parts weighing most; parts are folded."""
    keys = [fold(w) for w in wanted]
    most = sum(1 / (i + 1) for i in range(len(parts))) * len(keys)
    got = sum(1 / (i + 1) for i, part in enumerate(parts) for key in keys if key in part)
    return round(got / most, 3) if most else 0.0


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place it came from."""
    keys, places, i = "", [], 0
    while i < len(text):
        end = i + 1
        while end < len(text) and text[end] in _JOINED:
            end += 1
        piece = unicodedata.normalize("NFKC", text[i:end]).lower().translate(_KATAKANA)
        keys += piece
        places += [i] * len(piece)
        i = end
    return keys, places
