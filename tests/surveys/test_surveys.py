"""Surveys as customers and the company use them."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door
from nattoku.closure import actions as closure
from nattoku.customers import actions as customers
from nattoku.customers.facts import Dealings
from nattoku.duties import actions as duties
from nattoku.duties import queries as duty_queries
from nattoku.ledger.append import history, rebuild
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from nattoku.reports import actions as reports
from nattoku.signs.models import Sign
from nattoku.surveys import actions, links, looking, queries
from nattoku.surveys.models import Reply, Survey
from nattoku.surveys.words import AnswerInto, StandardsDecision, SurveyOccasion
from tests.company import Company


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def opened(company: Company, at: datetime, **more: Any) -> int:
    return actions.open_survey(occasion=SurveyOccasion.YEARLY, division="sales", by=company.chiba, at=at, **more)


def answered(no: int, at: datetime, many: int = 1, csat: int = 4, **more: Any) -> None:
    behind = links.behind(links.secret(f"survey:{no}"), at=at)
    assert behind
    for _ in range(many):
        actions.answer(behind, {"csat": csat, "ces": 4, "nps": 9}, key="", at=at, **more)


@pytest.mark.rule("S004-1.2.2")
def test_a_year_s_survey_is_asked_answered_counted_as_the_duty_and_our_standards_reviewed_by_it(
    company: Company, api: Any, at: datetime
) -> None:
    chiba = api(company.chiba)
    made = chiba.post("/surveys", {"occasion": "yearly", "division": "sales"}).json()
    customer = Client()
    form = customer.get(made["link"])
    assert form.status_code == 200
    assert "どなたのお答えかは、わたくしどもにも分かりません" in form.content.decode()
    for n in range(6):
        key = re.search(r'name="key" value="([^"]+)"', customer.get(made["link"]).content.decode())
        assert key
        body = {"key": key.group(1), "csat": 2 if n else 5, "nps": 8, "dissatisfied": "yes", "told": "no"}
        assert [customer.post(made["link"], body).status_code for _ in "ab"] == [303, 303], "a double tap is one answer"
    no = made["survey"]
    assert chiba.get(f"/surveys/{no}").json()["results"] is None, "not while one answer would show in the difference"
    review = {"decision": "raise", "standard": "お返事は当日中", "reason": "満足が2割"}
    assert chiba.post(f"/surveys/{no}/reviews", review).status_code == 409
    ended = chiba.post(f"/surveys/{no}/end").json()
    assert ended["results"]["satisfied"] | {"low": 0, "high": 0, "percent": 0} == {
        "part": 1, "of": 6, "low": 0, "high": 0, "percent": 0,
    }  # fmt: skip
    assert chiba.post(f"/surveys/{no}/reviews", review).json()["reviews"][0]["standard"] == "お返事は当日中"
    assert api(company.sato).post(f"/surveys/{no}/reviews", review).status_code == 403
    sales = next(d for d in chiba.get("/surveys").json()["divisions"] if d["division"] == "sales")
    assert (sales["late"], sales["reviewed"]) == (False, True)
    due = next(d for d in chiba.get("/duties").json()["divisions"] if d["division"] == "sales")["duties"]
    assert next(d for d in due if d["duty"] == "survey")["state"] == "done", (
        "the duty of the year, without a second entry"
    )


def seminar(company: Company, at: datetime) -> str:
    """An event of the sales division that has just ended; its place in the ledger."""
    times = {"planned_from": at - timedelta(hours=3), "planned_to": at - timedelta(hours=2)}
    times |= {"began_at": at - timedelta(hours=3), "ended_at": at - timedelta(hours=2)}
    held = {"division": "sales", "title": "冬のセミナー", "seminar": True, "free": True, "people": 310}
    duties.hold_event(**held, **times, by=company.chiba, at=at)  # type: ignore[arg-type]
    return duty_queries.events("sales")[0].ref


@pytest.mark.rule("S004-1.2.3")
def test_an_event_is_without_a_survey_until_one_was_sent_for_it_and_nobody_ticks_a_box(
    company: Company, api: Any, client: Client
) -> None:
    at = datetime.now(TOKYO)
    customers.register(
        name="青木 花子", email="aoki@example.com", dealings=Dealings.DEALINGS, division="sales", by=company.sato, at=at
    )
    event, chiba = seminar(company, at), api(company.chiba)
    assert chiba.get("/surveys").json()["events_without_survey"] == [event]
    client.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/surveys").content.decode()
    assert "アンケートをお願いしていない催し" in page
    assert f"/surveys/new?event={event}" in page
    assert f"/surveys/new?event={event}" in client.get("/duties/sales/events").content.decode()
    assert 'name="surveyed"' not in client.get("/duties/sales/events").content.decode()
    body = {"occasion": "event", "division": "sales", "event": event}
    no = chiba.post("/surveys", body).json()["survey"]
    assert chiba.get("/surveys").json()["events_without_survey"] == [event], "one that lies ready asks nobody"
    assert "用意したものを送る" in client.get("/surveys").content.decode()
    assert chiba.post("/surveys", body).status_code == 409
    assert actions.mail(no, site="http://x", by=company.chiba, at=at) == 1
    assert chiba.get("/surveys").json()["events_without_survey"] == []
    assert [(e.surveyed, e.survey) for e in duty_queries.events("sales")] == [(True, no)]
    assert f'href="/surveys/{no}"' in client.get("/duties/sales/events").content.decode()


@pytest.mark.rule("S004-1.2.3")
def test_answers_on_paper_and_answers_by_the_code_show_that_an_event_was_surveyed_and_it_is_written_once(
    company: Company, at: datetime
) -> None:
    after = {"occasion": SurveyOccasion.EVENT, "division": "sales", "by": company.chiba, "at": at}
    paper = actions.open_survey(**after, event=seminar(company, at))  # type: ignore[arg-type]
    for _ in "ab":
        actions.type_in(paper, {"csat": 4, "ces": 4, "nps": 9}, by=company.sato, at=at)
    code = actions.open_survey(**after, event=seminar(company, at + timedelta(hours=1)))  # type: ignore[arg-type]
    answered(code, at)
    assert [e.survey for e in duty_queries.events("sales")] == [0, paper]
    assert queries.unsurveyed(company.chiba, at=at + timedelta(hours=2)) == [], "no moment of an answer is told of"
    for no in (paper, code):
        actions.end(no, by=company.chiba, at=at)
    assert [e.survey for e in duty_queries.events("sales")] == [code, paper]
    assert sum(r.kind == "surveys.event_surveyed" for r in history("division:sales")) == 2


@pytest.mark.parametrize("event", ["x", "division:sales:99", "division:logistics:1", "company:1", "division:sales:²"])
def test_a_survey_after_an_event_that_nobody_held_is_refused(company: Company, at: datetime, event: str) -> None:
    seminar(company, at)
    with pytest.raises(Refusal, match="催し"):
        opened(company, at, event=event)


def test_fewer_than_five_answers_are_hidden_in_the_survey_and_cannot_be_had_from_the_year(
    company: Company, at: datetime
) -> None:
    big, small = opened(company, at), opened(company, at)
    answered(big, at, many=7, csat=5)
    answered(small, at, many=4, csat=1)
    for no in (big, small):
        actions.end(no, by=company.chiba, at=at)
    assert queries.outcome(big, by=company.daihyo).results
    assert queries.outcome(small, by=company.daihyo).results is None
    year = queries.year(company.daihyo, at=at)
    assert year.total
    assert year.total.n == 7
    assert [g.results.n for g in year.groups if g.results] == [7]


def test_an_anonymous_answer_names_nobody_and_only_who_wants_to_be_contacted_can_be_taken_up(
    company: Company, at: datetime
) -> None:
    no = opened(company, at)
    answered(no, at, csat=1, words="電話がつながらない")
    answered(no, at, csat=1, words="扉が閉まらない", reach="青木 090-0000-1111")
    hidden, open_to_us = Reply.objects.order_by("id")
    assert queries.to_take_up(company.chiba) == [open_to_us]
    with pytest.raises(Refusal):
        actions.take_up(hidden.pk, into=AnswerInto.SIGN, by=company.chiba, at=at)
    case = actions.take_up(open_to_us.pk, into=AnswerInto.COMPLAINT, by=company.chiba, at=at)
    received = history(f"case:{case}")[0].fact
    assert (received.words, received.caller, received.reach) == ("扉が閉まらない", "青木", "090-0000-1111")  # type: ignore[attr-defined]
    assert queries.to_take_up(company.chiba) == []
    with pytest.raises(Refusal):
        actions.take_up(open_to_us.pk, into=AnswerInto.SIGN, by=company.chiba, at=at)
    before = list(Reply.objects.order_by("id").values())
    rebuild()
    assert list(Reply.objects.order_by("id").values()) == before


def test_a_guessed_an_ended_and_an_expired_link_answer_alike(company: Company, client: Client) -> None:
    now = datetime.now(TOKYO)
    no = opened(company, now)
    good = links.secret(f"survey:{no}")
    assert client.get(f"/q/{good}").status_code == 200
    guessed = client.get(f"/q/s{no}.aaaa")
    assert links.behind(good, at=now + timedelta(days=30)) is None
    actions.end(no, by=company.chiba, at=now)
    over = client.get(f"/q/{good}")
    assert (guessed.status_code, guessed.content) == (over.status_code, over.content) == (404, over.content)


def test_the_mail_is_the_same_for_everybody_and_leaves_out_who_has_an_open_complaint(
    company: Company, at: datetime
) -> None:
    ids = [
        customers.register(name=f"青木{n}", email=f"a{n}@example.jp", division="sales", by=company.sato, at=at)
        for n in range(3)
    ]
    intake = Intake(door=Door.PHONE, words="届かない", fact="届いていない", customer=ids[0], division="sales")
    cases.receive(intake, by=company.sato, at=at)
    no = opened(company, at)
    assert actions.mail(no, site="https://example.jp", by=company.chiba, at=at) == 2
    sent = Notice.objects.filter(stream=f"survey:{no}")
    assert {n.address for n in sent} == {"a1@example.jp", "a2@example.jp"}
    assert len({n.body for n in sent}) == 1
    with pytest.raises(Refusal, match="すでに"):
        actions.mail(no, site="https://example.jp", by=company.chiba, at=at)


def ended_case(company: Company, at: datetime) -> tuple[int, str]:
    customer = customers.register(name="青木 花子", division="sales", by=company.sato, at=at)
    intake = Intake(door=Door.PHONE, words="届かない", fact="届いていない", customer=customer, division="sales")
    no = int(cases.receive(intake, by=company.sato, at=at)[0].stream.partition(":")[2])
    reports.tell_leader(no, person=company.chiba.pk, in_presence=False, by=company.sato, at=at)
    closure.withdraw(no, words="もう届きました", by=company.sato, at=at)
    return no, customer


def test_after_closing_the_customer_is_asked_by_name_and_silence_or_a_fall_is_a_sign(
    company: Company, client: Client, at: datetime
) -> None:
    no, customer = ended_case(company, at)
    secret = actions.ask_after_closing(no, by=company.sato, at=at)
    looking.look_daily(at + timedelta(days=5))
    assert not Sign.objects.exists()
    looking.look_daily(at + timedelta(days=23))
    assert (Sign.objects.get().kind, Sign.objects.get().customer) == ("unanswered", customer)
    behind = links.behind(secret, at=at)
    assert behind
    assert behind.named
    actions.answer(behind, {"csat": 5, "listened": 4, "clear": 4, "prompt": 5}, key="k", at=at)
    with pytest.raises(Refusal, match="すでに"):
        actions.answer(behind, {"csat": 1}, key="l", at=at)
    later = at + timedelta(days=100)
    closure.reopen(no, reason="また届かない", by=company.sato, at=later)
    other = Intake(door=Door.PHONE, words="また", fact="また", customer=customer, division="sales")
    again = int(cases.receive(other, by=company.sato, at=later)[0].stream.partition(":")[2])
    reports.tell_leader(again, person=company.chiba.pk, in_presence=False, by=company.sato, at=later)
    with pytest.raises(Refusal, match="終わってから"):
        actions.ask_after_closing(again, by=company.sato, at=later)
    closure.withdraw(again, words="もう結構", by=company.sato, at=later)
    second = links.behind(actions.ask_after_closing(again, by=company.sato, at=later), at=later)
    assert second
    actions.answer(second, {"csat": 2, "listened": 1, "clear": 2, "prompt": 1}, words="長かった", key="m", at=later)
    looking.look_daily(later + timedelta(days=1))
    assert Sign.objects.filter(kind="dropping", customer=customer).exists()
    sign = actions.take_up(Reply.objects.get(case=again).pk, into=AnswerInto.SIGN, by=company.sato, at=later)
    assert Sign.objects.get(pk=sign).words == "長かった"


def test_a_survey_ends_by_itself_dated_on_its_day_however_late_it_is_noticed(company: Company, at: datetime) -> None:
    no = opened(company, at)
    looking.look_daily(at + timedelta(days=40))
    looking.look_daily(at + timedelta(days=41))
    survey = Survey.objects.get(pk=no)
    assert survey.ended_at
    assert survey.ended_at.astimezone(TOKYO).date() == survey.until + timedelta(days=1)
    assert [r.kind for r in history(f"survey:{no}")] == ["surveys.opened", "surveys.ended"]


def test_paper_has_the_code_and_the_questions_and_is_typed_in(company: Company, client: Client) -> None:
    now = datetime.now(TOKYO)
    no = opened(company, now)
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    paper = client.get(f"/surveys/{no}/paper").content.decode()
    assert "<svg" in paper
    assert "どのくらいご満足" in paper
    body = {"act": "paper", "key": "k", "csat": "4", "nps": "10", "words": "𠮷野です", "dissatisfied": "no"}
    assert client.post(f"/surveys/{no}", body).status_code == 303
    assert Reply.objects.get().words == "𠮷野です"
    assert client.post(f"/surveys/{no}", body | {"key": "l", "csat": ""}).status_code == 400
    assert client.post(f"/surveys/{no}", {"act": "end", "key": "m"}).status_code == 403, "a leader ends it"


def test_a_bad_answer_is_refused_in_words_and_keeps_what_was_written(company: Company, client: Client) -> None:
    no = opened(company, datetime.now(TOKYO))
    address = f"/q/{links.secret(f'survey:{no}')}?lang=en"
    answer = client.post(address, {"key": "k", "lang": "en", "words": "a long story"})
    assert answer.status_code == 400
    assert "a long story" in answer.content.decode()
    assert "Please choose how satisfied" in answer.content.decode()
    assert not Reply.objects.exists()


def test_only_a_leader_of_the_division_asks_and_only_over_a_time_that_makes_sense(
    company: Company, at: datetime
) -> None:
    for by, division in ((company.ueno, "sales"), (company.sato, "sales")):
        with pytest.raises(Refusal):
            actions.open_survey(occasion=SurveyOccasion.YEARLY, division=division, by=by, at=at)
    with pytest.raises(Refusal, match="一年以内"):
        opened(company, at, until=at.date() + timedelta(days=800))
    with pytest.raises(Refusal):
        actions.review(
            opened(company, at), decision=StandardsDecision.KEEP, standard="x", reason="y", by=company.chiba, at=at
        )
