"""お約束 as a page: what is owed by whom and when, what is due today first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases import actions
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.lib.clock import TOKYO
from nattoku.people.models import Person
from tests.company import Company


def page(person: Person, query: str = "") -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/promises{query}").content.decode()


@pytest.fixture
def no(company: Company) -> int:
    at = timezone.now() - timedelta(days=2)
    intake = Intake(
        door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子", division="sales"
    )
    number = no_of(actions.receive(intake, by=company.sato, at=at)[0].stream)
    tonight = timezone.now().astimezone(TOKYO).replace(hour=23, minute=59, second=0, microsecond=0)
    for what, due_at in (
        ("部品をお届けする", tonight + timedelta(days=3)),
        ("お電話する", at + timedelta(days=1)),
        ("今夜お伺いする", tonight),
    ):
        actions.promise(number, what=what, due_at=due_at, owed_by=company.chiba.pk, by=company.sato, at=at)
    return number


@pytest.mark.rule("R8-15")
def test_what_is_due_today_stands_first_then_what_is_late(no: int, company: Company) -> None:
    shown = page(company.daihyo)
    places = [shown.index(words) for words in ("今夜お伺いする", "お電話する", "部品をお届けする")]
    assert places == sorted(places)
    assert "果たす者 千葉 亮さん" in shown


def test_one_may_look_at_the_promises_of_one_person_or_division(no: int, company: Company) -> None:
    assert "部品をお届けする" in page(company.chiba, "?who=me")
    assert "部品をお届けする" not in page(company.sato, "?who=me")
    assert "部品をお届けする" in page(company.daihyo, "?division=sales")
    assert "部品をお届けする" not in page(company.daihyo, "?division=logistics")


def test_promises_of_cases_that_one_may_not_see_are_not_on_the_page(no: int, company: Company) -> None:
    assert "部品をお届けする" not in page(company.ueno)


def test_a_viewer_reads_neither_names_nor_details(no: int, company: Company) -> None:
    shown = page(company.viewer)
    assert "青木" not in shown
    assert "部品" not in shown


def test_nonsense_in_the_address_breaks_nothing(no: int, company: Company) -> None:
    for query in ("?state=x&to=y&who=z&division=q", "?page=0", "?page=99999", "?page=x", "?state=moved&to=all"):
        assert "お約束" in page(company.daihyo, query)
