"""Written words to a customer promise nothing that nobody owes: by every door, recorded by the same act."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from nattoku.cases import contacting, promising
from nattoku.cases.actions import Intake, receive
from nattoku.cases.cli import contact
from nattoku.cases.promising import Saying, Sayings
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.response import actions as response
from nattoku.response import links
from tests.company import NOW, Company
from tests.conftest import Api

SOON = datetime(2026, 11, 24, 15, tzinfo=TOKYO)
WORDS = "ご連絡が遅れ、申し訳ございません。11月24日15時までに、調べた結果をお知らせいたします。"


@pytest.fixture
def no(company: Company) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子")
    return no_of(receive(intake, by=company.sato, at=NOW)[0].stream)


def owed(no: int, kind: str = "cases.promised") -> list[datetime]:
    return [p.due_at for p in promises.open_of_kind(f"case:{no}", kind)]


Told = Callable[[int, Company, Sayings], None]


def mailed(no: int, company: Company, sayings: Sayings) -> None:
    contacting.contact(no, channel="mail", words=WORDS, next_at=None, sayings=sayings, by=company.sato, at=NOW)


def handled(no: int, company: Company, sayings: Sayings) -> None:
    response.explain_handling(no, words=WORDS, channel="letter", sayings=sayings, by=company.sato, at=NOW)


def reported(no: int, company: Company, sayings: Sayings) -> None:
    said = {"known": "ご注文の記録", "unknown": "出荷の記録", "next": WORDS, "channel": "mail"}
    response.report_interim(no, **said, sayings=sayings, by=company.sato, at=NOW)


def agreed(no: int, company: Company, sayings: Sayings) -> None:
    terms = {"hours": "平日の夕方", "channel": "mail", "agreed": False, "frequency": WORDS}
    response.agree_contact_rules(no, **terms, sayings=sayings, by=company.sato, at=NOW)


def released(no: int, company: Company, sayings: Sayings) -> None:
    links.release(no, known="ご注文を承っております。", unknown=WORDS, sayings=sayings, by=company.chiba, at=NOW)


def answered(no: int, company: Company, sayings: Sayings) -> None:
    contacting.answer_item(no, item=1, words=WORDS, channel="mail", sayings=sayings, by=company.sato, at=NOW)


TELLINGS = [mailed, handled, reported, agreed, released, answered]


@pytest.mark.rule("S004-5.2")
@pytest.mark.parametrize("tell", TELLINGS)
def test_a_written_date_that_nobody_owes_goes_out_by_no_way(tell: Told, no: int, company: Company) -> None:
    before = len(history(f"case:{no}"))
    with pytest.raises(Refusal, match="11月24日15時まで") as refused:
        tell(no, company, promising.NOTHING)
    assert refused.value.status == 409
    assert len(history(f"case:{no}")) == before, "half of it was written"
    tell(no, company, Sayings([Saying("調べた結果をお知らせする", SOON)]))
    assert owed(no) == [SOON]


@pytest.mark.parametrize("tell", TELLINGS)
def test_a_reason_why_it_is_no_promise_is_kept_with_it(tell: Told, no: int, company: Company) -> None:
    tell(no, company, Sayings(elsewhere={"11月24日15時まで": "お客様がお決めになった日時です"}))
    assert owed(no) == []
    assert any(r.kind == "cases.undertaking_explained" for r in history(f"case:{no}"))


def test_the_next_contact_that_is_promised_with_the_words_is_what_they_promise(no: int, company: Company) -> None:
    contacting.contact(no, channel="mail", words=WORDS, next_at=SOON, by=company.sato, at=NOW)
    assert owed(no, "cases.next_contact") == [SOON]


def test_a_promise_that_the_same_act_settles_does_not_carry_the_words(no: int, company: Company) -> None:
    contacting.contact(no, channel="phone", words="また申し上げます", next_at=SOON, by=company.sato, at=NOW)
    with pytest.raises(Refusal, match="まだ記録されていません"):
        contacting.contact(no, channel="mail", words=WORDS, next_at=None, by=company.sato, at=NOW)


def test_a_reason_given_for_one_mail_says_nothing_of_the_next(no: int, company: Company) -> None:
    why = Sayings(elsewhere={"11月24日15時まで": "別の案件のお約束です"})
    contacting.contact(no, channel="mail", words=WORDS, next_at=None, sayings=why, by=company.sato, at=NOW)
    with pytest.raises(Refusal):
        contacting.contact(no, channel="mail", words=WORDS, next_at=None, by=company.sato, at=NOW)


def test_what_was_said_on_the_phone_is_written_down_as_it_was_said(no: int, company: Company) -> None:
    contacting.contact(no, channel="phone", words=WORDS, next_at=None, by=company.sato, at=NOW)
    assert history(f"case:{no}")[-1].kind == "cases.contacted"


@pytest.mark.rule("S001-13")
def test_vague_words_are_held_back_until_they_have_a_date(no: int, company: Company) -> None:
    vague = {"channel": "mail", "words": "原因は追ってご報告いたします。", "next_at": None}
    with pytest.raises(Refusal, match="「追って」には日時がありません"):
        contacting.contact(no, **vague, by=company.sato, at=NOW)
    dated = Sayings([Saying("原因をご報告する", SOON, "追って")])
    contacting.contact(no, **vague, sayings=dated, by=company.sato, at=NOW)
    assert owed(no) == [SOON]


def test_what_was_promised_aloud_is_offered_until_somebody_owes_it(no: int, company: Company) -> None:
    contacting.contact(no, channel="phone", words=WORDS, next_at=None, by=company.sato, at=NOW)
    [one] = promising.heard(no, by=company.sato, at=NOW)
    assert (one.words, one.due_at) == ("11月24日15時まで", SOON)
    assert promising.heard(no, by=company.sato, at=SOON) == []
    promising.promise(no, Saying(one.what, SOON), about="", by=company.sato, at=NOW)
    assert promising.heard(no, by=company.sato, at=NOW) == []


def test_one_tap_makes_a_promise_of_what_was_said_aloud(no: int, company: Company) -> None:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    words = {"channel": "phone", "words": "明日15時までに、結果をお知らせいたします。", "next_at": None}
    contacting.contact(no, **words, by=company.sato, at=timezone.now())
    page = client.get(f"/cases/{no}/promises").content.decode()
    form = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))
    assert client.post(f"/cases/{no}/promise", form).status_code == 303
    assert len(owed(no)) == 1
    assert "お話しした中のお約束" not in client.get(f"/cases/{no}/promises").content.decode()


def test_the_api_says_what_is_promised_and_takes_it_with_the_words(no: int, company: Company, api: Any) -> None:
    sato: Api = api(company.sato)
    tomorrow = (
        (timezone.now() + timedelta(days=1)).astimezone(TOKYO).replace(hour=15, minute=0, second=0, microsecond=0)
    )
    body = {"channel": "mail", "words": "明日15時までに、結果をお知らせいたします。"}
    refused = sato.post(f"/cases/{no}/contacts", body)
    assert refused.status_code == 409
    [one] = refused.json()["undertakings"]
    assert (one["words"], one["due_at"]) == ("明日15時まで", tomorrow.isoformat())
    given = {"promises": [{"what": one["what"], "due_at": one["due_at"]}]}
    assert sato.post(f"/cases/{no}/contacts", body | given).status_code == 201
    assert owed(no) == [tomorrow]


def test_one_tap_on_the_page_records_the_promise_and_tells_the_customer(no: int, company: Company) -> None:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    form = {"act": "handling", "channel": "mail", "words": "明日15時までに、結果をお知らせいたします。"}
    path = f"/cases/{no}/explanations"
    page = client.post(path, form | {"key": uuid4().hex})
    assert page.status_code == 409
    boxes = dict(re.findall(r'name="(said-[a-z]+)"[^>]*? value="([^"]*)"', page.content.decode()))
    assert boxes["said-words"] == "明日15時まで"
    assert boxes["said-due"].endswith("T15:00")
    assert client.post(path, form | boxes | {"key": uuid4().hex}).status_code == 303
    assert len(owed(no)) == 1


def test_the_command_line_holds_the_same_words_back_and_takes_the_promise_with_them(no: int, company: Company) -> None:
    due = (timezone.now() + timedelta(days=1)).astimezone(TOKYO).replace(hour=15, minute=0, second=0, microsecond=0)
    body = {"channel": "mail", "words": "明日15時までに、結果をお知らせいたします。"}
    told = [str(no), "--by", company.sato.email, "--json"]
    with pytest.raises(Refusal, match="明日15時まで"):
        CliRunner().invoke(contact, told, input=json.dumps(body), catch_exceptions=False)
    given = body | {"promises": [{"what": "結果をお知らせする", "due_at": due.isoformat()}]}
    done = CliRunner().invoke(contact, told, input=json.dumps(given), catch_exceptions=False)
    assert "結果をお知らせする" in done.output
    assert owed(no) == [due]


@pytest.mark.parametrize("channel", ["phone", "visit"])
def test_an_item_answered_aloud_is_written_as_it_was_said_and_its_promise_is_offered(
    channel: str, no: int, company: Company
) -> None:
    contacting.answer_item(no, item=1, words=WORDS, channel=channel, by=company.sato, at=NOW)
    assert [one.due_at for one in promising.heard(no, by=company.sato, at=NOW)] == [SOON]


def test_an_answer_to_an_item_is_held_the_same_by_page_and_api(no: int, company: Company, api: Any) -> None:
    words = "明日15時までに、結果をお知らせいたします。"
    body = {"item": 1, "words": words, "channel": "mail"}
    refused = api(company.sato).post(f"/cases/{no}/items/answers", body)
    assert (refused.status_code, "明日15時まで" in refused.json()["detail"]) == (409, True)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(f"/cases/{no}/items", body | {"form": "1", "key": "k"}).content.decode()
    assert 'name="said-due"' in page
    elsewhere = {"promised_elsewhere": {"明日15時まで": "お電話でお約束済みです"}}
    assert api(company.sato).post(f"/cases/{no}/items/answers", body | elsewhere).status_code == 201
