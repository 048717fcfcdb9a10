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


def test_there_are_sixty_of_them() -> None:
    assert len({one.name for one in LEDGERS}) == len(LEDGERS) >= 60


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


def test_an_old_excel_file_gives_its_dates_its_merged_title_and_its_ditto_marks() -> None:
    one = next(one for one in LEDGERS if one.name == "ledger.xls")
    first, second = (r for r in read(one) if isinstance(r, Entry))
    assert (first.number, second.number) == ("2024-001", "2024-002")
    assert second.party == first.party, "〃 is what stands above"
    assert first.party.phone == "03-1234-5678", "a number in Excel, which takes the first 0"
    assert first.ended is not None
    assert first.ended.astimezone(TOKYO).date() == date(2024, 4, 5), "a date cell, not words"


@pytest.mark.parametrize("one", [one for one in LEDGERS if one.whole], ids=lambda one: one.name)
def test_what_cannot_be_read_is_said_in_words(one: Ledger) -> None:
    assert one.says in _sentence(one)


def _sentence(one: Ledger) -> str:
    try:
        return "" if tables.tables(sheets(one.raw, one.name)) else "表が見つかりません"
    except Refusal as refusal:
        return refusal.sentence.ja if refusal.status == 400 and refusal.sentence.en else ""
