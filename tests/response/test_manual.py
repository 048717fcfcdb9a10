"""Our rules of contact: ready beforehand, decided in versions, agreed after listening, and every breach names its rule."""

from typing import Any

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import Danger, Door
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from nattoku.response import actions, facts, manual, rules
from nattoku.response.facts import Side, Term
from tests.company import Company
from tests.conftest import Api
from tests.response.test_explanations import listened

AGREED = facts.ContactRulesAgreed(person="sato", channel="phone", agreed=True, manual="1", hours="平日10時から17時")


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", danger=Danger.NO)
    return no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)


def agree(no: int, company: Company, at: Any, **more: Any) -> None:
    given: dict[str, Any] = {"hours": "平日10時から17時", "channel": "phone", "agreed": True, **more}
    actions.agree_contact_rules(no, **given, by=company.sato, at=at)


def decide(company: Company, at: Any, *lines: str) -> manual.Version:
    return manual.decide(lines=list(lines), reason="お会いする場所を加えたため", by=company.daihyo, at=at)


@pytest.mark.rule("S002-9a")
def test_a_version_is_ready_before_the_first_complaint_and_later_ones_are_decided(company: Company, at: Any) -> None:
    assert manual.current().number == "1"
    assert len(manual.current().rules) >= 5
    second = decide(company, at, "お話を十分に伺います。", "場所は当社の会議室をご相談します。")
    assert (second.number, second.by, second.at) == ("2", "daihyo", at)
    assert list(manual.versions()) == ["1", "2"]
    with pytest.raises(Refusal) as refused:
        manual.decide(lines=["x"], reason="y", by=company.chiba, at=at)
    assert refused.value.status == 403


@pytest.mark.parametrize("wrong", [{"lines": []}, {"lines": [" "]}, {"lines": ["x"] * 21}, {"lines_en": ["a", "b"]}])
def test_a_version_that_nobody_could_talk_over_is_refused(company: Company, at: Any, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"lines": ["お話を伺います。"], "reason": "r", "by": company.daihyo, "at": at} | wrong
    with pytest.raises(Refusal) as refused:
        manual.decide(**given)
    assert refused.value.status == 400
    assert manual.current().number == "1"


@pytest.mark.rule("S002-9a")
def test_a_case_keeps_the_version_it_was_agreed_on(company: Company, no: int, at: Any) -> None:
    listened(no, company, at)
    agree(no, company, at)
    decide(company, at, "新しい条です。")
    agreed = rules.agreed(history(f"case:{no}"))
    assert agreed is not None
    assert agreed.manual == "1"
    with pytest.raises(Refusal, match="その版の手引き"):
        agree(no, company, at, version="99")
    agree(no, company, at)
    assert getattr(rules.agreed(history(f"case:{no}")), "manual", "") == "2"


@pytest.mark.rule("S002-9b", "R8-9")
def test_the_customer_agrees_after_having_been_heard_and_not_before(company: Company, no: int, at: Any) -> None:
    with pytest.raises(Refusal, match="復唱してお確かめいただいてから"):
        agree(no, company, at)
    agree(no, company, at, agreed=False)
    assert opened(no, by=company.sato)[2].read_back == ""
    listened(no, company, at)
    agree(no, company, at)


@pytest.mark.rule("S002-9b")
@pytest.mark.parametrize(("rule", "term"), [(1, Term.NONE), (5, Term.NONE), (0, Term.HOURS), (0, Term.PERSON)])
def test_a_breach_names_the_rule_that_was_agreed(rule: int, term: Term) -> None:
    fact = rules.broken(AGREED, "夜にお電話した", side=Side.OURS, rule=rule, term=term, rules=5)
    assert (fact.manual, fact.rule, fact.term, fact.side) == ("1", rule, term, Side.OURS)


@pytest.mark.parametrize(
    ("rule", "term", "side"),
    [
        (0, Term.NONE, Side.OURS),
        (6, Term.NONE, Side.OURS),
        (-1, Term.NONE, Side.OURS),
        (1, Term.HOURS, Side.OURS),
        (0, Term.PLACE, Side.OURS),
        (1, Term.NONE, Side.UNSAID),
    ],
)
def test_a_rule_that_was_not_agreed_is_no_breach(rule: int, term: Term, side: Side) -> None:
    with pytest.raises(Refusal) as refused:
        rules.broken(AGREED, "x", side=side, rule=rule, term=term, rules=5)
    assert refused.value.status == 400


def test_nothing_is_broken_before_it_was_talked_over(company: Company, no: int, at: Any) -> None:
    with pytest.raises(Refusal, match="まだご相談していません"):
        actions.note_broken_rule(no, what="x", side=Side.OURS, rule=1, by=company.sato, at=at)


@pytest.mark.rule("S002-9b")
@pytest.mark.parametrize("side", [Side.OURS, Side.THEIRS])
def test_the_leader_hears_of_a_breach_on_either_side_and_reads_no_words_of_it_in_the_room(
    company: Company, no: int, at: Any, side: Side
) -> None:
    listened(no, company, at)
    agree(no, company, at)
    actions.note_broken_rule(no, what="夜9時にお電話があった", side=side, rule=2, by=company.sato, at=at)
    told = Notice.objects.filter(kind="response.rule_broken")
    assert [n.to for n in told] == ["division:sales"]
    assert facts.SIDES[side].ja in told[0].body
    assert "夜9時" not in told[0].body


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_shows_every_version_and_the_representative_decides_there(company: Company) -> None:
    posted = {"key": "a", "lines": "お話を伺います。\r\n\r\n時間をご相談します。", "reason": "短くするため"}
    assert signed_in(company.daihyo).post("/manual", posted).status_code == 303
    shown = signed_in(company.viewer).get("/manual").content.decode()
    for words in ("第2版", "時間をご相談します。", "短くするため", "代田 守", "第1版", "はじめから用意している版です"):
        assert words in shown
    assert "<form class=" not in shown.partition("<main")[2]
    assert signed_in(company.chiba).post("/manual", posted | {"key": "b"}).status_code == 403


def test_the_api_decides_and_records_breaches_too(company: Company, no: int, at: Any) -> None:
    daihyo, sato = Api(company, company.daihyo), Api(company, company.sato)
    got = daihyo.post("/manual", {"lines": ["一", "二"], "reason": "短くするため"}).json()
    assert (got["current"], got["versions"][-1]["rules"]) == ("2", ["一", "二"])
    assert sato.post("/manual", {"lines": ["一"], "reason": "r"}).status_code == 403
    listened(no, company, at)
    agree(no, company, at)
    path = f"/cases/{no}/explanations"
    broken = {"kind": "rule_broken", "what": "夜のお電話", "side": "ours", "rule": 2}
    assert sato.post(path, broken).status_code == 201
    assert sato.post(path, broken | {"rule": 3}).status_code == 400
