"""What counts as a sign, and what a contact must be. Pure; thresholds are our defaults."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.signs import facts
from nattoku.signs.words import SignKind, SignOutcome

SELLING: Final = re.compile(
    r"キャンペーン|セール|割引|値引|特価|お得|新商品|新製品|新サービス|ご購入を|ご注文を(?:お待ち|ぜひ)|お申し込み(?:を|くだ)"
    r"|ご契約を(?:お待ち|ぜひ|更新)|アップグレード|限定価格|今なら|お試しください|おすすめの(?:商品|プラン)|カタログをお送り"
    r"|\b(?:discount|special offer|upgrade|new product|buy now|sale|order now|sign up)\b",
    re.IGNORECASE,
)
FINE: Final = re.compile(
    r"^(?:大丈夫|だいじょうぶ|特に(?:ない|ありません|なし)|問題ない|問題ありません|結構|はい|了解|わかりました)\w{0,4}[。.！!]?$"
)
ONE_DAY: Final = timedelta(days=1)
QUIET: Final = timedelta(days=60)


@dataclass(frozen=True)
class Found:
    """A sign a machine has found. ref: how the purchases name the customer; about: what it was read from.

    due_at: by when the customer must have heard, where that is sooner than our default.
    """

    kind: SignKind
    why: Text
    customer: str = ""
    division: str = ""
    about: str = ""
    ref: str = ""
    value: int = 0
    due_at: datetime | None = None


def shorter(answers: Sequence[str]) -> Text | None:
    """The mails of one customer on one case, in their order: what their length says, None where nothing."""
    plain = [a.strip() for a in answers if a.strip()]
    if len(plain) >= 2 and len(plain[-2]) > 40 and FINE.match(plain[-1]):
        return Text(
            "これまでは{before}文字ほどのお返事でしたが、最近は「{last}」だけです。",
            "Answers used to be about {before} characters; the last is only “{last}”.",
        ).with_(before=round(median(map(len, plain[:-1]))), last=plain[-1])
    if len(plain) < 4:
        return None
    before, now = median(map(len, plain[:-2])), max(map(len, plain[-2:]))
    if before < 60 or now > before / 3:
        return None
    return Text(
        "これまでは{before}文字ほどのお返事でしたが、最近の2通は{now}文字以下です。",
        "Answers used to be about {before} characters; the last two are {now} or fewer.",
    ).with_(before=round(before), now=now)


def slower(moments: Sequence[datetime], *, at: datetime) -> Text | None:
    """When the mails of one customer on one case came, in their order, and nothing since."""
    gaps = [(b - a).total_seconds() / 86400 for a, b in pairwise(moments)]
    if len(gaps) < 3:
        return None
    usual, now = max(0.5, median(gaps)), (at - moments[-1]).total_seconds() / 86400
    if now <= 3 or now < 2 * usual:
        return None
    return Text(
        "いつもは{usual}日ほどでお返事がありますが、もう{now}日ありません。",
        "An answer usually comes within {usual} days; now there has been none for {now}.",
    ).with_(usual=max(1, round(usual)), now=round(now))


def replaced(recorded: Recorded) -> bool:
    """Whether naming a contact was a change: of the first contact there is no reason to be said."""
    return recorded.kind == "cases.successor_named" or bool(getattr(recorded.fact, "why", ""))


def anniversary(begins_on: date, today: date, *, within: int = 30) -> date | None:
    """The next yearly return of a contract's first day, where it is so near; None otherwise, and in the first year."""
    for year in (today.year, today.year + 1):
        day = 28 if (begins_on.month, begins_on.day) == (2, 29) else begins_on.day
        comes = date(year, begins_on.month, day)
        if comes >= today and year > begins_on.year:
            return comes if (comes - today).days <= within else None
    return None


def refuse_selling(said: str, *, offered: bool, wished: str, open_case: int | None) -> None:
    """A contact that follows a sign is care. Refused (409) with selling in it: always while a complaint is open (T9),
    otherwise unless the customer asked, in the customer's own words.

    said: what we said. offered: whether something was offered; wished: the customer's words; open_case: its number.
    """
    words = SELLING.search(said)
    if not words and not offered:
        return
    if open_case is not None:
        raise Refusal(
            Text(
                "お申し出（受付番号{no}）の対応中です。効果を確かめるまで、ご案内は控えます。",
                "A complaint is open (case {no}). Nothing is offered until its effect check.",
            ).with_(no=open_case)
        )
    if wished.strip():
        return
    named = f"「{words.group()}」" if words else ""
    raise Refusal(
        Text(
            "兆しへのご連絡は、ご様子を伺うためのもので、ご案内の場ではありません{named}。お客様が望まれたときは、そのお言葉を添えてください。",
            "This contact is care and not selling {named}. If the customer asked for an offer, add the customer's words.",
        ).with_(named=named)
    )


def refuse_unheard(outcome: SignOutcome | None, *, reached: bool, heard: str) -> None:
    """お変わりなし and a complaint need what the customer said (400)."""
    if outcome in (SignOutcome.WELL, SignOutcome.COMPLAINT) and not (reached and heard.strip()):
        raise Refusal(
            Text("お客様から伺ったお言葉をお書きください。", "Please write down what the customer said."), status=400
        )


@dataclass(frozen=True)
class State:
    """A sign, folded from its facts."""

    noticed: facts.Noticed
    owner: str
    closed: facts.Closed | None
    heard: str

    @property
    def why(self) -> Text:
        return said(self.noticed.why)


def said(why: Sequence[str]) -> Text:
    """The evidence as it was stored; blanked ones say so."""
    if len(why) < 2:
        return Text("（消去済み）", "(blanked)")
    return Text(why[0], why[1])


def state_of(history: History) -> State:
    """Raises StopIteration where the history is no sign's."""
    noticed = next(r.fact for r in history if isinstance(r.fact, facts.Noticed))
    owner = next((r.fact.person for r in reversed(history) if isinstance(r.fact, facts.OwnerNamed)), "")
    closed = next((r.fact for r in reversed(history) if isinstance(r.fact, facts.Closed)), None)
    heard = next((r.fact.heard for r in reversed(history) if isinstance(r.fact, facts.Contacted) and r.fact.heard), "")
    return State(noticed, owner, closed, heard or noticed.words)


def refuse_if_closed(state: State) -> None:
    """A sign that has ended takes no further contact (409)."""
    if state.closed:
        raise Refusal(Text("この兆しへの対応は終わっています。", "This sign has been dealt with."))


def percent(part: int, whole: int) -> int | None:
    """Whole per cent, None of nothing."""
    return round(100 * part / whole) if whole else None


def in_order(found: Iterable[Found]) -> list[Found]:
    """What weighs most first."""
    return sorted(found, key=lambda one: -one.value)
