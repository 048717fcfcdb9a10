"""What went astray, and how it was put right (R8-15). Nothing is taken out of the record: each is one fact more."""

from datetime import timedelta
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text


class What(StrEnum):
    """What went to the wrong place."""

    CHAT = "chat"
    MAIL = "mail"
    LETTER = "letter"
    FAX = "fax"
    CALL = "call"
    OTHER = "other"


WHATS = {
    What.CHAT: Text("チャットの投稿", "A chat post"),
    What.MAIL: Text("メール", "An e-mail"),
    What.LETTER: Text("お手紙・書類", "A letter or paper"),
    What.FAX: Text("FAX", "A fax"),
    What.CALL: Text("お電話", "A phone call"),
    What.OTHER: Text("そのほか", "Something else"),
}
DELETION = promise_kind(
    "corrections.deletion",
    Text("誤って届いたものを消していただいたことの確認", "That what went astray has been deleted"),
    allowance=timedelta(days=1),
    page=Text(
        "宛先を誤ったものは、消していただき、消えたことを人が確かめます。1日は当社の初期値です。",
        "What went to the wrong place is to be deleted, and a person makes sure that it is gone. 1 day is our default.",
    ),
).kind
CORRECTION = promise_kind(
    "corrections.correction",
    Text("訂正報", "The correction"),
    allowance=timedelta(hours=2),
    business=True,
    page=Text(
        "誤りを読んだ方へ、正しいことをお知らせします。営業時間で2時間は当社の初期値です。",
        "Whoever read what was wrong reads what is right. 2 business hours is our default.",
    ),
).kind


@fact("corrections.misdirected", ja="誤送信がありました（{what}）", en="Something went to the wrong place ({what})")
class Misdirected(Fact):
    """number: counts within the case. notice: the id of our notice if it was one. personal_data: of somebody was in it.

    to: where it really went; content: what was in it.
    """

    number: int
    what: What
    personal_data: bool
    notice: str = ""
    to: Personal[str]
    content: Personal[str]


@fact(
    "corrections.deletion_asked",
    ja="誤って投稿したものの削除をお願いしました",
    en="Deletion of the misdirected post was asked for",
)
class DeletionAsked(Fact):
    """text: what the room of these divisions reads."""

    number: int
    divisions: list[str]
    text: Personal[str]


@fact(
    "corrections.deleted", ja="誤って届いたものが消えたことを確かめました", en="What went astray is known to be deleted"
)
class Deleted(Fact):
    """how: who deleted it, and how we know."""

    number: int
    how: Personal[str]


@fact("corrections.corrected", ja="訂正報を出しました", en="The correction was sent")
class Corrected(Fact):
    """text: what is right. divisions: whose rooms read it; none when it was told otherwise."""

    number: int
    divisions: list[str]
    text: Personal[str]
