"""受付 on the page: a valid first save needs the words and one fact; nothing typed is ever lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases import queries
from nattoku.cases.models import Case
from nattoku.customers import actions as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.people.forms import local
from nattoku.people.models import Person
from tests.company import Company

WORDS = "頼んだ椅子がまだ届かない。\r\n\t3日も待っている 😠 𠮷野 髙橋"
FACT = "11月19日お届けのお約束の椅子2脚が届いていない"


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def save(company: Company, **typed: Any) -> Any:
    form = {"key": "k-1", "words": WORDS, "fact": FACT, "door": "phone"} | typed
    return as_(company.sato).post("/intake", {k: v for k, v in form.items() if v is not None})


def only_case() -> Case:
    return Case.objects.get()


def test_the_first_thing_on_the_screen_is_the_box_for_the_words_with_the_cursor_in_it(company: Company) -> None:
    page = as_(company.sato).get("/intake").content.decode()
    first_control = page[page.index("<main") :]
    first_control = first_control[first_control.index("<textarea") :]
    assert 'name="words"' in first_control[:200]
    assert "autofocus" in first_control[: first_control.index(">")]
    assert "お客様のお言葉を、そのまま" in page


@pytest.mark.rule("S004-4.1")
def test_words_and_one_fact_are_enough_and_being_unsure_is_no_reason_not_to_save(company: Company) -> None:
    answer = save(company, unsure="1")
    case = only_case()
    assert answer.status_code == 303
    assert answer.url == f"/cases/{case.no}/report"
    got = queries.opened(case.no, by=company.sato)[2].received
    assert got.unsure
    assert got.words == WORDS.replace("\r\n", "\n")
    assert got.fact == FACT


def test_a_number_that_rings_is_filled_in(company: Company) -> None:
    assert 'value="090-1111-2222"' in as_(company.sato).get("/intake?from=090-1111-2222").content.decode()


def test_an_empty_fact_is_offered_from_the_words_and_never_made_up(company: Company) -> None:
    answer = save(company, fact="")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert not Case.objects.exists()
    assert 'value="頼んだ椅子がまだ届かない"' in page
    assert "3日も待っている 😠 𠮷野 髙橋" in page
    assert save(company, fact="頼んだ椅子がまだ届かない").status_code == 303


def test_the_first_sentence_is_taken_when_that_was_ticked(company: Company) -> None:
    assert save(company, fact="", first_sentence="1").status_code == 303
    assert only_case().fact == "頼んだ椅子がまだ届かない"


def test_empty_words_get_a_clear_sentence_and_everything_typed_stays(company: Company) -> None:
    answer = save(company, words="  ", caller="青木 花子")
    assert answer.status_code == 400
    assert "お客様のお言葉を入力してください" in answer.content.decode()
    assert "青木 花子" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_double_tap_is_one_case(company: Company) -> None:
    assert save(company).url == save(company).url
    assert Case.objects.count() == 1


def test_the_same_id_with_other_words_is_refused_and_gets_a_new_id(company: Company) -> None:
    save(company)
    answer = save(company, words="別のお申し出です。")
    assert answer.status_code == 422
    assert 'value="k-1"' not in answer.content.decode()
    assert Case.objects.count() == 1


@pytest.mark.rule("R8-14")
def test_where_to_call_back_by_when_and_by_whom_become_a_promise(company: Company) -> None:
    at = timezone.now() + timedelta(hours=3)
    save(company, reach_missing="1", call_back_at=local(at), call_back_by="chiba", danger="yes")
    case = only_case()
    (owed,) = promises.open_of_kind(case.stream, "cases.next_contact")
    assert (owed.owed_by, local(owed.due_at)) == ("chiba", local(at))
    assert queries.opened(case.no, by=company.sato)[2].received.reach_missing
    assert case.severity == "S"
    shown = as_(company.sato).get(f"/cases/{case.no}/report").content.decode()
    assert "まず安全をお確かめください" in shown
    assert FACT in shown


def test_nobody_unknown_is_promised_to_call_back(company: Company) -> None:
    assert save(company, call_back_by="nobody").status_code == 400
    assert not Case.objects.exists()


def test_several_things_complained_of_are_kept_apart(company: Company) -> None:
    save(company, items=["電話に出ない", "言葉づかいが乱暴だった"], hurt=["slighted"], wish=["apology"])
    items = queries.opened(only_case().no, by=company.sato)[2].items
    assert [i.heard.what for i in items.values()] == [FACT, "電話に出ない", "言葉づかいが乱暴だった"]
    assert [i.heard.central for i in items.values()] == [True, False, False]


def test_identity_is_done_only_when_somebody_said_how(company: Company) -> None:
    save(company, identified="")
    assert not only_case().identified
    save(company, key="k-2", identified="ご注文番号とお名前")
    assert Case.objects.get(no=1002).identified


def test_suggestions_come_after_three_characters_with_name_and_town_and_nothing_else(company: Company) -> None:
    customers.register(
        name="青木 花子", reading="あおき はなこ", town="港区", address="港区芝1-2-3", phone="090-9999-8888",
        division="sales", by=company.sato, at=timezone.now(),
    )  # fmt: skip
    asked = as_(company.sato)
    assert 'role="option"' not in asked.get("/customers/suggest", {"q": "青木"}).content.decode()
    found = asked.get("/customers/suggest", {"q": "あおき"}).content.decode()
    assert "青木 花子" in found
    assert "港区" in found
    assert "芝1-2-3" not in found
    assert "9999" not in found
    assert as_(company.viewer).get("/customers/suggest", {"q": "あおき"}).status_code == 403


def test_a_viewer_cannot_open_the_intake(company: Company) -> None:
    assert as_(company.viewer).get("/intake").status_code == 403


@pytest.mark.rule("S004-2.1.2", "R8-4")
def test_at_the_door_the_call_comes_before_the_typing_and_is_saved_with_it(company: Company) -> None:
    page = as_(company.sato).get("/intake?door=visit").content.decode()
    assert page.index("この場でお電話してもよろしいでしょうか") < page.index('name="words"')
    assert page.index('href="tel:') < page.index('name="words"')
    assert "autofocus" not in page
    told_at = timezone.now() - timedelta(minutes=20)
    form = {"key": "d", "words": WORDS, "fact": FACT, "door": "visit", "told": "chiba", "told_at": local(told_at)}
    assert as_(company.sato).post("/intake/door", form).status_code == 303
    (told,) = [r for r in history(only_case().stream) if r.kind == "reports.told_leader"]
    assert told.fact.in_presence is True  # type: ignore[attr-defined]
    assert local(told.happened_at) == local(told_at)
    assert promises.open_of_kind(only_case().stream, "cases.report_to_leader") == []


@pytest.mark.rule("R8-4")
def test_at_the_door_with_nobody_answering_the_time_that_was_said_is_the_leaders_promise(company: Company) -> None:
    due = timezone.now() + timedelta(hours=2)
    form = {"key": "d", "words": WORDS, "fact": FACT, "door": "visit", "told": "nobody", "promised_at": local(due)}
    assert as_(company.sato).post("/intake/door", form).status_code == 303
    (owed,) = promises.open_of_kind(only_case().stream, "cases.next_contact")
    assert (owed.owed_by, local(owed.due_at)) == ("chiba", local(due))
    assert promises.open_of_kind(only_case().stream, "cases.report_to_leader")


def test_what_was_typed_comes_along_to_the_screen_for_settling_on_the_spot(company: Company) -> None:
    typed = {"carry": "1", "words": WORDS, "fact": FACT, "about": ["conduct"]}
    answer = as_(company.sato).post("/intake/on-the-spot", typed)
    assert answer.status_code == 200
    assert FACT in answer.content.decode()
    assert not Case.objects.exists()


SPOT = {
    "key": "s", "words": WORDS, "fact": FACT, "door": "phone", "danger": "no", "done": "その場で差し替えた",
    "cause": "品番の取り違え", "last_words": "はい、これで結構です", "told": "chiba",
}  # fmt: skip


@pytest.mark.rule("R8-3")
def test_one_screen_settles_a_complaint_on_the_spot(company: Company) -> None:
    answer = as_(company.sato).post("/intake/on-the-spot", SPOT)
    assert answer.status_code == 303, answer.content.decode()
    assert only_case().ending == "resolved"


def test_with_danger_nothing_is_settled_on_the_spot_and_nothing_typed_is_lost(company: Company) -> None:
    answer = as_(company.sato).post("/intake/on-the-spot", SPOT | {"danger": "yes"})
    assert answer.status_code == 409
    assert "これで結構です" in answer.content.decode()
    assert not Case.objects.exists()
