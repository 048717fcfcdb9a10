"""What the company of the demo keeps doing unasked: duties, a club, introductions, ideas, the line of the day."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from typing import Any, Final, TypeAlias

from nattoku.clubs import actions as clubs
from nattoku.credo import actions as credo
from nattoku.customers.facts import Dealings
from nattoku.customers.models import Customer
from nattoku.customers.queries import visible
from nattoku.demo.customers import Guest
from nattoku.demo.people import SALES, SERVICE, SHIPPING
from nattoku.duties import actions as duties
from nattoku.duties import queries as duty_queries
from nattoku.duties.words import Care, Check, Duty, Form, Occasion
from nattoku.introductions import actions as introductions
from nattoku.introductions.facts import Source
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.clock import TOKYO
from nattoku.people.models import Person
from nattoku.surveys import actions as surveys
from nattoku.surveys.words import SurveyOccasion
from nattoku.voice import actions as voice
from nattoku.voice.facts import Decision

DAY = timedelta(days=1)
CARED: Final = (
    (Care.THANKS, Occasion.DEAL, "納めさせていただいた棚の御礼を、手紙でお送りしました。"),
    (Care.FOLLOW_UP, Occasion.PURCHASE, "椅子の高さの合わせ方をお伝えし、お困りのないことを伺いました。"),
    (Care.THANKS, Occasion.SEMINAR, "セミナーにお越しいただいた御礼をお送りしました。"),
    (Care.OFFER, Occasion.RELATED, "机に合わせた引き出しを、見本帳でご案内しました。"),
    (Care.THANKS, Occasion.VISIT, "お時間をいただいた御礼を、葉書でお送りしました。"),
    (Care.CALL, Occasion.ENQUIRY, "お問い合わせの張り地について、お電話でお答えしました。"),
    (Care.THANKS, Occasion.DEAL, "ご注文の御礼と、お届けまでの流れをお送りしました。"),
)
Acts: TypeAlias = Iterator[tuple[datetime, Callable[..., object]]]


def keep(guests: dict[str, Guest], *, by: dict[str, Person], at: datetime) -> None:
    """Tell it, relative to `at`; a demo that is filled once more has been told."""
    if FactRow.objects.filter(kind="clubs.opened").exists():
        return
    told = (_rhythm(by, at), _events(by, at), _club(guests, by, at), _introduced(guests, by, at))
    single = (_single_customers(guests, by, at), _cared(guests, by, at))
    acts = [*chain(*told, *single), *_ideas(guests, by, at), *_read(by, at)]
    for moment, act in sorted(acts, key=lambda one: one[0]):
        act(at=moment)


def _read(by: dict[str, Person], at: datetime) -> Acts:
    for n, name in enumerate(("yoshioka", "igarashi", "shoji", "hanyuda", "yoshioka", "enomoto"), start=1):
        yield at - n * DAY, partial(credo.read, aloud=n % 2 == 0, by=by[name])


def _rhythm(by: dict[str, Person], at: datetime) -> Acts:
    """Counted since seven weeks; what nobody did in time is written when it was due."""
    yield at - 50 * DAY, duties.watch
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
        yield day, partial(duties.do, division=division, duty=Duty.PRESS, evidence=evidence, results=2, by=by[who])
    month = at.astimezone(TOKYO).replace(day=1, hour=11, minute=0)
    if month < at:
        said = "年末の配送のご案内を、お取引先とウェブサイトに発表しました。"
        yield month, partial(duties.do, division=SHIPPING, duty=Duty.PRESS, evidence=said, by=by["shoji"])
    gifts = "選べる替えクッションを加えました。取引価額の10分の2以内です。"
    kept: dict[str, Any] = {"division": SALES, "duty": Duty.GIFTS, "evidence": gifts, "checked": [Check.PREMIUMS]}
    yield at - 12 * DAY, partial(duties.do, **kept, by=by["enomoto"])
    yield at, duties.watch


def _events(by: dict[str, Person], at: datetime) -> Acts:
    for days, title, people, late in ((48, "秋の働き方と椅子のセミナー", 316, 0), (9, "展示場の小さな勉強会", 24, 6)):
        begins = (at - days * DAY).astimezone(TOKYO).replace(hour=13, minute=30, second=0, microsecond=0)
        held = partial(
            duties.hold_event,
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
            results=14 if people > 300 else 1,
            by=by["enomoto"],
        )
        yield begins + timedelta(hours=4), held
        if people > 300:
            yield begins + timedelta(hours=5), partial(_ask_afterwards, by["enomoto"])


def _ask_afterwards(by: Person, *, at: datetime) -> None:
    """The seminar's survey, handed out on paper and typed in; the small event is still without one."""
    event = duty_queries.events(SALES)[0].ref
    no = surveys.open_survey(
        occasion=SurveyOccasion.EVENT, division=SALES, title="秋のセミナーのあとに", event=event, by=by, at=at
    )
    for csat, nps in ((5, 9), (4, 8), (5, 10), (4, 9), (3, 7), (5, 9), (4, 10)):
        surveys.type_in(no, {"csat": csat, "ces": 4, "nps": nps}, by=by, at=at)
    surveys.end(no, by=by, at=at + 14 * DAY)


def _single_customers(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> Acts:
    for key, yen in (("tachibana", 684_000), ("kaede", 421_500), ("sakurai", 100_000), ("midori", 99_000)):
        yield at - 40 * DAY, partial(duties.record_profit, customer=guests[key].pk, yen=yen, by=by["yoshioka"])
    yield at - 15 * DAY, partial(_meet, guests["kaede"].pk, by["enomoto"])
    for key, care, occasion, days, left in (
        ("hinode", Care.THANKS, Occasion.DEAL, 1, 2),
        ("asahi", Care.FOLLOW_UP, Occasion.PURCHASE, 9, 5),
        ("seiran", Care.CALL, Occasion.ENQUIRY, 1, 0),
    ):
        due = at + timedelta(days=left, hours=3)
        owed: dict[str, Any] = {"customer": guests[key].pk, "care": care, "occasion": occasion, "due_at": due}
        yield at - days * DAY, partial(duties.promise_care, **owed, by=by["yoshioka"])


def _cared(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> Acts:
    """Done in the last months: more thanks than requests, and nothing offered where selling rests."""
    seen = set(Customer.objects.filter(visible(by["yoshioka"])).values_list("pk", flat=True))
    ours = [g for g in guests.values() if g.dealings is Dealings.DEALINGS and g.pk in seen]
    for n, (care, occasion, words) in enumerate(CARED):
        moment = at - (9 * n + 4) * DAY
        guest: Guest | None = ours[n % len(ours)] if ours else None
        if care is Care.OFFER:
            guest = next((g for g in ours if _free(g.pk, moment) and _free(g.pk, moment + DAY)), None)
        if guest:
            done: dict[str, Any] = {"care": care, "occasion": occasion, "words": words, "by": by["yoshioka"]}
            yield moment, partial(_give, guest.pk, "letter" if care is Care.THANKS else "phone", **done)


def _free(customer: str, at: datetime) -> bool:
    return duty_queries.rest(customer, at=at) is None


def _give(customer: str, channel: str, *, words: str, by: Person, at: datetime, **owed: Any) -> None:
    """Promised and kept a day later."""
    promise = duties.promise_care(customer=customer, due_at=at + 3 * DAY, **owed, by=by, at=at)
    given: dict[str, Any] = {"customer": customer, "promise": promise, "channel": channel, "words": words}
    duties.give_care(**given, by=by, at=at + DAY)


def _meet(customer: str, leader: Person, at: datetime) -> None:
    met = Promise.objects.get(stream=f"customer:{customer}", kind="duties.meeting", outcome="open")
    words = "春の納め替えのご予定と、使い心地を伺いました。"
    meeting: dict[str, Any] = {"customer": customer, "promise": met.pk, "channel": "visit", "words": words}
    duties.give_care(**meeting, by=leader, at=at)


def _club(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> Acts:
    begun = at - 80 * DAY
    purpose = "長くお使いいただくための手入れと、使い方を分かち合う会です。"
    yield begun, partial(clubs.open_club, division=SALES, name="木立の会", purpose=purpose, by=by["enomoto"])
    for n, (key, words) in enumerate(
        (
            ("tachibana", "手入れの会なら、若い者にも聞かせたい。"),
            ("sakurai", "お便りは助かります。ぜひ。"),
            ("midori", "事例を見られるなら入ります。"),
        )
    ):
        joined: dict[str, Any] = {"division": SALES, "customer": guests[key].pk, "consent": words, "channel": "phone"}
        yield begun + (n + 1) * DAY, partial(clubs.join, **joined, by=by["yoshioka"])
    met: dict[str, Any] = {"title": "椅子の手入れの会", "words": "ねじの締め直しを皆でしました。", "people": 11}
    yield at - 30 * DAY, partial(clubs.hold_activity, division=SALES, **met, by=by["enomoto"])


def _introduced(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> Acts:
    me = by["yoshioka"]
    yield at - 150 * DAY, partial(_by_partner, guests["asahi"].pk, by["enomoto"], me)
    for key, words, days in (
        ("asahi", "お引き合わせくださった御礼を申し上げました。", 148),
        ("hinode", "橘田様に、ご紹介の御礼をお送りしました。", 9),
    ):
        thanks: dict[str, Any] = {"customer": guests[key].pk, "words": words, "channel": "letter"}
        yield at - days * DAY, partial(introductions.thank, **thanks, by=me)
    told: dict[str, Any] = {"introducer": guests["tachibana"].pk, "may_tell": True, "source": Source.CUSTOMER}
    yield at - 10 * DAY, partial(introductions.introduce, customer=guests["hinode"].pk, **told, by=me)
    for key, source in (("seiran", Source.SEMINAR), ("kumano", Source.PRESS), ("kaede", Source.SEMINAR)):
        yield at - 120 * DAY, partial(introductions.introduce, customer=guests[key].pk, source=source, by=me)


def _by_partner(customer: str, leader: Person, me: Person, at: datetime) -> None:
    partner = introductions.list_partner(name="みどり設計合同会社", labelled=True, by=leader, at=at)
    introductions.introduce(customer=customer, source=Source.PARTNER, partner=partner, by=me, at=at)


def _ideas(guests: dict[str, Guest], by: dict[str, Person], at: datetime) -> Acts:
    said: dict[str, Any] = {"words": "色の見本を先に送ってもらえたら、家の光で選べるのに。", "division": SALES}
    heard: list[int] = []

    def hear(at: datetime) -> None:
        heard.append(voice.hear(customer=guests["midori"].pk, **said, by=by["yoshioka"], at=at))

    def decide(at: datetime) -> None:
        why = "木と布の見本を、ご注文の前に二枚までお送りします。受け持ちは浜口です。"
        voice.decide(heard[0], decision=Decision.ADOPTED, plan="色見本の先送り", why=why, by=by["enomoto"], at=at)

    def tell(at: datetime) -> None:
        told = "見本をお送りできるようになりました。お声のおかげです。"
        voice.tell(heard[0], words=told, channel="mail", by=by["yoshioka"], at=at)

    yield from ((at - 70 * DAY, hear), (at - 64 * DAY, decide), (at - 63 * DAY, tell))
    waits = "組み立ての日に、前の椅子も持って帰ってくれたら助かる。"
    later: dict[str, Any] = {"words": waits, "customer": guests["sakurai"].pk, "division": SALES}
    yield at - 6 * DAY, partial(voice.hear, **later, by=by["yoshioka"])
