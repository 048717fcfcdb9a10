"""What a form of a case is made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nattoku.cases.models import Case
from nattoku.cases.rules import CaseState
from nattoku.ledger.models import Promise
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.people.forms import Fields, local
from nattoku.people.models import Person
from nattoku.words.tone import Mode

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class Seen:
    """The case a form is about, who fills it in, and when; promise: the one it settles, if it settles one."""

    case: Case
    state: CaseState
    by: Person
    at: datetime
    promise: Promise | None = None


@dataclass(frozen=True)
class Input:
    """One thing asked. kind: the macro that shows it; value: what stands there before anybody typed."""

    kind: str
    name: str
    label: Text
    choices: Callable[[Seen], Choices] | None = None
    value: Callable[[Seen], Any] | None = None
    hint: Text | None = None
    required: bool = False


@dataclass(frozen=True)
class Checked:
    """Words of a form that the tone check reads. names: its fields, with spaces; about: which text of the case."""

    names: str
    about: str
    mode: Mode = Mode.EXPLAIN


@dataclass(frozen=True)
class Form:
    """A few questions and one button. write: calls the action with what was answered. act: what one must be allowed."""

    title: Text
    button: Text
    inputs: tuple[Input, ...]
    write: Callable[[Seen, Fields], object]
    why: Text | None = None
    act: str = "cases.write"
    ended_too: bool = False
    to_customer: bool = False  # what the customer's card says against it is shown above
    checked: Checked | None = None


def of(table: Mapping[Any, Text]) -> Callable[[Seen], Choices]:
    return lambda _: [(key, words) for key, words in table.items()]


def everybody(seen: Seen) -> Choices:
    return [(p.pk, p.name) for p in people.everybody(seen.by.pk)]


def chosen(value: Any, name: Text) -> Any:
    if value is None:
        raise Refusal(Text("{name}を選んでください。", "Please choose: {name}.").with_(name=name), status=400)
    return value


def moment(fields: Fields, name: str, label: Text) -> datetime:
    at = fields.moment(name)
    if at is None:
        raise Refusal(Text("{name}を入力してください。", "Please fill in: {name}.").with_(name=label), status=400)
    return at


WHEN = Input(
    "moment",
    "happened_at",
    Text("いつ", "When"),
    value=lambda seen: local(seen.at),
)
