"""What the tests share."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nattoku.people.models import Person
from tests import databases
from tests.company import NOW, Company, found_company
from tests.company.remembered import remembered


@pytest.fixture
def at() -> datetime:
    """The door's clock in tests that hand it in themselves: 2026-11-22 10:00 in Tokyo."""
    return NOW


@pytest.fixture
def company(db: None) -> Company:
    """A small company on an empty database; rolled back after the test."""
    return remembered()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[databases.OwnDatabase]:
    """A migrated database that nobody works on: the template of every `own_database`."""
    with django_db_blocker.unblock(), databases.template(tmp_path_factory.mktemp("migrated")) as made:
        yield made


@pytest.fixture
def own_database(
    migrated: databases.OwnDatabase, tmp_path: Path, django_db_blocker: Any
) -> Iterator[databases.OwnDatabase]:
    """A database of the test's own, empty but for its tables, in which everything is really committed."""
    with django_db_blocker.unblock(), databases.copy(migrated, tmp_path / "data") as own:
        yield own


@pytest.fixture
def own_company(own_database: databases.OwnDatabase) -> Company:
    """The small company, committed in `own_database`."""
    return found_company()


Post = Callable[..., Any]


class Api:
    """The JSON API as one person uses it."""

    def __init__(self, company: Company, person: Person) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {company.token(person)}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.post(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers
        )


@pytest.fixture
def api(company: Company) -> Callable[[Person], Api]:
    """api(person): the API with that person's token."""
    return lambda person: Api(company, person)
