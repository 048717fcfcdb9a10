"""The second step: codes of an app, recovery codes, and what the company asks of its people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.db import connection
from django.test import Client

from nattoku.ledger.append import history
from nattoku.ledger.models import Mark
from nattoku.people.facts import COMPANY
from nattoku.people.models import Person
from nattoku.policies import actions as policies
from nattoku.signin.actions import codes
from nattoku.signin.models import CodeKey, RecoveryCode
from tests.company import NOW, PASSWORD, Company
from tests.signin.conftest import enter, found, inside, setup_key

App = Callable[[Person], pyotp.TOTP]


def facts_of(person: str) -> list[str]:
    return [r.fact.kind for r in history(COMPANY) if getattr(r.fact, "person", "") == person]


def test_an_app_is_set_up_by_showing_a_code_and_the_recovery_codes_are_shown_once(company: Company, clock: Any) -> None:
    browser = enter("sato")
    key = setup_key(browser)
    assert 'src="data:image/svg+xml' in browser.get("/me/security/code").content.decode()
    assert browser.post("/me/security/code", {"code": "000000"}).status_code == 400
    assert setup_key(browser) == key
    done = browser.post("/me/security/code", {"code": pyotp.TOTP(key).at(NOW)})
    assert (done.status_code, done["Location"]) == (303, "/me/security/recovery")
    assert len(found(browser.get("/me/security/recovery"), r"<code>([^<]+)</code>")) == 10
    assert browser.get("/me/security/recovery")["Location"] == "/me/security"
    assert facts_of("sato")[-1] == "people.second_factor_added"


def test_the_password_alone_opens_nothing_once_there_is_a_second_step(company: Company, app: App, clock: Any) -> None:
    totp = app(company.sato)
    browser = enter("sato")
    assert browser.last["Location"] == "/sign-in/second"
    assert not inside(browser)
    assert browser.get("/me/security").status_code == 302
    answer = browser.post("/sign-in/second", {"code": totp.at(NOW + timedelta(seconds=60))})
    assert answer.status_code == 302
    assert inside(browser)


def test_a_code_opens_one_door_once(company: Company, app: App) -> None:
    totp = app(company.sato)
    code = totp.at(NOW + timedelta(seconds=60))
    first, second = enter("sato"), enter("sato")
    assert first.post("/sign-in/second", {"code": code}).status_code == 302
    answer = second.post("/sign-in/second", {"code": code})
    assert answer.status_code == 403
    assert "一度使った数字" in answer.content.decode()
    assert not inside(second)


def test_the_code_that_set_the_app_up_signs_nobody_in(company: Company, clock: Any) -> None:
    key = codes.new_key()
    codes.add(company.sato, key, pyotp.TOTP(key).at(NOW), at=NOW)
    assert enter("sato").post("/sign-in/second", {"code": pyotp.TOTP(key).at(NOW)}).status_code == 403


def test_where_one_wanted_to_go_is_kept_through_both_steps(company: Company, app: App) -> None:
    totp, browser = app(company.sato), Client()
    browser.post("/sign-in", {"email": "sato@example.jp", "password": PASSWORD, "next": "/customers"})
    answer = browser.post("/sign-in/second", {"code": totp.at(NOW + timedelta(seconds=60))})
    assert answer["Location"] == "/customers"


def test_eight_wrong_codes_close_the_door_for_a_while_even_for_the_right_one(
    company: Company, app: App, clock: Any
) -> None:
    totp, browser = app(company.sato), enter("sato")
    for _ in range(8):
        assert browser.post("/sign-in/second", {"code": "000000"}).status_code == 403
    right = {"code": totp.at(NOW + timedelta(seconds=60))}
    assert browser.post("/sign-in/second", right).status_code == 429
    assert enter("sato").post("/sign-in/second", right).status_code == 429
    clock.shift(timedelta(minutes=16))
    later = enter("sato")
    assert later.post("/sign-in/second", {"code": totp.at(NOW + timedelta(seconds=60 + 960))}).status_code == 302


def test_a_half_finished_sign_in_is_forgotten_after_ten_minutes(company: Company, app: App, clock: Any) -> None:
    totp, browser = app(company.sato), enter("sato")
    clock.shift(timedelta(minutes=11))
    answer = browser.post("/sign-in/second", {"code": totp.at(NOW + timedelta(minutes=12))})
    assert answer.status_code == 403
    assert not inside(browser)


def test_a_recovery_code_lets_in_once(company: Company, app: App) -> None:
    app(company.sato)
    one = codes.renew_recovery(company.sato)[3]
    assert enter("sato").post("/sign-in/second", {"recovery": one.upper()}).status_code == 302
    assert enter("sato").post("/sign-in/second", {"recovery": one}).status_code == 403
    assert RecoveryCode.objects.filter(person="sato").count() == 9


def test_anothers_recovery_code_lets_nobody_in(company: Company, app: App) -> None:
    app(company.sato)
    app(company.mori)
    theirs = codes.renew_recovery(company.mori)[0]
    assert enter("sato").post("/sign-in/second", {"recovery": theirs}).status_code == 403
    assert RecoveryCode.objects.filter(person="mori").count() == 10


def test_new_recovery_codes_void_the_former_ones(company: Company, app: App) -> None:
    app(company.sato)
    former = codes.renew_recovery(company.sato)[0]
    codes.renew_recovery(company.sato)
    assert enter("sato").post("/sign-in/second", {"recovery": former}).status_code == 403


def test_no_key_and_no_recovery_code_lies_in_the_database_as_it_is(company: Company, app: App) -> None:
    totp = app(company.sato)
    shown = codes.renew_recovery(company.sato)
    kept = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += str(cursor.fetchall())
    assert totp.secret not in kept
    assert CodeKey.objects.get(pk="sato").sealed in kept
    assert not any(one in kept or one.replace("-", "") in kept for one in shown)


def test_what_matters_asks_for_the_password_again_after_a_quarter_of_an_hour(company: Company, clock: Any) -> None:
    browser = enter("sato")
    assert browser.get("/me/security/code").status_code == 200
    clock.shift(timedelta(minutes=16))
    asked = browser.get("/me/security/code")
    assert asked["Location"] == "/me/security/confirm?next=/me/security/code"
    assert browser.post("/me/security/code", {"code": "000000"})["Location"].startswith("/me/security/confirm")
    assert browser.post("/me/security/confirm", {"password": "wrong one here"}).status_code == 403
    given = browser.post("/me/security/confirm", {"password": PASSWORD, "next": "/me/security/code"})
    assert given["Location"] == "/me/security/code"
    assert browser.get("/me/security/code").status_code == 200


def test_without_a_second_step_no_recovery_code_is_left(company: Company, app: App) -> None:
    app(company.sato)
    codes.remove(company.sato, by="sato", at=NOW)
    assert not RecoveryCode.objects.filter(person="sato").exists()
    assert inside(enter("sato"))
    assert facts_of("sato")[-1] == "people.second_factor_removed"


def test_who_must_have_a_second_step_sees_nothing_else_until_it_is_set_up(company: Company, clock: Any) -> None:
    policies.decide(key="people.second_factor_for", value=3, reason="情報を守るため", by=company.daihyo, at=NOW)
    chiba, sato = enter("chiba"), enter("sato")
    assert inside(sato)
    assert chiba.get("/cases")["Location"] == "/me/security"
    assert "二段階目の設定が要ります" in chiba.get("/me/security").content.decode()
    key = setup_key(chiba)
    chiba.post("/me/security/code", {"code": pyotp.TOTP(key).at(NOW)})
    assert inside(chiba)


def test_in_a_demonstration_one_click_is_enough_whatever_is_decided(company: Company, app: App) -> None:
    Mark.objects.create(name="demo", value="1")
    app(company.chiba)
    policies.decide(key="people.second_factor_for", value=4, reason="お試し", by=company.daihyo, at=NOW)
    browser = Client()
    assert browser.post("/sign-in/demo", {"person": "chiba"}).status_code == 302
    assert inside(browser)


@pytest.mark.parametrize("value", [0, 5, 100])
def test_a_decision_nobody_could_read_is_refused(company: Company, value: int) -> None:
    from nattoku.lib.refusal import Refusal

    with pytest.raises(Refusal) as refusal:
        policies.decide(key="people.second_factor_for", value=value, reason="x", by=company.daihyo, at=NOW)
    assert refusal.value.status == 400
