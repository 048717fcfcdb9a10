"""Read rows are pure consequences of facts: thrown away and replayed, they are the same."""

from datetime import timedelta

import pytest
from django.apps import apps

from nattoku.ledger import append
from nattoku.ledger.models import FactRow, Promise
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from nattoku.people.facts import Role
from nattoku.people.models import Person
from nattoku.people.queries import by_token
from tests.company import NOW
from tests.ledger.company_of_facts import busy_company
from tests.ledger.dump import CREDENTIALS, EVIDENCE, dump, read_models

DURABLE = {
    "imports.Upload",  # a ledger as it was handed in, and what became of each row
    "imports.UploadRow",
    "ledger.Answer",
    "ledger.Blanking",
    "ledger.Counter",
    "ledger.FactRow",
    "ledger.Head",
    "ledger.Mark",
    "ledger.Private",
    "mail.Box",  # where an IMAP mailbox was read to
    "mail.Mail",  # what came, with what was made of it
    "mail.Original",  # its bytes
    "notices.Acknowledged",  # to which unverified address we answered, so that nobody is answered twice a day
    "notices.Notice",  # the outbox: what was sent cannot be worked out again
    "orders.OrderImport",  # evidence, with its file's hash
    "orders.OrderBefore",
    "orders.Order",
    "orders.OrderEvent",
    "orders.Review",
    "phone.Call",  # what rings just now
    "webform.Posting",  # what customers sent, before anybody has looked
    "tone.Tally",
}


@pytest.mark.usefixtures("own_database")
def test_a_busy_companys_read_rows_are_the_same_after_a_rebuild() -> None:
    busy_company()
    before = dump()
    assert {label for label, rows in before.items() if not rows} == set(), "every read table has something in it"
    assert append.rebuild() == FactRow.objects.count()
    assert dump() == before


@pytest.mark.usefixtures("own_database")
def test_each_stream_can_be_rebuilt_alone() -> None:
    busy_company(cases_=2)
    before = dump()
    for stream in FactRow.objects.values_list("stream", flat=True).distinct():
        append.rebuild(stream)
        assert dump() == before, stream


@pytest.mark.usefixtures("db")
def test_a_rebuild_sends_nothing_and_forgets_no_password_and_no_token() -> None:
    busy = busy_company(cases_=1)
    people.join(
        name="佐藤 光",
        email="sato@example.jp",
        role=Role.RECEIVER,
        password="another long one",
        superior="chiba",
        person="sato",
        by="kato",
        at=NOW + timedelta(hours=9),
    )
    token = busy.company.token(busy.company.sato)
    sent = list(Notice.objects.order_by("pk").values())
    append.rebuild()
    assert list(Notice.objects.order_by("pk").values()) == sent
    assert Person.objects.get(pk="sato").check_password("another long one")
    assert by_token(token) is not None


@pytest.mark.usefixtures("db")
def test_somebody_who_left_and_came_back_is_rebuilt_as_they_are() -> None:
    busy_company(cases_=0)
    people.leave(person="mori", by="kato", at=NOW + timedelta(hours=9))
    before = dump()
    append.rebuild()
    assert dump() == before
    assert not Person.objects.get(pk="mori").is_active


@pytest.mark.usefixtures("db")
def test_rubbish_in_a_read_table_is_gone_after_a_rebuild() -> None:
    busy = busy_company(cases_=1)
    before = dump()
    Promise.objects.filter(stream=f"case:{busy.cases[0]}").update(outcome="kept", detail="そんなことは")
    for model in read_models():
        if model._meta.label in ("cases.Case", "customers.Customer"):
            model._default_manager.update(**{"fact" if model._meta.label == "cases.Case" else "name": "改ざん"})
    assert dump() != before
    append.rebuild()
    assert dump() == before


def test_every_table_of_ours_is_either_read_from_facts_or_said_to_be_durable() -> None:
    ours = {m._meta.label for m in apps.get_models() if m.__module__.startswith("nattoku.")}
    read = {m._meta.label for m in read_models()}
    assert ours - read == DURABLE | CREDENTIALS | EVIDENCE


@pytest.mark.usefixtures("db")
def test_an_address_that_changed_hands_does_not_stand_in_the_way() -> None:
    busy_company(cases_=0)
    card = {"role": Role.RECEIVER, "by": "kato", "at": NOW + timedelta(hours=9)}
    people.join(name="佐藤 光", email="hikaru@example.jp", person="sato", superior="chiba", **card)
    people.join(name="森 海", email="sato@example.jp", person="mori", superior="ueno", **card)
    before = dump()
    append.rebuild()
    assert dump() == before


@pytest.mark.usefixtures("db")
def test_somebody_written_into_the_table_by_hand_gets_in_no_more_after_a_rebuild() -> None:
    busy_company(cases_=0)
    Person.objects.create(pk="forger", name="偽物", email="forger@example.jp", role=Role.REPRESENTATIVE)
    Person.objects.filter(pk="sato").update(role=Role.REPRESENTATIVE)
    append.rebuild()
    assert not Person.objects.get(pk="forger").is_active
    assert Person.objects.get(pk="sato").role == Role.RECEIVER
