"""What may happen to a remark: it is said, with a reason, not to apply."""

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text

KINDS_OF_TEXT = {
    "letters": Text("お手紙", "the letter"),
    "response.handling": Text("進め方のご説明", "how it is handled"),
    "response.cause": Text("原因のご説明", "the cause"),
    "response.interim": Text("途中のご報告", "the interim report"),
    "response.contact_rules": Text("今後のご連絡の進め方", "how we keep in touch"),
}


@fact(
    "tone.dismissed",
    ja="言葉の点検の指摘（{rule}）は当たらないとしました",
    en="A remark of the tone check ({rule}) was said not to apply",
)
class Dismissed(Fact):
    """about: which text ("letters/1", "response.cause"); words: what was remarked on, "" for something missing."""

    about: str
    rule: str
    words: Personal[str]
    reason: Personal[str]
