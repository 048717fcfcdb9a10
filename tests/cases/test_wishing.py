"""What hurt and what is wanted are both asked, and what is wanted gets an answer before the end, by every door (T7)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from nattoku.cases import actions, contacting, heart, wishing
from nattoku.cases.actions import Intake
from nattoku.cases.facts import HeartAsked, ItemAnswered, ItemHeard
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import Danger, Door, Hurt, Wish
from nattoku.closure import actions as closure
from nattoku.closure import completing
from nattoku.closure.completion import Report
from nattoku.closure.facts import Meaning
from nattoku.ledger.append import append
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.notices.facts import Delivered
from nattoku.people.actions import SYSTEM
from nattoku.reports import actions as reports
from nattoku.solutions.facts import Presented
from tests.company import NOW, Company


def past(*happened: Fact) -> History:
    return [
        Recorded(id=i, stream="case:1001", seq=i, by="sato", happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


def item(n: int, *wish: Wish) -> ItemHeard:
    return ItemHeard(item=n, about=[], hurt=[], wish=list(wish), what="送料を返してほしい")


REFUND, ANSWERED = item(1, Wish.REFUND), ItemAnswered(item=1, words="お返しします")
SOLVED = Presented(channel="phone", basis=[], what="送料をお返しする", grounds="約款")


@pytest.mark.rule("T7")
@pytest.mark.parametrize(
    ("happened", "left"),
    [
        ((REFUND,), [(1, Wish.REFUND)]),
        ((REFUND, ANSWERED), []),
        ((REFUND, SOLVED), []),
        ((SOLVED, REFUND), [(1, Wish.REFUND)]),  # said after the solution: it answers nothing of it
        ((REFUND, item(2, Wish.APOLOGY), ANSWERED), [(2, Wish.APOLOGY)]),
        ((item(1), HeartAsked(item=1, hurt=[], wish=[Wish.REPAIR])), [(1, Wish.REPAIR)]),
        ((item(1, Wish.LISTEN),), []),  # heard is answered
    ],
)
def test_what_is_wanted_is_open_until_an_answer_comes_after_it(
    happened: tuple[Fact, ...], left: list[tuple[int, Wish]]
) -> None:
    assert wishing.unanswered(past(*happened)) == left


@pytest.fixture
def no(company: Company, at: datetime) -> int:
    intake = Intake(
        door=Door.PHONE, words="送料を返してほしい", fact="送料を二度いただいた", danger=Danger.NO, wish=[Wish.REFUND]
    )
    earlier = at - timedelta(days=1)
    no = no_of(actions.receive(intake, by=company.sato, at=earlier)[0].stream)
    reports.tell_leader(no, person="chiba", by=company.sato, at=earlier)
    reports.share(no, by=company.sato, at=earlier)
    contacting.contact(
        no, channel="phone", words="確かめております", next_at=None, interim=True, by=company.sato, at=at
    )
    return no


def satisfied(no: int, company: Company, at: datetime) -> closure.Heard:
    told = Report(happened="送料を二度いただいた", cause="", done="お詫びした", changed="")
    completing.tell(no, told, channel="phone", by=company.sato, at=at)
    said: dict[str, Any] = {
        "words": "もういいですよ",
        "meaning": Meaning.SATISFIED,
        "said_to": "佐藤",
        "through": "phone",
    }
    return closure.hear_last_word(no, **said, by=company.sato, at=at)


@pytest.mark.rule("T7")
def test_a_case_is_not_ended_while_what_is_wanted_has_no_answer(
    no: int, company: Company, at: datetime, api: Any
) -> None:
    heard = satisfied(no, company, at)
    assert not heard.resolved
    assert "返金・減額" in heard.unanswered[0].ja
    sato = api(company.sato)
    refused = sato.post(f"/cases/{no}/closure/resolution")
    assert refused.status_code == 409
    with pytest.raises(Refusal, match="返金・減額") as gate:
        closure.resolve(no, by=company.sato, at=at)
    assert gate.value.status == 409
    with pytest.raises(Refusal, match="返金・減額"):
        closure.request_end(no, tried="お話しした", recourse="消費生活センター", by=company.sato, at=at)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert "お求めになっていること「返金・減額」" in client.get(f"/cases/{no}/closure").content.decode()
    contacting.answer_item(no, item=1, words="送料をお返しいたします。", by=company.sato, at=at)
    assert wishing.unanswered(opened(no, by=company.sato)[1]) == []
    assert "返金・減額" not in client.get(f"/cases/{no}/closure").content.decode()


@pytest.mark.rule("T7")
def test_when_the_content_is_read_back_both_hearts_and_wishes_are_asked(
    company: Company, no: int, at: datetime, api: Any
) -> None:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert "お気持ち（心情）を、まだ伺っていません" in client.get(f"/cases/{no}").content.decode()
    version = opened(no, by=company.sato)[2].version
    typed = {"form": "0", "key": "k", "words": "送料を二度いただいた件", "version": version, "wish": ["refund"]}
    refused = client.post(f"/cases/{no}/content", typed)
    assert (refused.status_code, "特に仰らなかった" in refused.content.decode()) == (400, True)
    assert client.post(f"/cases/{no}/content", typed | {"key": "k2", "hurt_unsaid": "1"}).status_code == 303
    state = opened(no, by=company.sato)[2]
    assert wishing.unasked(state) == []
    asked = {"hurt": ["promise_broken"], "wish": ["refund", "in_writing"]}
    assert api(company.sato).post(f"/cases/{no}/heart", asked).status_code == 201
    state = opened(no, by=company.sato)[2]
    assert state.items[1].heard.hurt == [Hurt.PROMISE_BROKEN]
    assert state.items[1].heard.wish == [Wish.REFUND, Wish.IN_WRITING]


def test_nothing_is_asked_about_a_case_without_an_item_or_that_has_ended(
    company: Company, no: int, at: datetime
) -> None:
    closure.withdraw(no, words="もう結構です", by=company.sato, at=at)
    with pytest.raises(Refusal, match="終わっています"):
        heart.ask(no, hurt=[], wish=[], by=company.sato, at=at)


def test_what_the_machine_wrote_meanwhile_is_in_nobodys_way(company: Company, no: int, at: datetime) -> None:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    version = opened(no, by=company.sato)[2].version
    append(f"case:{no}", Delivered(notice="n", channel="chatwork", to="person:chiba"), by=SYSTEM, at=at)
    typed = {"form": "0", "key": "k", "words": "送料の件", "version": version, "wish": ["refund"], "hurt_unsaid": "1"}
    assert client.post(f"/cases/{no}/content", typed).status_code == 303
