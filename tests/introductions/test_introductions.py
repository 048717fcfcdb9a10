"""Who introduced whom: thanked, and told how it goes where the customer agreed."""

from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door
from nattoku.customers import actions as customers
from nattoku.customers import queries as offered
from nattoku.introductions import actions, queries
from nattoku.introductions.facts import Source
from tests.company import Company


@pytest.fixture
def two(company: Company, at: Any) -> tuple[str, str]:
    """A customer, and one who introduced them."""
    aoki = customers.register(name="青木 花子", division="sales", by=company.sato, at=at)
    return aoki, customers.register(name="橘 勇", division="sales", by=company.sato, at=at)


@pytest.mark.rule("S004-1.3.2.1", "S004-1.3.2")
def test_an_introducer_is_thanked_and_hears_how_it_goes_until_the_result(
    company: Company, two: tuple[str, str], api: Any
) -> None:
    aoki, tachibana = two
    sato, at = api(company.sato), f"/customers/{aoki}/introduction"
    told = {"source": "customer", "introducer": tachibana, "may_tell": True}
    assert sato.post(at, told | {"introducer": ""}).status_code == 400
    assert sato.post(at, told | {"introducer": aoki}).status_code == 400, "nobody introduces themself"
    assert sato.post(at, told).status_code == 201
    assert [one["kind"] for one in sato.get("/introductions").json()["owed"]] == [
        "introductions.thank",
        "introductions.interim",
    ]
    say = {"words": "ありがとうございました。", "channel": "letter"}
    assert sato.post(f"{at}/thanks", say).json()["thanked"]
    assert sato.post(f"{at}/thanks", say).status_code == 409
    assert not sato.post(f"{at}/reports", say).json()["result_told"]
    assert [one["kind"] for one in sato.get("/introductions").json()["owed"]] == ["introductions.interim"], (
        "the next one"
    )
    assert sato.post(f"{at}/reports", say | {"final": True}).json()["result_told"]
    assert sato.get("/introductions").json()["owed"] == []
    assert sato.post(f"{at}/reports", say).status_code == 409


@pytest.mark.rule("S004-1.3.2.1")
def test_both_kinds_of_interim_report_are_listed_when_overdue(company: Company, two: tuple[str, str], at: Any) -> None:
    aoki, tachibana = two
    actions.introduce(
        customer=aoki, source=Source.CUSTOMER, introducer=tachibana, may_tell=True, by=company.sato, at=at
    )
    cases.receive(
        Intake(door=Door.PHONE, words="まだか", fact="届いていない", division="sales"), by=company.sato, at=at
    )
    later = at + timedelta(days=60)
    assert {row.state for row in queries.owed(company.sato, at=later)} == {"late"}
    assert len(queries.waiting_cases(company.sato, at=later)) == 1
    assert queries.waiting_cases(company.mori, at=later) == []


def test_without_the_customer_s_leave_the_introducer_hears_thanks_alone(
    company: Company, two: tuple[str, str], api: Any
) -> None:
    aoki, tachibana = two
    sato, at = api(company.sato), f"/customers/{aoki}/introduction"
    sato.post(at, {"source": "customer", "introducer": tachibana})
    assert [one["kind"] for one in sato.get("/introductions").json()["owed"]] == ["introductions.thank"]
    assert sato.post(f"{at}/reports", {"words": "順調です", "channel": "phone"}).status_code == 409
    assert api(company.mori).get(at).status_code == 404


@pytest.mark.rule("S004-1.4.4", "S004-1.4.9")
def test_customers_and_complaints_are_counted_by_the_way_they_came(
    company: Company, two: tuple[str, str], api: Any, at: Any
) -> None:
    aoki, tachibana = two
    chiba = api(company.chiba)
    assert api(company.sato).post("/introductions/partners", {"name": "みどり設計"}).status_code == 403
    assert chiba.post("/introductions/partners", {"name": "みどり設計", "labelled": False}).status_code == 400
    partner = chiba.post("/introductions/partners", {"name": "みどり設計"}).json()["partner"]
    chiba.post(f"/customers/{aoki}/introduction", {"source": "partner", "partner": partner})
    chiba.post(f"/customers/{tachibana}/introduction", {"source": "seminar"})
    for _ in range(2):
        intake = Intake(door=Door.PHONE, words="まだか", fact="届いていない", division="sales", customer=aoki)
        cases.receive(intake, by=company.sato, at=at)
    ways = {
        (w["source"], w["partner"]): (w["customers"], w["complaints"])
        for w in chiba.get("/introductions").json()["ways"]
    }
    assert ways == {("partner", "みどり設計"): (1, 2), ("seminar", None): (1, 0)}


def test_of_more_customers_than_a_form_can_list_one_is_found_by_a_part_of_the_name(
    company: Company, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = {"青木 花子", "橘 勇"}
    assert {name for _, name in offered.choices(company.sato)[0]} == everybody
    monkeypatch.setattr(offered, "OFFERED", 1)
    assert offered.choices(company.sato) == ([], True)
    assert offered.choices(company.sato, words=" 橘 ") == ([(two[1], "橘 勇")], True)
    assert offered.choices(company.viewer, words="橘") == ([], False), "who reads no names is offered none"
