"""The case page and the boards, as the people of the company open them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from nattoku.board import links
from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.models import Case
from nattoku.cases.words import Danger, Door, Severity, Urgency
from nattoku.closure import actions as closure
from nattoku.customers import actions as customers
from nattoku.ledger.facts import PROMISES
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from tests.company import Company

WORDS = "頼んだ椅子がまだ届かない。\n\t3日も待っている 😠 𠮷野 髙橋"
PAGES = ("/", "/cases", "/cases?state=all", "/leader", "/representative")


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def received(by: Person, **more: Any) -> int:
    said: dict[str, Any] = {"door": Door.PHONE, "words": WORDS, "fact": "椅子2脚が届いていない", "caller": "青木 花子"}
    recorded = cases.receive(Intake(**(said | more)), by=by, at=timezone.now())
    return int(recorded[0].stream.removeprefix("case:"))


@pytest.fixture
def case(company: Company) -> Case:
    return Case.objects.get(no=received(company.sato))


def body(person: Person, path: str) -> str:
    answer = as_(person).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


@pytest.mark.rule("S002-1")
def test_the_case_page_shows_both_tracks_side_by_side_from_the_first_day(company: Company, case: Case) -> None:
    page = body(company.sato, f"/cases/{case.no}")
    for words in ("処理", "発生", "内容の把握", "原因の調査", "法的責任と解決案の検討", "解決案の提示"):
        assert words in page
    for words in ("お客様への説明", "進め方のご説明", "原因のご説明", "今後のご連絡の進め方", "まだ"):
        assert words in page
    assert "リーダーに一報すると進みます" in page
    assert page.count("track-now") == 1


def test_the_customers_words_stand_unchanged_in_quotes(company: Company, case: Case) -> None:
    assert f"「{WORDS}」" in body(company.sato, f"/cases/{case.no}")


def test_one_next_thing_is_the_only_filled_button(company: Company, case: Case) -> None:
    page = body(company.sato, f"/cases/{case.no}")
    assert page.count("button-next") == 1
    assert f'href="/cases/{case.no}/report"' in page
    assert "リーダーへの一報（電話）" in page
    assert "一報カードをひらく" in page


def test_what_is_owed_stands_there_with_whom_and_when_and_a_link(company: Company, case: Case) -> None:
    page = body(company.sato, f"/cases/{case.no}")
    assert "次のご連絡" in page
    assert f'href="/cases/{case.no}/contact-customer"' in page
    assert f'href="/cases/{case.no}/closure"' in page


@pytest.mark.rule("R8-11")
def test_a_number_is_no_person_address_and_order_stay_hidden_until_the_identity_is_checked(company: Company) -> None:
    customer = customers.register(
        name="青木 花子", reading="あおき はなこ", phone="090-1234-5678", address="桜町1-2-3", division="sales",
        by=company.sato, at=timezone.now(),
    )  # fmt: skip
    no = received(company.sato, order="A-778", reach="090-1234-5678", customer=customer)
    before = body(company.sato, f"/cases/{no}")
    for hidden in ("A-778", "桜町", "あおき はなこ", f"/customers/{customer}"):
        assert hidden not in before
    assert f'href="/cases/{no}/identity"' in before
    cases.identify(no, how="お名前とご注文番号", by=company.sato, at=timezone.now())
    after = body(company.sato, f"/cases/{no}")
    for shown in ("A-778", "桜町1-2-3", "あおき はなこ", f"/customers/{customer}"):
        assert shown in after


@pytest.mark.rule("S003-17")
def test_how_long_the_customer_has_not_heard_from_us_stands_at_the_head_and_on_my_day(company: Company) -> None:
    at = timezone.now()
    no = received(company.sato)
    for path in (f"/cases/{no}", "/"):
        assert "まだご連絡していません" in body(company.sato, path)
    told = at - timedelta(hours=30)
    cases.contact(
        no, channel="phone", words="調べております", next_at=None, happened_at=told, by=company.sato, at=timezone.now()
    )
    for path in (f"/cases/{no}", "/"):
        assert "最後のご連絡から1日6時間" in body(company.sato, path)


def test_danger_shows_the_safety_card(company: Company, case: Case) -> None:
    assert "安全の確保・ご使用中止のお願い" not in body(company.sato, f"/cases/{case.no}")
    no = received(company.sato, danger=Danger.YES)
    assert "安全の確保・ご使用中止のお願い" in body(company.sato, f"/cases/{no}")


def test_a_viewer_sees_no_personal_words_and_no_buttons(company: Company) -> None:
    no = received(company.sato, reach="090-1234-5678", order="A-778", concerns="山田", relation="ご家族")
    cases.identify(no, how="お顔を存じ上げている", by=company.sato, at=timezone.now())
    later = timezone.now() + timedelta(hours=5)
    cases.promise(no, what="椅子のお届け", due_at=later, by=company.sato, at=timezone.now())
    for path in (f"/cases/{no}", f"/cases/{no}/live?since=0", "/", "/cases", "/cases?q=%E9%9D%92"):
        page = body(company.viewer, path)
        for hidden in ("青木", "椅子", "3日も", "A-778", "090-1234", "山田", "ご家族"):
            assert hidden not in page, (path, hidden)
        assert "button-next" not in page


def test_foreign_and_unknown_cases_are_the_same_404(company: Company, case: Case) -> None:
    for path in (f"/cases/{case.no}", f"/cases/{case.no}/live?since=1"):
        assert as_(company.mori).get(path).status_code == 404
    for path in ("/cases/999999", "/cases/x", "/cases/99999999999999999999", "/cases/１", "/cases/999999/live"):
        answer = as_(company.sato).get(path)
        assert answer.status_code == 404
        assert "見つかりません" in answer.content.decode()


def test_a_colleagues_fact_arrives_and_nothing_new_is_204(company: Company, case: Case) -> None:
    sato = as_(company.sato)
    version = re.search(r'data-version="(\d+)"', sato.get(f"/cases/{case.no}").content.decode())
    assert version
    live = f"/cases/{case.no}/live?since={version[1]}"
    assert sato.get(live).status_code == 204
    cases.note(case.no, words="上野さんが倉庫で確かめました", by=company.chiba, at=timezone.now())
    answer = sato.get(live)
    assert answer.status_code == 200
    assert "上野さんが倉庫で確かめました" in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/leader", "/representative", "/cases"])
def test_the_boards_are_live_too(company: Company, path: str) -> None:
    by = as_(company.daihyo)
    page = by.get(path).content.decode()
    found = re.findall(r'data-live="([^"]+)"[^>]* data-version="(\d+)"', page)
    (live,) = [one for one in found if not one[0].startswith("/phone/")]
    asked = live[0].replace("&amp;", "&") + ("&" if "?" in live[0] else "?") + f"since={live[1]}"
    assert by.get(asked).status_code == 204
    received(company.sato)
    assert by.get(asked).status_code == 200


def test_my_day_says_in_one_sentence_what_comes_first(company: Company) -> None:
    at = timezone.now()
    received(company.sato, call_back_at=at + timedelta(minutes=5))
    page = body(company.sato, "/")
    assert "きょうのお約束が" in page
    assert "青木 花子様への次のご連絡" in page
    assert "お客様をお待たせしていること" in page
    assert "社内で止まっていること" in page
    assert "まだご連絡していません" in page


def test_an_empty_day_says_what_to_do_with_it(company: Company) -> None:
    page = body(company.sato, "/")
    assert "きょうお待たせしているお約束はありません" in page
    assert 'href="/files"' in page


def test_my_day_holds_what_nobody_is_named_for_when_i_am_the_contact(company: Company, case: Case) -> None:
    at = timezone.now()
    reports.tell_leader(case.no, person="chiba", by=company.sato, at=at)
    closure.hear_last_word(
        case.no, words="ありがとう", meaning=closure.Meaning.SATISFIED, unasked="先に仰った", said_to="佐藤", through="phone",
        by=company.sato, at=at,
    )  # fmt: skip
    reports.share(case.no, by=company.sato, at=at)
    assert "対応ファイル（事実・原因・対策）" in body(company.sato, "/")
    cases_of_chiba = body(company.chiba, "/")
    assert "対応ファイル（事実・原因・対策）" not in cases_of_chiba


def test_a_promise_of_a_role_stands_on_the_day_of_who_holds_it_and_sees_the_case(company: Company) -> None:
    no = received(company.sato, severity=Severity.A, urgency=Urgency.TODAY)
    at = timezone.now()
    closure.hear_last_word(
        no, words="ありがとう", meaning=closure.Meaning.SATISFIED, unasked="先に仰った", said_to="佐藤", through="phone",
        by=company.sato, at=at,
    )  # fmt: skip
    words = "お言葉の確認（別の一人が）"
    assert words in body(company.chiba, "/")
    assert words not in body(company.ueno, "/")


def test_the_leader_sees_first_reports_nobody_acknowledged_until_somebody_does(company: Company, case: Case) -> None:
    assert "まだどなたにも一報されていません" in body(company.chiba, "/leader")
    reports.tell_leader(case.no, person="chiba", by=company.sato, at=timezone.now())
    assert "受け取りの確認がまだです" in body(company.chiba, "/leader")
    reports.acknowledge(case.no, takes=True, by=company.chiba, at=timezone.now())
    page = body(company.chiba, "/leader")
    assert "すべて受け取りました" in page
    assert "お客様が佐藤 光さんを待っています" in page or "関係部門が佐藤 光さんを待っています" in page
    assert "青木" not in body(company.ueno, "/leader")


def test_the_representative_sees_what_is_not_assessed_among_the_gravest(company: Company, case: Case) -> None:
    page = body(company.daihyo, "/representative")
    assert "未評価" in page
    assert "青木 花子様" in page
    cases.assess(case.no, severity=Severity.C, urgency=Urgency.PLANNED, by=company.sato, at=timezone.now())
    assert "青木 花子様" not in body(company.daihyo, "/representative")


def test_a_decision_waits_for_the_representative_with_amount_grounds_and_who_asks(company: Company, case: Case) -> None:
    from nattoku.losses import actions as losses

    at = timezone.now()
    reports.tell_leader(case.no, person="chiba", by=company.sato, at=at)
    losses.request(case.no, amount=12000, reason="椅子2脚の返金", basis="契約第5条", by=company.sato, at=at)
    page = body(company.daihyo, "/representative")
    for words in ("12,000円", "契約第5条", "佐藤 光さんより", 'href="/decisions"'):
        assert words in page
    assert "12,000円" not in body(company.kato, "/leader")


def test_endings_are_counted_apart(company: Company) -> None:
    at = timezone.now()
    for _ in range(2):
        no = received(company.sato)
        reports.tell_leader(no, person="chiba", by=company.sato, at=at)
        closure.withdraw(no, words="もうけっこうです", by=company.sato, at=at)
    page = re.sub(r"<[^>]+>|\s", "", body(company.daihyo, "/representative"))
    assert "受け付けたお申し出2件" in page
    assert "解決（ご納得）0件" in page
    assert "取下げ2件" in page


def test_the_boards_of_those_who_lead_are_refused_to_others(company: Company) -> None:
    assert as_(company.sato).get("/leader").status_code == 403
    assert as_(company.chiba).get("/representative").status_code == 403
    assert as_(company.viewer).get("/leader").status_code == 403


def test_the_list_finds_by_words_name_number_severity_and_state(company: Company) -> None:
    first, second = received(company.sato), received(company.sato, caller="上田", fact="請求が二重", danger=Danger.YES)
    mori = received(company.mori, caller="他部門のお客様")

    def numbers(query: str) -> list[int]:
        return [int(n) for n in re.findall(r'row-link" href="/cases/(\d+)"', body(company.sato, f"/cases?{query}"))]

    assert numbers("") == [second, first]
    assert numbers("q=二重") == [second]
    assert numbers("q=青木") == [first]
    assert numbers(f"q={first}") == [first]
    assert numbers("severity=S") == [second]
    assert numbers("severity=none") == [first]
    assert numbers("state=ended") == []
    assert mori not in numbers("state=all")
    assert numbers("after=' OR 1=1 --&state=nonsense") == [second, first]


def test_the_list_turns_its_pages_by_a_cursor(company: Company) -> None:
    made = [received(company.sato) for _ in range(52)]
    page = body(company.sato, "/cases")
    older = re.search(r'href="(/cases\?after=\d+)"', page)
    assert older
    rest = re.findall(r'row-link" href="/cases/(\d+)"', body(company.sato, older[1]))
    assert [int(n) for n in rest] == made[:2][::-1]


@pytest.fixture
def busy(company: Company) -> Company:
    """200 cases in all states, some ended, some with decisions awaited."""
    from nattoku.losses import actions as losses

    at = timezone.now()
    for i in range(200):
        no = received(company.sato, severity=list(Severity)[i % 4], urgency=Urgency.TODAY)
        if i % 2:
            reports.tell_leader(no, person="chiba", by=company.sato, at=at)
        if i % 20 == 1:
            closure.withdraw(no, words="もうけっこうです", by=company.sato, at=at)
        if i % 20 == 3:
            losses.request(no, amount=i, reason="返金", basis="契約", by=company.sato, at=at)
    return company


def test_no_page_asks_the_database_more_than_thirteen_times(busy: Company, django_assert_max_num_queries: Any) -> None:
    for person in (busy.sato, busy.chiba, busy.kato, busy.daihyo):
        client = as_(person)
        client.get("/")  # the first page after signing in writes down from what device
        for path in (*PAGES, "/cases/1004", "/cases/1004/live"):
            with django_assert_max_num_queries(13, info=f"{person.pk} {path}"):
                assert client.get(path).status_code in (200, 403)


def test_every_kind_of_promise_leads_to_the_page_on_which_it_is_settled() -> None:
    for kind in PROMISES:
        assert resolve(links.settled_at(kind, "case:1001:1:0")).url_name != "case", kind


def test_every_link_of_the_case_page_and_the_boards_leads_somewhere(company: Company, case: Case) -> None:
    reports.tell_leader(case.no, person="chiba", by=company.sato, at=timezone.now())
    for person, path in (
        (company.sato, f"/cases/{case.no}"),
        (company.chiba, f"/cases/{case.no}"),
        (company.sato, "/"),
        (company.chiba, "/leader"),
        (company.daihyo, "/representative"),
    ):
        client = as_(person)
        for link in set(re.findall(r'<a [^>]*href="(/[^"#?]*)"', client.get(path).content.decode())):
            assert client.get(link).status_code in (200, 302, 409), (path, link)
