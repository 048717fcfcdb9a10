"""Personal words can be blanked for good, as a fact; the chain still verifies, and everything can be rebuilt."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from nattoku.cases import actions as cases
from nattoku.cases import answers
from nattoku.customers import actions as customers
from nattoku.customers.models import Customer
from nattoku.ledger import append
from nattoku.ledger.append import blank, history
from nattoku.ledger.facts import BLANK, FACTS
from nattoku.ledger.models import FactRow, Private
from nattoku.ledger.verify import verify
from nattoku.lib.refusal import Refusal
from nattoku.people import queries as people
from nattoku.people.models import Person
from tests.company import NOW, Company
from tests.conftest import Api
from tests.databases import OwnDatabase, on_sqlite
from tests.ledger.company_of_facts import busy_company, intake
from tests.ledger.dump import dump

SECRET = "秘密の言葉𠮷髙😠"
LATER = NOW + timedelta(hours=9)


def blank_all(stream: str) -> int:
    """Every private value of a stream, as somebody would who was asked to forget; how many facts."""
    held = Private.objects.filter(fact__stream=stream).order_by("fact__seq").values_list("fact__seq", "field")
    by_fact: dict[int, list[str]] = {}
    for seq, name in held:
        by_fact.setdefault(seq, []).append(name)
    for seq, names in by_fact.items():
        blank(stream, seq, names, reason="ご本人のご依頼", by="daihyo", at=LATER)
    return len(by_fact)


def everything_in_the_tables() -> str:
    """Every value of every table of ours, as text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values_list():
            found += [bytes(v).decode(errors="replace") if isinstance(v, memoryview | bytes) else str(v) for v in row]
    return "\n".join(found)


def receive(company: Company, **more: Any) -> Any:
    """A complaint through the API whose every word is the secret."""
    said = {"door": "phone", "words": SECRET, "fact": SECRET, "relation": SECRET, "items": [SECRET, SECRET]}
    return Api(company, company.sato).post("/cases", said | more, **{"Idempotency-Key": "one"})


def test_blanking_takes_the_words_out_of_the_file_and_out_of_every_row_notice_and_answer(
    own_company: Company, own_database: OwnDatabase
) -> None:
    no = receive(own_company, customer={"name": SECRET, "reading": SECRET}).json()["no"]
    cases.note(no, words=SECRET, by=own_company.sato, at=LATER)
    cases.promise(no, what=SECRET, due_at=LATER + timedelta(days=1), by=own_company.sato, at=LATER)
    customer = Customer.objects.get()
    assert SECRET in everything_in_the_tables()
    assert SECRET.encode() in files(own_database.data) or not on_sqlite()

    blank_all(f"case:{no}")
    blank_all(f"customer:{customer.pk}")

    assert SECRET not in everything_in_the_tables()
    assert verify().broken == []
    shown = answers.case(no, by=own_company.sato)
    assert (shown["words"], shown["fact"], shown["customer"]["name"]) == (BLANK, BLANK, BLANK)
    assert {i["what"] for i in shown["items"]} == {BLANK}
    assert f"（{BLANK}）" in str(shown["promises"])
    if on_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert SECRET.encode() not in files(own_database.data)
    before = dump()
    append.rebuild()
    assert dump() == before


def files(data: Path) -> bytes:
    """Every byte under a data directory."""
    return b"".join(f.read_bytes() for f in sorted(data.rglob("*")) if f.is_file())


@pytest.mark.usefixtures("own_database")
def test_a_company_that_was_blanked_to_the_last_word_verifies_and_rebuilds_and_can_be_read() -> None:
    busy = busy_company()
    kinds = dict(FactRow.objects.values_list("pk", "kind"))
    streams = sorted(FactRow.objects.values_list("stream", flat=True).distinct())
    for stream in sorted(Private.objects.values_list("fact__stream", flat=True).distinct()):
        assert blank_all(stream) > 0
    assert Private.objects.count() == 0
    assert verify().broken == []
    before = dump()
    append.rebuild()
    assert dump() == before
    assert {r.kind for s in streams for r in history(s)} == set(kinds.values()) | {"ledger.blanked"}
    for no in busy.cases:
        answers.case(no, by=busy.company.daihyo)
        answers.timeline(no, by=busy.company.daihyo)


@pytest.mark.usefixtures("own_database")
def test_people_who_were_blanked_can_still_be_told_apart_and_lose_no_rights() -> None:
    company = busy_company(cases_=0).company
    blank_all("company")
    assert {p.name for p in Person.objects.all()} == {BLANK}
    assert len({p.email for p in Person.objects.all()}) == Person.objects.count()
    assert people.duty(company.sales, at=NOW, receiver="sato")[0].pk == "chiba"
    assert people.representative() == company.daihyo


def test_stages_promises_and_endings_do_not_hang_on_words(own_company: Company) -> None:
    sato = own_company.sato
    no = int(receive(own_company).json()["no"])
    due = LATER + timedelta(days=1)
    cases.promise(no, what=SECRET, due_at=due, by=sato, at=LATER)
    told = {p["id"]: (p["kind"], p["due_at"], p["outcome"]) for p in answers.case(no, by=sato)["promises"]}
    blank_all(f"case:{no}")
    shown = answers.case(no, by=sato)
    assert {p["id"]: (p["kind"], p["due_at"], p["outcome"]) for p in shown["promises"]} == told
    owed = next(p["id"] for p in shown["promises"] if p["kind"] == "cases.promised")
    cases.keep_promise(no, promise=owed, words="果たしました", by=sato, at=LATER)
    assert next(p for p in answers.case(no, by=sato)["promises"] if p["id"] == owed)["outcome"] == "kept"


def test_after_a_blanking_the_same_id_still_makes_no_second_case_and_its_old_answer_is_gone(
    own_company: Company,
) -> None:
    assert receive(own_company).status_code == 201
    facts = FactRow.objects.filter(kind="cases.received").count()
    blank_all("case:1001")
    again = receive(own_company)
    assert again.status_code == 410
    assert "受け付け" in again.json()["detail"]
    assert SECRET not in again.content.decode()
    assert FactRow.objects.filter(kind="cases.received").count() == facts


def test_a_blanking_says_who_what_when_and_why_but_not_the_words(own_company: Company) -> None:
    sato = own_company.sato
    no = receive(own_company).json()["no"]
    blank(f"case:{no}", 1, ["words"], reason="ご本人のご依頼", by="daihyo", at=LATER)
    line = answers.timeline(no, by=sato)["facts"][-1]
    assert (line["kind"], line["by"]) == ("ledger.blanked", "代田 守")
    assert line["sentence"] == "個人情報を消去しました（理由：ご本人のご依頼）"
    assert answers.case(no, by=sato)["fact"] == SECRET, "only what was named is blanked"


def test_what_is_not_there_cannot_be_blanked(own_company: Company) -> None:
    no = receive(own_company).json()["no"]
    before = FactRow.objects.count()
    for stream, seq, name, status in (
        ("case:9999", 1, "words", 404),
        (f"case:{no}", 99, "words", 404),
        (f"case:{no}", 1, "door", 409),
        (f"case:{no}", 1, "reach", 409),
    ):
        with pytest.raises(Refusal) as refusal:
            blank(stream, seq, [name], reason="試し", by="daihyo", at=LATER)
        assert refusal.value.status == status
    blank(f"case:{no}", 1, ["words"], reason="試し", by="daihyo", at=LATER)
    with pytest.raises(Refusal):
        blank(f"case:{no}", 1, ["words"], reason="試し", by="daihyo", at=LATER)
    assert FactRow.objects.count() == before + 1
    assert verify().broken == []


def test_a_refusal_that_a_customer_gave_can_be_blanked_and_still_protects(own_company: Company) -> None:
    sato = own_company.sato
    customer = customers.register(name="青木", division="sales", by=sato, at=NOW)
    customers.hear_refusal(customer=customer, person="mori", words=SECRET, by=sato, at=NOW)
    case = cases.receive(intake(customer=customer), by=sato, at=NOW)[0]
    blank_all(f"customer:{customer}")
    with pytest.raises(Refusal, match="お会いになりたくない"):
        cases.name_contact(case.stream.partition(":")[2], person="mori", by=sato, at=LATER)


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_a_fact_of_every_kind_can_be_read_with_all_its_personal_fields_blanked(kind: str) -> None:
    from nattoku.ledger.facts import from_plain, to_plain
    from tests.registry.stored import sample

    cls = FACTS[kind]
    clear = {name: value for name, value in to_plain(sample(cls)).items() if name not in cls.personal}
    read = from_plain(kind, clear, cls.personal)
    cls.says.with_(**vars(read))
    assert to_plain(read).keys() == to_plain(sample(cls)).keys()
