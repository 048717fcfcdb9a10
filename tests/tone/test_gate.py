"""What the tone check holds back on a case, who may dismiss a remark, and what is counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases.actions import Intake, receive
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.ledger.models import FactRow
from nattoku.letters import actions as letters
from nattoku.letters.words import LetterKind
from nattoku.lib.refusal import Refusal
from nattoku.response import actions as response
from nattoku.tone import actions, queries
from tests.company import NOW, Company

WRONG = "誤解を招いたのであれば、お詫びいたします。"
FOUND = "誤解を招いたのであれば"
PARTS = {
    "apology": f"長らくお待たせし、申し訳ございません。{WRONG}",
    "thanks": "お知らせくださり、ありがとうございます。",
}


@pytest.fixture
def no(company: Company) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子")
    return no_of(receive(intake, by=company.sato, at=NOW)[0].stream)


def draft(no: int, company: Company, **more: Any) -> int:
    return letters.draft(no, kind=LetterKind.THANKS, parts=PARTS, by=company.sato, at=NOW, **more)


def dismiss(no: int, about: str, by: Any, words: str = FOUND) -> None:
    actions.dismiss(no, about=about, rule="A13", words=words, reason="お客様のお言葉です", by=by, at=NOW)


@pytest.mark.rule("S004-5.3")
def test_a_letter_is_approved_only_once_the_remark_on_it_is_dismissed_with_a_reason(no: int, company: Company) -> None:
    number = draft(no, company)
    with pytest.raises(Refusal, match=FOUND) as refused:
        letters.approve(no, letter=number, as_customer="はい", by=company.chiba, at=NOW)
    assert refused.value.status == 409
    assert len(refused.value.unanswered) == 1
    with pytest.raises(Refusal, match="理由"):
        actions.dismiss(no, about="letters/1", rule="A13", words=FOUND, reason=" ", by=company.sato, at=NOW)
    dismiss(no, "letters/1", company.sato)
    letters.approve(no, letter=number, as_customer="はい", by=company.chiba, at=NOW)


def test_a_dismissal_is_for_these_words_of_this_text_alone(no: int, company: Company) -> None:
    first, second = draft(no, company), draft(no, company)
    dismiss(no, f"letters/{second}", company.sato)
    dismiss(no, f"letters/{first}", company.sato, words="誤解です")
    with pytest.raises(Refusal, match=FOUND):
        letters.approve(no, letter=first, as_customer="はい", by=company.chiba, at=NOW)


def test_an_explanation_has_no_review_so_a_leader_dismisses_what_must_stop(no: int, company: Company) -> None:
    def told() -> None:
        response.explain_handling(no, words=WRONG, channel="phone", by=company.sato, at=NOW + timedelta(hours=1))

    before = FactRow.objects.count()
    with pytest.raises(Refusal, match=FOUND):
        told()
    assert FactRow.objects.count() == before
    with pytest.raises(Refusal, match="リーダー"):
        dismiss(no, "response.handling", company.sato)
    dismiss(no, "response.handling", company.chiba)
    told()


def test_how_often_a_rule_spoke_and_was_dismissed_is_counted_and_nobody_with_it(no: int, company: Company) -> None:
    number = draft(no, company)
    draft(no, company, letter=number)  # the same remark in the same letter is one
    dismiss(no, "letters/1", company.sato)
    dismiss(no, "letters/1", company.sato)
    assert {"rule": "A13", "found": 1, "dismissed": 1} in queries.fared()


def test_what_nobody_can_read_is_refused(no: int, company: Company, api: Callable[..., Any]) -> None:
    body = {"about": "letters/1", "rule": "A13", "words": FOUND, "reason": "お客様のお言葉です"}
    post = api(company.sato).post
    for wrong in ({"about": "letters"}, {"about": "losses/1"}, {"rule": "A99"}, {"rule": "own:a b:1"}):
        assert post(f"/cases/{no}/tone/dismissals", body | wrong).status_code == 400
    assert post(f"/cases/{no}/tone/dismissals", body).status_code == 201
