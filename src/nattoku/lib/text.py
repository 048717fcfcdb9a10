"""A sentence in both languages, and what may be written into a field."""

import re
from typing import Literal, NamedTuple

from nattoku.lib.refusal import Refusal

Lang = Literal["ja", "en"]

LONGEST = 100_000
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")


class Text(NamedTuple):
    """One sentence in Japanese and in English. There is no way to write only one of them."""

    ja: str
    en: str

    def to(self, lang: str) -> str:
        return self.en if lang == "en" else self.ja

    def with_(self, **values: object) -> "Text":
        """Both sentences with their {placeholders} filled; a Text value is filled in its own language."""
        return Text(
            *(
                sentence.format(**{k: v.to(lang) if isinstance(v, Text) else v for k, v in values.items()})
                for sentence, lang in ((self.ja, "ja"), (self.en, "en"))
            )
        )


def clean(value: str, name: Text, *, longest: int = LONGEST, required: bool = True) -> str:
    """The words as they were given, unchanged, or a Refusal (status 400 or 422) that says what is wrong.

    Line breaks, tabs, emoji and rare characters (𠮷 髙) are kept. Other control characters are refused,
    because a printer, a chat room or a CSV would each read them differently.
    """
    if required and not value.strip():
        raise Refusal(Text("{name}を入力してください。", "Please fill in: {name}.").with_(name=name), status=400)
    if len(value) > longest:
        raise Refusal(
            Text(
                "{name}が長すぎます（{n:,}文字）。{longest:,}文字までにしてください。",
                "{name} is too long ({n:,} characters). The limit is {longest:,}.",
            ).with_(name=name, n=len(value), longest=longest),
            status=400,
        )
    if found := _FORBIDDEN.search(value):
        raise Refusal(
            Text(
                "{name}に扱えない制御文字（U+{code:04X}）が{at}文字目にあります。取り除いてください。",
                "{name} holds a control character (U+{code:04X}) at position {at}. Please remove it.",
            ).with_(name=name, code=ord(found.group()), at=found.start() + 1),
            status=400,
        )
    return value
