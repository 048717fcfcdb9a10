"""What is worth knowing about a customer: businesslike, polite, with who said it and when."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from nattoku.customers import actions, queries
from nattoku.ledger.append import history, rebuild
from nattoku.lib.refusal import Refusal
from tests.company import Company

WORDS = "以前、訪問販売のお仕事をなさっていた。お約束の時刻を大切になさる。"


@pytest.fixture
def customer(company: Company, at: datetime) -> str:
    return actions.register(name="青木 花子", division="sales", by=company.sato, at=at)


def learn(company: Company, customer: str, at: datetime, words: str = WORDS, on: date | None = None) -> None:
    actions.learn_background(
        customer=customer, words=words, source="ご本人", heard_on=on or at.date(), by=company.sato, at=at
    )


@pytest.mark.rule("S001-8")
def test_what_was_learned_stands_on_the_card_with_who_said_it_and_when(
    company: Company, customer: str, at: datetime, client: Client
) -> None:
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    form = {"words": WORDS, "source": "ご本人", "heard_on": str(at.date())}
    assert client.post(f"/customers/{customer}/background", form).status_code == 303
    rebuild()
    (one,) = queries.visible_card(customer, by=company.sato).background
    assert (one.words, one.source, one.heard_on) == (WORDS, "ご本人", at.date())
    page = client.get(f"/customers/{customer}").content.decode()
    assert "お約束の時刻を大切になさる" in page
    assert "ご本人" in page


@pytest.mark.rule("S001-8")
@pytest.mark.parametrize("words", ["いつものクレーマー。", "話がしつこい。", "外国人なので話が通じない。"])
def test_it_is_written_as_the_customer_may_read_it_or_not_at_all(
    company: Company, customer: str, at: datetime, words: str
) -> None:
    with pytest.raises(Refusal, match="お客様がお読みになることもあります"):
        learn(company, customer, at, words)
    assert not [r for r in history(f"customer:{customer}") if r.kind == "customers.background_learned"]


def test_a_day_ahead_is_refused(company: Company, customer: str, at: datetime) -> None:
    with pytest.raises(Refusal, match="きょうまで"):
        learn(company, customer, at, on=at.date() + timedelta(days=2))
