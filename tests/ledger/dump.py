"""The read tables as they stand, listed from the projections themselves: a new one is compared without being named."""

from typing import Any

from django.apps import apps
from django.db.models import AutoField, Model
from django.db.models.fields.json import JSONField

from nattoku.ledger import chain
from nattoku.ledger.models import Promise
from nattoku.wiring import tables

SIGN_IN = ("CodeKey", "RecoveryCode", "Passkey", "Device", "SignIn", "ResetLink")
CREDENTIALS = {"people.Token", *(f"signin.{name}" for name in SIGN_IN)}
# Of a room with a projection, and yet no consequence of facts: files as they came, what a look on a day said.
EVIDENCE = {"signs.PurchaseFile", "signs.Purchase", "signs.Look"}
KEPT_FIELDS = {"people.Person": {"password", "last_login"}}
Dump = dict[str, list[tuple[Any, ...]]]


def read_models() -> list[type[Model]]:
    """Every model that facts alone decide: of the rooms that have a projection, and the promises."""
    rooms = {module.__name__.split(".")[1] for module in tables.PROJECTIONS}
    found = [m for m in apps.get_models() if m._meta.app_label in rooms and m._meta.label not in CREDENTIALS | EVIDENCE]
    return [Promise, *found]


def dump() -> Dump:
    """label -> rows in a fixed order. Numbers that only say in which order rows were written are left out."""
    return {model._meta.label: _rows(model) for model in read_models()}


def _rows(model: type[Model]) -> list[tuple[Any, ...]]:
    kept = KEPT_FIELDS.get(model._meta.label, set())
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, AutoField) and f.name not in kept]
    rows = model._default_manager.values_list(*(f.attname for f in fields))
    read = [
        tuple(chain.canonical(v) if isinstance(f, JSONField) else v for f, v in zip(fields, row, strict=True))
        for row in rows
    ]
    return sorted(read, key=repr)
