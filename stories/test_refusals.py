"""Somebody tries what may not be: each is refused in words, and nothing is changed."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from nattoku.cases.words import Stage
from nattoku.ledger.models import FactRow
from nattoku.ledger.verify import verify
from tests.company import Company

COMPLAINT = {
    "door": "phone",
    "words": "頼んだ椅子がまだ届かない。もう3日も待っている",
    "fact": "11月19日お届けのお約束の椅子2脚が届いていない",
    "about": ["delivery"],
    "danger": "no",
    "severity": "B",
}
SATISFIED = {
    "words": "もういいですよ。丁寧にありがとう",
    "kind": "satisfied",
    "through": "phone",
    "unasked": "お電話で先に仰った",
}


@pytest.fixture
def no(company: Company, api: Any) -> str:
    return str(api(company.sato).post("/cases", COMPLAINT).json()["no"])


def facts(api: Any, company: Company, no: str) -> list[str]:
    return [f["kind"] for f in api(company.chiba).get(f"/cases/{no}/facts").json()["facts"]]


@pytest.mark.rule("S004-2.3.1")
def test_closing_early_is_refused_with_everything_that_is_still_owed(company: Company, api: Any, no: str) -> None:
    sato = api(company.sato)
    before = facts(api, company, no)
    early = sato.post(f"/cases/{no}/closure/resolution")
    assert early.status_code == 409
    assert early.json()["detail"] == "解決にできるのは、お客様からご納得のお言葉をいただいたときだけです。"
    assert facts(api, company, no) == before

    due = "2099-11-27T17:00:00+09:00"
    sato.post(f"/cases/{no}/promises", {"what": "代わりの椅子を2脚お届けする", "due_at": due})
    assert sato.post(f"/cases/{no}/closure", SATISFIED).status_code == 200
    still = sato.post(f"/cases/{no}/closure/resolution")
    assert still.status_code == 409
    assert "代わりの椅子を2脚お届けする" in still.json()["detail"]
    assert {o["what"] for o in still.json()["owed"]} == {
        "リーダーへの一報（電話）",
        "お客様とのお約束（代わりの椅子を2脚お届けする）",
    }
    assert "closure.resolved" not in facts(api, company, no)


@pytest.mark.rule("S004-2.3.1", "R8-1")
def test_words_of_giving_up_do_not_close_the_case_however_often_one_tries(company: Company, api: Any, no: str) -> None:
    sato = api(company.sato)
    sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    heard = sato.post(f"/cases/{no}/closure", {"words": "もういい！", "kind": "resigned"})
    assert heard.status_code == 200
    assert not heard.json()["resolved"]
    assert "closure.answer_sign" in [o["kind"] for o in heard.json()["owed"]]
    for _ in range(2):
        assert sato.post(f"/cases/{no}/closure/resolution").status_code == 409
    assert api(company.chiba).get(f"/cases/{no}").json()["ending"] is None


@pytest.mark.rule("S004-2.3.4")
def test_a_loss_is_not_approved_by_anybody_but_the_representative(company: Company, api: Any, no: str) -> None:
    asked = {"amount": 12000, "reason": "お届けの遅れ", "basis": "契約書第8条（納期）"}
    assert api(company.sato).post(f"/cases/{no}/losses", asked).status_code == 201
    for person in (company.sato, company.chiba, company.kato):
        refused = api(person).post(f"/cases/{no}/losses/decision", {"approve": True})
        assert refused.status_code == 403
        assert refused.json()["detail"] == "この操作はご担当の権限ではできません。代表にお願いしてください。"
    assert "losses.approved" not in facts(api, company, no)
    assert api(company.daihyo).post(f"/cases/{no}/losses/decision", {"approve": True}).status_code == 201
    again = api(company.daihyo).post(f"/cases/{no}/losses/decision", {"loss": 1, "approve": False, "reason": "r"})
    assert (again.status_code, "決裁は変えられません" in again.json()["detail"]) == (409, True)


@pytest.mark.rule("S002-8a")
def test_an_unconfirmed_cause_is_not_told_to_the_customer(company: Company, api: Any, no: str) -> None:
    refused = api(company.sato).post(
        f"/cases/{no}/explanations", {"kind": "cause", "causes": ["配送会社が遅れた"], "channel": "phone"}
    )
    assert refused.status_code == 409
    said = refused.json()["detail"]
    assert said.startswith("まだ確かめられていない原因はお伝えできません。『調査中です。")
    assert said.endswith("までにご報告いたします』とお伝えください")
    assert "response.cause_explained" not in facts(api, company, no)


@pytest.mark.rule("S002-5", "S002-6")
def test_a_solution_is_not_presented_before_its_stage_nor_without_grounds(company: Company, api: Any, no: str) -> None:
    refused = api(company.sato).post(f"/cases/{no}/solutions/presentation", {"what": "全額お返しする"})
    assert refused.status_code == 409
    why = "".join(refused.json()["unanswered"])
    assert "法的責任と解決案の検討" in why
    assert "根拠がありません" in why
    shown = api(company.sato).get(f"/cases/{no}").json()
    assert shown["stage"]["number"] == Stage.OCCURRED


def test_a_fact_is_neither_changed_nor_removed(company: Company, api: Any, no: str) -> None:
    sato, stream = api(company.sato), f"case:{no}"
    for verb in ("put", "patch", "delete"):
        answer = getattr(sato.client, verb)(f"/api/v1/cases/{no}/facts", {}, content_type="application/json")
        assert answer.status_code == 405
    rows = FactRow.objects.filter(stream=stream)
    kept = list(rows.values_list("body", flat=True))
    for tampering in (
        "UPDATE ledger_fact SET body = '{}' WHERE stream = %s",
        "DELETE FROM ledger_fact WHERE stream = %s",
    ):
        with pytest.raises(DatabaseError, match="facts are never changed or removed"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(tampering, [stream])
    assert list(rows.values_list("body", flat=True)) == kept
    assert [breach for breach in verify().broken if no in breach.case] == []
