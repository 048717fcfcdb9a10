"""What a link of the boards says and who may follow it. Pure."""

from nattoku.cases import links as cases
from nattoku.lib.text import Text

_OPENS = {
    "report": Text("一報カードをひらく", "Open the report card"),
    "contact-customer": Text("お客様にご連絡した", "Contacted the customer"),
    "promises": Text("お約束を果たした", "Kept the promise"),
    "assess": Text("見立てを書く", "Write the assessment"),
    "items": Text("お答えを書く", "Write the answer"),
    "content": Text("復唱し、お確かめいただいた", "Read back and confirmed"),
    "explanations": Text("お客様にお伝えした", "Told the customer"),
    "drill": Text("工程をひらく", "Open the process"),
    "solutions": Text("解決案をひらく", "Open the solutions"),
    "law": Text("法令の確認をひらく", "Open the law cards"),
    "losses": Text("損失の決裁をひらく", "Open the decision"),
    "visits": Text("訪問をひらく", "Open the visits"),
    "letters": Text("手紙をひらく", "Open the letters"),
    "closure": Text("お言葉と終わり方をひらく", "Open the word and the end"),
    "reports": Text("報告を書く", "Write the report"),
    "deadlines": Text("期限の目安をひらく", "Open the timers"),
    "file": Text("対応ファイルをひらく", "Open the case file"),
}
_GO_ON = Text("進める", "Go on")
# What only some may settle: the others wait for them, and are not sent to a page where they can do nothing.
_LEAVE_FOR = {
    "closure.confirm_word": "closure.confirm",
    "closure.confirm_on_the_spot": "closure.confirm",
    "closure.answer_sign": "closure.answer_sign",
    "closure.decide_end": "closure.decide_end",
    "losses.decide": "losses.decide",
    "visits.approve": "visits.approve",
    "letters.approve": "letters.approve",
}


# What is owed outside of any case: to a customer as such, or about an idea.
_BESIDE_CASES = {
    "duties": "/customers/{pk}/care",
    "introductions": "/customers/{pk}/introduction",
    "voice": "/voice/{pk}",
    "signs": "/signs/{pk}",
}


def opens(url: str) -> Text:
    """What the button says that leads to this page of a case."""
    part = url.split("/")[3:4]
    return _OPENS.get(part[0], _GO_ON) if part else _GO_ON


def leave_for(kind: str) -> str:
    """The act one must have leave for to settle this kind of promise; "" when whoever writes may."""
    return _LEAVE_FOR.get(kind, "")


def case_page(no: int, part: str = "") -> str:
    """The address of a case, or of one of its parts."""
    return f"/cases/{no}/{part}" if part else f"/cases/{no}"


def settled_at(kind: str, promise: str) -> str:
    """The page on which this promise is settled. promise: its id, "case:NO:SEQ:INDEX", "customer:ID:SEQ:INDEX"."""
    if page := _BESIDE_CASES.get(kind.partition(".")[0]):
        return page.format(pk=promise.split(":")[1])
    return cases.settled_at(kind, no_of(promise), promise)


def no_of(place: str) -> int:
    """The number of the case in "case:NO", or in "case:NO:…"."""
    return int(place.split(":")[1])
