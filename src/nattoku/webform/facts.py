"""What comes with a complaint that a customer typed in on the web."""

from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text

CONSENT = 1  # the wording in force of what the customer agrees to (`jinja2/webform/consent.html`)


class Lang(StrEnum):
    """The language the customer chose."""

    JA = "ja"
    EN = "en"


class Sign(StrEnum):
    """Why a person should look before it counts as a complaint. A sign, never a verdict."""

    TRAP = "trap"
    FAST = "fast"
    FORGED = "forged"
    LINKS = "links"
    MANY_HERE = "many_here"
    MANY = "many"


LANGS = {Lang.JA: Text("日本語", "Japanese"), Lang.EN: Text("英語", "English")}
SIGNS = {
    Sign.TRAP: Text("人には見えない欄が埋まっています", "A field that people cannot see was filled in"),
    Sign.FAST: Text("人が書くには早すぎます", "Written faster than a person can"),
    Sign.FORGED: Text("入力画面を通らずに届きました", "It did not come through the form"),
    Sign.LINKS: Text("リンクのほかに言葉がほとんどありません", "Hardly a word besides links"),
    Sign.MANY_HERE: Text("同じところから続けて届いています", "Many came from one place"),
    Sign.MANY: Text("ふだんより多く届いています", "Many more than usual are coming in"),
}


@fact(
    "webform.posted",
    ja="お客様がウェブの入力画面（{lang}）からお寄せになり、受付番号と担当を画面でお伝えしました",
    en="Typed in by the customer on the web ({lang}); number and contact were shown on screen at once",
    tells_customer=True,
)
class Posted(Fact):
    """consent: the number of the wording the customer agreed to. silent: wishes not to be contacted.

    words: when it is convenient. signs: what a leader looked at before it was taken in, none where nobody had to.
    """

    lang: Lang
    consent: int
    silent: bool
    signs: list[Sign]
    words: Personal[str] = ""
    mail: Personal[str] = ""
