"""What the company of the demo keeps doing unasked: duties, a club, introductions, ideas, the line of the day."""

from datetime import datetime, timedelta
from typing import Any

from nattoku.clubs import actions as clubs
from nattoku.credo import actions as credo
from nattoku.demo.customers import Guest
from nattoku.demo.people import SALES, SERVICE, SHIPPING
from nattoku.duties import actions as duties
from nattoku.duties.words import Care, Check, Duty, Form, Occasion
from nattoku.introductions import actions as introductions
from nattoku.introductions.facts import Source
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.clock import TOKYO
from nattoku.people.models import Person
from nattoku.voice import actions as voice
from nattoku.voice.facts import Decision

DAY = timedelta(days=1)


def keep(guests: dict[str, Guest], *, by: dict[str, Person], at: datetime) -> None:
    """Tell it, relative to `at`; a demo that is filled once more has been told."""
    if FactRow.objects.filter(kind="clubs.opened").exists():
        return
    _rhythm(by, at)
    _events(by, at)
    _single_customers(guests, by, at)
    _club(guests, by, at)
    _introduced(guests, by, at)
    _ideas(guests, by, at)
    for n, name in enumerate(("yoshioka", "igarashi", "shoji", "hanyuda", "yoshioka", "enomoto"), start=1):
        credo.read(aloud=n % 2 == 0, by=by[name], at=at - n * DAY)


def _rhythm(by: dict[str, Person], at: datetime) -> None:
    """Counted since seven weeks; what nobody did in time is written when it was due."""
    duties.watch(at=at - 50 * DAY)
    press = (
        ("yoshioka", SALES, 95),
        ("yoshioka", SALES, 62),
        ("yoshioka", SALES, 33),
        ("takanashi", SERVICE, 90),
        ("takanashi", SERVICE, 28),
    )
    for who, division, days in press:
        day = at - days * DAY
        evidence = "業界紙二紙とウェブサイトに、新しい展示場のお知らせを出しました。"
        duties.do(division=division, duty=Duty.PRESS, evidence=evidence, results=2, by=by[who], at=day)
    month = at.astimezone(TOKYO).replace(day=1, hour=11, minute=0)
    if month < at:
        said = "年末の配送のご案内を、お取引先とウェブサイトに発表しました。"
        duties.do(division=SHIPPING, duty=Duty.PRESS, evidence=said, by=by["shoji"], at=month)
    gifts = "選べる替えクッションを加えました。取引価額の10分の2以内です。"
    duties.do(
        division=SALES, duty=Duty.GIFTS, evidence=gifts, checked=[Check.PREMIUMS], by=by["enomoto"], at=at - 12 * DAY
    )
    duties.watch(at=at)


def _events(by: dict[str, Person], at: datetime) -> None:
    for days, title, people, late, surveyed in (
        (48, "秋の働き方と椅子のセミナー", 316, 0, True),
        (9, "展示場の小さな勉強会", 24, 6, False),
    ):
        begins = (at - days * DAY).astimezone(TOKYO).replace(hour=13, minute=30, second=0, microsecond=0)
        duties.hold_event(
            division=SALES,
            title=title,
            seminar=people > 300,
            free=True,
            planned_from=begins,
            planned_to=begins + timedelta(hours=2),
            began_at=begins,
            ended_at=begins + timedelta(hours=2, minutes=late),
            people=people,
            form=list(Form)[: 8 if people > 300 else 6],
            surveyed=surveyed,
            results=14 if people > 300 else 1,
            by=by["enomoto"],
            at=begins + timedelta(hours=4),
        )


def _single_customers(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> None:
    for key, yen in (("tachibana", 684_000), ("kaede", 421_500), ("sakurai", 100_000), ("midori", 99_000)):
        duties.record_profit(customer=guests[key].pk, yen=yen, by=by["yoshioka"], at=at - 40 * DAY)
    met = Promise.objects.get(stream=f"customer:{guests['kaede'].pk}", kind="duties.meeting", outcome="open")
    words = "春の納め替えのご予定と、使い心地を伺いました。"
    meeting: dict[str, Any] = {"customer": guests["kaede"].pk, "promise": met.pk, "channel": "visit", "words": words}
    duties.give_care(**meeting, by=by["enomoto"], at=at - 15 * DAY)
    for key, care, occasion, days, left in (
        ("hinode", Care.THANKS, Occasion.DEAL, 1, 2),
        ("asahi", Care.FOLLOW_UP, Occasion.PURCHASE, 9, 5),
        ("seiran", Care.CALL, Occasion.ENQUIRY, 1, 0),
    ):
        due = at + timedelta(days=left, hours=3)
        duties.promise_care(
            customer=guests[key].pk, care=care, occasion=occasion, due_at=due, by=by["yoshioka"], at=at - days * DAY
        )


def _club(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> None:
    begun = at - 80 * DAY
    purpose = "長くお使いいただくための手入れと、使い方を分かち合う会です。"
    clubs.open_club(division=SALES, name="木立の会", purpose=purpose, by=by["enomoto"], at=begun)
    for n, (key, words) in enumerate(
        (
            ("tachibana", "手入れの会なら、若い者にも聞かせたい。"),
            ("sakurai", "お便りは助かります。ぜひ。"),
            ("midori", "事例を見られるなら入ります。"),
        )
    ):
        clubs.join(
            division=SALES,
            customer=guests[key].pk,
            consent=words,
            channel="phone",
            by=by["yoshioka"],
            at=begun + (n + 1) * DAY,
        )
    clubs.hold_activity(
        division=SALES,
        title="椅子の手入れの会",
        words="ねじの締め直しを皆でしました。",
        people=11,
        by=by["enomoto"],
        at=at - 30 * DAY,
    )


def _introduced(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> None:
    partner = introductions.list_partner(name="みどり設計合同会社", labelled=True, by=by["enomoto"], at=at - 200 * DAY)
    me = by["yoshioka"]
    introductions.introduce(
        customer=guests["asahi"].pk, source=Source.PARTNER, partner=partner, by=me, at=at - 150 * DAY
    )
    introductions.thank(
        customer=guests["asahi"].pk,
        words="お引き合わせくださった御礼を申し上げました。",
        channel="letter",
        by=me,
        at=at - 148 * DAY,
    )
    told: dict[str, Any] = {"introducer": guests["tachibana"].pk, "may_tell": True}
    introductions.introduce(customer=guests["hinode"].pk, source=Source.CUSTOMER, **told, by=me, at=at - 10 * DAY)
    introductions.thank(
        customer=guests["hinode"].pk,
        words="橘田様に、ご紹介の御礼をお送りしました。",
        channel="letter",
        by=me,
        at=at - 9 * DAY,
    )
    for key, source in (("seiran", Source.SEMINAR), ("kumano", Source.PRESS), ("kaede", Source.SEMINAR)):
        introductions.introduce(customer=guests[key].pk, source=source, by=me, at=at - 120 * DAY)


def _ideas(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> None:
    said = "色の見本を先に送ってもらえたら、家の光で選べるのに。"
    no = voice.hear(words=said, customer=guests["midori"].pk, division=SALES, by=by["yoshioka"], at=at - 70 * DAY)
    why = "木と布の見本を、ご注文の前に二枚までお送りします。受け持ちは浜口です。"
    voice.decide(no, decision=Decision.ADOPTED, plan="色見本の先送り", why=why, by=by["enomoto"], at=at - 64 * DAY)
    told = "見本をお送りできるようになりました。お声のおかげです。"
    voice.tell(no, words=told, channel="mail", by=by["yoshioka"], at=at - 63 * DAY)
    waits = "組み立ての日に、前の椅子も持って帰ってくれたら助かる。"
    voice.hear(words=waits, customer=guests["sakurai"].pk, division=SALES, by=by["yoshioka"], at=at - 6 * DAY)
