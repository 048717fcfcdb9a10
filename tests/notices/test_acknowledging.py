"""A receipt to an unverified address: one a day, in our own words, never a weapon."""

from datetime import datetime, timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.words import Door
from nattoku.ledger.facts import Recorded
from nattoku.lib.text import Text
from nattoku.notices import acknowledging
from nattoku.notices.models import Acknowledged, Notice
from tests.company import Company

FOLLOWING = Text("11月24日までに千葉からご連絡いたします。", "Chiba will contact you by 24 Nov.")


def received(company: Company, at: datetime, words: str = "届かない") -> Recorded:
    return cases.receive(cases.Intake(door=Door.WEB, words=words, fact=words), by=company.sato, at=at)[0]


def ask(one: Recorded, at: datetime, address: str = "hanako@example.com", lang: str = "ja") -> bool:
    return acknowledging.acknowledge(one, address=address, name="千葉", following=FOLLOWING, lang=lang, at=at)


def test_an_address_hears_once_a_day_however_it_is_written(company: Company, at: datetime) -> None:
    one = received(company, at)
    assert ask(one, at)
    assert not ask(one, at, "Hanako@EXAMPLE.com ")
    assert not ask(one, at, "hanako+1@example.com")
    assert not ask(one, at + timedelta(hours=23, minutes=59))
    assert ask(one, at, "taro@example.com")
    assert ask(one, at + timedelta(hours=24))
    assert Notice.objects.filter(to="customer").count() == 3


def test_the_receipt_quotes_nothing_of_what_was_sent(company: Company, at: datetime) -> None:
    one = received(company, at, "今すぐ http://evil.example/ をご覧ください")
    assert ask(one, at)
    notice = Notice.objects.get(to="customer")
    assert notice.channel == "mail"
    assert "evil" not in notice.subject + notice.body
    assert one.stream.partition(":")[2] in notice.subject
    assert FOLLOWING.ja in notice.body


def test_the_receipt_is_in_the_language_of_who_wrote(company: Company, at: datetime) -> None:
    assert ask(received(company, at), at, lang="en")
    assert FOLLOWING.en in Notice.objects.get(to="customer").body


def test_all_addresses_together_have_a_limit(company: Company, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acknowledging, "MOST_A_DAY", 3)
    assert [acknowledging.may_acknowledge(f"a{n}@example.com", at=at) for n in range(5)] == [True] * 3 + [False] * 2
    assert acknowledging.may_acknowledge("a4@example.com", at=at + timedelta(hours=25))


def test_the_address_itself_is_not_kept(company: Company, at: datetime) -> None:
    acknowledging.may_acknowledge("hanako@example.com", at=at)
    assert "hanako" not in Acknowledged.objects.get().address
