"""Letters on a case: who may approve, what sending keeps, what comes back is owed again."""

from datetime import datetime
from typing import Any

import pytest

from nattoku.cases.actions import Intake, promise, receive
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.ledger import queries as promises
from nattoku.letters import actions
from nattoku.letters.words import LetterKind, Method
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from tests.company import NOW, Company

PARTS = {
    "apology": "長らくお待たせし、申し訳ございません。",
    "promise": "12月1日にお電話いたします。",
    "thanks": "お知らせくださり、ありがとうございます。",
}


@pytest.fixture
def no(company: Company) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子")
    no = no_of(receive(intake, by=company.sato, at=NOW)[0].stream)
    promise(no, what="お電話", due_at=datetime(2026, 12, 1, 17, tzinfo=TOKYO), by=company.sato, at=NOW)
    return no


def draft(no: int, company: Company, kind: LetterKind = LetterKind.APOLOGY, **more: Any) -> int:
    return actions.draft(no, kind=kind, parts=PARTS, by=company.sato, at=NOW, **more)


def owed(no: int, kind: str) -> int:
    return len(promises.open_of_kind(f"case:{no}", kind))


@pytest.mark.rule("S001-21")
def test_approving_asks_whether_it_would_satisfy_me_in_the_customers_place(no: int, company: Company) -> None:
    letter = draft(no, company)
    with pytest.raises(Refusal, match="自分がお客様なら"):
        actions.approve(no, letter=letter, as_customer=" ", by=company.chiba, at=NOW)
    actions.approve(no, letter=letter, as_customer="はい。待つ日が分かる", by=company.chiba, at=NOW)


def test_each_letter_owes_its_own_review(no: int, company: Company) -> None:
    first, second = draft(no, company), draft(no, company)
    draft(no, company, letter=second)
    assert owed(no, "letters.approve") == 2
    actions.approve(no, letter=first, as_customer="はい", by=company.chiba, at=NOW)
    assert owed(no, "letters.approve") == 1
    actions.send_back(no, letter=second, reason="もう少し短く", by=company.chiba, at=NOW)
    assert owed(no, "letters.approve") == 0
    draft(no, company, letter=second)
    assert owed(no, "letters.approve") == 1


def test_an_interim_report_that_went_out_keeps_that_promise_and_opens_the_next(no: int, company: Company) -> None:
    before = promises.open_of_kind(f"case:{no}", "cases.interim_report")[0].pk
    letter = draft(no, company, LetterKind.INTERIM)
    actions.approve(no, letter=letter, as_customer="はい", by=company.chiba, at=NOW)
    actions.send(no, letter=letter, method=Method.MAIL, by=company.sato, at=NOW)
    [after] = promises.open_of_kind(f"case:{no}", "cases.interim_report")
    assert after.pk != before


def test_a_letter_that_came_back_is_owed_again_until_it_goes_out_anew(no: int, company: Company) -> None:
    letter = draft(no, company)
    actions.approve(no, letter=letter, as_customer="はい", by=company.chiba, at=NOW)
    actions.send(no, letter=letter, method=Method.HANDWRITTEN, by=company.sato, at=NOW)
    actions.take_back(no, letter=letter, reason="宛先不明", by=company.sato, at=NOW)
    assert owed(no, "letters.send_again") == 1
    actions.send(no, letter=letter, method=Method.HANDWRITTEN, by=company.sato, at=NOW)
    assert owed(no, "letters.send_again") == 0


def test_an_empty_letter_is_refused(no: int, company: Company) -> None:
    with pytest.raises(Refusal, match="お手紙の文"):
        actions.draft(no, kind=LetterKind.THANKS, by=company.sato, at=NOW)


def test_a_receiver_does_not_approve_and_a_viewer_does_not_write(no: int, company: Company) -> None:
    letter = draft(no, company)
    with pytest.raises(Refusal) as refused:
        actions.approve(no, letter=letter, as_customer="はい", by=company.sato, at=NOW)
    assert refused.value.status == 403
    with pytest.raises(Refusal) as refused:
        actions.draft(no, kind=LetterKind.THANKS, text="x", by=company.viewer, at=NOW)
    assert refused.value.status == 403
