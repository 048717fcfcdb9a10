"""How a room declares what can happen in it: facts and the kinds of promises. Pure; knows no Django.

A fact is a frozen dataclass in the past tense. Fields typed `Personal[...]` are stored apart and can be
blanked later; everything else is clear and hashed for ever, so names and words of people are Personal.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, TypeVar, dataclass_transform, get_type_hints

from pydantic import TypeAdapter

from nattoku.lib.text import Text

T = TypeVar("T")
F = TypeVar("F", bound="Fact")
PERSONAL = "personal"
Personal = Annotated[T, PERSONAL]
BLANK = "（消去済み）"


class Fact:
    """Base of all facts. `kind`, `says` and the marks are set by the `fact` decorator."""

    kind: ClassVar[str]
    says: ClassVar[Text]
    enters: ClassVar[int | None]
    tells_customer: ClassVar[bool]
    by_machine: ClassVar[bool]
    personal: ClassVar[frozenset[str]]


FACTS: dict[str, type[Fact]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(
    kind: str,
    ja: str,
    en: str,
    *,
    enters: int | None = None,
    tells_customer: bool = False,
    by_machine: bool = False,
) -> Callable[[type[F]], type[F]]:
    """Declare a fact: its kind (`room.past_participle`, never renamed) and its sentence with {fields}.

    enters: the stage (1-5) a case enters by this fact. tells_customer: the customer heard from us by it.
    by_machine: written by the worker (an answer of a channel); it does not make a colleague's page stale.
    """

    def declare(cls: type[F]) -> type[F]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        made.kind, made.says = kind, Text(ja, en)
        made.personal = _marked(made)
        made.enters, made.tells_customer, made.by_machine = enters, tells_customer, by_machine
        if kind in FACTS:
            raise ValueError(f"{kind} is declared twice")
        FACTS[kind] = made
        return made

    return declare


def personal_fields(cls: type[Fact]) -> frozenset[str]:
    """Names of the fields that are stored apart and can be blanked."""
    return cls.personal


def _marked(cls: type[Any]) -> frozenset[str]:
    hints = get_type_hints(cls, include_extras=True)
    return frozenset(name for name, hint in hints.items() if PERSONAL in getattr(hint, "__metadata__", ()))


_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def _adapter(cls: type[Fact]) -> TypeAdapter[Any]:
    if cls.kind not in _ADAPTERS:
        _ADAPTERS[cls.kind] = TypeAdapter(cls)
    return _ADAPTERS[cls.kind]


def to_plain(fact: Fact) -> dict[str, Any]:
    """The fields as JSON values (moments as ISO 8601, no floats)."""
    plain: dict[str, Any] = _adapter(type(fact)).dump_python(fact, mode="json")
    return plain


def from_plain(kind: str, fields: dict[str, Any], blanked: frozenset[str] = frozenset()) -> Fact:
    """Read a fact back from its stored form; blanked fields read （消去済み）, or empty where they hold no text."""
    cls = FACTS[kind]
    empty = {f.name: _blank_of(f) for f in dataclasses.fields(cls) if f.name in blanked}  # type: ignore[arg-type]
    read: Fact = _adapter(cls).validate_python(fields | empty)
    return read


def _blank_of(field: "dataclasses.Field[Any]") -> Any:
    if field.default is None:
        return None
    hint = str(field.type)
    return [] if "list" in hint else {} if "dict" in hint else BLANK


@dataclass(frozen=True, kw_only=True)
class PromiseKind:
    """What can be owed. allowance: our default, editable as a dated decision (`policies`), never the source's.

    business: the allowance runs in business time, in which whole days are business days (`lib/calendar.py`).
    blocking: holds a case open. Otherwise it is after-care (the case file, follow-ups). page: what it means
    in plain words, shown beside it.
    """

    kind: str
    what: Text
    allowance: timedelta
    blocking: bool
    page: Text
    business: bool = False


PROMISES: dict[str, PromiseKind] = {}


def promise_kind(
    kind: str, what: Text, *, allowance: timedelta, page: Text, blocking: bool = True, business: bool = False
) -> PromiseKind:
    """Declare a kind of promise, once."""
    if kind in PROMISES:
        raise ValueError(f"{kind} is declared twice")
    PROMISES[kind] = PromiseKind(
        kind=kind, what=what, allowance=allowance, blocking=blocking, page=page, business=business
    )
    return PROMISES[kind]


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A promise opened by a fact.

    to: whom we owe ("customer", "person:ID", "division:ID", "role:representative"); owed_by: the person's
    id who keeps it, or "" when the case's contact does; detail: name of the opening fact's field that says
    what exactly; policy: id of the policy fact in force, None for our default.
    """

    kind: str
    to: str
    due_at: datetime
    owed_by: str = ""
    detail: str = ""
    policy: int | None = None


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """A promise settled by a fact: "done" (kept or late by its time), "moved" (with consent), "released"."""

    promise: str
    outcome: str = "done"


@dataclass(frozen=True, kw_only=True)
class New:
    """A fact about to be appended, with what it opens and settles. happened_at None means now."""

    fact: Fact
    happened_at: datetime | None = None
    opens: tuple[Opening, ...] = ()
    settles: tuple[Settlement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A fact as it stands in the ledger. `by` is the actor's opaque id; `seq` counts from 1 in its stream."""

    id: int
    stream: str
    seq: int
    by: str
    happened_at: datetime
    recorded_at: datetime
    fact: Fact
    opens: tuple[Opening, ...] = ()
    settles: tuple[Settlement, ...] = ()
    blanked: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        return self.fact.kind

    def promise_id(self, index: int) -> str:
        """(opening fact, index): the same after every rebuild."""
        return f"{self.stream}:{self.seq}:{index}"


History = list[Recorded]


@fact(
    "ledger.blanked",
    ja="個人情報を消去しました（理由：{reason}）",
    en="Personal data was blanked (reason: {reason})",
)
class Blanked(Fact):
    """Personal fields of one earlier fact of the same stream were deleted; the chain still verifies."""

    seq: int
    fields: list[str]
    reason: str
