"""Written words of a case on their way: held by the tone check, which stands a floor above and is wired in.

Pure but for who holds it: a room above hands its check in once, when the process starts (`wire`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import QueryDict

from nattoku.cases import undertakings
from nattoku.ledger.facts import History
from nattoku.people.forms import Fields
from nattoku.people.models import Person
from nattoku.words.tone import Mode


@dataclass(frozen=True)
class Going:
    """A text that is about to be written down. about: which one ("cases.contacted"); mode: for whom it is read."""

    about: str
    text: str
    mode: Mode = Mode.EXPLAIN


class Check(Protocol):
    """What the tone check does for a form or a request of this room."""

    def hold(self, going: Going, history: History) -> None:
        """Refused (409) while a remark is neither heeded nor dismissed; else it is counted."""

    def dismiss(self, no: int | str, about: str, fields: Fields, *, by: Person, at: datetime) -> None:
        """Write down what the form says does not apply."""

    def remarks(self, posted: QueryDict, names: Sequence[str], mode: Mode, about: str, history: History) -> list[Any]:
        """What is remarked on these fields of a form that came back."""


_checks: list[Check] = []


def wire(check: Check) -> None:
    """Hand the check in; the last one counts."""
    _checks[:] = [check]


def hold(going: Going, history: History, *, channel: str = "") -> None:
    """Refused (409) while the check holds it back. What was said aloud is written down as it was said."""
    if channel not in undertakings.ORAL:
        for check in _checks:
            check.hold(going, history)


def dismiss(no: int | str, about: str, fields: Fields, *, by: Person, at: datetime) -> None:
    """What the form dismisses, in the transaction of the form itself."""
    for check in _checks:
        check.dismiss(no, about, fields, by=by, at=at)


def remarks(posted: QueryDict, names: Sequence[str], mode: Mode, about: str, history: History) -> list[Any]:
    """The remarks on a form that came back; none where no check is wired."""
    return [one for check in _checks for one in check.remarks(posted, names, mode, about, history)]
