"""The telephone system tells of its calls: a card for whoever it rings at, and transfers that count."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases.models import Case
from nattoku.ledger.append import history
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from nattoku.people.facts import Role
from nattoku.people.models import Person
from nattoku.phone.models import Call
from tests.company import Company

Tell = Callable[..., Any]
SATO, CHIBA, MORI = "201", "090-9999-0202", "203"
FORM = {"words": "届かない", "fact": "届かない", "door": "phone", "from": "09012345678", "reach": "090-1234-5678"}


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(autouse=True)
def anchors_of_its_own(settings: Any, tmp_path: Path) -> None:
    """What is done on commit drops anchors, although the test's own facts are rolled back afterwards."""
    settings.NATTOKU_DATA = str(tmp_path)


@pytest.fixture
def tell(company: Company) -> Tell:
    at = timezone.now()
    for person, extension in ((company.sato, SATO), (company.chiba, CHIBA), (company.mori, MORI)):
        card = {"name": person.name, "email": person.email, "role": Role(person.role), "superior": person.superior}
        people.join(person=person.pk, phone=extension, by="kato", at=at, **card)
    secret = people.issue_token(person=people.door("phone", at=at).pk, label="PBX", by="kato", at=at)
    client = Client(headers={"Authorization": f"Bearer {secret}"})

    def told(state: str, *, call_id: str = "c1", **more: str) -> Any:
        body = {"call_id": call_id, "state": state, "from": "09012345678", "to": ""} | more
        return client.post("/api/v1/phone/calls", json.dumps(body), content_type="application/json")

    return told


def kinds() -> list[str]:
    return [r.kind for r in history(Case.objects.get().stream)]


def test_a_call_rings_up_at_the_colleague_whose_number_it_is(company: Company, tell: Tell) -> None:
    assert tell("ringing", to=SATO).status_code == 200
    shown = as_(company.sato).get("/phone/live?since=none")
    page = shown.content.decode()
    assert "お電話です" in page
    assert "090-1234-5678" in page
    assert "/intake?from=%2B819012345678" in page
    assert as_(company.chiba).get("/phone/live?since=none").status_code == 204
    assert as_(company.viewer).get("/phone/live?since=none").status_code == 403


def test_a_call_to_a_number_that_is_nobodys_rings_up_at_everybody_who_receives(company: Company, tell: Tell) -> None:
    tell("ringing", to="0312345678", **{"from": "anonymous"})
    for person in (company.sato, company.chiba):
        assert "番号の通知がありません" in as_(person).get("/phone/live").content.decode()
    tell("ended")
    assert as_(company.sato).get("/phone/live?since=none").status_code == 204


@pytest.mark.rule("S004-2.1.4")
def test_transfers_before_and_after_the_complaint_is_written_down_count_and_two_are_an_incident(
    company: Company, tell: Tell, django_capture_on_commit_callbacks: Any
) -> None:
    tell("answered", to=MORI)
    tell("transferred", to=SATO)
    with django_capture_on_commit_callbacks(execute=True):
        as_(company.sato).post("/intake", FORM | {"key": "1"})
    assert kinds().count("cases.transferred") == 1
    assert "cases.passed_around" not in kinds()
    again = [tell("transferred", to=CHIBA) for _ in range(2)][-1].json()
    assert (again["passed_on"], again["case"]) == (2, Case.objects.get().no)
    assert kinds().count("cases.transferred") == 2
    assert kinds().count("cases.passed_around") == 1
    assert Case.objects.get().contact == "sato"
    assert Notice.objects.filter(kind="cases.passed_around").exists()
    assert {r.by for r in history(Case.objects.get().stream) if r.kind == "cases.transferred"} == {"door-phone"}


def test_a_withheld_call_belongs_to_whoever_answered_it(
    company: Company, tell: Tell, django_capture_on_commit_callbacks: Any
) -> None:
    tell("answered", to=SATO, **{"from": "非通知"})
    tell("ringing", call_id="c2", to=CHIBA, **{"from": "非通知"})
    with django_capture_on_commit_callbacks(execute=True):
        as_(company.sato).post("/intake", FORM | {"from": "", "reach": "", "key": "1"})
    assert {c.pk: c.case is None for c in Call.objects.all()} == {"c1": False, "c2": True}


def test_nothing_follows_the_end_of_a_call(tell: Tell) -> None:
    for state in ("ringing", "ended", "answered", "transferred"):
        answer = tell(state).json()
    assert (answer["state"], answer["passed_on"]) == ("ended", 0)


@pytest.mark.parametrize("bad", [{"state": "flying"}, {"call_id": ""}, {"call_id": "x" * 201}, {"to": "x" * 61}])
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(tell: Tell, bad: dict[str, str]) -> None:
    assert tell(**({"state": "ringing"} | bad)).status_code == 400
    assert not Call.objects.exists()


def test_only_the_telephone_systems_own_token_opens_this_door(company: Company) -> None:
    body = json.dumps({"call_id": "1", "state": "ringing"})
    for token in ("", company.token(company.daihyo), "ntk_none"):
        client = Client(headers={"Authorization": f"Bearer {token}"})
        assert client.post("/api/v1/phone/calls", body, content_type="application/json").status_code == 401
