"""The company's rows, written by its actions once a process and put back as they were for every further test."""

import sys

from django.apps import apps
from django.db.models import Model

from nattoku.people.models import Person
from tests.company import Company, found_company

_kept: tuple[Company, list[list[Model]]] | None = None


def remembered() -> Company:
    """The small company on an empty database; the same facts, and the same hashes, in every test."""
    global _kept
    _forget()
    if _kept is None:
        company = found_company()
        _kept = (company, [rows for model in _ours() if (rows := list(model._base_manager.all()))])
        return company
    company, tables = _kept
    for rows in tables:
        type(rows[0])._base_manager.bulk_create(rows)
    people = Person.objects.in_bulk()
    fresh = {name: people[one.pk] for name, one in vars(company).items() if isinstance(one, Person)}
    return Company(sales=company.sales, logistics=company.logistics, **fresh)


def _forget() -> None:
    """What a room keeps until a fact changes it: a test may have changed rows without one, and the facts are the same."""
    for name, module in sys.modules.copy().items():
        if name.startswith("nattoku.") and isinstance(getattr(module, "_kept", None), tuple):
            module._kept = None


def _ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("nattoku.")]
