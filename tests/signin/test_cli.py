"""Help for who is locked out, on the command line."""

from typing import Any

import pyotp
import pytest
from click.testing import CliRunner, Result
from django.test import Client

from nattoku.ledger.append import history
from nattoku.signin.cli import people
from tests.company import NOW, Company
from tests.signin.conftest import enter, inside
from tests.signin.test_passwords import NEW


def run(*words: str) -> Result:
    return CliRunner().invoke(people, words)


def test_a_lost_device_is_helped_by_taking_the_second_step_away(company: Company, app: Any) -> None:
    totp: pyotp.TOTP = app(company.sato)
    browser = enter("sato")
    browser.post("/sign-in/second", {"code": totp.at(NOW.timestamp() + 60)})
    assert run("reset-second-factor", "sato@example.jp").exit_code == 0
    assert not inside(browser)
    assert inside(enter("sato"))
    recorded = next(r for r in history("company") if r.fact.kind == "people.second_factor_removed")
    assert recorded.by == "daihyo"


def test_a_link_is_made_on_the_command_line_for_a_representative_who_forgot(company: Company) -> None:
    said = run("reset-link", "daihyo@example.jp", "--url", "https://nattoku.example.jp/")
    assert said.exit_code == 0
    path = said.stdout.strip().removeprefix("https://nattoku.example.jp")
    assert Client().post(path, {"new": NEW, "again": NEW}).status_code == 303
    assert inside(enter("daihyo", NEW))


@pytest.mark.parametrize("command", ["reset-second-factor", "reset-link"])
def test_nobody_of_that_address_is_said(company: Company, command: str) -> None:
    assert run(command, "nobody@example.jp").exception is not None
