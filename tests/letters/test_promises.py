"""What a letter promises is owed before it goes out."""

from datetime import datetime

import pytest

from nattoku.cases import promising, queries
from nattoku.cases.actions import Intake, promise, receive
from nattoku.cases.promising import Saying, Sayings
from nattoku.cases.queries import no_of
from nattoku.cases.undertakings import unkept
from nattoku.cases.words import Door
from nattoku.ledger import queries as promises
from nattoku.letters import actions, rules
from nattoku.letters.words import LetterKind
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from tests.company import NOW, Company

TEXT = "青木様\nお待たせし、申し訳ございません。来週水曜にお電話いたします。"
WEDNESDAY = datetime(2026, 11, 25, 17, tzinfo=TOKYO)
AT_THREE = datetime(2026, 11, 25, 15, tzinfo=TOKYO)


@pytest.fixture
def no(company: Company) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子")
    return no_of(receive(intake, by=company.sato, at=NOW)[0].stream)


def hold(no: int, company: Company, text: str, said: Sayings = promising.NOTHING) -> None:
    promising.hold(no, about="letters/1", text=text, written_at=NOW, said=said, by=company.chiba, at=NOW)


def owed(no: int) -> list[datetime]:
    return [p.due_at for p in promises.open_of_kind(f"case:{no}", "cases.promised")]


def test_a_day_is_owed_by_any_moment_of_it_and_a_time_only_by_that_minute() -> None:
    assert unkept(TEXT, NOW, [AT_THREE], ()) == []
    timed = "来週水曜の16時にお電話いたします。"
    assert [one.words for one in unkept(timed, NOW, [AT_THREE], ())] == ["来週水曜の16時"]
    assert unkept(timed, NOW, [AT_THREE.replace(hour=16)], ()) == []


def test_what_is_offered_for_a_promise_is_its_sentence_and_its_day() -> None:
    [one] = unkept(TEXT, NOW, [], ())
    assert (one.what, one.due_at) == ("来週水曜にお電話いたします", WEDNESDAY)


def test_a_letter_that_promises_what_nobody_owes_is_not_approved_until_it_is_owed(no: int, company: Company) -> None:
    letter = actions.draft(no, kind=LetterKind.APOLOGY, text=TEXT, by=company.sato, at=NOW)
    with pytest.raises(Refusal, match="来週水曜") as refused:
        hold(no, company, TEXT)
    assert refused.value.status == 409
    assert [one.ja for one in refused.value.unanswered] == ["「来週水曜」のお約束がまだ記録されていません"]
    assert promising.left(no, **actions.undertaken(_letter(no, company, letter)), by=company.chiba)
    promise(no, what="お電話", due_at=AT_THREE, by=company.sato, at=NOW)
    assert not promising.left(no, **actions.undertaken(_letter(no, company, letter)), by=company.chiba)


def _letter(no: int, company: Company, number: int) -> rules.Letter:
    return rules.letters_of(queries.opened(no, by=company.chiba)[1])[number]


def test_a_promise_can_be_opened_in_the_same_act(no: int, company: Company) -> None:
    hold(no, company, TEXT, Sayings([Saying("お電話", WEDNESDAY)]))
    assert owed(no) == [WEDNESDAY]


def test_where_one_promise_is_left_none_is_opened(no: int, company: Company) -> None:
    with pytest.raises(Refusal, match="追って"):
        hold(no, company, TEXT + "追ってご報告いたします。", Sayings([Saying("お電話", WEDNESDAY)]))
    assert owed(no) == []


def test_vague_words_take_a_date_or_a_reason(no: int, company: Company) -> None:
    vague = "追ってご連絡いたします。"
    with pytest.raises(Refusal, match="日時がありません"):
        hold(no, company, vague)
    hold(no, company, vague, Sayings([Saying("ご連絡", WEDNESDAY, "追って")]))
    assert owed(no) == [WEDNESDAY]
    hold(no, company, "近日中にお送りします。", Sayings(elsewhere={"近日中": "配送の会社がお約束しています"}))


def test_a_reason_given_for_one_letter_says_nothing_of_another(no: int, company: Company) -> None:
    hold(no, company, TEXT, Sayings(elsewhere={"来週水曜": "別の案件でお約束しています"}))
    assert promising.left(no, about="letters/2", text=TEXT, written_at=NOW, by=company.chiba)
