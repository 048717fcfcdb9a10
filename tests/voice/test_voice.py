"""What customers say is where our plans begin: quoted, decided, told back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.voice import actions, queries
from nattoku.voice.facts import Decision
from tests.company import Company

WISH = "色の見本を先に送ってもらえたら、\n選びやすいのに😊"


def received(company: Company, at: datetime, words: str = WISH) -> int:
    intake = Intake(door=Door.PHONE, words=words, fact="色が思ったものと違った", division="sales", happened_at=at)
    return int(cases.receive(intake, by=company.sato, at=at + timedelta(minutes=2))[0].stream.partition(":")[2])


@pytest.mark.rule("S004-1.1.2")
def test_what_was_said_on_the_phone_is_written_at_once_and_used_by_the_whole_company(
    company: Company, api: Any, at: datetime
) -> None:
    no = received(company, at)
    first = history(f"case:{no}")[0]
    assert first.recorded_at - first.happened_at == timedelta(minutes=2), "how long until it was written is known"
    idea = api(company.sato).post("/voice", {"case": no}).json()
    assert idea["words"] == WISH, "nobody types it twice"
    assert [one["words"] for one in api(company.mori).get("/voice").json()["ideas"]] == [WISH]
    assert api(company.mori).get(f"/cases/{no}").status_code == 404, "the case itself stays where it was"
    assert WISH not in api(company.viewer).get("/voice").content.decode()


@pytest.mark.rule("S004-1.3.3")
def test_the_customer_s_words_become_a_plan_that_the_customer_hears_of(
    company: Company, api: Any, at: datetime
) -> None:
    sato, chiba = api(company.sato), api(company.chiba)
    no = sato.post("/voice", {"words": WISH}).json()["idea"]
    plan = {"decision": "adopted", "plan": "色見本の先送り", "why": "4月から始めます"}
    assert sato.post(f"/voice/{no}/decision", plan).status_code == 403
    assert chiba.post(f"/voice/{no}/decision", plan | {"plan": ""}).status_code == 400
    tell = {"words": "おかげさまで始めます", "channel": "letter"}
    assert sato.post(f"/voice/{no}/told", tell).status_code == 409, "decided first"
    decided = chiba.post(f"/voice/{no}/decision", plan).json()
    assert (decided["words"], decided["plan"], decided["to_tell"]) == (WISH, "色見本の先送り", True)
    assert [p.kind for p in promises.open_promises(f"idea:{no}")] == ["voice.tell"]
    assert not sato.post(f"/voice/{no}/told", tell).json()["to_tell"]
    assert promises.open_promises(f"idea:{no}") == []


def test_what_is_put_off_is_told_as_well_with_its_reason(company: Company, at: datetime) -> None:
    no = actions.hear(words=WISH, by=company.sato, at=at)
    actions.decide(no, decision=Decision.NOT_NOW, why="送料の見込みが立たないため", by=company.chiba, at=at)
    assert queries.idea(no, by=company.sato).to_tell


def test_a_ring_fenced_case_s_words_go_no_further(company: Company, at: datetime) -> None:
    no = received(company, at)
    cases.ring_fence(no, readers=[company.sato.pk], reason="個人情報", by=company.chiba, at=at)
    with pytest.raises(Refusal):
        actions.hear(case=no, by=company.sato, at=at)
    with pytest.raises(Refusal):
        actions.hear(case=no, by=company.mori, at=at)


def test_a_hint_of_a_visit_becomes_an_idea_as_it_stands_and_is_decided_with_it(company: Company, at: datetime) -> None:
    from nattoku.visits.rules import visits_of
    from tests.visits.test_safety import plan, recorded

    no = received(company, at - timedelta(minutes=5))
    plan(company, no)
    recorded(company, no, hints=["受注の日に電話を一本"])
    later = at + timedelta(days=1)
    assert [(h.case, h.visit, h.number, h.words) for h in queries.hints(company.chiba)] == [
        (no, 1, 1, "受注の日に電話を一本")
    ]
    assert queries.hints(company.mori) == [], "whoever does not see the case does not read its hints"
    idea = actions.hear(case=no, visit=1, hint=1, by=company.chiba, at=later)
    assert queries.hints(company.chiba) == []
    with pytest.raises(Refusal):
        actions.hear(case=no, visit=1, hint=1, by=company.chiba, at=later)
    actions.decide(
        idea, decision=Decision.ADOPTED, plan="受注の日のお電話", why="営業が当日にかけます", by=company.chiba, at=later
    )
    hint = visits_of(history(f"case:{no}"))[1].hints[0]
    assert (hint.decision, hint.why) == ("adopted", "営業が当日にかけます")
