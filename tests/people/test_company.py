"""People: who joins, who leaves, and what a door may still do with their name."""

import pytest

from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal
from nattoku.people import access, actions, queries
from nattoku.people.access import ACTS, may
from nattoku.people.facts import Role
from nattoku.people.models import Person, Token
from tests.company import NOW, Company
from tests.conftest import Api


def test_an_address_belongs_to_one_person_however_it_is_written(company: Company) -> None:
    before = FactRow.objects.count()
    for email in ("sato@example.jp", " SATO@Example.JP "):
        with pytest.raises(Refusal, match="すでに登録されています"):
            actions.join(name="偽の佐藤", email=email, role=Role.REPRESENTATIVE, by="kato", at=NOW)
    assert FactRow.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "\x00"},
        {"name": "あ" * 101},
        {"email": "nowhere"},
        {"email": ""},
        {"reading": "\x00"},
        {"phone": "1" * 41},
    ],
)
def test_a_card_that_cannot_be_kept_is_refused(company: Company, wrong: dict[str, str]) -> None:
    before = FactRow.objects.count()
    with pytest.raises(Refusal) as refusal:
        actions.join(**({"name": "新田", "email": "nitta@example.jp"} | wrong), role=Role.RECEIVER, by="kato", at=NOW)  # type: ignore[arg-type]
    assert refusal.value.status == 400
    assert FactRow.objects.count() == before


def test_who_has_left_gets_in_by_no_door_and_their_facts_stay(company: Company) -> None:
    sato = Api(company, company.sato)
    assert sato.get("/cases").status_code == 200
    actions.leave(person="sato", by="kato", at=NOW)
    assert sato.get("/cases").status_code == 401
    assert not Token.objects.filter(person_id="sato").exists()
    assert not any(may(Person.objects.get(pk="sato"), act) for act in ACTS)
    assert queries.names({"sato"}) == {"sato": "佐藤 光"}


def test_a_token_is_kept_as_a_hash_alone(company: Company) -> None:
    secret = company.token(company.sato)
    assert secret not in str(list(Token.objects.values())) + str(list(FactRow.objects.values_list("body")))
    assert queries.by_token(secret) == company.sato
    assert queries.by_token(secret[:-1]) is None
    assert queries.by_token("") is None


def test_what_nobody_allowed_is_allowed_to_nobody(company: Company) -> None:
    for person in Person.objects.all():
        assert not may(person, "cases.burn")
        with pytest.raises(Refusal) as refusal:
            access.allow(person, "cases.burn")
        assert refusal.value.status == 403


def test_a_viewer_writes_nothing_and_only_the_representative_decides_what_is_the_representatives(
    company: Company,
) -> None:
    assert {act for act in ACTS if may(company.viewer, act)} <= {
        *(a for a in ACTS if a.split(".")[1] in ("see", "day")),
        "notices.hear",  # how one hears oneself
    }
    for act in ("losses.decide", "closure.decide_end", "policies.decide", "reports.allow_outside"):
        assert [p.pk for p in Person.objects.order_by("pk") if may(p, act)] == ["daihyo"]
