"""The figures of a chain can be recomputed with hashlib and json alone, from the exact bytes."""

import hashlib
import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from nattoku.ledger import chain
from tests.company import Company
from tests.ledger.company_of_facts import busy_company

KEYS = {"stream", "seq", "kind", "actor", "happened_at", "recorded_at", "fields", "private", "opens", "settles", "prev"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(value=JSON)
def test_one_value_has_one_text_and_the_text_reads_back_as_the_value(value: object) -> None:
    text = chain.canonical(value)
    assert json.loads(text) == value
    assert chain.canonical(json.loads(text)) == text


def test_numbers_that_are_no_numbers_are_never_hashed() -> None:
    with pytest.raises(ValueError):
        chain.canonical({"n": float("nan")})


@given(salt=st.binary(min_size=16, max_size=16), value=st.binary(), other=st.binary())
def test_a_commitment_binds_the_value_and_hides_it_behind_the_salt(salt: bytes, value: bytes, other: bytes) -> None:
    said = chain.commitment(salt, value)
    assert said == hashlib.sha256(b"\x00" + salt + value).hexdigest()
    assert (chain.commitment(salt, other) == said) == (other == value)
    assert chain.commitment(bytes(16), value) != said or salt == bytes(16)


@pytest.mark.usefixtures("own_database")
def test_every_stored_hash_can_be_recomputed_by_somebody_who_has_only_the_table() -> None:
    busy_company(cases_=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, stream, seq, body, hash FROM ledger_fact ORDER BY stream, seq")
        rows = cursor.fetchall()
        cursor.execute("SELECT fact_id, field, salt, value FROM ledger_private")
        private = {(fact, field): (bytes(salt), bytes(value)) for fact, field, salt, value in cursor.fetchall()}
    prev: dict[str, str] = {}
    committed = 0
    for pk, stream, seq, body, held in rows:
        told = json.loads(body)
        assert hashlib.sha256(b"\x01" + body.encode()).hexdigest() == held
        assert told.keys() == KEYS
        assert (told["stream"], told["seq"], told["prev"]) == (stream, seq, prev.get(stream, "0" * 64))
        for field, commitment in told["private"].items():
            salt, value = private.pop((pk, field))
            assert len(salt) == 16
            assert hashlib.sha256(b"\x00" + salt + value).hexdigest() == commitment
            committed += 1
        prev[stream] = held
    assert committed > 30
    assert private == {}


def test_words_and_names_of_people_are_nowhere_in_the_text_that_is_hashed(company: Company) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_fact")
        bodies = "\n".join(body for (body,) in cursor.fetchall())
    for person in (company.sato, company.chiba, company.daihyo):
        assert person.name not in bodies
        assert person.email not in bodies
