"""What the daily look reads from orders, mails, contacts and contracts: each sign, and what keeps it from being one."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door
from nattoku.closure import actions as closure
from nattoku.customers import actions as customers
from nattoku.duties import actions as duties
from nattoku.duties.words import Care, Occasion
from nattoku.mail.models import Mail
from nattoku.orders.models import Order, OrderEvent, OrderImport, Review
from nattoku.reports import actions as reports
from nattoku.signs import looking, queries
from nattoku.signs.models import Sign
from nattoku.signs.words import SignKind
from tests.company import Company

DAY = timedelta(days=1)
LONG = "先日お願いした棚の件ですが、左の扉が閉まりにくく、子どもの指が挟まりそうで心配しております。ご確認をお願いできますでしょうか。"


@pytest.fixture
def aoki(company: Company, at: datetime) -> str:
    return customers.register(name="青木 花子", division="sales", by=company.sato, at=at - 90 * DAY)


def complain(company: Company, customer: str, at: datetime) -> int:
    intake = Intake(door=Door.PHONE, words="棚が閉まらない", fact="扉が閉まらない", customer=customer, division="sales")
    return int(cases.receive(intake, by=company.sato, at=at)[0].stream.partition(":")[2])


def seen(kind: SignKind, at: datetime) -> list[Sign]:
    """The signs of this kind after a look; looking once more writes nothing twice."""
    looking.look(at=at)
    found = list(Sign.objects.filter(kind=kind).order_by("no"))
    looking.look(at=at + timedelta(hours=1))
    assert list(Sign.objects.filter(kind=kind).order_by("no")) == found
    return found


def order(number: str, customer: str, promised: datetime, came: datetime | None) -> Order:
    source, _ = OrderImport.objects.get_or_create(
        hash="f00d" * 16, defaults={"name": "o.csv", "by": "kato", "at": promised}
    )
    made = Order.objects.create(number=number, customer=customer, promised_at=promised, source=source)
    if came:
        OrderEvent.objects.create(
            order=made, process="shipping", code="delivered", at=came, role="shipping", source=source
        )
    return made


@pytest.mark.rule("S004-2.3.6")
def test_a_late_delivery_that_nobody_mentioned_is_a_sign_with_both_days_and_no_other_delivery_is(
    company: Company, aoki: str, at: datetime
) -> None:
    order("LATE", aoki, at - 10 * DAY, at - 7 * DAY)
    order("IN-TIME", aoki, at - 10 * DAY, at - 10 * DAY)
    order("UNDELIVERED", aoki, at - 10 * DAY, None)
    order("LONG-AGO", aoki, at - 80 * DAY, at - 70 * DAY)
    told = order("REVIEWED", aoki, at - 10 * DAY, at - 7 * DAY)
    Review.objects.create(ref="1", order=told, score=2, words="遅い", at=at - 6 * DAY, source=told.source)
    (sign,) = seen(SignKind.UNMENTIONED, at)
    assert (sign.customer, sign.about, sign.division) == (aoki, "order:LATE", "sales")
    assert "3日遅れて" in sign.why_ja
    assert "11月12日" in sign.why_ja, "against which day"


def test_who_complained_about_the_late_delivery_has_mentioned_it(company: Company, aoki: str, at: datetime) -> None:
    order("LATE", aoki, at - 10 * DAY, at - 7 * DAY)
    complain(company, aoki, at - 6 * DAY)
    assert seen(SignKind.UNMENTIONED, at) == []


@pytest.mark.rule("S004-2.3.6")
def test_a_new_contact_who_has_not_been_in_touch_for_two_weeks_is_a_sign_until_the_customer_hears(
    company: Company, aoki: str, at: datetime
) -> None:
    no, quiet, agreed, over = (complain(company, aoki, at - 30 * DAY) for _ in range(4))
    for case in (no, quiet, agreed, over):
        named = {"person": "ueno", "why": "部署の異動のため", "agreed": case == agreed}
        cases.name_contact(case, **named, by=company.chiba, at=at - 20 * DAY)  # type: ignore[arg-type]
    reports.tell_leader(over, person=company.chiba.pk, by=company.sato, at=at - 30 * DAY)
    closure.withdraw(over, words="もう結構です", by=company.sato, at=at - 19 * DAY)
    assert seen(SignKind.HANDED_OVER, at - 10 * DAY) == [], "ten days are given"
    cases.contact(no, channel="phone", words="担当になりました", next_at=None, by=company.chiba, at=at - 9 * DAY)
    waits, replaced = seen(SignKind.HANDED_OVER, at)
    assert (waits.customer, waits.about) == (aoki, f"case:{quiet}")
    assert "11月2日(月)に新しい窓口からの折り返しをお約束しました" in waits.why_ja
    assert replaced.about == f"case:{agreed}"
    assert "11月2日(月)に窓口が替わりました" in replaced.why_ja


def test_the_first_contact_of_a_case_is_no_change(company: Company, aoki: str, at: datetime) -> None:
    complain(company, aoki, at - 30 * DAY)
    assert seen(SignKind.HANDED_OVER, at) == []


def mails(no: int, *came: tuple[datetime, str, str], automatic: bool = False) -> None:
    for at, sender, body in came:
        Mail.objects.create(hash=f"{no}{at.timestamp()}", at=at, case=no, sender=sender, body=body, automatic=automatic)


@pytest.mark.rule("S004-2.3.6")
def test_a_mail_from_another_address_than_all_before_is_a_sign_of_contact_by_somebody_else(
    company: Company, aoki: str, at: datetime
) -> None:
    other, same, many = (complain(company, aoki, at - 20 * DAY) for _ in range(3))
    mine, hers = "hanako@example.com", "aoki.t@example.org"
    mails(other, (at - 9 * DAY, mine, LONG), (at - 8 * DAY, mine.upper(), LONG), (at - DAY, hers, LONG))
    mails(same, (at - 9 * DAY, mine, LONG), (at - DAY, f" {mine}", LONG))
    mails(many, (at - 9 * DAY, mine, LONG), (at - 8 * DAY, hers, LONG), (at - DAY, "third@example.net", LONG))
    (sign,) = seen(SignKind.SOMEONE_ELSE, at)
    assert (sign.about, sign.customer) == (f"case:{other}", aoki), "where several write anyway it says nothing"
    assert hers not in sign.why_ja, "no address in a sentence that is kept"


@pytest.mark.rule("S004-2.3.6")
def test_shorter_answers_and_slower_ones_on_a_case_are_signs_and_a_machine_s_mail_is_no_answer(
    company: Company, aoki: str, at: datetime
) -> None:
    short, slow, usual = (complain(company, aoki, at - 28 * DAY) for _ in range(3))
    mine = "hanako@example.com"
    mails(short, (at - 3 * DAY, mine, LONG), (at - 2 * DAY, mine, "大丈夫です。"))
    mails(slow, *((at - n * DAY, mine, LONG) for n in (20, 18, 16, 14)))
    mails(usual, *((at - n * DAY, mine, LONG) for n in (7, 5, 3, 1)))
    mails(usual, (at - timedelta(hours=3), mine, "大丈夫です。"), automatic=True)
    (shorter,) = seen(SignKind.SHORTER, at)
    assert (shorter.about, "「大丈夫です。」だけ" in shorter.why_ja) == (f"case:{short}", True)
    (slower,) = seen(SignKind.SLOWER, at)
    assert slower.about == f"case:{slow}"
    assert "いつもは2日ほどでお返事がありますが、もう14日ありません" in slower.why_ja


@pytest.mark.rule("S004-2.3.6")
@pytest.mark.parametrize("spoke", ["", "cared", "bought"])
def test_the_month_of_renewal_is_a_sign_only_where_nobody_was_in_touch_and_nothing_was_bought(
    company: Company, aoki: str, at: datetime, spoke: str
) -> None:
    contract: dict[str, Any] = {"customer": aoki, "title": "保守契約", "terms": "年2回", "begins_on": date(2024, 12, 5)}
    customers.record_contract(**contract, by=company.sato, at=at - 80 * DAY)
    if spoke == "cared":
        due = duties.promise_care(
            customer=aoki, care=Care.THANKS, occasion=Occasion.DEAL, by=company.sato, at=at - 5 * DAY
        )
        duties.give_care(customer=aoki, promise=due, words="御礼", channel="letter", by=company.sato, at=at - 4 * DAY)
    if spoke == "bought":
        from nattoku.signs import purchases

        purchases.take([purchases.Bought(aoki, (at - 9 * DAY).date(), 4000)], by=company.chiba, at=at)
    found = seen(SignKind.RENEWAL, at)
    assert [one.customer for one in found] == ([] if spoke else [aoki])
    if found:
        (row,) = queries.rows(company.chiba, at=at)
        assert "12月5日(土)に契約の応当日" in row.sign.why_ja


def test_a_ring_fenced_case_gives_no_sign(company: Company, aoki: str, at: datetime) -> None:
    no = complain(company, aoki, at - 20 * DAY)
    cases.ring_fence(no, readers=["chiba"], reason="個人情報", by=company.chiba, at=at - 19 * DAY)
    mails(no, (at - 3 * DAY, "a@example.com", LONG), (at - 2 * DAY, "a@example.com", "大丈夫です。"))
    assert seen(SignKind.SHORTER, at) == []
