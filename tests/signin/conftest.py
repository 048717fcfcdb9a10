"""People with passwords, and how they come in."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pyotp
import pytest
import time_machine
from django.test import Client, override_settings

from nattoku.people.models import Person
from nattoku.signin.actions import codes
from tests.company import NOW, PASSWORD, Company, found_company


@pytest.fixture
def clock() -> Any:
    """The door's clock, ours to move."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def company(db: None, clock: Any) -> Company:
    """Everybody has a password here. Hashing is the cheapest there is: what is promised does not hang on its cost."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield found_company(password=PASSWORD)


def enter(who: str, password: str = PASSWORD, client: Client | None = None, **headers: str) -> Client:
    """A browser in which somebody has given e-mail and password."""
    browser = client or Client(headers=headers)
    browser.last = browser.post("/sign-in", {"email": f"{who}@example.jp", "password": password})
    return browser


def body(answer: Any) -> str:
    """A page without what is new in every one."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", answer.content.decode())


def found(answer: Any, pattern: str) -> list[str]:
    """What stands in a page, by a pattern with one group."""
    return re.findall(pattern, answer.content.decode())


def setup_key(browser: Client) -> str:
    """The key for the authenticator app, as it stands on the page."""
    return found(browser.get("/me/security/code"), r"<code>([A-Z2-7 ]+)</code>")[0].replace(" ", "")


def inside(browser: Client) -> bool:
    """Whether the browser's session opens a page."""
    return browser.get("/cases").status_code == 200


@pytest.fixture
def app(company: Company, clock: Any) -> Callable[[Person], pyotp.TOTP]:
    """app(person): the authenticator app, set up a minute before."""

    def made(person: Person) -> pyotp.TOTP:
        key = codes.new_key()
        at: datetime = NOW
        codes.add(person, key, pyotp.TOTP(key).at(at), at=at)
        clock.shift(60)
        return pyotp.TOTP(key)

    return made
