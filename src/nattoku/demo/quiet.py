"""What the company of the demo reads of its quiet customers: two years of purchases, and what surveys say."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Final

from nattoku.cases.models import Case
from nattoku.customers.facts import Dealings
from nattoku.demo.customers import Guest
from nattoku.demo.people import SALES, SERVICE
from nattoku.people.models import Person
from nattoku.people.queries import divisions_of
from nattoku.signs import looking, purchases, queries
from nattoku.signs.models import PurchaseFile
from nattoku.surveys import actions as surveys
from nattoku.surveys import links
from nattoku.surveys.words import SaidSo, StandardsDecision, SurveyOccasion

DAYS: Final = 700
MEMBERS: Final = 60  # shoppers known by the number of their card alone
STOPPED: Final = 6  # customers who have paused beyond their rhythm of late
WORDS: Final = (
    "組み立ての方がとても丁寧でした。",
    "届くまでの日数が、注文のときに分かるとうれしいです。",
    "電話がつながりにくいときがあります。",
    "長く使える椅子で、気に入っています。",
    "見積りの返事が早くて助かりました。",
    "棚の説明書の字が小さいです。",
)


def tell(guests: Mapping[str, Guest], rng: Random, *, by: Mapping[str, Person], at: datetime) -> None:
    """Once: later and larger fillings find it told."""
    if PurchaseFile.objects.exists():
        return
    leader, other = by["enomoto"], by["hanyuda"]
    raw = _purchases(guests, rng, at=at)
    purchases.take_file(name=f"売上明細_{at:%Y%m%d}.csv", raw=raw, by=leader, at=at - timedelta(minutes=30))
    _yearly(leader, rng, at=at)
    _open_one(other, at=at)
    _after_closing(other, rng, at=at)
    looking.look(at=at)


def _purchases(guests: Mapping[str, Guest], rng: Random, *, at: datetime) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(["お客様", "売上日", "金額"])
    ours = [g for g in guests.values() if g.dealings is Dealings.DEALINGS]
    busy = queries.in_complaint()
    stopped = {g.pk for g in [g for g in ours if g.pk not in busy][-STOPPED:]}
    for guest in ours:
        gap = rng.uniform(18, 40) if guest.company else rng.uniform(25, 60)
        until = DAYS - rng.uniform(5, 8) * gap if guest.pk in stopped else DAYS
        amount = rng.uniform(40_000, 120_000) if guest.company else rng.uniform(8_000, 30_000)
        rows.writerows(_bought(guest.pk, gap, until, amount, rng, at=at))
    for n in range(MEMBERS):
        gap = rng.uniform(20, 60)
        until = DAYS if n % 3 else rng.uniform(120, 320)
        rows.writerows(_bought(f"会員 {20400 + n}", gap, until, rng.uniform(2_000, 6_000), rng, at=at))
    return out.getvalue().encode("cp932")


def _bought(
    who: str, gap: float, until: float, amount: float, rng: Random, *, at: datetime
) -> Iterator[tuple[str, str, int]]:
    day = rng.uniform(0, gap)
    while day < until:
        when = at - timedelta(days=DAYS - int(day))
        yield who, f"{when:%Y/%m/%d}", int(amount * rng.uniform(0.7, 1.3)) // 100 * 100
        day += gap * rng.uniform(0.6, 1.4)


def _yearly(leader: Person, rng: Random, *, at: datetime) -> None:
    opened = at - timedelta(days=20)
    no = surveys.open_survey(
        occasion=SurveyOccasion.YEARLY, division=SALES, title="木立のサービスについてのアンケート", by=leader, at=opened
    )
    behind = links.behind(links.secret(f"survey:{no}"), at=opened)
    assert behind is not None
    for n in range(23):
        grumbled = n % 3 == 0
        scores = {"csat": rng.choice((2, 3) if grumbled else (4, 4, 5)), "ces": rng.choice((3, 4, 5))}
        scores["nps"] = rng.choice((3, 6, 7) if grumbled else (8, 9, 10))
        surveys.answer(
            behind,
            scores,
            dissatisfied=SaidSo.YES if grumbled else SaidSo.NO,
            told=SaidSo.YES if n in (3, 12) else SaidSo.NO,
            words=WORDS[n // 3] if n % 3 == 1 and n // 3 < len(WORDS) else "",
            key="",
            at=opened + timedelta(hours=17 * n + 5),
        )
    surveys.end(no, by=leader, at=at)
    surveys.review(
        no,
        decision=StandardsDecision.RAISE,
        standard="お届け日の目安を、ご注文をいただいたその場でお伝えする",
        reason="「届くまでの日数が分からない」とのお声があり、ご不満のあった方の多くは伝えてくださっていなかったため。",
        by=leader,
        at=at,
    )


def _open_one(leader: Person, *, at: datetime) -> None:
    opened = at - timedelta(days=6)
    no = surveys.open_survey(
        occasion=SurveyOccasion.EVENT, division=SERVICE, title="椅子のお手入れ会のあとに", by=leader, at=opened
    )
    behind = links.behind(links.secret(f"survey:{no}"), at=opened)
    assert behind is not None
    for n, csat in enumerate((5, 4, 5)):
        surveys.answer(behind, {"csat": csat, "ces": 4, "nps": 9}, key="", at=opened + timedelta(hours=n + 2))
    surveys.answer(
        behind,
        {"csat": 2, "ces": 2, "nps": 4},
        dissatisfied=SaidSo.YES,
        told=SaidSo.NO,
        words="春に買った椅子がきしみます。わざわざ言うほどではないと思っていました。",
        reach="栁 早苗　090-0000-1027",
        key="",
        at=opened + timedelta(days=1),
    )


def _after_closing(leader: Person, rng: Random, *, at: datetime) -> None:
    when = at - timedelta(hours=2)
    ended = Case.objects.filter(ending="resolved", ring_fenced=False, last_at__lt=at - timedelta(days=2))
    for n, case in enumerate(ended.filter(division__in=divisions_of(leader.pk)).order_by("-ended_at")[:6]):
        behind = links.behind(surveys.ask_after_closing(case.no, by=leader, at=when), at=when)
        if behind is not None and n:
            scores = {name: rng.choice((3, 4, 5)) for name in ("csat", "ces", "listened", "clear", "prompt")}
            surveys.answer(behind, scores | {"nps": rng.choice((6, 8, 9))}, key="", at=when + timedelta(minutes=n))
