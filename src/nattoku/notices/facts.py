"""What became of a notice. Only final outcomes are facts; each attempt is not."""

from datetime import timedelta

from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

ACKNOWLEDGE = promise_kind(
    "notices.acknowledge",
    Text("第1次情報のお受け取り", "Acknowledging the first information"),
    allowance=timedelta(hours=2),
    blocking=False,
    page=Text(
        "届いたことと、読んだことは別です。部門のどなたかが「読みました」と答えるまで残ります。2時間は当社の初期値です。",
        "Delivered is not yet read. It stays until somebody of the division answers. 2 hours is our default.",
    ),
).kind


@fact(
    "notices.delivered",
    ja="{channel}に届きました（{to}）",
    en="Delivered through {channel} ({to})",
    by_machine=True,
)
class Delivered(Fact):
    """A machine's yes, not yet a person's. notice: the notice's mark; peer: what the channel calls it."""

    notice: str
    channel: str
    to: str
    peer: str = ""


@fact(
    "notices.refused",
    ja="{channel}に断られました（{to}）：{reason}",
    en="Refused by {channel} ({to}): {reason}",
    by_machine=True,
)
class NoticeRefused(Fact):
    """reason_en: the same reason in English; "" in facts written before it was kept."""

    notice: str
    channel: str
    to: str
    reason: str
    reason_en: str = ""


@fact(
    "notices.unknown",
    ja="送信結果不明です（{channel}、{to}）。届いたかどうかをお確かめください",
    en="Nobody can tell whether it arrived ({channel}, {to}). Please find out",
    by_machine=True,
)
class OutcomeUnknown(Fact):
    """Where nothing can be read back, the honest state; never silently resent."""

    notice: str
    channel: str
    to: str


@fact("notices.sent_again", ja="もう一度送るよう指示しました（{to}）", en="Told to send it again ({to})")
class SentAgain(Fact):
    notice: str
    to: str


@fact(
    "notices.answered",
    ja="{channel}で{author}さんからお返事がありました：{words}",
    en="{author} answered in {channel}: {words}",
    by_machine=True,
)
class Answered(Fact):
    """colleague: the account is registered as one of ours and its owner sees the case; False: only a name."""

    notice: str
    channel: str
    message: str
    colleague: bool
    author: Personal[str]
    words: Personal[str]


@fact(
    "notices.read",
    ja="部門「{division}」で第1次情報を読みました",
    en="Division “{division}” has read the first information",
)
class Read(Fact):
    """A person's acknowledgement for a division; a machine's delivery is none."""

    division: str
