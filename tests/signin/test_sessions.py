"""Where one is signed in: listed, ended, run out."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nattoku.ledger.append import history
from nattoku.signin.models import Device
from tests.company import Company
from tests.signin.conftest import enter, found, inside

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"}


def listed(browser: Client) -> list[str]:
    """The sessions that may be ended from here."""
    return found(browser.get("/me/security"), r'name="device" value="([^"]+)"')


def test_every_session_is_listed_in_words_and_this_one_is_marked(company: Company) -> None:
    enter("sato", **PHONE)
    enter("mori")
    here = enter("sato")
    page = here.get("/me/security").content.decode()
    assert len(listed(here)) == 1
    assert "Safari（iPhone）" in page
    assert page.count("この端末</span>") == 1


def test_one_session_is_ended_from_another_and_the_fact_says_so(company: Company) -> None:
    phone, here = enter("sato", **PHONE), enter("sato")
    (there,) = listed(here)
    assert here.post("/me/security/sessions/end", {"device": there}).status_code == 303
    assert not inside(phone)
    assert inside(here)
    assert history("company")[-1].fact.kind == "people.session_ended"


def test_nobody_ends_anothers_session(company: Company) -> None:
    mori, sato = enter("mori"), enter("sato")
    theirs = Device.objects.get(person="mori").pk
    assert sato.post("/me/security/sessions/end", {"device": theirs}).status_code == 404
    assert inside(mori)


def test_all_others_are_ended_at_once(company: Company) -> None:
    others, here = [enter("sato"), enter("sato", **PHONE)], enter("sato")
    here.post("/me/security/sessions/end")
    assert [inside(one) for one in others] == [False, False]
    assert inside(here)
    assert Device.objects.filter(person="sato").count() == Session.objects.count() == 1


def test_signing_in_again_in_the_same_browser_is_one_session_under_a_new_key(company: Company) -> None:
    browser = enter("sato")
    former = browser.cookies["sessionid"].value
    enter("sato", client=browser)
    assert Device.objects.count() == 1
    assert browser.cookies["sessionid"].value != former
    enter("mori", client=browser)
    assert [d.person_id for d in Device.objects.all()] == ["mori"]
    assert inside(browser)


def test_signing_out_takes_the_session_off_the_list(company: Company) -> None:
    browser = enter("sato")
    kept = browser.cookies["sessionid"].value
    browser.post("/sign-out")
    assert not Device.objects.exists()
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not inside(thief)


@pytest.mark.parametrize(("hours", "holds"), [(11, True), (13, False)])
def test_a_session_nobody_uses_runs_out_in_half_a_day(company: Company, clock: Any, hours: int, holds: bool) -> None:
    browser = enter("sato")
    clock.shift(timedelta(hours=hours))
    assert inside(browser) is holds


def test_a_session_in_daily_use_ends_after_a_week(company: Company, clock: Any) -> None:
    browser = enter("sato")
    held = []
    for _ in range(15):
        clock.shift(timedelta(hours=11, minutes=30))
        held.append(inside(browser))
    assert held == [True] * 14 + [False]


def test_a_screen_that_is_only_left_open_runs_out_although_it_asks_for_news(company: Company, clock: Any) -> None:
    browser = enter("sato")
    for _ in range(7):
        clock.shift(timedelta(hours=2))
        browser.get("/live", headers={"Sec-Fetch-Dest": "empty"})
    assert not inside(browser)


def test_looking_at_pages_writes_nothing_but_once_in_some_minutes(company: Company, clock: Any) -> None:
    browser = enter("sato")

    def written() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get("/cases")
        return sum(q["sql"].split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE") for q in asked)

    written()
    assert [written() for _ in range(3)] == [0, 0, 0]
    clock.shift(timedelta(minutes=6))
    assert written() > 0
    assert written() == 0
