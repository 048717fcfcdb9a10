"""The forms of a case: each writes one fact through the same action as every other door."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases import queries
from nattoku.cases.forms import PAGES
from nattoku.cases.models import Case
from nattoku.customers import actions as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.people.forms import local
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from tests.company import Company


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def case(company: Company) -> Case:
    form = {"key": "k", "words": "椅子が届かない。", "fact": "椅子2脚が届いていない", "caller": "青木", "door": "phone"}
    as_(company.sato).post("/intake", form)
    return Case.objects.get()


def kinds(case: Case) -> list[str]:
    return [r.kind for r in history(case.stream)]


def last(case: Case) -> Any:
    return history(case.stream)[-1].fact


@pytest.mark.parametrize("page", PAGES)
def test_every_form_opens_and_says_what_it_is(company: Company, case: Case, page: str) -> None:
    answer = as_(company.chiba).get(f"/cases/{case.no}/{page}")
    assert answer.status_code == 200
    assert PAGES[page][0].title.ja in answer.content.decode()
    assert PAGES[page][0].button.ja in answer.content.decode()
    assert answer.content.decode().count("button-next") == 1
    assert as_(company.mori).get(f"/cases/{case.no}/{page}").status_code == 404
    assert as_(company.viewer).get(f"/cases/{case.no}/{page}").status_code == 403


WRITES = [
    ("identity", {"how": "ご注文番号とお名前"}, "cases.identified"),
    ("items", {"what": "電話に出ない", "about": ["conduct"]}, "cases.item_heard"),
    ("items", {"form": "1", "item": "1", "words": "お詫び申し上げました"}, "cases.item_answered"),
    ("contact-customer", {"channel": "phone", "words": "調べております"}, "cases.contacted"),
    ("contacts", {"channel": "phone", "words": "お出にならず", "missed": "1"}, "cases.contacted"),
    ("promise", {"what": "代わりをお届けする", "due_at": "2999-01-01T10:00"}, "cases.promised"),
    ("assess", {"severity": "B", "urgency": "today"}, "cases.assessed"),
    ("anger", {"anger": "3", "toward": "staff"}, "cases.anger_heard"),
    ("note", {"words": "倉庫に確認中"}, "cases.noted"),
    ("contact", {"person": "chiba", "why": "上司をお求めのため", "agreed": "1"}, "cases.contact_named"),
    ("first-aid", {"what": "代わりの椅子を発送", "cost": "０"}, "cases.first_aid_given"),
    ("transfer", {"to": "chiba", "asked": "1"}, "cases.transferred"),
    ("ring-fence", {"readers": ["daihyo"], "reason": "通報に関わるため"}, "cases.ring_fenced"),
]


@pytest.mark.parametrize(("page", "typed", "kind"), WRITES)
def test_each_form_writes_its_fact_once_however_often_one_taps(
    company: Company, case: Case, page: str, typed: dict[str, Any], kind: str
) -> None:
    chiba, before = as_(company.chiba), kinds(case).count(kind)
    for _ in range(2):
        answer = chiba.post(f"/cases/{case.no}/{page}", {"key": "1"} | typed)
        assert answer.status_code == 303, answer.content.decode()
        assert answer.url == f"/cases/{case.no}"
    assert kinds(case).count(kind) == before + 1


def test_what_was_typed_stays_when_a_form_is_refused(company: Company, case: Case) -> None:
    answer = as_(company.sato).post(f"/cases/{case.no}/promise", {"what": "お届けする", "due_at": "2020-01-01T10:00"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "これからの日時にしてください" in page
    assert "お届けする" in page
    assert "2020-01-01T10:00" in page


def test_nothing_chosen_is_said_in_words(company: Company, case: Case) -> None:
    answer = as_(company.sato).post(f"/cases/{case.no}/assess", {"severity": "", "urgency": "now"})
    assert answer.status_code == 400
    assert "重大度を選んでください" in answer.content.decode()
    assert as_(company.sato).post(f"/cases/{case.no}/assess", {"severity": "X"}).status_code == 400


@pytest.mark.rule("S002-3")
def test_the_content_is_read_back_only_after_the_first_report(company: Company, case: Case) -> None:
    sato, address = as_(company.sato), f"/cases/{case.no}/content"
    early = sato.post(address, {"key": "1", "words": "椅子2脚ですね", "version": str(queries.case(case.no).version)})  # type: ignore[union-attr]
    assert early.status_code == 409
    assert "リーダーへの一報がまだです" in early.content.decode()
    reports.tell_leader(case.no, person="chiba", by=company.sato, at=timezone.now())
    assert "椅子2脚が届いていない" in sato.get(address).content.decode()
    asked = {"hurt": ["promise_broken"], "wish_unsaid": "1"}
    assert sato.post(address, {"key": "2", "words": "椅子2脚ですね"} | asked).status_code == 303
    assert queries.case(case.no).stage == 3  # type: ignore[union-attr]


def test_a_promise_is_kept_or_moved_with_consent_or_released(company: Company, case: Case) -> None:
    sato = as_(company.sato)
    later = timezone.now() + timedelta(hours=5)
    sato.post(f"/cases/{case.no}/promise", {"key": "1", "what": "代わりをお届けする", "due_at": local(later)})
    (owed,) = promises.open_of_kind(case.stream, "cases.promised")
    assert "代わりをお届けする" in sato.get(f"/cases/{case.no}/promises").content.decode()
    address = f"/cases/{case.no}/promises/{owed.pk}"
    assert "代わりをお届けする" in sato.get(address).content.decode()
    without = sato.post(address, {"form": "1", "due_at": local(later + timedelta(days=1)), "consent": ""})
    assert without.status_code == 400
    moved = {"key": "2", "form": "1", "due_at": local(later + timedelta(days=1)), "consent": "金曜でもいいですよ"}
    assert sato.post(address, moved).status_code == 303
    (successor,) = promises.open_of_kind(case.stream, "cases.promised")
    address = f"/cases/{case.no}/promises/{successor.pk}"
    assert sato.post(address, {"key": "3", "form": "0", "words": "お届けした"}).status_code == 303
    assert promises.open_of_kind(case.stream, "cases.promised") == []
    assert sato.post(address, {"key": "4", "form": "2", "reason": "不要"}).status_code == 409


def test_other_promises_lead_to_where_they_are_settled(company: Company, case: Case) -> None:
    sato = as_(company.sato)
    found = {p.kind: sato.get(f"/cases/{case.no}/promises/{p.pk}") for p in promises.open_promises(case.stream)}
    assert found["cases.next_contact"].url == f"/cases/{case.no}/contact-customer"
    assert found["cases.report_to_leader"].url == f"/cases/{case.no}/report"
    assert sato.get(f"/cases/{case.no}/promises/case:9:1:0").status_code == 404


@pytest.mark.rule("R8-13")
def test_a_person_the_customer_refuses_is_not_offered_as_the_contact(company: Company, case: Case) -> None:
    sato, by = as_(company.sato), {"by": company.sato, "at": timezone.now()}
    aoki = customers.register(name="青木 花子", division="sales", **by)
    customers.hear_refusal(customer=aoki, person="chiba", **by)
    linked = sato.post(f"/cases/{case.no}/link-customer", {"key": "1", "customer": aoki, "caller": "青木 花子"})
    assert linked.status_code == 303
    page = sato.get(f"/cases/{case.no}/contact").content.decode()
    assert 'value="chiba"' not in page
    assert 'value="daihyo"' in page
    assert sato.post(f"/cases/{case.no}/contact", {"key": "2", "person": "chiba"}).status_code == 409
    sato.post(f"/cases/{case.no}/transfer", {"key": "3", "to": "daihyo", "asked": "1"})
    assert queries.opened(case.no, by=company.sato)[2].passed_on == 0


@pytest.mark.rule("S001-7")
def test_older_grievances_are_items_of_their_own_and_each_gets_an_answer(company: Company, case: Case) -> None:
    sato = as_(company.sato)
    for n, what in enumerate(("香水がきつい", "電話を計算機に使っていた")):
        sato.post(f"/cases/{case.no}/items", {"key": f"i{n}", "what": what, "about": ["conduct"]})
    for item in (1, 2, 3):
        answer = {"key": f"a{item}", "form": "1", "item": item, "words": f"お答え{item}"}
        assert sato.post(f"/cases/{case.no}/items", answer).status_code == 303
    items = queries.opened(case.no, by=company.sato)[2].items
    assert [i.answer for i in items.values()] == ["お答え1", "お答え2", "お答え3"]


@pytest.mark.rule("S001-17a")
def test_anger_is_noted_for_each_counterpart_and_never_as_one_score(company: Company, case: Case) -> None:
    sato = as_(company.sato)
    sato.post(f"/cases/{case.no}/anger", {"key": "1", "anger": "4", "toward": "staff"})
    sato.post(f"/cases/{case.no}/anger", {"key": "2", "anger": "0", "toward": "superior"})
    state = queries.opened(case.no, by=company.sato)[2]
    assert [(a.value, t.value) for _, a, t in state.anger] == [(4, "staff"), (0, "superior")]


def test_only_one_who_leads_ring_fences_a_case(company: Company, case: Case) -> None:
    assert as_(company.sato).get(f"/cases/{case.no}/ring-fence").status_code == 403
    fence = {"key": "1", "readers": [], "reason": "漏えいのおそれ"}
    assert as_(company.sato).post(f"/cases/{case.no}/ring-fence", fence).status_code == 403
