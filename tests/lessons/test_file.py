"""The one-page case file: what it must say, whom it must not name, and how it is found again."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from nattoku.cases.actions import Intake, receive
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import About, Door, Severity
from nattoku.closure import actions as closure
from nattoku.closure.facts import Meaning
from nattoku.finding.cli import search
from nattoku.finding.queries import search as find
from nattoku.ledger import queries as promises
from nattoku.ledger.append import blank, history, rebuild
from nattoku.lessons import actions, queries, rules
from nattoku.lessons.models import FilePage
from nattoku.lib.refusal import Refusal
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from tests.company import NOW, Company

FILE = {
    "fact": "お約束の日にダイニングチェアが届かず、ご連絡もなかった",
    "cause": "遅れが分かってから営業へ伝わるまでに二日かかった",
    "countermeasure": "発送部は、遅れを知った当日の15時までに営業へ電話する",
}


@pytest.fixture
def ended(company: Company) -> Callable[..., int]:
    """ended(by): the number of a case that ended with the customer's words."""

    def end(by: Person, *, about: About = About.DELIVERY) -> int:
        intake = Intake(
            door=Door.PHONE,
            words="まだ届かない",
            fact="椅子が届いていない",
            about=[about],
            caller="青木 花子",
            concerns="佐藤",
            severity=Severity.B,
        )
        no = no_of(receive(intake, by=by, at=NOW)[0].stream)
        reports.tell_leader(no, person="chiba" if by.pk == "sato" else "ueno", by=by, at=NOW)
        closure.hear_last_word(
            no,
            words="もういいですよ。教えてくれてありがとう",
            meaning=Meaning.SATISFIED,
            unasked="先に仰った",
            said_to="佐藤",
            through="phone",
            by=by,
            at=NOW,
        )
        return no

    return end


@pytest.mark.rule("S004-3.1.2.1", "S004-3.1.2.1.1", "S004-3.1.2.1.2")
@pytest.mark.parametrize(("missing", "name"), [("fact", "事実"), ("cause", "原因"), ("countermeasure", "対策")])
def test_fact_cause_and_countermeasure_are_mandatory(company: Company, ended: Any, missing: str, name: str) -> None:
    no = ended(company.sato)
    with pytest.raises(Refusal, match=name):
        actions.write(no, **(FILE | {missing: " "}), by=company.sato, at=NOW)


@pytest.mark.rule("S004-2.3.5")
def test_writing_it_keeps_the_promise_that_the_end_opened(company: Company, ended: Any) -> None:
    no = ended(company.sato)
    assert promises.open_of_kind(f"case:{no}", "closure.case_file")
    actions.write(no, **FILE, by=company.sato, at=NOW)
    assert not promises.open_of_kind(f"case:{no}", "closure.case_file")


def test_it_is_written_after_the_end(company: Company) -> None:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", severity=Severity.B)
    no = no_of(receive(intake, by=company.sato, at=NOW)[0].stream)
    with pytest.raises(Refusal, match="終わってから"):
        actions.write(no, **FILE, by=company.sato, at=NOW)


@pytest.mark.rule("R8-7")
@pytest.mark.parametrize(
    "name", ["佐藤さんが伝えなかった", "佐藤 光が伝えなかった", "青木花子様はお待ちだった", "青木様はお待ちだった"]
)
def test_it_names_neither_staff_nor_customer(company: Company, ended: Any, name: str) -> None:
    no = ended(company.sato)
    with pytest.raises(Refusal, match="名前"):
        actions.write(no, **(FILE | {"learned": name}), by=company.sato, at=NOW)


def test_what_the_history_already_says_is_offered_without_names(company: Company, ended: Any) -> None:
    _, past, state = opened(ended(company.sato), by=company.sato)
    offered = rules.draft(state, past)
    assert offered.fact == "椅子が届いていない"
    assert offered.words.startswith("もういいですよ。")
    assert rules.unnamed("青木様と青木 花子さん", "青木 花子") == "お客様とお客様"


def test_it_is_found_by_its_words_however_typed_newest_first(company: Company, ended: Any) -> None:
    first, second = ended(company.sato), ended(company.sato)
    actions.write(first, **FILE, words="一本の電話がほしかった", by=company.sato, at=NOW)
    actions.write(second, **FILE, by=company.sato, at=NOW + timedelta(days=1))
    assert [f.no for f in find("だいにんぐ　１５時", by=company.sato)] == [second, first]
    found = find("一本の電話", by=company.sato)
    assert [f.no for f in found] == [first]
    assert found[0].excerpt == "一本の電話がほしかった"
    assert found[0].matched == ["一本の電話"]
    assert find("返金", by=company.sato) == []
    assert find("   ", by=company.sato) == []
    assert [p.no for p in queries.like_this(FilePage.objects.get(pk=first), by=company.sato)] == [second]


def test_what_one_may_not_see_is_neither_found_nor_shown(company: Company, ended: Any, api: Any) -> None:
    no = ended(company.sato)
    actions.write(no, **FILE, words="一本の電話がほしかった", by=company.sato, at=NOW)
    assert find("ダイニング", by=company.mori) == []
    assert api(company.mori).get(f"/cases/{no}/file").status_code == 404
    assert api(company.mori).get("/cases/99999/file").status_code == 404
    assert [f.no for f in find("ダイニング", by=company.viewer)] == [no]
    assert find("一本の電話", by=company.viewer) == []
    assert api(company.viewer).get(f"/cases/{no}/file").json()["words"] == "＊＊＊"


def test_the_read_rows_are_the_same_after_a_rebuild_and_empty_after_a_blanking(company: Company, ended: Any) -> None:
    no = ended(company.sato)
    actions.write(no, **FILE, words="三十年のお付き合い", by=company.sato, at=NOW)
    closure.check_effect(
        no, works=True, words="三か月、同じ遅れはない", asked="順調", by=company.chiba, at=NOW + timedelta(days=30)
    )
    before = FilePage.objects.filter(pk=no).values().get()
    assert before["effect"] == "三か月、同じ遅れはない"
    rebuild()
    assert FilePage.objects.filter(pk=no).values().get() == before
    seq = next(r.seq for r in history(f"case:{no}") if r.kind == "lessons.file_written")
    blank(f"case:{no}", seq, ["words", "fact"], reason="ご本人のご請求", by="daihyo", at=NOW)
    assert find("ダイニング", by=company.sato) == []
    assert find("三十年", by=company.sato) == []


def test_the_command_answers_with_the_promised_keys(company: Company, ended: Any) -> None:
    no = ended(company.sato)
    actions.write(no, **FILE, by=company.sato, at=NOW)
    told = CliRunner().invoke(search, ["チェア", "--json", "--by", "sato@example.jp"])
    assert told.exit_code == 0, told.output
    [one] = json.loads(told.output)
    assert one["case"] == str(no)
    assert set(one) == {"case", "score", "excerpt", "matched"}


def test_the_api_writes_and_finds_it(company: Company, ended: Any, api: Any) -> None:
    no, sato = ended(company.sato), api(company.sato)
    assert sato.post(f"/cases/{no}/file", FILE).status_code == 201
    assert [f["case"] for f in sato.get("/search", q="チェア").json()] == [str(no)]
    refused = sato.post(f"/cases/{no}/file", FILE | {"cause": ""})
    assert refused.status_code == 409
    assert refused.json()["unanswered"] == ["原因"]
