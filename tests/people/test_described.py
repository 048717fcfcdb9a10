"""What customers read of the company: the representative writes it, everybody reads it, nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from nattoku.ledger import append as ledger
from nattoku.lib.refusal import Refusal
from nattoku.people import actions, naming, queries, rules
from nattoku.people.facts import COMPANY, CompanyDescribed
from nattoku.people.models import Person
from tests.company import NOW, Company
from tests.conftest import Api

WRITTEN = {
    "name": "株式会社みほん",
    "postcode": "〒１００－０００１",
    "address": "東京都千代田区千代田1番1号\nみほんビル",
    "phone": "03-0000-0000",
    "title": "代表取締役",
}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("typed", ["1000001", "100-0001", "〒100-0001", "１００−０００１", " 〒１００ー０００１ "])
def test_a_postcode_is_read_however_it_was_typed(typed: str) -> None:
    assert rules.postcode(typed) == "100-0001"


@pytest.mark.parametrize("typed", ["100", "10-00001", "千代田", "100-00012"])
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.postcode(typed)
    assert refused.value.status == 400


def test_the_company_signs_with_what_is_known_of_it() -> None:
    known = CompanyDescribed(name="株式会社みほん", phone="03-0000-0000", postcode="100-0001", address="千代田1番1号")
    assert naming.signature(known, division="営業部", name="佐藤 光").splitlines() == [
        "株式会社みほん",
        "営業部",
        "佐藤 光",
        "03-0000-0000",
    ]
    assert naming.signature(CompanyDescribed(name=""), division="", name="佐藤 光") == "佐藤 光"
    assert naming.foot(known).ja == "――\n株式会社みほん\n〒100-0001 千代田1番1号\n電話 03-0000-0000"
    assert naming.foot(CompanyDescribed(name="")) == ("", "")


def test_the_representative_writes_it_and_everybody_reads_it(company: Company) -> None:
    assert queries.described().name == ""
    assert signed_in(company.daihyo).post("/company", {**WRITTEN, "key": "a"}).status_code == 303
    assert queries.described().postcode == "100-0001"
    shown = signed_in(company.viewer).get("/company").content.decode()
    assert "みほんビル" in shown
    assert "<textarea" not in shown
    assert signed_in(company.chiba).post("/company", {**WRITTEN, "key": "b"}).status_code == 403


def test_what_cannot_be_read_comes_back_with_everything_that_was_typed(company: Company) -> None:
    answer = signed_in(company.daihyo).post("/company", {**WRITTEN, "postcode": "千代田", "key": "a"})
    assert answer.status_code == 400
    assert "千代田" in answer.content.decode()
    assert "03-0000-0000" in answer.content.decode()
    assert queries.described().name == ""


def test_through_the_api_it_is_the_same(company: Company) -> None:
    daihyo = Api(company, company.daihyo)
    assert daihyo.post("/company", WRITTEN).json()["postcode"] == "100-0001"
    assert daihyo.post("/company", {"name": " "}).status_code == 400
    assert Api(company, company.sato).post("/company", WRITTEN).status_code == 403
    assert Api(company, company.viewer).get("/company").json()["title"] == "代表取締役"


def test_the_former_description_stays_and_can_be_blanked(company: Company) -> None:
    actions.describe_company(name="みほん商店", by=company.daihyo, at=NOW)
    actions.describe_company(name="株式会社みほん", by=company.daihyo, at=NOW)
    first = queries.descriptions()[-1]
    ledger.blank(COMPANY, first.seq, ["name"], reason="個人名のため", by="daihyo", at=NOW)
    assert queries.described().name == "株式会社みほん"
    assert "みほん商店" not in repr(queries.descriptions())


@pytest.mark.rule("S004-2.1.1.1")
def test_somebody_signs_with_company_division_and_name_and_the_representative_with_the_title(company: Company) -> None:
    assert queries.signature(company.sato) == "佐藤 光"
    actions.describe_company(name="株式会社みほん", title="代表取締役", by=company.daihyo, at=NOW)
    assert queries.signature(company.sato) == "株式会社みほん\n営業部\n代表取締役 代田 守に代わり\n佐藤 光"
    assert queries.signature(company.daihyo) == "株式会社みほん\n代表取締役\n代田 守"


@pytest.mark.rule("S004-2.1.1.1")
def test_the_representative_records_who_acts_in_their_place_and_how_far(company: Company, api: Any) -> None:
    named = {"person": "sato", "scope": "一次のお詫びとご説明。損失の決裁は含みません。"}
    assert api(company.kato).post("/company/delegations", named).status_code == 403
    daihyo = api(company.daihyo)
    assert daihyo.post("/company/delegations", named | {"person": "daihyo"}).status_code == 400
    assert daihyo.post("/company/delegations", named | {"scope": ""}).status_code == 400
    found = daihyo.post("/company/delegations", named).json()
    assert found["responsible"]["id"] == "daihyo", "the responsibility stays where it is"
    assert [(one["person"], one["scope"]) for one in found["in_place"]] == [("sato", named["scope"])]
    assert "損失の決裁は含みません" in signed_in(company.viewer).get("/company").content.decode()
    page = {"act": "end_delegation", "person": "sato", "key": "e"}
    assert signed_in(company.daihyo).post("/company", page).status_code == 303
    assert api(company.sato).get("/company/delegations").json()["in_place"] == []
    assert daihyo.post("/company/delegations/ended", {"person": "sato"}).status_code == 404
