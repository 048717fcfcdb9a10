"""The ledger as an event log: every fact is there, no word is, and the drill reads it back."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db.models import F

from nattoku import drill
from nattoku.cases.facts import Noted
from nattoku.ledger import logs
from nattoku.ledger.append import append
from nattoku.ledger.export import facts
from nattoku.ledger.facts import New, Settlement
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.refusal import Refusal
from tests.ledger.company_of_facts import WORDS, busy_company


@pytest.fixture
def log(db: None) -> Any:
    """Both logs of a busy company, as text."""
    busy_company(cases_=2)
    xes, ocel = io.StringIO(), io.StringIO()
    count = logs.write_xes(facts(by_stream=True), xes), logs.write_ocel2(facts(), ocel)
    assert count == (FactRow.objects.count(),) * 2
    return xes.getvalue(), ocel.getvalue()


def test_no_words_and_no_names_are_in_either_log(log: Any) -> None:
    for text in log:
        assert WORDS.split()[0] not in text
        assert "cases.received" in text


def test_xes_has_a_trace_for_each_stream_and_the_drill_reads_every_fact_of_it(log: Any, tmp_path: Path) -> None:
    root = ElementTree.fromstring(log[0])
    names = {trace[0].attrib["value"] for trace in root if trace.tag.endswith("trace")}
    assert names == set(FactRow.objects.values_list("stream", flat=True))
    file = tmp_path / "ledger.xes"
    file.write_text(log[0], encoding="utf-8")
    assert sum(drill.flow(drill.read(file))["activities"].values()) == FactRow.objects.count()


def test_ocel_relates_each_fact_to_its_case_to_who_did_it_and_to_its_promises(log: Any, tmp_path: Path) -> None:
    read = json.loads(log[1])
    known = {one["id"]: one["type"] for one in read["objects"]}
    assert len(known) == len(read["objects"])
    received = next(one for one in read["events"] if one["type"] == "cases.received")
    related = {(one["qualifier"], known[one["objectId"]]) for one in received["relationships"]}
    assert {("of", "case"), ("by", "person"), ("opens", "promise")} <= related
    assert {one["objectId"] for event in read["events"] for one in event["relationships"]} == set(known)
    assert {one["type"] for one in read["events"]} == {one["name"] for one in read["eventTypes"]}
    assert set(known.values()) == {one["name"] for one in read["objectTypes"]}
    file = tmp_path / "ledger.json"
    file.write_text(log[1], encoding="utf-8")
    cases = FactRow.objects.filter(stream__startswith="case:").count()
    assert sum(drill.flow(drill.read(file, object_type="case"))["activities"].values()) == cases


def test_the_drill_reads_the_ledger_itself_and_finds_every_fact_of_a_case_and_no_word(log: Any) -> None:
    read = drill.read("ledger:")
    assert len(read) == FactRow.objects.filter(stream__startswith="case:").count()
    assert {f"case:{no}" for no in read.cases} == set(
        FactRow.objects.filter(stream__startswith="case:").values_list("stream", flat=True)
    )
    known = [value for values in read.attributes.values() for value in values if value]
    assert known
    assert not any(WORDS.split()[0] in value for value in known)


def test_read_per_promise_the_ledger_says_which_promises_were_late(log: Any) -> None:
    owed = Promise.objects.filter(outcome="open", stream__startswith="case:").first()
    assert owed is not None
    at = owed.due_at + timedelta(days=1)
    append(
        owed.stream, New(fact=Noted(words="遅れて果たした"), settles=(Settlement(promise=owed.id),)), by="sato", at=at
    )
    read = drill.read("ledger:", object_type="promise")
    assert set(read.cases) == set(Promise.objects.values_list("id", flat=True))
    late = Promise.objects.filter(settled_at__gt=F("due_at")).exclude(outcome="released")
    assert {one["case"] for one in drill.late(read)} == set(late.values_list("id", flat=True)) != set()


def test_an_object_the_ledger_does_not_know_is_refused_with_those_it_knows(log: Any) -> None:
    with pytest.raises(Refusal) as refused:
        drill.read("ledger:", object_type="荷物")
    assert "promise" in refused.value.sentence.ja
