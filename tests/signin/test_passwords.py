"""Coming in by password; changing it; setting it anew through a link."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.people.models import Person
from nattoku.signin.actions import passwords
from nattoku.signin.models import ResetLink, SignIn
from tests.company import NOW, PASSWORD, Company
from tests.signin.conftest import body, enter, found, inside

NEW = "five quiet herons over water"


def kinds() -> list[str]:
    return [r.fact.kind for r in history("company")]


def test_the_answer_is_the_same_whether_the_address_is_somebodys_or_nobodys(company: Company) -> None:
    known, unknown = enter("sato", "wrong password").last, enter("nobody", "wrong password").last
    assert known.status_code == unknown.status_code == 403
    assert body(known).replace("sato", "") == body(unknown).replace("nobody", "")


def test_a_wrong_password_costs_the_same_work_whether_the_address_is_somebodys_or_not(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth import hashers

    counted: list[str] = []
    real = hashers.MD5PasswordHasher.encode

    def encode(self: Any, password: str, salt: str) -> str:
        counted.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    enter("sato", "wrong password")
    work = len(counted)
    enter("nobody", "wrong password")
    assert work == len(counted) - work == 1


def test_guessing_is_stopped_in_words_and_for_nobodys_address_too(company: Company) -> None:
    for who in ("sato", "nobody"):
        answers = [enter(who, f"guess number {n}").last for n in range(8)]
        assert [a.status_code for a in answers[:-1]] == [403] * 7
        assert answers[-1].status_code == 429
        assert "15分ほど" in answers[-1].content.decode()
    assert enter("sato").last.status_code == 429
    assert inside(enter("chiba"))


def test_behind_our_proxy_tries_are_listed_and_counted_by_where_they_came_from(company: Company) -> None:
    def tried(address: str) -> Any:
        there = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": address})
        return enter("sato", "wrong password", client=there).last

    with override_settings(TRUSTED_PROXIES=["10.0.0.0/8"]):
        while tried("203.0.113.9").status_code == 403:
            pass
        assert tried("203.0.113.9").status_code == 429
        assert tried("198.51.100.7").status_code == 403
    assert set(SignIn.objects.values_list("host", flat=True)) == {"203.0.113.9", "198.51.100.7"}


def test_the_session_gets_a_new_key_so_that_a_planted_one_opens_nothing(company: Company) -> None:
    browser = Client()
    browser.post("/sign-in/passkey/options")
    planted = browser.cookies["sessionid"].value
    enter("sato", client=browser)
    assert inside(browser)
    assert browser.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not inside(thief)


def test_a_changed_password_ends_every_other_session_and_keeps_this_one(company: Company) -> None:
    here, there = enter("sato"), enter("sato")
    answer = here.post("/me/security/password", {"password": PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 303
    assert inside(here)
    assert not inside(there)
    assert not inside(enter("sato"))
    assert inside(enter("sato", NEW))
    assert kinds()[-2:] == ["people.password_changed", "people.session_ended"]


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"password": "wrong one here", "new": NEW, "again": NEW}, 403, "パスワードが違います"),
        ({"password": PASSWORD, "new": NEW, "again": NEW + "!"}, 400, "二つの新しいパスワードが違います"),
        ({"password": PASSWORD, "new": "short", "again": "short"}, 400, "10"),
        ({"password": PASSWORD, "new": "1" * 201, "again": "1" * 201}, 400, "200文字まで"),
        ({"password": PASSWORD, "new": "sato@example.jp", "again": "sato@example.jp"}, 400, "メール"),
    ],
)
def test_a_password_is_not_changed_by_a_slip(company: Company, fields: dict[str, str], status: int, said: str) -> None:
    browser = enter("sato")
    answer = browser.post("/me/security/password", fields)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "people.password_changed" not in kinds()
    assert inside(enter("sato"))


def link(company: Company, by: str = "chiba", whose: str = "sato") -> str:
    """Made on the page; the path of the link."""
    answer = enter(by).post("/people/reset-links", {"person": whose})
    assert answer.status_code == 200, answer.content.decode()
    return found(answer, r"<code>http://testserver(/sign-in/reset/[^<]+)</code>")[0]


def test_a_link_sets_a_password_once_and_ends_every_session(company: Company) -> None:
    there, path = enter("sato"), link(company)
    answer = Client().post(path, {"new": NEW, "again": NEW})
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in")
    assert not inside(there)
    assert inside(enter("sato", NEW))
    assert (
        Client().post(path, {"new": "another long enough one", "again": "another long enough one"}).status_code == 404
    )
    assert inside(enter("sato", NEW))
    assert "people.reset_link_made" in kinds()


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (10, 404)])
def test_a_link_for_somebody_with_a_password_lives_ten_minutes(
    company: Company, clock: Any, minutes: int, status: int
) -> None:
    path = link(company)
    clock.shift(timedelta(minutes=minutes))
    assert Client().get(path).status_code == status


@pytest.mark.parametrize(("hours", "status"), [(23, 200), (24, 404)])
def test_a_newcomers_link_lives_a_day(company: Company, clock: Any, hours: int, status: int) -> None:
    Person.objects.filter(pk="sato").update(password="!")
    path = link(company)
    clock.shift(timedelta(hours=hours))
    assert Client().get(path).status_code == status


def test_unknown_late_used_and_replaced_links_and_those_of_who_left_are_told_apart_by_nobody(
    company: Company, clock: Any
) -> None:
    replaced = link(company, "chiba", "sato")
    used = link(company, "chiba", "sato")
    Client().post(used, {"new": NEW, "again": NEW})
    left = link(company, "ueno", "mori")
    Person.objects.filter(pk="mori").update(is_active=False)
    answers = [Client().get(path) for path in ("/sign-in/reset/unknown", replaced, used, left)]
    assert {a.status_code for a in answers} == {404}
    assert len({body(a).replace(a.request["PATH_INFO"], "") for a in answers}) == 1


def test_a_weak_password_does_not_use_the_link_up(company: Company) -> None:
    path = link(company)
    assert Client().post(path, {"new": "short", "again": "short"}).status_code == 400
    assert Client().post(path, {"new": NEW, "again": NEW}).status_code == 303


def test_the_link_is_kept_as_a_trace_alone(company: Company) -> None:
    secret = link(company).rpartition("/")[2]
    kept = str(list(ResetLink.objects.values())) + str([r.fact for r in history("company")])
    assert secret not in kept


def test_a_leader_helps_the_own_division_and_nobody_above(company: Company) -> None:
    chiba = enter("chiba")
    assert found(chiba.get("/people/reset-links"), r'name="person" value="([^"]+)"') == ["sato", "viewer"]
    for whose in ("mori", "ueno", "daihyo", "chiba"):
        assert chiba.post("/people/reset-links", {"person": whose}).status_code == 403
    assert enter("sato").get("/people/reset-links").status_code == 403
    assert not ResetLink.objects.exists()


def test_nobody_makes_a_link_for_a_door(company: Company, at: Any) -> None:
    from nattoku.people import actions as people

    with pytest.raises(Refusal) as refusal:
        passwords.make_link(people.door("web", at=at), by=company.daihyo, at=at)
    assert refusal.value.status == 404


def test_who_came_in_and_who_tried_is_kept_for_a_year(company: Company, clock: Any) -> None:
    enter("sato", "wrong password")
    enter("nobody", "wrong password")
    enter("sato", **{"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36"})
    rows = SignIn.objects.order_by("pk").values_list("person", "how", "done")
    assert list(rows) == [("sato", "password", False), (None, "password", False), ("sato", "password", True)]
    assert not {"people.signed_in"} & set(kinds())
    clock.move_to(NOW + timedelta(days=366))
    enter("sato")
    assert SignIn.objects.count() == 1
