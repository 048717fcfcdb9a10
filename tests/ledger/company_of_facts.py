"""A company that has been through much, made through the same actions as everybody's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.cases import actions as cases
from nattoku.cases.words import Anger, Danger, Door, Severity, Toward, Urgency
from nattoku.closure import actions as closure
from nattoku.closure.facts import Meaning
from nattoku.customers import actions as customers
from nattoku.customers.facts import Channel
from nattoku.deadlines import watcher
from nattoku.duties import actions as duties
from nattoku.duties import feed
from nattoku.ledger import queries as promises
from nattoku.lessons import actions as lessons
from nattoku.people import actions as people
from nattoku.policies import actions as policies
from nattoku.reports import actions as reports
from nattoku.response import links
from nattoku.signs import actions as signs
from nattoku.signs.words import SignKind
from nattoku.surveys import actions as surveys
from nattoku.surveys.words import SurveyOccasion
from nattoku.webhooks import actions as webhooks
from tests.company import NOW, Company, found_company

WORDS = "頼んだ椅子がまだ届かない。\n\t3日も待っている 😠 𠮷野 髙橋"


@dataclass(frozen=True)
class Busy:
    """The company, a customer's id, and the numbers of its cases."""

    company: Company
    customer: str
    cases: list[int]


def busy_company(at: datetime = NOW, *, cases_: int = 4) -> Busy:
    """Policies, a roster, customers, and cases that went different ways; every act one minute after the other."""
    company = found_company(at)
    clock = Minutes(at)
    policies.decide(key="cases.next_contact", value=60, reason="一日では長い", by=company.daihyo, at=clock.next())
    office = ["09:00-12:00 13:00-18:00"] * 6 + [""]
    policies.set_hours(division=company.sales, week=office, reason="土曜日も", by=company.kato, at=clock.next())
    policies.set_calendar(closed=["2026-12-28"], reason="棚卸", by=company.kato, at=clock.next())
    duty = [{"weekday": 6, "from": "09:00", "to": "18:00", "person": "chiba", "stand_ins": ["kato"]}]
    people.set_duty(division=company.sales, slots=duty, by="kato", at=clock.next())
    people.add_account(person="sato", channel="chatwork", address="101", mention="8801", by="kato", at=clock.next())
    people.set_hearing(
        person="sato", order=["chatwork"], quiet_from="22:00", quiet_to="07:00", by="kato", at=clock.next()
    )
    customer = customers.register(
        name="青木 花子",
        reading="あおき はなこ",
        division="sales",
        phone="03-1234-5678",
        by=company.sato,
        at=clock.next(),
    )
    asked = {"preferred": [Channel.PHONE], "hardly_seen": [Channel.MAIL], "not_when": "昼", "busy": "月末"}
    customers.learn_reach(customer=customer, **asked, by=company.sato, at=clock.next())
    customers.hear_refusal(customer=customer, person="mori", words="もう結構", by=company.sato, at=clock.next())
    now = clock.next()
    customers.learn_background(
        customer=customer, words="時刻を大切になさる", source="ご本人", heard_on=now.date(), by=company.sato, at=now
    )
    customers.record_contract(
        customer=customer, title="年間契約", special=True, terms="3日以内", by=company.chiba, at=clock.next()
    )
    _beside(company, customer, clock)
    return Busy(company, customer, [_case(i, company, customer, clock) for i in range(cases_)])


class Minutes:
    """A clock that goes on by a minute whenever it is asked."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def next(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


def intake(**more: object) -> cases.Intake:
    """A complaint as it is written down, with little in it."""
    said = {"door": Door.PHONE, "words": WORDS, "fact": "お約束の椅子2脚が届いていない", "caller": "青木 花子"}
    return cases.Intake(**(said | more))  # type: ignore[arg-type]


def _case(i: int, company: Company, customer: str, clock: Minutes) -> int:
    sato, chiba = company.sato, company.chiba
    told = intake(
        customer=customer,
        danger=Danger.YES if i % 3 == 2 else Danger.NO,
        items=["届かない", "電話に出ない"],
        anger=Anger.SCOLDING,
        toward=Toward.STAFF,
        happened_at=clock.at - timedelta(minutes=40),
    )
    received = cases.receive(told, by=sato, at=clock.next())
    stream = received[0].stream
    no = int(stream.partition(":")[2])
    cases.assess(no, severity=Severity.B, urgency=Urgency.TODAY, why="一件の遅れ", by=sato, at=clock.next())
    cases.identify(no, how="ご注文番号", by=sato, at=clock.next())
    cases.promise(no, what="代わりの椅子", due_at=clock.at + timedelta(days=1), by=sato, at=clock.next())
    watcher.watch(at=clock.at + timedelta(minutes=20))
    if i % 2:
        reports.tell_leader(no, person="chiba", by=sato, at=clock.next())
    owed = promises.open_of_kind(stream, "cases.promised")[0]
    if i % 4 == 1:
        cases.keep_promise(no, promise=owed.pk, words="お届けしました", by=sato, at=clock.next())
    elif i % 4 == 2:
        later = clock.at + timedelta(days=2)
        cases.move_promise(no, promise=owed.pk, due_at=later, consent="金曜でいいよ", by=sato, at=clock.next())
    elif i % 4 == 3:
        cases.release_promise(no, promise=owed.pk, reason="ご辞退", by=sato, at=clock.next())
    cases.contact(no, channel="phone", words="お詫びを申し上げた", next_at=None, by=sato, at=clock.next())
    cases.name_contact(no, person="chiba", agreed=True, by=chiba, at=clock.next())
    cases.note(no, words="倉庫に確認中", by=chiba, at=clock.next())
    first = links.make(no, by=chiba, at=clock.next())
    links.revoke(no, trace=links.trace(first), by=chiba, at=clock.next())
    links.make(no, by=chiba, at=clock.next())
    if i % 4 == 3:
        _end(no, company, clock)
    return no


def _end(no: int, company: Company, clock: Minutes) -> None:
    """With the customer's words, and the case file after it."""
    reports.share(no, divisions=["sales", "logistics"], by=company.sato, at=clock.next())
    cases.contact(
        no, channel="phone", words="分かったこと", next_at=None, interim=True, by=company.sato, at=clock.next()
    )
    said = {
        "words": "もういいですよ",
        "meaning": Meaning.SATISFIED,
        "said_to": "佐藤",
        "through": "phone",
        "unasked": "先に仰った",
    }
    assert closure.hear_last_word(no, **said, by=company.sato, at=clock.next()).resolved
    page = {"fact": "椅子が遅れた", "cause": "伝票の写し間違い", "countermeasure": "写しをやめる"}
    lessons.write(no, **page, by=company.chiba, at=clock.next())


def _beside(company: Company, customer: str, clock: Minutes) -> None:
    """What is no complaint: a sign, a survey with an answer, a profit, a calendar, a system that listens."""
    why = {"customer": customer, "why": "いつもより間が空いている"}
    signs.notice(SignKind.RHYTHM, **why, by=company.sato, at=clock.next())
    asked = {"occasion": SurveyOccasion.YEARLY, "division": company.sales}
    survey = surveys.open_survey(**asked, by=company.chiba, at=clock.next())
    surveys.type_in(survey, {"csat": 4}, words="いつもありがとう", by=company.chiba, at=clock.next())
    duties.record_profit(customer=customer, yen=120_000, by=company.chiba, at=clock.next())
    feed.make(by=company.chiba, at=clock.next())
    told = {"url": "https://hooks.example.com/nattoku", "kinds": ["lessons.*"]}
    webhooks.add(**told, by=company.daihyo, at=clock.next())
