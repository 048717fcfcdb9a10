"""その場で解決: settled within the first contact, on one screen."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import queries
from nattoku.cases.actions import Intake
from nattoku.cases.facts import SHARE
from nattoku.cases.models import Case
from nattoku.cases.words import Danger, Door, Severity, Wish
from nattoku.closure import actions, facts
from nattoku.closure.rules import may_settle_on_the_spot
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.reports.on_the_spot import settle_on_the_spot
from tests.company import Company

INTAKE = Intake(
    door=Door.PHONE,
    words="店員さんの声が小さくて聞き取れなかった",
    fact="店頭での説明が聞き取りにくかった",
    caller="青木 花子",
    danger=Danger.NO,
)
SETTLED: dict[str, Any] = {
    "done": "お詫びし、もう一度ゆっくりご説明した",
    "cause": "店内の放送と重なり、声が届かなかった",
    "words": "よく分かりました。もういいですよ",
    "told": "chiba",
}


@pytest.mark.parametrize(
    ("what", "because"),
    [
        ({"danger": Danger.YES}, "ご心配があります"),
        ({"danger": Danger.UNKNOWN}, "まだ伺っていません"),
        ({"wish": [Wish.REFUND]}, "代表の決裁"),
        ({"wish": [Wish.LISTEN, Wish.DAMAGES]}, "代表の決裁"),
        ({"severity": Severity.A}, "もう一人"),
        ({"promised": True}, "折り返しのお約束"),
    ],
)
@pytest.mark.rule("R8-3")
def test_danger_money_a_grave_case_or_a_promise_take_the_whole_way(what: dict[str, Any], because: str) -> None:
    quiet: dict[str, Any] = {"danger": Danger.NO, "wish": [], "severity": None, "promised": False}
    may_settle_on_the_spot(**quiet)
    with pytest.raises(Refusal, match=because):
        may_settle_on_the_spot(**(quiet | what))


@pytest.mark.rule("R8-3")
def test_a_short_complaint_is_received_reported_and_resolved_in_one_go(company: Company, at: Any) -> None:
    no = settle_on_the_spot(INTAKE, **SETTLED, by=company.sato, at=at)
    _, past, state = queries.opened(no, by=company.chiba)
    assert state.ending == "closure.resolved"
    assert [r.kind for r in past] == [
        "cases.received",
        "cases.item_heard",
        "reports.told_leader",
        "closure.done_on_the_spot",
        "closure.cause_noted",
        "closure.last_word_heard",
        "closure.resolved",
    ]
    assert past[-1].fact == facts.Resolved(on_the_spot=True)
    assert not [p for p in promises.open_promises(f"case:{no}") if p.blocking]


@pytest.mark.rule("R8-3")
def test_the_leader_confirms_later_and_not_the_one_who_settled_it(company: Company, at: Any) -> None:
    no = settle_on_the_spot(INTAKE, **SETTLED, by=company.sato, at=at)
    stream = f"case:{no}"
    assert promises.open_of_kind(stream, facts.CONFIRM_ON_THE_SPOT)
    with pytest.raises(Refusal) as mine:
        actions.confirm_on_the_spot(no, by=company.sato, at=at)
    assert mine.value.status == 403
    actions.confirm_on_the_spot(no, words="録音を聞いた", by=company.chiba, at=at + timedelta(hours=3))
    assert not promises.open_of_kind(stream, facts.CONFIRM_ON_THE_SPOT)
    with pytest.raises(Refusal, match="確かめる「その場で解決」はありません"):
        actions.confirm_on_the_spot(no, by=company.chiba, at=at)


def test_a_leader_does_not_confirm_what_they_settled_themselves(company: Company, at: Any) -> None:
    no = settle_on_the_spot(INTAKE, **(SETTLED | {"told": "daihyo"}), by=company.chiba, at=at)
    with pytest.raises(Refusal, match="別の方"):
        actions.confirm_on_the_spot(no, by=company.chiba, at=at)


@pytest.mark.rule("R8-3")
def test_an_oral_completion_report_counts(company: Company, at: Any) -> None:
    no = settle_on_the_spot(INTAKE, **SETTLED, completed_orally=True, by=company.sato, at=at)
    assert not promises.open_of_kind(f"case:{no}", facts.COMPLETION_REPORT)


@pytest.mark.rule("R8-3")
def test_the_completion_report_takes_the_place_of_the_first_information_until_the_case_is_reopened(
    company: Company, at: Any
) -> None:
    no = settle_on_the_spot(INTAKE, **SETTLED, by=company.sato, at=at)
    stream = f"case:{no}"
    assert not promises.open_of_kind(stream, SHARE)
    assert promises.open_of_kind(stream, facts.COMPLETION_REPORT)
    actions.reopen(no, reason="同じことがまたあったとのお電話", by=company.sato, at=at + timedelta(days=1))
    assert [p.to for p in promises.open_of_kind(stream, SHARE)] == ["division:sales"]


@pytest.mark.parametrize("missing", ["done", "cause", "words", "told"])
def test_nothing_is_written_when_one_answer_is_missing(company: Company, at: Any, missing: str) -> None:
    with pytest.raises(Refusal):
        settle_on_the_spot(INTAKE, **(SETTLED | {missing: ""}), by=company.sato, at=at)
    assert not Case.objects.exists()
    assert not history("case:1001")


def test_danger_writes_nothing(company: Company, at: Any) -> None:
    with pytest.raises(Refusal):
        settle_on_the_spot(replace(INTAKE, danger=Danger.YES), **SETTLED, by=company.sato, at=at)
    assert not Case.objects.exists()


def test_the_api_settles_on_the_spot_once(company: Company, api: Any) -> None:
    body = {
        "id": "phone-7",
        "door": "visit",
        "words": INTAKE.words,
        "fact": INTAKE.fact,
        "danger": "no",
        "done": SETTLED["done"],
        "cause": SETTLED["cause"],
        "last_word": SETTLED["words"],
        "told": "chiba",
        "in_presence": True,
    }
    sato = api(company.sato)
    first = sato.post("/cases/on-the-spot", body)
    assert first.status_code == 201, first.content
    assert first.json()["ending"] == "resolved"
    assert sato.post("/cases/on-the-spot", body).json()["no"] == first.json()["no"]
    assert sato.get("/cases/on-the-spot").status_code in (404, 405)
    refused = sato.post("/cases/on-the-spot", body | {"id": "phone-8", "danger": "yes"})
    assert refused.status_code == 409
    assert "ご心配" in refused.json()["detail"]
    viewer = api(company.viewer).post("/cases/on-the-spot", body | {"id": "phone-9", "danger": "yes"})
    assert viewer.status_code == 403
