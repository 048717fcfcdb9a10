"""What a customer said, what becomes of it, and that the customer heard of it."""

from datetime import timedelta
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

DECIDE = promise_kind(
    "voice.decide",
    Text("お声をどう活かすかの判断", "What becomes of what a customer said"),
    allowance=timedelta(days=14),
    blocking=False,
    page=Text(
        "お客様のお言葉を企画にするかどうかを、理由とともに決めます。14日は当社の初期値です。",
        "Whether it becomes a plan is decided, with the reason. 14 days is our default.",
    ),
).kind
TELL = promise_kind(
    "voice.tell",
    Text("お声をくださった方へのご報告", "Telling the customer what became of it"),
    allowance=timedelta(days=5),
    business=True,
    blocking=False,
    page=Text(
        "採用したときも見送ったときも、お声をくださった方にお伝えします。5営業日は当社の初期値です。",
        "Whoever said it hears what we decided, either way. 5 business days is our default.",
    ),
).kind


class Decision(StrEnum):
    """What becomes of an idea."""

    ADOPTED = "adopted"
    TRIED = "tried"
    NOT_NOW = "not_now"


DECISIONS = {
    Decision.ADOPTED: Text("採用", "Adopted"),
    Decision.TRIED: Text("試行", "To be tried"),
    Decision.NOT_NOW: Text("今は見送り", "Not now"),
}


def stream(idea: int | str) -> str:
    """The stream of an idea."""
    return f"idea:{idea}"


@fact("voice.heard", ja="お客様のお声をいただきました", en="A customer's words became an idea")
class Heard(Fact):
    """words: verbatim. case, visit, hint: where it was said, 0 where nowhere; division: who looks after it."""

    idea: int
    division: str
    customer: str = ""
    case: int = 0
    visit: int = 0
    hint: int = 0
    words: Personal[str]


@fact(
    "voice.decided",
    ja="お声の活かし方を決めました（{decision}）",
    en="What becomes of the idea was decided ({decision})",
)
class Decided(Fact):
    """why: the reason, or who does what by when. plan: what it is called from now on, where it becomes a plan."""

    decision: Decision
    plan: Personal[str] = ""
    why: Personal[str]


@fact(
    "voice.told",
    ja="お声をくださった方にご報告しました",
    en="The customer heard what became of it",
    tells_customer=True,
)
class Told(Fact):
    channel: str
    words: Personal[str]


@fact("voice.untold", ja="ご報告を取りやめました", en="The customer is not told after all")
class Untold(Fact):
    """Nobody can be told: no name, no address, or the customer wants to hear nothing."""

    reason: Personal[str]
