"""A late first report: off without a clause, seen by the person first, judged by a human alone."""

import ast
import inspect
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import grimp
import pytest

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door, Narrow
from nattoku.lateness import actions, queries
from nattoku.lateness.facts import Excuse
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import FACTS
from nattoku.lib.refusal import Refusal
from nattoku.reports import actions as reports
from nattoku.reports.facts import LeaderNotReached, Means
from tests.company import Company
from tests.registry import stored


def late_report(company: Company, at: datetime, *, narrow: Narrow = Narrow.NO, minutes: int = 42) -> int:
    intake = Intake(door=Door.PHONE, words="まだか", fact="届いていない", division="sales", narrow=narrow)
    no = int(cases.receive(intake, by=company.sato, at=at)[0].stream.partition(":")[2])
    if minutes:
        whom = company.daihyo if narrow else company.chiba
        reports.tell_leader(
            no,
            person=whom.pk,
            means=Means.PHONE,
            said="届いていない",
            by=company.sato,
            at=at + timedelta(minutes=minutes),
        )
    return no


def clause(company: Company, at: datetime, **more: Any) -> None:
    said = {
        "title": "評価規程 第8条",
        "wording": "本人の説明を聞いたうえで一段下げることがある",
        "in_force_on": date(2026, 1, 1),
    }
    actions.record_clause(**(said | more), by=company.daihyo, at=at)


@pytest.fixture
def later(at: datetime) -> datetime:
    return at + timedelta(days=1)


@pytest.mark.rule("S004-2.1.3.1", "T6")
def test_nothing_is_gathered_until_the_representative_has_recorded_the_clause(
    company: Company, at: datetime, later: datetime
) -> None:
    no = late_report(company, at)
    assert queries.late(at=later) == []
    with pytest.raises(Refusal):
        actions.record_clause(title="x", wording="x", in_force_on=date(2026, 1, 1), by=company.kato, at=at)
    clause(company, later, in_force_on=date(2027, 1, 1))
    assert queries.late(at=later) == [], "nor for complaints from before it"
    clause(company, later)
    assert [(one.case, one.person, one.gap(later)) for one in queries.late(at=later)] == [
        (no, "sato", timedelta(minutes=42))
    ]
    clause(company, later, ended=True)
    assert queries.late(at=later) == []


@pytest.mark.rule("S004-2.1.3.1", "T6")
def test_the_person_sees_it_first_and_is_heard_and_only_then_a_human_decides_with_a_reason(
    company: Company, at: datetime, later: datetime
) -> None:
    no = late_report(company, at)
    clause(company, later)
    assert queries.to_judge(company.daihyo, at=later) == ([], 1), "a number, and nothing of whom or what"
    decide = {"person": "sato", "case": no, "lowered": True, "by": company.daihyo, "at": later}
    with pytest.raises(Refusal, match="本人"):
        actions.judge(**decide, reason="遅れたため")
    actions.see(case=no, words="お客様のお話が続いていました", by=company.sato, at=later)
    rows, unseen = queries.to_judge(company.daihyo, at=later)
    assert (rows[0].heard.seen and rows[0].heard.seen.words, unseen) == ("お客様のお話が続いていました", 0)
    for refused in (
        decide | {"reason": " "},
        decide | {"by": company.kato, "reason": "x"},
        decide | {"case": no + 1, "reason": "x"},
    ):
        with pytest.raises(Refusal):
            actions.judge(**refused)
    actions.judge(**decide | {"lowered": False}, reason="お話を最後まで伺っていたため")
    assert queries.own(company.sato, at=later)[0].heard.judged
    with pytest.raises(Refusal):
        actions.judge(**decide, reason="もう一度")


@pytest.mark.rule("T6")
@pytest.mark.parametrize("excuse", list(Excuse))
def test_what_the_person_names_as_a_reason_of_the_list_is_never_lowered_for(
    company: Company, at: datetime, later: datetime, excuse: Excuse
) -> None:
    no = late_report(company, at)
    clause(company, later)
    actions.see(case=no, excuse=excuse, by=company.sato, at=later)
    with pytest.raises(Refusal, match="除く"):
        actions.judge(person="sato", case=no, lowered=True, reason="x", by=company.daihyo, at=later)


@pytest.mark.rule("T6")
def test_whether_one_s_own_late_report_is_left_out_is_the_clause_s_to_say(
    company: Company, at: datetime, later: datetime
) -> None:
    no = late_report(company, at)
    clause(company, later, voluntary=False)
    actions.see(case=no, excuse=Excuse.VOLUNTARY, by=company.sato, at=later)
    actions.judge(person="sato", case=no, lowered=True, reason="x", by=company.daihyo, at=later)


@pytest.mark.rule("T6")
def test_harassment_whistle_blowing_and_an_unanswered_roster_never_come_up(
    company: Company, at: datetime, later: datetime
) -> None:
    clause(company, at)
    for narrow in (Narrow.HARASSMENT, Narrow.WHISTLE):
        late_report(company, at, narrow=narrow, minutes=0)
    no = late_report(company, at, minutes=0)
    append(f"case:{no}", LeaderNotReached(person="chiba"), by="sato", at=at + timedelta(minutes=3))
    assert queries.late(at=later) == []
    alone = late_report(company, at, minutes=0)
    assert [one.case for one in queries.late(at=later)] == [alone], "nobody was told at all"


@pytest.mark.rule("S004-2.1.3.1", "T5")
def test_a_report_in_time_is_nowhere_and_another_s_is_not_mine(
    company: Company, at: datetime, later: datetime, api: Any
) -> None:
    clause(company, at)
    late_report(company, at, minutes=10)
    assert queries.late(at=later) == []
    no = late_report(company, at)
    assert [row.late.case for row in queries.own(company.sato, at=later)] == [no]
    for other in (company.chiba, company.mori, company.kato):
        assert queries.own(other, at=later) == []
    with pytest.raises(Refusal):
        queries.to_judge(company.kato, at=later)
    with pytest.raises(Refusal):
        actions.see(case=no, by=company.mori, at=later)
    assert api(company.mori).get("/me/lateness").json()["late"] == []


@pytest.mark.rule("R8-12", "T5", "S004-2.1.3")
def test_whatever_the_drill_and_the_causes_find_the_late_reports_stay_as_they_were(
    company: Company, at: datetime, later: datetime, api: Any
) -> None:
    clause(company, at)
    no, in_time = late_report(company, at), late_report(company, at, minutes=10)
    actions.see(case=no, words="お客様のお話が続いていました", by=company.sato, at=later)

    def seen() -> list[Any]:
        people = (company.sato, company.chiba, company.daihyo)
        told = [api(who).get("/me/lateness").json() for who in people]
        return [
            *told,
            queries.late(at=later),
            queries.own(company.sato, at=later),
            queries.to_judge(company.daihyo, at=later),
        ]

    before = seen()
    assert [one.case for one in queries.late(at=later)] == [no], "there is something to be changed"
    for kind in sorted(k for k in FACTS if k.startswith(("causes.", "visits.", "lessons.", "tone."))):
        for case in (no, in_time):
            append(f"case:{case}", stored.sample(FACTS[kind]), by="sato", at=at + timedelta(minutes=50))
    assert seen() == before
    assert any(r.kind == "causes.confirmed" for r in history(f"case:{no}"))


@pytest.mark.rule("R8-12", "T5")
def test_the_room_names_no_other_fact_of_a_case_than_the_two_it_counts_between() -> None:
    named = {
        node.value
        for path in Path(inspect.getfile(queries)).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in FACTS
    }
    own = {kind for kind in FACTS if kind.startswith("lateness.")}
    assert named - own == set(queries.KINDS)
    assert not {kind for kind in queries.KINDS if kind.startswith(("causes.", "drill."))}


@pytest.mark.rule("R8-12", "T5")
def test_no_way_of_imports_however_long_leads_from_a_rating_to_the_drill() -> None:
    graph = grimp.build_graph("nattoku", cache_dir=None)
    for found in ("nattoku.causes", "nattoku.drill", "nattoku.lessons", "nattoku.visits"):
        assert found in graph.modules
        assert graph.find_shortest_chains("nattoku.lateness", found, as_packages=True) == set(), found
    contracts = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (held,) = [one for one in contracts if one.get("source_modules") == ["nattoku.lateness"]]
    assert {"nattoku.causes", "nattoku.drill"} <= set(held["forbidden_modules"]), "and every check holds it"
    assert "ignore_imports" not in held
