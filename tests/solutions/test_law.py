"""Law cards of a case: called by words, answered by a person, watched; a withdrawal waits for nothing."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import About, Danger, Door, Stage
from nattoku.causes.facts import InvestigationConcluded
from nattoku.law.card import Standing
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.lib.refusal import Refusal
from nattoku.losses import actions as losses
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from nattoku.solutions import actions, cards, facts, judging
from nattoku.solutions.facts import Applies, Party, Question
from tests.company import NOW, Company

TODAY = date(2026, 11, 22)
MAYBE: dict[str, Any] = {"applies": Applies.MAYBE, "because": "口座番号が含まれていた", "starts_on": TODAY}
NOT: dict[str, Any] = {"applies": Applies.NO, "because": "店頭でのお買い上げ"}


def case(by: Person, words: str, *about: About, danger: Danger = Danger.NO) -> int:
    intake = Intake(door=Door.PHONE, words=words, fact=words, caller="青木 花子", about=about, danger=danger)
    return no_of(cases.receive(intake, by=by, at=NOW)[0].stream)


@pytest.fixture
def leak(company: Company) -> int:
    return case(company.sato, "別の人の注文書が届いた", About.PRIVACY)


def asked(no: int, by: Person) -> dict[str, bool]:
    _, past, state = opened(no, by=by)
    return {line.card.id: line.open for line in judging.lines(state, past)}


def owed(no: int, kind: str) -> list[Any]:
    return promises.open_of_kind(f"case:{no}", kind)


def weighed(no: int, by: Person) -> None:
    """The case has come to stage 4, the generic questions are answered."""
    append(f"case:{no}", InvestigationConcluded(words="指示が届いていなかった"), by=by.pk, at=NOW)
    answers = [actions.LegalAnswer(question=q, answer="該当しない", applies=False) for q in Question]
    actions.check_law(no, answers=answers, by=by, at=NOW)


def present(no: int, by: Person, what: str = "代わりの椅子をお届けする") -> None:
    actions.present(no, what=what, grounds="契約書第8条", channel="phone", by=by, at=NOW)


@pytest.mark.rule("S002-5")
def test_what_cannot_wait_is_asked_at_once_and_the_rest_when_solutions_are_weighed(company: Company) -> None:
    no = case(company.sato, "椅子でけがをした。すぐ壊れた", danger=Danger.YES)
    assert asked(no, company.sato) == {"psc_serious": True, "nonconf_1y": False, "pl_5y": False}
    append(f"case:{no}", InvestigationConcluded(words="w"), by="sato", at=NOW)
    assert asked(no, company.sato) == {"psc_serious": True, "nonconf_1y": True, "pl_5y": True}


@pytest.mark.rule("S002-5")
def test_a_person_answers_and_what_may_apply_is_promised_until_the_day_the_card_counts(
    company: Company, leak: int
) -> None:
    due = judging.answer_card(
        leak, card="appi_prelim", judged_by="千葉 亮", expert=True, **MAYBE, by=company.sato, at=NOW
    )
    assert due == date(2026, 11, 26)
    (promise,) = owed(leak, facts.LAW_DEADLINE)
    assert (promise.due_at, promise.owed_by) == (cards.due_at(date(2026, 11, 26)), "sato")
    assert promise.blocking
    answer = cards.answers_of(history(f"case:{leak}")).given["appi_prelim"][1]
    assert (answer.judged_by, answer.expert, answer.checked_on) == ("千葉 亮", True, TODAY)
    assert opened(leak, by=company.sato)[2].stage is Stage.OCCURRED, "a card decides nothing"


def test_answered_anew_the_former_promise_is_released_and_none_is_left_when_it_does_not_apply(
    company: Company, leak: int
) -> None:
    judging.answer_card(leak, card="appi_prelim", **MAYBE, by=company.sato, at=NOW)
    judging.answer_card(
        leak, card="appi_prelim", **(MAYBE | {"starts_on": date(2026, 11, 20)}), by=company.sato, at=NOW
    )
    (promise,) = owed(leak, facts.LAW_DEADLINE)
    assert promise.due_at == cards.due_at(date(2026, 11, 24))
    judging.answer_card(leak, card="appi_prelim", **NOT, by=company.sato, at=NOW)
    assert not owed(leak, facts.LAW_DEADLINE)


def test_a_day_that_has_passed_already_is_owed_at_once(company: Company, leak: int) -> None:
    judging.answer_card(leak, card="appi_prelim", **(MAYBE | {"starts_on": date(2026, 11, 2)}), by=company.sato, at=NOW)
    late = promises.overdue(facts.LAW_DEADLINE, at=NOW)
    assert [p.due_at for p in late] == [cards.due_at(date(2026, 11, 6))]


def test_what_was_done_settles_it_once(company: Company, leak: int) -> None:
    with pytest.raises(Refusal, match="当てはまるかもしれない"):
        judging.attend(leak, card="appi_prelim", words="速報を送った", by=company.sato, at=NOW)
    judging.answer_card(leak, card="appi_prelim", **MAYBE, by=company.sato, at=NOW)
    judging.attend(leak, card="appi_prelim", words="速報を送った", by=company.sato, at=NOW + timedelta(days=1))
    assert not owed(leak, facts.LAW_DEADLINE)
    with pytest.raises(Refusal, match="すでに対応"):
        judging.attend(leak, card="appi_prelim", words="もう一度", by=company.sato, at=NOW)


def test_an_answer_says_why_and_from_when(company: Company, leak: int) -> None:
    with pytest.raises(Refusal, match="理由"):
        judging.answer_card(leak, card="appi_prelim", **(MAYBE | {"because": " "}), by=company.sato, at=NOW)
    with pytest.raises(Refusal, match="知った日"):
        judging.answer_card(leak, card="appi_prelim", **(MAYBE | {"starts_on": None}), by=company.sato, at=NOW)
    with pytest.raises(Refusal) as unknown:
        judging.answer_card(leak, card="nothing", **MAYBE, by=company.sato, at=NOW)
    assert unknown.value.status == 404
    assert not cards.answers_of(history(f"case:{leak}")).given


def test_a_right_of_the_customer_is_kept_in_sight_and_promised_by_nobody(company: Company) -> None:
    no = case(company.sato, "すぐに壊れた")
    due = judging.answer_card(no, card="nonconf_1y", **MAYBE, by=company.sato, at=NOW)
    assert due == date(2027, 11, 22)
    assert not owed(no, facts.LAW_DEADLINE)


@pytest.mark.rule("S002-5")
def test_no_solution_goes_out_while_a_card_that_cannot_wait_is_unanswered(company: Company) -> None:
    no = case(company.sato, "契約を解約したい")
    weighed(no, company.sato)
    with pytest.raises(Refusal, match="クーリング・オフ"):
        present(no, company.sato)
    judging.answer_card(no, card="coolingoff_8", **NOT, by=company.sato, at=NOW)
    present(no, company.sato)


@pytest.mark.rule("T2", "S004-2.3.4")
@pytest.mark.parametrize(
    "words", ["全額返金いたします", "１２，０００円をお支払いします", "送料の一部をお返しします", "a full refund"]
)
def test_money_is_not_spoken_of_until_the_representative_has_approved_it(company: Company, words: str) -> None:
    no = case(company.sato, "椅子が届かない")
    weighed(no, company.sato)
    with pytest.raises(Refusal, match="代表の承認した損失がありません"):
        present(no, company.sato, words)
    losses.request(no, amount=12000, reason="遅れ", basis="契約", by=company.sato, at=NOW)
    losses.decide(no, approve=True, by=company.daihyo, at=NOW)
    losses.change(no, amount=20000, reason="遅れ", basis="契約", why="送料", by=company.sato, at=NOW)
    losses.decide(no, approve=False, reason="根拠を", by=company.daihyo, at=NOW)
    with pytest.raises(Refusal, match="代表の承認した損失がありません"):
        present(no, company.sato, words)
    losses.change(no, amount=12000, reason="遅れ", basis="契約", why="戻した", by=company.sato, at=NOW)
    losses.decide(no, approve=True, by=company.daihyo, at=NOW)
    present(no, company.sato, words)


@pytest.mark.rule("T2")
def test_liability_is_not_admitted_until_the_representative_agrees_to_the_option(company: Company) -> None:
    no = case(company.sato, "椅子が届かない")
    weighed(no, company.sato)
    what = "当社が全責任を負います"
    option = actions.weigh(no, what=what, grounds="契約", by=company.sato, at=NOW)
    shown = {"what": what, "grounds": "契約", "channel": "phone", "option": option, "by": company.sato, "at": NOW}
    with pytest.raises(Refusal, match="代表の賛成がありません"):
        actions.present(no, **shown)
    actions.judge_option(no, option=option, party=Party.REPRESENTATIVE, agrees=True, by=company.daihyo, at=NOW)
    actions.present(no, **shown)


@pytest.mark.rule("R8-10")
def test_a_statutory_withdrawal_waits_for_no_stage_and_no_approval_and_the_leader_hears_at_once(
    company: Company,
) -> None:
    no = case(company.sato, "契約を解約したい")
    before = Notice.objects.count()
    days = {"sent_on": TODAY, "began_on": date(2026, 11, 15)}
    standing = judging.receive_withdrawal(
        no, card="coolingoff_8", **days, words="契約を解除します", by=company.sato, at=NOW
    )
    assert standing is Standing.WITHIN
    assert Notice.objects.count() > before
    assert asked(no, company.sato) == {}, "nobody asks whether it may be one"
    (promise,) = owed(no, facts.WITHDRAW)
    assert (promise.to, promise.blocking) == ("customer", True)
    judging.finish_withdrawal(no, words="解約し、全額をお返しした", by=company.sato, at=NOW)
    assert not owed(no, facts.WITHDRAW)
    assert opened(no, by=company.sato)[2].stage is Stage.OCCURRED
    with pytest.raises(Refusal, match="すでに済んでいます"):
        judging.finish_withdrawal(no, words="もう一度", by=company.sato, at=NOW)


@pytest.mark.parametrize(
    ("sent", "began", "standing"),
    [
        (date(2026, 11, 21), date(2026, 11, 14), Standing.WITHIN),
        (date(2026, 11, 22), date(2026, 11, 14), Standing.AFTER),
        (date(2026, 11, 22), None, Standing.NOT_BEGUN),
    ],
)
def test_a_withdrawal_that_seems_late_is_taken_in_as_well(
    company: Company, leak: int, sent: date, began: date | None, standing: Standing
) -> None:
    days = {"sent_on": sent, "began_on": began}
    said = judging.receive_withdrawal(leak, card="coolingoff_8", **days, words="解除", by=company.sato, at=NOW)
    assert said is standing
    assert owed(leak, facts.WITHDRAW)


def test_what_is_no_right_to_withdraw_or_lies_ahead_is_refused_in_words(company: Company, leak: int) -> None:
    days = {"sent_on": TODAY, "words": "解除", "by": company.sato, "at": NOW}
    with pytest.raises(Refusal, match="権利のカードではありません"):
        judging.receive_withdrawal(leak, card="nonconf_1y", **days)
    with pytest.raises(Refusal, match="きょうまで"):
        judging.receive_withdrawal(leak, card="coolingoff_8", **(days | {"sent_on": date(2026, 11, 23)}))
    with pytest.raises(Refusal, match="まだ受けていません"):
        judging.finish_withdrawal(leak, words="w", by=company.sato, at=NOW)
    assert not owed(leak, facts.WITHDRAW)


def test_who_agrees_to_an_option_and_only_the_representative_speaks_for_the_representative(company: Company) -> None:
    no = case(company.sato, "椅子が届かない")
    number = actions.weigh(no, what="交換", grounds="契約", cost=0, by=company.sato, at=NOW)
    judged = {"option": number, "agrees": True, "at": NOW}
    actions.judge_option(no, party=Party.DIVISION, **judged, by=company.sato)
    with pytest.raises(Refusal, match="代表にお願い"):
        actions.judge_option(no, party=Party.REPRESENTATIVE, **judged, by=company.kato)
    actions.judge_option(no, party=Party.REPRESENTATIVE, **judged, by=company.daihyo)
    with pytest.raises(Refusal, match="理由"):
        actions.judge_option(no, party=Party.DIVISION, **(judged | {"agrees": False}), by=company.sato)
    with pytest.raises(Refusal, match="その解決案"):
        actions.judge_option(no, party=Party.DIVISION, **(judged | {"option": 2}), by=company.sato)
    with pytest.raises(Refusal, match="0円以上"):
        actions.weigh(no, what="w", grounds="g", cost=-1, by=company.sato, at=NOW)


def page(person: Person, path: str, **posted: str) -> tuple[int, str]:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    got = client.post(path, {"key": str(uuid4()), **posted}, follow=True) if posted else client.get(path)
    return got.status_code, got.content.decode()


def test_the_page_asks_one_question_with_the_notice_and_keeps_what_was_typed(company: Company, leak: int) -> None:
    path = f"/cases/{leak}/law"
    status, html = page(company.sato, path)
    assert (status, html.count('name="applies"')) == (200, 3)
    assert "法的判断ではありません" in html
    assert "2026-11-22" in html
    typed = {"act": "answer:appi_prelim", "applies": "maybe", "because": "口座番号 𠮷"}
    status, html = page(company.sato, path, **typed)
    assert (status, "口座番号 𠮷</textarea>" in html) == (400, True)
    status, html = page(company.sato, path, **typed, starts_on="2026-11-22")
    assert (status, "2026-11-26" in html, "対応を記録する" in html) == (200, True, True)
    status, html = page(company.sato, path, act="attend:appi_prelim", words="速報を送った")
    assert (status, "対応しました" in html) == (200, True)
    assert page(company.sato, f"/cases/{leak}")[1].count("法令の確認をひらく")


def test_a_viewer_reads_masked_and_a_stranger_not_at_all(company: Company, leak: int) -> None:
    judging.answer_card(leak, card="appi_prelim", **MAYBE, by=company.sato, at=NOW)
    status, html = page(company.viewer, f"/cases/{leak}/law")
    assert (status, "口座番号" in html, "別の人の" in html, "<textarea" in html) == (200, False, False, False)
    assert page(company.mori, f"/cases/{leak}/law")[0] == 404
    assert page(company.sato, f"/cases/{leak}/law", act="dance")[0] == 400


def test_law_through_the_api(company: Company, leak: int, api: Any) -> None:
    sato = api(company.sato)
    body = {"card": "appi_prelim", "applies": "maybe", "because": "口座番号", "starts_on": "2026-11-22"}
    assert sato.post(f"/cases/{leak}/law", body | {"starts_on": None}).status_code == 400
    assert sato.post(f"/cases/{leak}/law", body).status_code == 201
    shown = sato.get(f"/cases/{leak}/law").json()["cards"][0]
    assert (shown["card"], shown["answer"]["due_on"], shown["done"]) == ("appi_prelim", "2026-11-26", False)
    masked = api(company.viewer).get(f"/cases/{leak}/law").json()["cards"][0]
    assert masked["answer"]["because"] == "＊＊＊"
    counted = sato.get("/law/deadline", card="coolingoff_8", began="2026-11-02").json()
    assert counted["due_on"] == "2026-11-09"
    taken = {"card": "coolingoff_8", "sent_on": "2026-11-20", "words": "解除します"}
    assert sato.post(f"/cases/{leak}/withdrawals", taken).status_code == 201
    assert sato.post(f"/cases/{leak}/withdrawals/completion", {"words": "解約した"}).status_code == 201
    assert sato.get(f"/cases/{leak}/law").json()["withdrawal_carried_out"] is True
