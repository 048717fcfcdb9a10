"""`verify` finds what an insider did, and accuses nobody who did nothing."""

import json
import threading
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from django.db import connections, transaction
from django.test import override_settings

from nattoku.cases import actions as cases
from nattoku.ledger import anchors
from nattoku.ledger.append import blank
from nattoku.ledger.models import FactRow, Head, Private
from nattoku.ledger.verify import Breach, verify
from nattoku.people.models import Person
from tests.databases import OwnDatabase, on_sqlite
from tests.ledger import mutations
from tests.ledger.company_of_facts import busy_company

SEED = 20261122
TIMES = 1000 if on_sqlite() else 200  # what is found there is found by the same code


class RolledBack(Exception):
    pass


def breaches() -> list[Breach]:
    """What is broken in the ledger itself: the insider has taken the triggers away, and anchors may be absent."""
    expected = ("trigger ", "anchors.jsonl is missing")
    return [b for b in verify().broken if b.stream or not b.why.en.startswith(expected)]


@pytest.fixture
def honest(own_database: OwnDatabase) -> OwnDatabase:
    """A busy company's ledger with two blankings in it, every fact committed and anchored."""
    busy = busy_company(cases_=2)
    for no, fields in zip(busy.cases, (["words", "caller"], ["fact"]), strict=False):
        held = Private.objects.get(fact__stream=f"case:{no}", fact__seq=1, field=fields[0])
        mutations.keep(held)
        blank(f"case:{no}", 1, fields, reason="ご本人のご依頼", by="daihyo", at=_now())
    assert verify().broken == []
    return own_database


def _now() -> datetime:
    return FactRow.objects.order_by("-recorded_at")[0].recorded_at


@pytest.mark.usefixtures("honest")
def test_random_mutations_are_all_found_and_without_anchors_only_the_documented_ones_are_not(
    tmp_path: Path,
) -> None:
    without = tmp_path / "no anchors"
    without.mkdir()
    die = Random(SEED)
    every = [*mutations.LOUD, *mutations.SILENT]
    missed: set[str] = set()
    for i in range(TIMES):
        mutate = every[i % len(every)]
        told = f"number {i}, seed {SEED}: {mutate.__name__}"
        try:
            with transaction.atomic():
                insider = mutations.Insider(die)
                insider.unlock()
                touched = mutate(insider)
                found = breaches()
                assert found, f"{told} was not found"
                assert touched & {b.stream for b in found}, f"{told} was found elsewhere: {found}"
                with override_settings(NATTOKU_DATA=str(without)):
                    if not breaches():
                        missed.add(mutate.__name__)
                raise RolledBack
        except RolledBack:
            pass
    assert missed == {mutate.__name__ for mutate in mutations.SILENT}
    assert verify().broken == []


@pytest.mark.usefixtures("honest")
def test_the_first_broken_fact_is_named() -> None:
    rows = list(FactRow.objects.filter(stream="case:1001").order_by("seq"))
    with transaction.atomic():
        insider = mutations.Insider(Random(SEED))
        insider.unlock()
        FactRow.objects.filter(pk=rows[4].pk).update(body=rows[4].body.replace("sato", "kato"))
        assert [(b.case, b.fact, b.why.en) for b in breaches()] == [
            ("1001", 5, "its text does not match its hash"),
            ("1001", 5, "its columns differ from its text, or a fact before it is gone"),
        ]
        transaction.set_rollback(True)


@pytest.mark.usefixtures("honest")
def test_an_honest_fact_after_a_forged_one_does_not_hide_it() -> None:
    """The next honest append anchors the forged chain; the older anchors still tell."""
    rows = list(FactRow.objects.filter(stream="case:1001").order_by("seq"))
    with transaction.atomic():
        insider = mutations.Insider(Random(SEED))
        insider.unlock()
        insider.rewrite(rows, 2, lambda told: told.update(actor="somebody"))
        head = Head.objects.get(stream="case:1001")
        anchors.drop(anchors.Anchor(stream="case:1001", count=head.count, hash=head.hash, at=rows[0].recorded_at))
        assert {b.why.en for b in breaches()} >= {"it differs from its anchor"}
        transaction.set_rollback(True)


def test_anchors_are_lines_that_can_be_mailed_printed_and_read_again(honest: OwnDatabase) -> None:
    lines = [json.loads(line) for line in anchors.file().read_text().splitlines()]
    assert {(line["stream"], line["count"], line["hash"]) for line in lines} >= set(
        Head.objects.values_list("stream", "count", "hash")
    )
    assert anchors.file().stat().st_mode & 0o077 == 0


def test_a_line_torn_by_a_power_cut_accuses_nobody(honest: OwnDatabase) -> None:
    with anchors.file().open("a") as file:
        file.write('{"stream": "case:1001", "cou')
    assert verify().broken == []
    with anchors.file().open("r+") as file:
        lines = file.read().splitlines(keepends=True)
        file.seek(0)
        file.truncate()
        file.writelines(lines[:-4])
    assert verify().broken == []


def test_missing_anchors_are_said(honest: OwnDatabase) -> None:
    anchors.file().unlink()
    assert [b.why.en for b in verify().broken] == ["anchors.jsonl is missing or empty"]


def test_verify_accuses_nobody_while_others_write(honest: OwnDatabase) -> None:
    sato = Person.objects.get(pk="sato")
    done = threading.Event()

    def write() -> None:
        try:
            for i in range(25):
                cases.note(1001 + i % 2, words=f"記録{i}", by=sato, at=_now())
        finally:
            done.set()
            connections.close_all()

    writer = threading.Thread(target=write)
    before = FactRow.objects.count()
    writer.start()
    rounds = 0
    while not done.is_set() or rounds == 0:
        assert verify().broken == []
        rounds += 1
    writer.join()
    verdict = verify()
    assert (verdict.broken, verdict.facts) == ([], before + 25)
