"""Customers' cards: the correct name, the three questions, whom not to send, what was agreed."""

from typing import Any

import pytest
from django.template import engines
from django.test import Client

from nattoku.customers import actions, queries
from nattoku.customers.models import Customer
from nattoku.people.models import Person
from tests.company import NOW, Company


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def aoki(company: Company) -> Customer:
    pk = actions.register(
        name="髙橋 青木 花子", reading="あおき はなこ", phone="090-9999-8888", town="港区", address="港区芝1-2-3",
        division="sales", by=company.sato, at=NOW,
    )  # fmt: skip
    return Customer.objects.get(pk=pk)


def test_a_customer_is_registered_once_and_found_by_reading(company: Company) -> None:
    sato = as_(company.sato)
    form = {"key": "k", "name": "𠮷野 太郎", "reading": "よしの たろう", "dealings": "prospect", "division": "sales"}
    first, second = sato.post("/customers/new", form), sato.post("/customers/new", form)
    assert first.url == second.url
    assert Customer.objects.count() == 1
    assert "𠮷野 太郎" in sato.get("/customers", {"q": "よしの"}).content.decode()
    assert "ご検討中" in sato.get(first.url).content.decode()


@pytest.mark.rule("S001-10")
def test_what_was_not_asked_of_the_three_questions_is_visible(company: Company, aoki: Customer) -> None:
    sato = as_(company.sato)
    before = sato.get(f"/customers/{aoki.pk}").content.decode()
    assert "まだ伺えていないこと：ご都合のよいご連絡方法、ご連絡を控える時間、お忙しさ" in before
    answers = {"key": "r", "preferred": ["phone"], "hardly_seen": ["mail"], "not_when": "水曜は定休", "busy": "月末"}
    assert sato.post(f"/customers/{aoki.pk}/reach", answers).status_code == 303
    after = sato.get(f"/customers/{aoki.pk}").content.decode()
    assert "まだ伺えていないこと" not in after
    for words in ("電話", "水曜は定休", "月末", "ほとんどご覧にならない方法"):
        assert words in after


def test_whom_not_to_send_and_special_terms_stand_on_the_card(company: Company, aoki: Customer) -> None:
    sato = as_(company.sato)
    sato.post(f"/customers/{aoki.pk}/refusals", {"key": "a", "person": "chiba", "words": "顔も見たくない"})
    sato.post(
        f"/customers/{aoki.pk}/contracts",
        {"key": "b", "title": "年間納入契約", "special": "1", "terms": "納期は2営業日", "begins_on": "2026-04-01"},
    )
    page = sato.get(f"/customers/{aoki.pk}").content.decode()
    for words in ("千葉 亮", "「顔も見たくない」", "特別条件", "納期は2営業日"):
        assert words in page


def test_a_correction_keeps_what_was_typed_when_it_is_refused(company: Company, aoki: Customer) -> None:
    answer = as_(company.sato).post(f"/customers/{aoki.pk}/edit", {"key": "e", "name": " ", "town": "品川区"})
    assert answer.status_code == 400
    assert "お名前を入力してください" in answer.content.decode()
    assert "品川区" in answer.content.decode()


def test_the_card_is_corrected(company: Company, aoki: Customer) -> None:
    sato = as_(company.sato)
    assert "港区芝1-2-3" in sato.get(f"/customers/{aoki.pk}/edit").content.decode()
    sato.post(f"/customers/{aoki.pk}/edit", {"key": "e", "name": "青木 花子", "reading": "あおき はなこ"})
    assert Customer.objects.get().name == "青木 花子"


def test_a_foreign_card_answers_like_an_unknown_one_and_a_viewer_reads_no_name(
    company: Company, aoki: Customer
) -> None:
    for path in ("", "/edit", "/reach", "/refusals", "/contracts"):
        assert as_(company.mori).get(f"/customers/{aoki.pk}{path}").status_code == 404
    viewer = as_(company.viewer)
    for path in ("/customers", f"/customers/{aoki.pk}"):
        page = viewer.get(path).content.decode()
        assert "青木" not in page
        assert "9999" not in page
    assert viewer.get(f"/customers/{aoki.pk}/edit").status_code == 403


def test_until_the_identity_check_nothing_of_the_card_is_shown_in_a_case(company: Company, aoki: Customer) -> None:
    template = engines["jinja2"].env.from_string(  # type: ignore[attr-defined]
        '{% import "customers/_card.html" as customers with context %}{{ customers.card(card, shown) }}'
    )
    card = queries.card(aoki.pk)
    masked, shown = (template.render(card=card, shown=shown) for shown in (False, True))
    assert "港区" not in masked
    assert "9999" not in masked
    assert "本人確認が済むまで" in masked
    assert "港区芝1-2-3" in shown


def test_customers_in_the_api(company: Company, api: Any) -> None:
    sato, mori = api(company.sato), api(company.mori)
    made = sato.post("/customers", {"name": "青木 花子", "reading": "あおき はなこ", "division": "sales"})
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    sato.post(f"/customers/{pk}/reach", {"preferred": ["phone"], "not_when": "水曜"})
    sato.post(f"/customers/{pk}/refusals", {"person": "chiba"})
    contract = {"title": "年間", "special": True, "begins_on": "2026-04-01"}
    for _ in range(2):
        assert sato.post(f"/customers/{pk}/contracts", contract, **{"Idempotency-Key": "c"}).status_code == 201
    assert sato.post(f"/customers/{pk}/refusals", {"person": "nobody"}).status_code == 400
    assert sato.post("/customers", {"name": "青木", "division": "nowhere"}).status_code == 400
    card = sato.get(f"/customers/{pk}").json()
    assert card["reach"]["preferred"] == ["phone"]
    assert card["refusals"][0]["person"] == "chiba"
    assert [c["special"] for c in card["contracts"]] == [True]
    assert [c["id"] for c in sato.get("/customers", q="あおき").json()["customers"]] == [pk]
    assert mori.get(f"/customers/{pk}").status_code == 404
    assert mori.get("/customers").json()["customers"] == []
    assert api(company.viewer).get(f"/customers/{pk}").json()["name"] == "＊＊＊"
