"""What happens to a letter: drafted, sent back or approved, sent, sometimes returned by the post."""

from datetime import timedelta

from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.letters.words import LetterKind, Method
from nattoku.lib.text import Text

APPROVE = promise_kind(
    "letters.approve",
    Text("お手紙の確認と承認", "Review and approval of the letter"),
    allowance=timedelta(hours=8),
    business=True,
    blocking=False,
    page=Text(
        "書いた者とは別のリーダーが、お客様の身になって読みます。営業時間で8時間は当社の初期値です。",
        "A leader other than the writer reads it in the customer's place. 8 business hours is our default.",
    ),
).kind
SEND_AGAIN = promise_kind(
    "letters.send_again",
    Text("戻ってきたお手紙のお届け直し", "Sending the returned letter again"),
    allowance=timedelta(days=2),
    business=True,
    page=Text(
        "お手紙が届かずに戻りました。宛先を確かめてお届けし直します。2営業日は当社の初期値です。",
        "The letter came back. The address is checked and it goes out again. 2 business days is our default.",
    ),
).kind


@fact("letters.drafted", ja="{kind_of}の下書きを書きました", en="A draft was written ({kind_of})")
class LetterDrafted(Fact):
    """A draft; a later one of the same letter replaces it and needs a new approval.

    text: the whole letter. opening: its 頭語, "" for none. The parts it was made of stand beside it, empty when it was written in one piece.
    """

    letter: int
    kind_of: LetterKind
    recipient: Personal[str]
    text: Personal[str]
    apology: Personal[str] = ""
    heard: Personal[str] = ""
    account: Personal[str] = ""
    promise: Personal[str] = ""
    thanks: Personal[str] = ""
    sender: Personal[str] = ""
    greeting: Personal[str] = ""
    ending: Personal[str] = ""
    opening: Personal[str] = ""


@fact("letters.sent_back", ja="お手紙の下書きを差し戻しました", en="The draft of a letter was sent back")
class LetterSentBack(Fact):
    letter: int
    reason: Personal[str]


@fact("letters.approved", ja="お手紙を承認しました", en="A letter was approved")
class LetterApproved(Fact):
    """as_customer: the leader's line on 'would this satisfy me in the customer's place?' (S001-21)."""

    letter: int
    as_customer: Personal[str]


@fact(
    "letters.sent",
    ja="{kind_of}をお送りしました（{method}）",
    en="A letter was sent ({kind_of}, {method})",
    tells_customer=True,
)
class LetterSent(Fact):
    """why_mail: why by e-mail, where paper is due (S003-12). despite: why so, against the customer's card."""

    letter: int
    kind_of: LetterKind
    method: Method
    why_mail: Personal[str] = ""
    despite: Personal[str] = ""


@fact("letters.returned", ja="お手紙が届かずに戻りました", en="A letter came back undelivered")
class LetterReturned(Fact):
    letter: int
    reason: Personal[str]
