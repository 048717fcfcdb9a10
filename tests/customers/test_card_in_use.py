"""The card stands above the form on which a contact is written down; how many cards are answered is counted."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.rules import facts_of
from nattoku.cases.words import Door
from nattoku.customers import actions, queries
from nattoku.customers.facts import Channel
from nattoku.ledger.append import history
from nattoku.lib.clock import TOKYO
from tests.company import Company


def _known(company: Company) -> str:
    by, at = company.sato, timezone.now()
    pk = actions.register(name="青木 花子", division="sales", by=by, at=at)
    mail, phone = [Channel.MAIL], [Channel.PHONE]
    actions.learn_reach(
        customer=pk, preferred=phone, hardly_seen=mail, not_when="火曜の午前", busy="月末は棚卸し", by=by, at=at
    )
    return pk


def _contact_form(company: Company, customer: str, *, identified: str) -> str:
    intake = Intake(door=Door.PHONE, words="届かない", fact="未着", customer=customer, identified=identified)
    no = no_of(cases.receive(intake, by=company.sato, at=timezone.now())[0].stream)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/cases/{no}/contact-customer").content.decode()


def test_what_the_customer_told_us_stands_above_the_form_once_identity_is_checked(company: Company) -> None:
    customer = _known(company)
    html = _contact_form(company, customer, identified="お名前とご注文番号")
    assert "メールは、ほとんどご覧にならない" in html
    assert "火曜の午前" in html
    assert "火曜の午前" not in _contact_form(company, customer, identified="")


def test_customers_whose_three_answers_are_known_are_counted_as_one_sees_them(company: Company) -> None:
    _known(company)
    actions.register(name="別所 実", division="sales", by=company.sato, at=timezone.now())
    assert queries.asked(company.sato) == (1, 2)
    assert queries.asked(company.mori) == (0, 0)


def _case(company: Company, api: Any) -> tuple[Any, int]:
    """A case of a customer whose identity was checked and whose card is known."""
    customer = _known(company)
    intake = Intake(door=Door.PHONE, words="届かない", fact="未着", customer=customer, identified="お名前とご注文番号")
    return api(company.sato), no_of(cases.receive(intake, by=company.sato, at=timezone.now())[0].stream)


def _tuesday() -> datetime:
    soon = timezone.now().astimezone(TOKYO) + timedelta(days=2)
    return (soon + timedelta(days=(1 - soon.weekday()) % 7)).replace(hour=10, minute=0)


@pytest.mark.rule("S001-5")
def test_a_contact_by_a_channel_hardly_looked_at_is_refused_until_why_and_the_reason_stays(
    company: Company, api: Any
) -> None:
    sato, no = _case(company, api)
    before = len(history(f"case:{no}"))
    said = {"channel": "mail", "words": "お届け日をお知らせした"}
    asked = sato.get(f"/cases/{no}/warnings?channel=mail").json()
    assert any("ほとんどご覧にならない" in one for one in asked["warnings"])
    refused = sato.post(f"/cases/{no}/contacts", said)
    assert refused.status_code == 409
    assert refused.json()["unanswered"] == asked["warnings"]
    assert len(history(f"case:{no}")) == before

    despite = "お電話がつながらず、控えをお求めになった"
    told = sato.post(f"/cases/{no}/contacts", said | {"despite": despite})
    assert told.status_code == 201, told.content
    assert told.json()["warnings"] == asked["warnings"]
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert despite in client.get(f"/cases/{no}").content.decode()


@pytest.mark.rule("S001-6")
def test_a_next_contact_and_a_promise_on_a_closed_day_want_a_reason(company: Company, api: Any) -> None:
    sato, no = _case(company, api)
    closed = _tuesday().isoformat()
    contact = {"channel": "phone", "words": "お話しした", "next_at": closed}
    promised = {"what": "お届けする", "due_at": closed}
    for path, body in ((f"/cases/{no}/contacts", contact), (f"/cases/{no}/promises", promised)):
        assert "火曜の午前" in sato.post(path, body).json()["detail"]
        assert sato.post(path, body | {"despite": "この日をご希望になった"}).status_code == 201


def test_a_contact_that_the_card_does_not_speak_against_keeps_no_reason(company: Company, api: Any) -> None:
    sato, no = _case(company, api)
    said = {"channel": "phone", "words": "お話しした", "despite": "理由"}
    assert sato.post(f"/cases/{no}/contacts", said).json()["warnings"] == []
    assert getattr(facts_of(history(f"case:{no}"), "cases.contacted")[-1].fact, "despite", None) == ""


def test_the_form_asks_for_the_reason_and_keeps_what_was_typed(company: Company, api: Any) -> None:
    _, no = _case(company, api)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"channel": "mail", "words": "お届け日をお知らせした 𠮷", "key": "k1", "form": "0"}
    again = client.post(f"/cases/{no}/contact-customer", typed)
    assert again.status_code == 409
    assert "それでも進める理由" in again.content.decode()
    assert "お届け日をお知らせした 𠮷" in again.content.decode()
    kept = client.post(f"/cases/{no}/contact-customer", typed | {"key": "k2", "despite": "ご希望があった"})
    assert kept.status_code == 303


@pytest.mark.rule("S001-10")
def test_who_is_still_to_be_asked_is_listed_with_one_tap_to_the_three_questions(company: Company) -> None:
    _known(company)
    asked = actions.register(name="別所 実", division="sales", by=company.sato, at=timezone.now())
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get("/customers?to_ask=1").content.decode()
    assert f'href="/customers/{asked}/reach"' in html
    assert "青木 花子" not in html
    assert "まだ伺えていないお客様（1名様）" in client.get("/customers").content.decode()


@pytest.mark.rule("S001-6")
def test_the_next_contact_that_an_explanation_promises_is_held_against_the_card(company: Company, api: Any) -> None:
    sato, no = _case(company, api)
    said = {
        "kind": "handling",
        "words": "倉庫の記録を調べております。",
        "channel": "phone",
        "next_at": _tuesday().isoformat(),
    }
    refused = sato.post(f"/cases/{no}/explanations", said)
    assert refused.status_code == 409
    assert "火曜の午前" in refused.json()["detail"]
    by_mail = sato.post(f"/cases/{no}/explanations", said | {"channel": "mail", "next_at": None})
    assert "ほとんどご覧にならない" in by_mail.json()["detail"]
    assert sato.post(f"/cases/{no}/explanations", said | {"despite": "この日をご希望になった"}).status_code == 201
    told = facts_of(history(f"case:{no}"), "response.handling_explained")[-1].fact
    assert getattr(told, "despite", "") == "この日をご希望になった"


def _received(company: Company, api: Any, **more: Any) -> Any:
    """A complaint of the customer whose card is known, taken in by telephone with a call back promised."""
    body = {
        "door": "phone",
        "words": "届かない",
        "fact": "未着",
        "customer": {"id": _known(company), "name": "青木 花子"},
        "identified": "お名前とご注文番号",
        "reach": "090-1234-5678",
    }
    return api(company.sato).post("/cases", body | more)


@pytest.mark.rule("S001-6", "S001-10")
def test_intake_holds_the_call_back_against_the_card_and_the_reason_stays(company: Company, api: Any) -> None:
    closed = {"call_back_at": _tuesday().isoformat()}
    refused = _received(company, api, **closed)
    assert refused.status_code == 409
    assert "火曜の午前" in refused.json()["unanswered"][0]
    kept = _received(company, api, **closed, despite="この日のお電話をお望みになった")
    assert kept.status_code == 201, kept.content
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert "この日のお電話をお望みになった" in client.get(f"/cases/{kept.json()['no']}").content.decode()


@pytest.mark.rule("S001-5", "S001-1")
def test_intake_asks_why_by_a_channel_hardly_read_or_by_somebody_refused(company: Company, api: Any) -> None:
    free = (_tuesday() + timedelta(hours=5)).isoformat()
    assert _received(company, api, call_back_at=free).status_code == 201
    by_mail = _received(company, api, call_back_at=free, reach="aoki@example.jp")
    assert "ほとんどご覧にならない" in by_mail.json()["detail"]
    customer = _known(company)
    actions.hear_refusal(customer=customer, person="mori", by=company.sato, at=timezone.now())
    whom: dict[str, Any] = {"customer": {"id": customer, "name": "青木 花子"}, "call_back_by": "mori"}
    assert "森 海さんとお会いになりたくない" in _received(company, api, call_back_at=free, **whom).json()["detail"]


def test_a_number_is_no_identity_at_intake_either(company: Company, api: Any) -> None:
    """The card is a secret until we know who calls (R8-11)."""
    assert _received(company, api, call_back_at=_tuesday().isoformat(), identified="").status_code == 201


def test_the_intake_page_asks_for_the_reason_and_loses_nothing(company: Company) -> None:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"door": "phone", "words": "届かない 𠮷", "fact": "未着", "key": "k1", "customer": _known(company)}
    typed |= {"identified": "お名前", "call_back_at": f"{_tuesday():%Y-%m-%dT%H:%M}", "reach": "090-1234-5678"}
    again = client.post("/intake", typed)
    html = again.content.decode()
    assert again.status_code == 409
    assert ("火曜の午前" in html, 'name="despite"' in html, "届かない 𠮷" in html) == (True, True, True)
    kept = client.post("/intake", typed | {"key": "k2", "despite": "この日をお望みになった"})
    assert kept.status_code == 303
