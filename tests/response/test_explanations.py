"""What the customer is told: how it is handled, why it happened, how we keep in touch."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import Danger, Door
from nattoku.causes.facts import CauseConfirmed, HypothesisFormed
from nattoku.causes.words import Group, Process
from nattoku.customers import actions as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from nattoku.response import actions, facts, manual, rules
from tests.company import NOW, Company


def told(*happened: Fact) -> History:
    return [
        Recorded(id=i, stream="case:1001", seq=i, by="sato", happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


def confirmed(what: str) -> CauseConfirmed:
    return CauseConfirmed(
        cause=1,
        group=next(iter(Group)),
        process=Process.SHIPPING,
        steps=[],
        what=what,
        evidence="出荷記録",
        whys=[],
    )


def supposed(what: str) -> HypothesisFormed:
    return HypothesisFormed(hypothesis=1, process=Process.SHIPPING, what=what)


LATE = "出荷の指示が倉庫に届いていなかった"
SLOW = "配送会社の遅れ"


@pytest.mark.rule("S002-8a")
@pytest.mark.parametrize("wanted", [[1], [SLOW], [2, 1], ["出荷の指示が"], [], [99]])
def test_an_unconfirmed_cause_is_refused_with_what_to_say_instead(wanted: list[int | str]) -> None:
    past = told(supposed(SLOW), confirmed(LATE))
    with pytest.raises(Refusal) as refused:
        rules.may_explain(past, wanted, report_by=datetime.fromisoformat("2026-11-24T15:00+09:00"))
    assert refused.value.sentence.ja == (
        "まだ確かめられていない原因はお伝えできません。"
        "『調査中です。11月24日(火) 15:00までにご報告いたします』とお伝えください"
    )
    with pytest.raises(Refusal, match="○日○時までに"):
        rules.may_explain(past, wanted)


@pytest.mark.rule("S002-8a")
def test_a_confirmed_cause_is_meant_by_its_number_or_its_text() -> None:
    past = told(supposed(SLOW), confirmed(LATE), confirmed("確認の手順がなかった"))
    assert rules.may_explain(past, [2]) == [2]
    assert rules.may_explain(past, [LATE, 3, 2]) == [2, 3]
    assert rules.cause_words(past, [2, 3]) == f"{LATE}\n確認の手順がなかった"


@pytest.mark.rule("S002-8a")
def test_a_hypothesis_is_not_smuggled_in_by_the_words() -> None:
    past = told(supposed(SLOW), confirmed(LATE))
    with pytest.raises(Refusal, match="まだ確かめられていない原因"):
        rules.may_explain(past, [2], f"{LATE}うえに、{SLOW}も重なりました")
    assert rules.may_explain(told(supposed(LATE), confirmed(LATE)), [2], f"{LATE}ためです") == [2]


@pytest.mark.rule("S002-8c")
def test_a_known_cause_waits_to_be_told_until_it_is() -> None:
    past = told(confirmed(LATE))
    assert rules.untold(past) == {1: LATE}
    past = told(confirmed(LATE), facts.CauseExplained(channel="phone", causes=[1], words=LATE))
    assert rules.untold(past) == {}
    assert rules.untold(told(supposed(SLOW))) == {}


def test_the_three_explanations_stand_with_date_words_and_by_whom() -> None:
    nothing = rules.explained([])
    assert [(one.at, one.words) for one in nothing.values()] == [(None, "")] * 3
    first = facts.HandlingExplained(channel="phone", estimates={}, words="まず倉庫を調べます")
    again = facts.HandlingExplained(channel="mail", estimates={}, words="改めてお伝えします")
    got = rules.explained(told(first, again))
    assert got[facts.HANDLING].words == "改めてお伝えします"
    assert (got[facts.HANDLING].at, got[facts.HANDLING].by) == (NOW, "sato")
    assert got[facts.CAUSE].at is None


def test_dates_of_stages_lie_ahead_and_in_order() -> None:
    day = date(2026, 11, 25)
    assert rules.estimates({3: day, 4: None, 5: day}, at=NOW) == {"3": day, "5": day}
    for wrong in ({3: date(2026, 11, 21)}, {3: day, 2: date(2026, 11, 26)}, {6: day}):
        with pytest.raises(Refusal) as refused:
            rules.estimates(wrong, at=NOW)
        assert refused.value.status == 400


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", danger=Danger.NO)
    return no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)


@pytest.mark.rule("S002-7", "R8-9")
def test_the_handling_is_explained_with_estimates_that_promise_nothing(company: Company, no: int, at: Any) -> None:
    stream = f"case:{no}"
    before = {p.kind for p in promises.open_promises(stream)}
    to_customer = {p.kind for p in promises.open_promises(stream) if p.to == "customer"}
    assert to_customer == {case_facts.NEXT_CONTACT, case_facts.INTERIM_REPORT}
    later = at + timedelta(hours=5)
    actions.explain_handling(
        no,
        words="まず倉庫と配送の記録を調べ、木曜ごろに原因を、来週はじめに対応をお知らせします",
        channel="phone",
        estimates={3: date(2026, 11, 26), 5: date(2026, 11, 30)},
        next_at=later,
        by=company.sato,
        at=at,
    )
    owed = promises.open_promises(stream)
    assert {p.kind for p in owed} == before
    assert [p.due_at for p in owed if p.kind == case_facts.NEXT_CONTACT] == [later]
    told_ = rules.explained(history(stream))[facts.HANDLING]
    assert (told_.at, told_.by) == (at, "sato")
    assert told_.fact is not None
    assert told_.fact.fact.estimates == {"3": date(2026, 11, 26), "5": date(2026, 11, 30)}  # type: ignore[attr-defined]


@pytest.mark.rule("S002-8")
def test_the_cause_is_told_once_it_is_confirmed(company: Company, no: int, at: Any) -> None:
    def explain(causes: list[int | str]) -> None:
        actions.explain_cause(no, causes=causes, channel="phone", by=company.sato, at=at + timedelta(hours=1))

    append(f"case:{no}", supposed(SLOW), by="sato", at=at)
    with pytest.raises(Refusal, match=r"11月24日\(火\) 18:00までにご報告"):
        explain([SLOW])
    append(f"case:{no}", confirmed(LATE), by="sato", at=at)
    explain([LATE])
    _, past, state = opened(no, by=company.sato)
    cause = rules.explained(past)[facts.CAUSE]
    assert (cause.words, cause.by, cause.at) == (LATE, "sato", at + timedelta(hours=1))
    assert state.last_told_at == at + timedelta(hours=1)


def test_an_interim_report_says_what_is_known_what_is_not_and_what_comes_next(
    company: Company, no: int, at: Any
) -> None:
    stream = f"case:{no}"
    (owed,) = promises.open_of_kind(stream, case_facts.INTERIM_REPORT)
    given = {"known": "倉庫を出ていない", "unknown": "理由", "next": "指示の記録を調べる", "channel": "phone"}
    for name in given:
        with pytest.raises(Refusal):
            actions.report_interim(no, **(given | {name: " "}), by=company.sato, at=at)
    actions.report_interim(no, **given, by=company.sato, at=at)
    (following,) = promises.open_of_kind(stream, case_facts.INTERIM_REPORT)
    assert following.pk != owed.pk


def listened(no: int, company: Company, at: datetime) -> None:
    """The leader was told, and the content read back to the customer."""
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    cases.confirm_content(no, words="椅子2脚が届いていないとのこと", by=company.sato, at=at)


@pytest.mark.rule("S002-9", "S002-9a")
def test_the_contact_rules_stand_with_date_and_whether_the_customer_agreed(company: Company, no: int, at: Any) -> None:
    listened(no, company, at)
    actions.agree_contact_rules(
        no,
        hours="平日10時から17時",
        channel="phone",
        frequency="2日に一度",
        place="当社の会議室",
        agreed=True,
        words="それで結構です",
        person="chiba",
        by=company.sato,
        at=at,
    )
    _, past, state = opened(no, by=company.sato)
    got = rules.explained(past)[facts.CONTACT_RULES]
    assert got.at == at
    agreed = got.fact.fact if got.fact else None
    assert isinstance(agreed, facts.ContactRulesAgreed)
    assert (agreed.agreed, agreed.manual, agreed.person) == (True, manual.current().number, "chiba")
    assert state.contact == "chiba"


@pytest.mark.rule("R8-13")
def test_a_person_the_customer_refuses_does_not_become_the_contact(company: Company, at: Any) -> None:
    pk = customers.register(name="青木 花子", division="sales", by=company.sato, at=at)
    customers.hear_refusal(customer=pk, person="chiba", by=company.sato, at=at)
    intake = Intake(door=Door.PHONE, words="w", fact="f", customer=pk)
    no = no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    with pytest.raises(Refusal, match="お会いになりたくない"):
        actions.agree_contact_rules(
            no, hours="平日", channel="phone", agreed=False, person="chiba", by=company.sato, at=at
        )
    assert rules.explained(history(f"case:{no}"))[facts.CONTACT_RULES].at is None


def test_explanations_through_the_api(company: Company, no: int, api: Any) -> None:
    def ways(person: Person) -> Any:
        return api(person)

    sato, path = ways(company.sato), f"/cases/{no}/explanations"
    refused = sato.post(path, {"kind": "cause", "causes": ["配送会社のせい"]})
    assert refused.status_code == 409
    assert "まだ確かめられていない原因はお伝えできません" in refused.json()["detail"]
    assert sato.post(path, {"kind": "handling", "words": "木曜ごろに原因をお伝えします"}).status_code == 201
    assert sato.post(path, {"kind": "handling", "words": ""}).status_code == 400
    assert sato.post(path, {"kind": "sermon"}).status_code == 400
    got = ways(company.viewer).get(path).json()["explanations"]
    assert [one["kind"] for one in got] == list(facts.EXPLANATIONS)
    assert (got[0]["words"], got[1]["at"]) == ("＊＊＊", None)
    assert ways(company.viewer).post(path, {"kind": "handling", "words": "x"}).status_code == 403
    assert ways(company.mori).get(path).status_code == 404
