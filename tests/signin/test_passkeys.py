"""Passkeys against a security key in software, honest and not. The real browser is in stories/browser."""

import json
from typing import Any

import pytest
from django.test import Client

from nattoku.ledger.append import history
from nattoku.people.models import Person
from nattoku.signin.models import Passkey, RecoveryCode
from tests.company import Company
from tests.peers.authenticator import Authenticator
from tests.signin.conftest import body, enter, inside


def options(browser: Client, path: str) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(browser.post(path).content)
    return asked


def register(who: str, key: Authenticator, name: str = "会社の電話") -> Any:
    """Made on the page by somebody signed in."""
    browser = enter(who)
    made = key.make(options(browser, "/me/security/passkey/options"))
    return browser.post("/me/security/passkey/add", {"credential": made, "name": name})


def show(key: Authenticator, browser: Client | None = None) -> tuple[Client, Any]:
    """Shown on the sign-in page."""
    browser = browser or Client()
    shown = key.show(options(browser, "/sign-in/passkey/options"))
    return browser, browser.post("/sign-in/passkey", {"credential": shown})


@pytest.fixture
def key(company: Company) -> Authenticator:
    """A key that sato has registered."""
    made = Authenticator()
    assert register("sato", made).status_code == 303
    return made


def test_a_passkey_signs_in_without_a_password(company: Company, key: Authenticator) -> None:
    browser, answer = show(key)
    assert answer.status_code == 302
    assert inside(browser)
    assert Passkey.objects.get().used_at is not None
    assert RecoveryCode.objects.filter(person="sato").count() == 10
    assert "people.second_factor_added" in [r.fact.kind for r in history("company")]


def test_the_password_alone_asks_for_the_passkey_and_with_it_lets_in(company: Company, key: Authenticator) -> None:
    browser = enter("sato")
    assert not inside(browser)
    _, answer = show(key, browser)
    assert answer.status_code == 302
    assert inside(browser)


def test_a_key_that_checks_nobody_is_a_second_step_only(company: Company, key: Authenticator) -> None:
    key.verifies = False
    browser, answer = show(key)
    assert answer.status_code == 403
    assert "二段階目にお使いください" in answer.content.decode()
    assert not inside(browser)
    browser, answer = show(key, enter("sato"))
    assert inside(browser)


def test_a_copied_key_is_refused_in_words_and_stays_refused(company: Company, key: Authenticator) -> None:
    show(key)
    show(key)
    key.count = 0
    browser, answer = show(key)
    assert answer.status_code == 403
    assert "写しが作られたおそれ" in answer.content.decode()
    assert not inside(browser)
    assert Passkey.objects.get().count == 2


def test_a_key_that_keeps_no_count_is_taken(company: Company) -> None:
    key = Authenticator(count=None)
    register("sato", key)
    assert [inside(show(key)[0]) for _ in range(2)] == [True, True]


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example", "http://testserver:81"])
def test_what_a_false_page_got_signed_opens_nothing(company: Company, key: Authenticator, origin: str) -> None:
    key.origin = origin
    browser, answer = show(key)
    assert answer.status_code == 403
    assert not inside(browser)


def test_the_same_answer_does_not_open_twice(company: Company, key: Authenticator) -> None:
    browser = Client()
    shown = key.show(options(browser, "/sign-in/passkey/options"))
    assert browser.post("/sign-in/passkey", {"credential": shown}).status_code == 302
    browser.post("/sign-out")
    again = Client()
    options(again, "/sign-in/passkey/options")
    assert again.post("/sign-in/passkey", {"credential": shown}).status_code == 403
    assert Client().post("/sign-in/passkey", {"credential": shown}).status_code == 403


def test_a_signature_of_another_key_under_this_name_opens_nothing(company: Company, key: Authenticator) -> None:
    forged = Authenticator(credential=key.credential, holder=key.holder, count=50)
    assert not inside(show(forged)[0])
    assert Passkey.objects.get().count == 0


def test_unknown_keys_and_those_of_who_left_are_told_apart_by_nobody(company: Company, key: Authenticator) -> None:
    Person.objects.filter(pk="sato").update(is_active=False)
    told = []
    for one in (key, Authenticator()):
        _, answer = show(one)
        told.append((answer.status_code, body(answer)))
    assert told[0] == told[1]
    assert told[0][0] == 403


def test_anothers_passkey_is_no_second_step_of_mine(company: Company, key: Authenticator) -> None:
    theirs = Authenticator()
    register("mori", theirs)
    browser, answer = show(theirs, enter("sato"))
    assert answer.status_code == 403
    assert not inside(browser)


@pytest.mark.parametrize(
    "sent", ["", "x", "{}", "[]", "null", '{"id":"a","rawId":"a","type":"public-key","response":{}}', "あ" * 30_000]
)
def test_what_no_authenticator_says_is_refused_and_never_a_crash(company: Company, sent: str) -> None:
    browser = Client()
    options(browser, "/sign-in/passkey/options")
    assert browser.post("/sign-in/passkey", {"credential": sent}).status_code == 403
    mine = enter("sato")
    options(mine, "/me/security/passkey/options")
    assert mine.post("/me/security/passkey/add", {"credential": sent, "name": "電話"}).status_code == 400
    assert not Passkey.objects.exists()


def test_a_person_has_several_with_names_and_removes_one(company: Company, key: Authenticator) -> None:
    browser = show(key)[0]
    second = Authenticator()
    made = second.make(options(browser, "/me/security/passkey/options"))
    browser.post("/me/security/passkey/add", {"credential": made, "name": "机のパソコン"})
    assert "机のパソコン" in browser.get("/me/security").content.decode()
    first = Passkey.objects.get(name="会社の電話")
    assert browser.post("/me/security/passkey/remove", {"passkey": first.pk}).status_code == 303
    assert not inside(show(key)[0])
    assert inside(show(second)[0])
    assert RecoveryCode.objects.filter(person="sato").exists()


def test_nobody_removes_anothers_passkey(company: Company, key: Authenticator) -> None:
    pk = Passkey.objects.get().pk
    assert enter("mori").post("/me/security/passkey/remove", {"passkey": pk}).status_code == 404
    assert Passkey.objects.filter(pk=pk).exists()


def test_the_same_key_is_not_registered_twice(company: Company, key: Authenticator) -> None:
    browser = show(key)[0]
    asked = options(browser, "/me/security/passkey/options")
    assert [one["id"] for one in asked["excludeCredentials"]] == [Passkey.objects.get().credential]
    answer = browser.post("/me/security/passkey/add", {"credential": key.make(asked), "name": "もう一つ"})
    assert answer.status_code == 409


def test_a_page_opened_by_its_number_says_that_passkeys_need_a_name(company: Company) -> None:
    browser = Client(headers={"Host": "127.0.0.1"})
    answer = browser.post("/sign-in/passkey/options")
    assert answer.status_code == 409
    assert "名前で開いた画面" in answer.content.decode()
    assert "data-passkey" not in browser.get("/sign-in").content.decode()
