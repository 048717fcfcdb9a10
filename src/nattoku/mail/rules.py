"""What becomes of a mail. Pure. A mail never becomes an act of a colleague, whoever it says it is from."""

from dataclasses import dataclass
from enum import StrEnum

from nattoku.lib.japanese_mail import Mail
from nattoku.lib.japanese_mail.nature import Nature
from nattoku.lib.text import Text

MOST_AN_HOUR = 300  # new complaints by mail; ours: beyond it a person looks
MOST_HERE_AN_HOUR = 10  # of one sender


class Action(StrEnum):
    """What became of it."""

    RECEIVED = "received"
    THREADED = "threaded"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


class Reason(StrEnum):
    """Why it was not simply taken in. A suspicion, never a verdict on anybody."""

    AGAIN = "again"
    LOOP = "loop"
    BOUNCE = "bounce"
    MACHINE = "machine"
    UNREADABLE = "unreadable"
    NO_SENDER = "no_sender"
    EMPTY = "empty"
    COLLEAGUE = "colleague"
    ANOTHERS = "anothers"
    UNPROVEN = "unproven"
    MANY = "many"
    REFUSED = "refused"


REASONS = {
    Reason.AGAIN: Text("同じメールがすでに届いています", "The same mail has arrived before"),
    Reason.LOOP: Text("この仕組みから出たメールが戻ってきました", "A mail of this system came back"),
    Reason.BOUNCE: Text("メールが届かなかったという知らせです", "It says that a mail could not be delivered"),
    Reason.MACHINE: Text("自動の返信です", "A machine answered"),
    Reason.UNREADABLE: Text(
        "決めた時間とメモリーの中では読み取れませんでした。原本はそのまま保管しています",
        "It could not be read within the limits of time and memory. The original is kept as it came",
    ),
    Reason.NO_SENDER: Text("差出人のアドレスを読み取れません", "It names no sender that could be read"),
    Reason.EMPTY: Text("本文も件名もありません", "It holds neither words nor a subject"),
    Reason.COLLEAGUE: Text(
        "差出人の表示は当社の方ですが、メールだけではご本人と確かめられません",
        "It says it is from a colleague, which a mail alone does not prove",
    ),
    Reason.ANOTHERS: Text(
        "受付番号{no}の返信先に届きましたが、その返信先をお渡しした方とは別のアドレスからです",
        "It came to the answer address of case {no}, but not from the address that was given it",
    ),
    Reason.UNPROVEN: Text(
        "受付番号{no}のメールへの返信のようですが、ご本人からと確かめられません",
        "It seems to answer a mail of case {no}, but nothing proves who wrote it",
    ),
    Reason.MANY: Text("ふだんより多くのメールが続けて届いています", "Many more mails than usual are coming in"),
    Reason.REFUSED: Text("このままでは受け付けられませんでした", "It could not be taken in as it is"),
}


@dataclass(frozen=True)
class Known:
    """What we know that the mail does not. proven: the case its answer address was given out for, to this sender;
    claimed: the case of an answer address given to somebody else; answered: the case of a mail it answers.
    """

    again: bool = False
    own: bool = False
    colleague: bool = False
    proven: int | None = None
    claimed: int | None = None
    answered: int | None = None
    an_hour: int = 0
    here_an_hour: int = 0


@dataclass(frozen=True)
class Verdict:
    """case: where it goes (threaded) or claims to belong (quarantined). answers: it may be acknowledged."""

    action: Action
    reason: Reason | None = None
    case: int | None = None
    answers: bool = False


def verdict(mail: Mail, known: Known) -> Verdict:
    """What becomes of this mail."""
    if reason := _ignored(mail, known):
        return Verdict(Action.IGNORED, reason)
    if not mail.sender.address:
        return Verdict(Action.QUARANTINED, Reason.NO_SENDER)
    if known.proven is not None:
        return Verdict(Action.THREADED, case=known.proven)
    if known.claimed is not None:
        return Verdict(Action.QUARANTINED, Reason.ANOTHERS, known.claimed)
    if known.answered is not None:
        return Verdict(Action.QUARANTINED, Reason.UNPROVEN, known.answered)
    if known.colleague:
        return Verdict(Action.QUARANTINED, Reason.COLLEAGUE)
    if not (mail.body.strip() or mail.subject):
        return Verdict(Action.QUARANTINED, Reason.EMPTY)
    if known.an_hour >= MOST_AN_HOUR or known.here_an_hour >= MOST_HERE_AN_HOUR:
        return Verdict(Action.QUARANTINED, Reason.MANY)
    return Verdict(Action.RECEIVED, answers=mail.nature is Nature.WRITTEN)


def _ignored(mail: Mail, known: Known) -> Reason | None:
    if known.again:
        return Reason.AGAIN
    if mail.nature is Nature.LOOPED or known.own:
        return Reason.LOOP
    if mail.nature is Nature.BOUNCED:
        return Reason.BOUNCE
    return Reason.MACHINE if mail.nature is Nature.ANSWERED_BY_MACHINE else None


def words(mail: Mail) -> str:
    """What is written into the complaint: the words, or the subject where there are none."""
    return mail.body if mail.body.strip() else mail.subject
