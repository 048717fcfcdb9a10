"""What a machine takes in is written down by a door, never in a colleague's name."""

from datetime import datetime

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.words import Door, Severity, Urgency
from nattoku.ledger.append import history, rebuild
from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from nattoku.people import access, actions, queries
from nattoku.people.facts import COMPANY, DOORS
from tests.company import Company


@pytest.mark.parametrize("kind", DOORS)
def test_a_door_is_opened_once_and_stands_after_a_rebuild(company: Company, at: datetime, kind: str) -> None:
    first, again = actions.door(kind, at=at), actions.door(kind, at=at)
    assert first.pk == again.pk
    assert FactRow.objects.filter(stream=COMPANY, kind="people.door_opened").count() == 1
    rebuild(COMPANY)
    kept = queries.person(first.pk)
    assert kept is not None
    assert (kept.door, kept.is_active, kept.name) == (kind, True, DOORS[kind].ja)
    assert len(history(COMPANY)) > 1


def test_a_door_is_nobodys_colleague_and_stands_on_no_roster(company: Company, at: datetime) -> None:
    web = actions.door("web", at=at)
    seen = [*queries.everybody(company.sato.pk), *queries.colleagues(company.sato.pk), *queries.leading_all()]
    assert web.pk not in {p.pk for p in seen}
    slot = {"weekday": 0, "from": "09:00", "to": "18:00", "person": web.pk, "stand_ins": []}
    for refused in (
        lambda: actions.set_duty(division="sales", slots=[slot], by="system", at=at),
        lambda: actions.assign(person=web.pk, division="sales", by="system", at=at),
        lambda: actions.add_account(person=web.pk, channel="mail", address="a@example.jp", by="system", at=at),
    ):
        with pytest.raises(Refusal):
            refused()


def test_a_door_receives_and_does_nothing_else(company: Company, at: datetime) -> None:
    web = actions.door("web", at=at)
    assert [act for act in access.ACTS if access.may(web, act)] == ["cases.receive"]


def test_nobody_signs_in_as_a_door_and_its_token_opens_nothing_else(company: Company, at: datetime) -> None:
    phone = actions.door("phone", at=at)
    posted = Client().post("/sign-in", {"email": phone.email, "password": "!"})
    assert posted.status_code == 403
    secret = actions.issue_token(person=phone.pk, label="PBX", by=company.kato.pk, at=at)
    assert queries.by_token(secret) is None
    assert queries.door_by_token(secret, "web") is None
    found = queries.door_by_token(secret, "phone")
    assert found is not None
    assert found.pk == phone.pk
    asked = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/cases")
    assert asked.status_code == 401


def test_a_door_is_told_of_nothing_even_where_few_are_told(company: Company, at: datetime) -> None:
    intake = cases.Intake(door=Door.WEB, words="漏れた", fact="漏れた", division="sales", contact="chiba")
    received = cases.receive(intake, by=actions.door("web", at=at), at=at)[0]
    no = received.stream.partition(":")[2]
    cases.ring_fence(no, readers=["kato"], reason="個人情報の心配", by=company.chiba, at=at)
    cases.assess(no, severity=Severity.S, urgency=Urgency.NOW, by=company.chiba, at=at)
    cases.assess(no, severity=Severity.A, urgency=Urgency.NOW, by=company.chiba, at=at)
    told = {n.to for n in Notice.objects.filter(stream=received.stream)}
    assert "person:kato" in told
    assert "person:door-web" not in told
