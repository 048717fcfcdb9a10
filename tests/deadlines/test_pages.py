"""The timers of a case, waiting for the customer, and silence in colour, on the pages and in the API."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from nattoku.deadlines.queries import silence
from nattoku.ledger.append import history
from nattoku.people.models import Person
from nattoku.policies import actions as policies
from tests.company import Company
from tests.deadlines.histories import tokyo
from tests.deadlines.test_watcher import received

SignedIn = Callable[[Person], Client]
WEDNESDAY = tokyo(25)


@pytest.fixture
def no(company: Company) -> str:
    return received(company).partition(":")[2]


def client(person: Person) -> Client:
    made = Client()
    made.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return made


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def test_waiting_and_the_answer_are_two_taps_on_the_page(company: Company, no: str) -> None:
    sato, page = client(company.sato), f"/cases/{no}/deadlines"
    with at(WEDNESDAY):
        assert "解決案のご提示" in sato.get(page).content.decode()
        typed = {"act": "pause", "key": "a", "reason": "お写真をお待ちしています", "until": "2026-11-27T10:00"}
        for _ in range(2):
            assert sato.post(page, typed).status_code == 303
        shown = sato.get(page).content.decode()
        assert "お写真をお待ちしています" in shown
        assert "止まっています" in shown
        assert "お客様のお返事をお待ちしています" in sato.get(f"/cases/{no}").content.decode()
    with at(WEDNESDAY + timedelta(hours=2)):
        assert sato.post(page, {"act": "resume", "key": "b", "words": "届きました"}).status_code == 303
        assert "止まっています" not in sato.get(page).content.decode()
    assert [r.kind for r in history(f"case:{no}")][-2:] == ["deadlines.paused", "deadlines.resumed"], (
        "a double tap is one"
    )


def test_a_refused_wait_shows_what_was_typed(company: Company, no: str) -> None:
    with at(WEDNESDAY):
        typed = {"act": "pause", "key": "a", "reason": "お写真をお待ちしています", "until": "2027-11-27T10:00"}
        refused = client(company.sato).post(f"/cases/{no}/deadlines", typed)
    assert refused.status_code == 400
    assert "お写真をお待ちしています" in refused.content.decode()
    assert "31日以内" in refused.content.decode()


def test_a_viewer_reads_the_timers_and_not_the_words(company: Company, no: str) -> None:
    with at(WEDNESDAY):
        typed = {"act": "pause", "key": "a", "reason": "お写真をお待ちしています", "until": "2026-11-27T10:00"}
        client(company.sato).post(f"/cases/{no}/deadlines", typed)
        seen = client(company.viewer).get(f"/cases/{no}/deadlines").content.decode()
    assert "解決案のご提示" in seen
    assert "お写真" not in seen


def test_the_api_tells_and_does_the_same(company: Company, no: str) -> None:
    sato = Client(headers={"Authorization": f"Bearer {company.token(company.sato)}"})
    with at(WEDNESDAY):
        body = json.dumps({"reason": "お写真をお待ちしています", "until": "2026-11-27T10:00:00+09:00"})
        paused = sato.post(f"/api/v1/cases/{no}/deadlines/pause", body, content_type="application/json")
        assert paused.status_code == 201
        told = sato.get(f"/api/v1/cases/{no}/deadlines").json()
    timers = {t["key"]: t for t in told["timers"]}
    assert timers["deadlines.solution"]["paused"]
    assert not timers["deadlines.handling"]["paused"]
    assert [w["waiting"] for w in told["waits"]] == [True]


@pytest.mark.rule("S003-17")
@pytest.mark.parametrize(("days", "colour"), [(2, None), (4, "today"), (8, "late")])
def test_how_long_the_customer_has_not_heard_from_us_turns_amber_and_red(
    company: Company, no: str, days: int, colour: str | None
) -> None:
    with at(tokyo(24) + timedelta(days=days)):
        for page in ("/cases", f"/cases/{no}"):
            shown = client(company.chiba).get(page).content.decode()
            for one in ("today", "late"):
                assert (f'<span class="{one}">受付から{days}日' in shown) is (one == colour), page


def test_the_colours_follow_the_policy(company: Company) -> None:
    assert silence().colour(timedelta(days=3)) == "amber"
    policies.decide(key="deadlines.silence_amber", value=1, reason="早く", by=company.daihyo, at=WEDNESDAY)
    policies.decide(key="deadlines.silence_red", value=2, reason="早く", by=company.daihyo, at=WEDNESDAY)
    found = [silence().colour(timedelta(hours=hours)) for hours in (23, 24, 47, 48)]
    assert found == ["", "amber", "amber", "red"]


def test_the_representative_reviews_on_the_page_what_has_been_open_for_eight_weeks(company: Company, no: str) -> None:
    page = f"/cases/{no}/deadlines"
    with at(tokyo(24) + timedelta(weeks=8, hours=1)):
        assert "代表の見直し" not in client(company.chiba).get(page).content.decode()
        assert "代表の見直し" in client(company.daihyo).get(page).content.decode()
        client(company.daihyo).post(page, {"act": "review", "key": "r", "words": "私からお伺いする"})
        assert "代表の見直し" not in client(company.daihyo).get(page).content.decode()
