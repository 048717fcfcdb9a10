"""What mail does to a case."""

from datetime import datetime

from nattoku.ledger.facts import Fact, Personal, fact


@fact(
    "mail.arrived",
    ja="メールが届きました（差出人の表示は {sender}）",
    en="A mail arrived (it says it is from {sender})",
    by_machine=True,
)
class Arrived(Fact):
    """mail: the hash of the original. proven: it came to the address that was given to this sender for this case.

    person: who is told of it; "" for the mail that began the case, of which everybody hears anyway. colleague: the
    sender's address is one of ours, which proves nothing: a mail is never a colleague's act.
    """

    mail: str
    proven: bool
    colleague: bool
    person: str
    attachments: int
    sender: Personal[str]
    subject: Personal[str] = ""
    words: Personal[str] = ""

    @property
    def text(self) -> str:
        """What the contact is told: no name and no word of it leaves the house (T1)."""
        return "この案件にメールが届きました。納得の画面でお読みください。"


@fact(
    "mail.linked",
    ja="届いていたメールをこの案件のものと確かめました（差出人の表示は {sender}）",
    en="A mail was found to belong to this case (it says it is from {sender})",
)
class Linked(Fact):
    """Somebody looked at a mail that waited (要確認), and put it here."""

    mail: str
    attachments: int
    sender: Personal[str]
    subject: Personal[str] = ""
    words: Personal[str] = ""


@fact(
    "mail.returned",
    ja="お送りしたメールが届かなかったという知らせが来ました",
    en="A notice came back: it could not be delivered",
    by_machine=True,
)
class Returned(Fact):
    """A bounce brought back the Message-ID of one of our notices. mail: the hash of the bounce."""

    mail: str
    notice: str


@fact(
    "mail.answer_written",
    ja="メールへのお返事を書き、送信の順番に入れました",
    en="An answer to a mail was written and queued for sending",
)
class AnswerWritten(Fact):
    """Nobody is told by it: the customer hears from us when it is delivered (`mail.answered`).

    answers: the hash of the mail it answers; notice: its mark in the outbox. next_at: the next contact it promises,
    None for our default. despite: why so, or why then, where the customer's card speaks against it.
    """

    answers: str
    notice: str
    next_at: datetime | None = None
    address: Personal[str]
    subject: Personal[str]
    words: Personal[str]
    despite: Personal[str] = ""


@fact(
    "mail.answered",
    ja="メールのお返事をお客様にお届けしました",
    en="The answer by mail was delivered to the customer",
    tells_customer=True,
)
class Answered(Fact):
    """The contact itself, once, at the moment the mail server took it; its words stand in `mail.answer_written`."""

    notice: str
    channel: str = "mail"
