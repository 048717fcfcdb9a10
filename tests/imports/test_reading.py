"""Every ledger an office may bring has a right result, or a clear sentence."""

from datetime import date

import pytest

from nattoku.imports import complaints, tables
from nattoku.imports.choices import guessed
from nattoku.imports.complaints import Entry
from nattoku.imports.fields import What
from nattoku.imports.reading import sheets
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from tests.company import NOW
from tests.imports.ledgers import Ledger, ledgers

LEDGERS = ledgers()


def read(one: Ledger) -> list[Entry | complaints.Refused]:
    found = tables.tables(sheets(one.raw, one.name))
    if not found:
        return []
    place = tables.best(found)
    choices = guessed(found[place], What.COMPLAINTS, place=place, division="", next_contact_on=date(2026, 12, 1))
    return list(complaints.entries(found[place], choices, now=NOW.astimezone(TOKYO)))


def test_there_are_more_than_thirty_of_them() -> None:
    assert len({one.name for one in LEDGERS}) == len(LEDGERS) >= 30


@pytest.mark.parametrize("one", [one for one in LEDGERS if not one.whole], ids=lambda one: one.name)
def test_a_ledger_is_read_row_by_row(one: Ledger) -> None:
    rows = read(one)
    taken = [r for r in rows if isinstance(r, Entry)]
    refused = [r for r in rows if not isinstance(r, Entry)]
    assert (len(taken), len(refused)) == (one.taken, one.refused), [r.why.ja for r in refused]
    first = taken[0]
    assert first.happened_at.astimezone(TOKYO).date().isoformat() == one.day
    assert first.party.called == one.caller
    said = [r.why.ja for r in refused] + [a.ja for r in taken for a in r.assumed]
    assert any(one.says in words for words in said) or not one.says, said


@pytest.mark.parametrize("one", [one for one in LEDGERS if one.whole], ids=lambda one: one.name)
def test_what_cannot_be_read_is_said_in_words(one: Ledger) -> None:
    assert one.says in _sentence(one)


def _sentence(one: Ledger) -> str:
    try:
        return "" if tables.tables(sheets(one.raw, one.name)) else "表が見つかりません"
    except Refusal as refusal:
        return refusal.sentence.ja if refusal.status == 400 and refusal.sentence.en else ""
