"""What was refused, or whose outcome nobody knows, is seen by those who see the case, and sent again by them."""

from typing import Any

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door, Severity
from nattoku.ledger.append import history
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from tests.company import NOW, Company


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def notice(company: Company) -> Notice:
    cases.receive(
        Intake(door=Door.PHONE, words="届かない", fact="椅子が届いていない", severity=Severity.B),
        by=company.sato,
        at=NOW,
    )
    reason = {"reason_ja": "ルームが見つかりません。", "reason_en": "There is no such room."}
    Notice.objects.update(state="refused", **reason)
    return Notice.objects.get()


@pytest.mark.parametrize("path", ["/notices", "/cases/1001/notices"])
def test_a_refused_notice_is_shown_with_its_reason(company: Company, notice: Notice, path: str) -> None:
    page = as_(company.sato).get(path).content.decode()
    assert "断られました" in page
    assert "ルームが見つかりません。" in page
    assert "営業部" in page
    assert "もう一度送る" in page


def test_an_unknown_outcome_says_what_to_do(company: Company, notice: Notice) -> None:
    Notice.objects.update(state="unknown")
    page = as_(company.chiba).get("/notices").content.decode()
    assert "送信結果不明" in page
    assert "送り先にお確かめのうえ" in page


def test_it_is_sent_again_once_however_often_one_taps(company: Company, notice: Notice) -> None:
    sato, address = as_(company.sato), f"/cases/1001/notices/{notice.ref}/again"
    for _ in range(2):
        assert sato.post(address, {"key": "k"}).status_code == 303
    notice.refresh_from_db()
    assert notice.state == "waiting"
    assert [r.kind for r in history("case:1001")].count("notices.sent_again") == 1


def test_who_does_not_see_the_case_does_not_see_its_notices(company: Company, notice: Notice) -> None:
    mori = as_(company.mori)
    assert "断られました" not in mori.get("/notices").content.decode()
    assert mori.get("/cases/1001/notices").status_code == 404
    assert mori.post(f"/cases/1001/notices/{notice.ref}/again").status_code == 404
    assert as_(company.viewer).get("/notices").status_code == 403


def test_the_api_tells_the_same_and_sends_again(company: Company, notice: Notice, api: Any) -> None:
    sato = api(company.sato)
    (told,) = sato.get("/cases/1001/notices").json()
    assert (told["state"], told["reason"], told["to"]["name"]) == ("refused", "ルームが見つかりません。", "営業部")
    assert [n["ref"] for n in sato.get("/notices").json()] == [notice.ref]
    again = sato.post(f"/cases/1001/notices/{notice.ref}/again")
    assert (again.status_code, again.json()["state"]) == (201, "waiting")
    assert sato.post(f"/cases/1001/notices/{notice.ref}/again").status_code == 409
    assert api(company.mori).get("/cases/1001/notices").status_code == 404
