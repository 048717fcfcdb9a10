"""Japanese screens show no English, English screens no Japanese; names and customers' words are data."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.models import Case
from nattoku.cases.words import About, Anger, Danger, Door, Hurt, Severity, Toward, Urgency, Wish
from nattoku.closure import actions as closure
from nattoku.deadlines.watcher import watch
from nattoku.losses import actions as losses
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from nattoku.reports import rules
from tests.company import Company

JAPANESE = re.compile(r"[\u3001\u3002\u3041-\u30ff\u3400-\u9fff\uff01-\uff09\uff0b-\uff9f]+")
LATIN = re.compile(r"[A-Za-z]{3,}")
PROPER = {"Chatwork"}
SHARED = rules.with_reply("", 1001, "1さん").strip()  # what was sent to others stays in the language it was sent in
VOID = {"meta", "link", "input", "br", "hr", "img", "progress"}
SHOWN = ("aria-label", "placeholder", "title", "data-label", "data-busy")


class Shown(HTMLParser):
    """What a reader sees or hears of a page, without what is marked as another language."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang, self.text, self.foreign = lang, [""], [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        other = self.foreign[-1] or known.get("lang", self.lang) != self.lang or tag in ("script", "style")
        if not other:
            self.text += [known[name] or "" for name in SHOWN if name in known]
        if tag not in VOID:
            self.foreign.append(other)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.foreign.pop()

    def handle_data(self, data: str) -> None:
        if not self.foreign[-1]:
            self.text.append(data)


def seen(html: str, lang: str) -> str:
    shown = Shown(lang)
    shown.feed(html)
    return "\n".join(shown.text)


@pytest.fixture
def told(company: Company) -> Company:
    """Cases whose data are digits only, so that every letter on the screen is the screen's own."""
    at = timezone.now()
    Person.objects.update(name="1")

    def received(by: Person, **more: Any) -> int:
        said: dict[str, Any] = {"door": Door.PHONE, "words": "2", "fact": "3", "caller": "4"}
        early = at - timedelta(days=1)
        cases.receive(Intake(**(said | more)), by=by, at=early)
        return Case.objects.latest("no").no

    first = received(
        company.sato,
        about=list(About),
        hurt=list(Hurt),
        wish=list(Wish),
        danger=Danger.YES,
        anger=Anger.SCOLDING,
        toward=Toward.STAFF,
        relation="5",
        reach="6",
        order="7",
        severity=Severity.A,
        urgency=Urgency.NOW,
    )
    cases.identify(first, how="8", by=company.sato, at=at)
    watch(at=at)
    reports.miss_leader(first, person="chiba", by=company.sato, at=at)
    reports.tell_leader(first, person="ueno", by=company.sato, at=at)
    reports.share(first, text="9", divisions=["sales", "logistics"], by=company.sato, at=at)
    cases.confirm_content(first, words="10", by=company.sato, at=at)
    cases.contact(first, channel="phone", words="11", next_at=None, by=company.sato, at=at)
    cases.promise(first, what="12", due_at=at + timedelta(hours=1), by=company.sato, at=at)
    cases.transfer(first, to="chiba", by=company.sato, at=at)
    cases.give_first_aid(first, what="13", by=company.sato, at=at)
    cases.note(first, words="14", by=company.sato, at=at)
    losses.request(first, amount=15, reason="16", basis="17", by=company.sato, at=at)
    second = received(company.sato)
    reports.tell_leader(second, person="chiba", by=company.sato, at=at)
    closure.hear_last_word(
        second, words="18", meaning=closure.Meaning.RESIGNED, said_to="19", through="phone", by=company.sato, at=at
    )
    closure.request_end(second, tried="20", recourse="21", by=company.sato, at=at)
    third = received(company.sato)
    reports.tell_leader(third, person="chiba", by=company.sato, at=at)
    closure.withdraw(third, words="22", by=company.sato, at=at)
    received(company.sato, reach_missing=True, unsure=True, caller="")
    return company


def pages(company: Company) -> list[tuple[Person, str]]:
    numbers = sorted(Case.objects.values_list("no", flat=True))
    everybody = [company.sato, company.chiba, company.daihyo, company.viewer]
    common = [(p, path) for p in everybody for path in ("/", "/cases", "/cases?state=all&q=99&severity=S")]
    case_pages = [(p, f"/cases/{no}") for p in (company.sato, company.viewer) for no in numbers]
    leading = [(p, "/leader") for p in (company.chiba, company.ueno, company.kato)]
    return [*common, *case_pages, *leading, (company.daihyo, "/representative"), (company.mori, "/")]


@pytest.mark.parametrize(("lang", "other"), [("en", JAPANESE), ("ja", LATIN)])
def test_each_page_speaks_one_language(told: Company, lang: str, other: re.Pattern[str]) -> None:
    leaks = []
    for person, path in pages(told):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        client.cookies["django_language"] = lang
        answer = client.get(path)
        assert answer.status_code == 200, path
        shown = seen(answer.content.decode(), lang).replace(SHARED, "")
        words = [w for w in other.findall(shown) if w not in PROPER]
        leaks += [f"{path}: {word}" for word in sorted(set(words))]
    assert sorted(set(leaks)) == []
