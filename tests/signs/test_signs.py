"""Signs as people and the worker use them: noticed, asked, received as a complaint."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.models import Case
from nattoku.cases.words import Door
from nattoku.closure import actions as closure
from nattoku.closure.facts import Meaning
from nattoku.customers import actions as customers
from nattoku.customers.facts import Channel
from nattoku.ledger.append import history, rebuild
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.orders import actions as orders
from nattoku.people.models import Person
from nattoku.signs import actions, looking, purchases, queries
from nattoku.signs.models import Purchase, Sign
from nattoku.signs.rules import Found
from nattoku.signs.words import SignKind
from tests.company import NOW, Company


@pytest.fixture
def aoki(company: Company, at: datetime) -> str:
    return customers.register(name="青木 花子", phone="090-0000-1111", division="sales", by=company.sato, at=at)


def complain(company: Company, customer: str, at: datetime) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="届いていない", customer=customer, division="sales")
    return int(cases.receive(intake, by=company.sato, at=at)[0].stream.partition(":")[2])


def table(customer: str, *, end: date = NOW.date()) -> bytes:
    """Two years of 150 customers; half of them, and our own one, have stopped."""
    rng, rows = np.random.default_rng(3), ["顧客,日付,金額"]
    for n in range(150):
        gap, day = float(rng.uniform(12, 50)), float(rng.uniform(0, 60))
        last = 700 if n % 2 else float(rng.uniform(150, 500))
        while day < last:
            rows.append(f"K{n:04},{end - timedelta(days=700 - int(day))},{int(rng.uniform(3000, 9000))}")
            day += float(rng.exponential(gap))
    rows += [f"{customer},{end - timedelta(days=d)},40000" for d in range(650, 90, -21)]
    return "\n".join(rows).encode("cp932")


@pytest.mark.rule("S004-2.3.6")
def test_from_a_file_of_purchases_to_a_complaint_in_the_customers_own_words(
    company: Company, api: Any, aoki: str, at: datetime
) -> None:
    kept = purchases.take_file(name="売上.csv", raw=table(aoki), by=company.chiba, at=at)
    again = purchases.take_file(name="売上（控え）.csv", raw=table(aoki), by=company.chiba, at=at)
    assert again == kept, "the same file is the same evidence once"
    assert Purchase.objects.count() == kept.rows

    seen = looking.look(at=at)
    assert seen.signal
    assert seen.auc is not None
    assert seen.auc > 0.6
    sign = Sign.objects.get(customer=aoki, kind=SignKind.RHYTHM)
    assert "普段は約3週間ごと、いま" in sign.why_ja
    assert sign.owner == company.chiba.pk, "nobody has dealt with her yet: the division's leader asks"
    assert looking.look(at=at + timedelta(days=1)).noticed == 0, "nothing is written twice"

    chiba = api(company.chiba)
    listed = chiba.get("/signs").json()
    assert listed["judgement"]["signal"]
    assert listed["signs"][0]["customer"] == aoki, "the greatest loss first"
    sold = {"channel": "phone", "said": "新商品のご案内をしました"}
    assert chiba.post(f"/signs/{sign.no}/contact", sold).status_code == 409
    body = {"channel": "phone", "said": "お変わりありませんか", "heard": "前の椅子がきしんで", "outcome": "complaint"}
    done = chiba.post(f"/signs/{sign.no}/contact", body)
    assert done.status_code == 201
    case = Case.objects.get(pk=done.json()["case"])
    assert (case.customer, case.ending) == (aoki, "")
    assert history(case.stream)[0].fact.words == "前の椅子がきしんで"  # type: ignore[attr-defined]
    assert queries.months(company.chiba, at=at)[0].contacted == 1


@pytest.mark.rule("S004-2.3.6")
def test_what_a_person_notices_is_in_his_hands_until_the_customer_was_asked(
    company: Company, aoki: str, at: datetime
) -> None:
    no = actions.notice(SignKind.OTHER, customer=aoki, why="用件だけで電話を切られた", by=company.sato, at=at)
    (row,) = queries.rows(company.sato, at=at, mine=True)
    assert (row.sign.no, row.owner, row.state) == (no, "佐藤 光", "open")
    actions.contact(no, channel=Channel.PHONE, said="つながらず", reached=False, by=company.sato, at=at)
    assert queries.rows(company.sato, at=at)[0].sign.due_at, "nobody was reached: asked again"
    actions.name_owner(no, person=company.chiba.pk, by=company.sato, at=at)
    with pytest.raises(Refusal, match="お言葉"):
        actions.receive(no, by=company.chiba, at=at)
    assert actions.receive(no, words="実は困っていて", by=company.chiba, at=at) == Case.objects.get().no
    with pytest.raises(Refusal, match="終わって"):
        actions.receive(no, words="もう一度", by=company.chiba, at=at)
    before = list(Sign.objects.values())
    rebuild()
    assert list(Sign.objects.values()) == before


@pytest.mark.rule("T9")
def test_purchases_make_no_sign_of_somebody_with_an_open_complaint(company: Company, aoki: str, at: datetime) -> None:
    complain(company, aoki, at)
    purchases.take_file(name="x.csv", raw=table(aoki), by=company.chiba, at=at)
    looking.look(at=at)
    assert not Sign.objects.filter(customer=aoki).exists()


def test_words_of_resignation_are_answered_in_the_case_and_asked_after_when_it_ended_so(
    company: Company, aoki: str, at: datetime
) -> None:
    no = complain(company, aoki, at)
    said = {"said_to": "佐藤", "through": "phone", "by": company.sato, "at": at}
    closure.hear_last_word(no, words="もういいです！", meaning=Meaning.RESIGNED, **said)  # type: ignore[arg-type]
    assert [(c.no, p.kind) for c, p in queries.resigned_open(company.chiba)] == [(no, "closure.answer_sign")]
    from nattoku.reports import actions as reports

    reports.tell_leader(no, person=company.chiba.pk, in_presence=False, by=company.sato, at=at)
    closure.withdraw(no, words="もう結構です", by=company.sato, at=at)
    looking.look(at=at)
    assert not Sign.objects.exists(), "not at once"
    looking.look(at=at + timedelta(days=15))
    assert Sign.objects.get().kind == SignKind.RESIGNED


def test_a_promise_that_was_broken_without_a_word_is_a_sign(company: Company, aoki: str, at: datetime) -> None:
    no = complain(company, aoki, at)
    later = at + timedelta(days=6)
    cases.contact(no, channel="phone", words="遅くなりました", next_at=None, by=company.sato, at=later)
    looking.look(at=later)
    sign = Sign.objects.get(kind=SignKind.BROKEN)
    assert (sign.about, sign.customer) == (f"case:{no}", aoki)


def test_the_renewal_month_in_silence_is_a_sign(company: Company, aoki: str, at: datetime) -> None:
    customers.record_contract(
        customer=aoki, title="保守契約", terms="年2回", begins_on=date(2024, 12, 5), by=company.sato, at=at
    )
    looking.look(at=at)
    assert "12月5日" in Sign.objects.get(kind=SignKind.RENEWAL).why_ja


def test_a_foreign_sign_is_unknown_and_a_viewer_reads_no_names(
    company: Company, api: Any, aoki: str, at: datetime
) -> None:
    no = actions.notice(SignKind.OTHER, customer=aoki, why="青木様のご様子", by=company.sato, at=at)
    assert api(company.mori).get(f"/signs/{no}").status_code == 404
    shown = api(company.viewer).get(f"/signs/{no}").json()
    assert (shown["name"], shown["why"]) == ("＊＊＊", "＊＊＊")
    assert api(company.viewer).post(f"/signs/{no}/owner", {"person": "chiba"}).status_code == 403


def test_purchases_by_the_api_are_kept_once_and_bad_ones_are_refused_whole(company: Company, api: Any) -> None:
    body = {"purchases": [{"customer": "K1", "on": "2026-11-01", "amount": 1200}] * 2}
    assert [api(company.chiba).post("/signs/purchases", body).json()["rows"] for _ in "ab"] == [2, 2]
    assert Purchase.objects.count() == 2
    ahead = {"purchases": [{"customer": "K1", "on": "2999-01-01", "amount": 1}]}
    assert api(company.chiba).post("/signs/purchases", ahead).status_code == 400
    assert api(company.sato).post("/signs/purchases", body).status_code == 403


def test_the_pages_show_the_evidence_and_take_a_file(company: Company, client: Client, aoki: str) -> None:
    client.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    today = datetime.now(TOKYO).date()
    file = BytesIO(table(aoki, end=today))
    file.name = "売上.csv"
    assert client.post("/signs/purchases", {"act": "take", "key": "k1", "file": file}).status_code == 303
    page = client.get("/signs").content.decode()
    assert "青木 花子様" in page
    assert "過去で確かめた当たり方" in page
    sign = Sign.objects.get(customer=aoki)
    body = {"act": "contact", "key": "k2", "channel": "phone", "said": "割引のご案内", "heard": "そうですか"}
    refused = client.post(f"/signs/{sign.no}", body)
    assert refused.status_code == 409
    assert "割引のご案内" in refused.content.decode(), "nothing typed is lost"
    body |= {"key": "k3", "said": "お変わりありませんか", "outcome": "well"}
    assert client.post(f"/signs/{sign.no}", body).status_code == 303
    assert "お変わりなかった" in client.get("/signs?state=closed").content.decode()


def test_a_hundred_thousand_purchases_pass_through_the_room_in_batches(company: Company, at: datetime) -> None:
    rng = np.random.default_rng(1)
    days = rng.integers(0, 700, 20_000)
    rows = [f"C{n % 8000},{at.date() - timedelta(days=int(d))},100" for n, d in enumerate(days)]
    kept = purchases.take_file(
        name="x.csv", raw="\n".join(["customer,date,amount", *rows]).encode(), by=company.chiba, at=at
    )
    bought, source = purchases.gathered(at.date())
    assert (kept.rows, len(bought.day), len(bought.customers), source) == (20_000, 20_000, 8000, "purchases")


def test_a_sign_of_somebody_without_a_card_keeps_the_name_the_purchases_use(company: Company, at: datetime) -> None:
    from nattoku.lib.text import Text

    no = actions.write(Found(SignKind.RHYTHM, Text("根拠", "why"), ref="K0042"), at=at)
    (row,) = queries.beside([Sign.objects.get(pk=no)], at=at)
    assert (row.name, row.card) == ("K0042", None)


def test_how_a_customer_was_asked_is_said_in_the_readers_language(company: Company, aoki: str, at: datetime) -> None:
    no = actions.notice(SignKind.OTHER, customer=aoki, why="お元気がなかった", by=company.sato, at=at)
    asked = {"said": "お変わりありませんか", "heard": "", "reached": False, "outcome": None}
    actions.contact(no, channel=Channel.FAX, **asked, by=company.sato, at=at)  # type: ignore[arg-type]
    client = Client()
    client.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/signs/{no}").content.decode()
    assert "（FAX）" in page
    assert "（fax）" not in page


def open_orders(company: Company, at: datetime, to: Path, **done: str) -> None:
    """Fifty orders that took thirty hours; TIGHT is due in an hour and LOOSE in sixty, both open for 25. done: when each was."""
    now = at.astimezone(TOKYO)
    past = [(f"A-{n}", now - timedelta(days=60 - n), 30, 96) for n in range(50)]
    rows = [f"{no},,{o:%F %R},{o + timedelta(hours=h):%F %R},{o + timedelta(hours=p):%F %R}" for no, o, h, p in past]
    for no, hours in (("TIGHT", 1), ("LOOSE", 60)):
        ordered = now - timedelta(hours=25)
        rows.append(f"{no},青木 花子,{ordered:%F %R},{done.get(no, '')},{now + timedelta(hours=hours):%F %R}")
    to.write_text("\n".join(["number,customer,ordered,delivered,promised", *rows]))
    orders.import_csv(to, by=company.kato, at=at)


@pytest.mark.rule("S004-2.3.6")
def test_a_day_that_may_not_be_kept_is_a_sign_before_it_is_over(
    company: Company, aoki: str, at: datetime, tmp_path: Path, client: Client
) -> None:
    open_orders(company, at, tmp_path / "orders.csv")
    looking.look(at=at)
    looking.look(at=at + timedelta(minutes=5))
    sign = Sign.objects.get(kind=SignKind.AT_RISK)
    assert (sign.customer, sign.about) == (aoki, "order:TIGHT")
    assert sign.due_at is not None
    assert sign.due_at <= at + timedelta(hours=1), "the customer hears before the day, not three business days later"
    client.force_login(Person.objects.get(pk=sign.owner))
    page = client.get(f"/signs/{sign.no}").content.decode()
    assert "ご注文TIGHTは" in page
    assert "お約束の日に間に合うかどうかを、いま確かめております" in page
    assert 'href="/orders/TIGHT"' in page
    assert "お約束の日に間に合わないおそれ" in client.get("/beside").content.decode(), "in the day of who tells her"
    client.force_login(company.chiba)
    assert "ご注文TIGHTは" in client.get("/leader").content.decode()


def test_a_warning_ends_by_itself_when_the_order_was_delivered(
    company: Company, aoki: str, at: datetime, tmp_path: Path
) -> None:
    open_orders(company, at, tmp_path / "orders.csv")
    looking.look(at=at)
    later = at + timedelta(minutes=50)
    open_orders(company, at, tmp_path / "delivered.csv", TIGHT=f"{later.astimezone(TOKYO):%F %R}")
    looking.look(at=later + timedelta(hours=1))
    assert Sign.objects.get(kind=SignKind.AT_RISK).outcome == "no_sign"
