"""受付 opened by a telephone system: the number is filled in, and nobody is taken for its owner."""

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases.models import Case
from nattoku.customers import actions as customers
from nattoku.people.models import Person
from tests.company import Company


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def aoki(company: Company) -> str:
    return customers.register(
        name="青木 花子",
        phone="０９０−１２３４−５６７８",
        town="緑町",
        address="緑町1-2-3",
        email="aoki@example.com",
        division="sales",
        by=company.sato,
        at=timezone.now(),
    )


@pytest.mark.parametrize("sent", ["09012345678", "%2B819012345678", "090-1234-5678"])
def test_the_number_is_filled_in_and_its_customers_are_suggested_by_name_and_town_only(
    company: Company, aoki: str, sent: str
) -> None:
    page = as_(company.sato).get(f"/intake?from={sent}").content.decode()
    assert 'value="090-1234-5678"' in page
    assert "青木 花子　緑町" in page
    assert "1-2-3" not in page
    assert "aoki@" not in page


@pytest.mark.rule("R8-11")
def test_a_number_is_not_an_identity(company: Company, aoki: str) -> None:
    sato = as_(company.sato)
    page = sato.get("/intake?from=09012345678").content.decode()
    assert "お電話番号だけでは、ご本人とは限りません" in page
    assert f'value="{aoki}" checked' not in page
    form = {"words": "届かない", "fact": "届かない", "door": "phone", "from": "09012345678", "reach": "090-1234-5678"}
    sato.post("/intake", form | {"key": "1"})
    sato.post("/intake", form | {"key": "2", "by_number": aoki})
    unknown, chosen = Case.objects.order_by("no")
    assert (unknown.customer, unknown.caller, unknown.identified) == ("", "", False)
    assert (chosen.customer, chosen.caller, chosen.identified) == (aoki, "青木 花子", False)


@pytest.mark.parametrize("sent", ["", "anonymous", "非通知", "公衆電話"])
def test_a_withheld_number_is_asked_for_in_words(company: Company, sent: str) -> None:
    page = as_(company.sato).get("/intake", {"from": sent}).content.decode()
    assert "折り返しのお電話番号を伺えますでしょうか" in page


def test_what_is_no_number_is_shown_to_be_read_back(company: Company) -> None:
    page = as_(company.sato).get("/intake", {"from": "<b>201</b>"}).content.decode()
    assert "&lt;b&gt;201" in page
    assert "復唱してお確かめください" in page


def test_a_refusal_keeps_who_is_calling(company: Company, aoki: str) -> None:
    answer = as_(company.sato).post("/intake", {"key": "1", "from": "09012345678", "by_number": aoki, "words": ""})
    assert answer.status_code == 400
    assert f'value="{aoki}" checked' in answer.content.decode()
