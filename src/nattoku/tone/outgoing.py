"""The tone check for the floor of the cases: contacts, answers to an item, notes."""

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict

from nattoku.cases.outgoing import Going
from nattoku.cases.rules import facts_of
from nattoku.ledger.facts import History
from nattoku.people.forms import Fields
from nattoku.people.models import Person
from nattoku.tone import actions, forms
from nattoku.tone.asking import Asked
from nattoku.words.tone import Known, Mode


def asked(going: Going, history: History) -> Asked:
    """What is asked of it; what must be there is not, where only a part of a conversation was written down."""
    known = Known(confirmed=bool(facts_of(history, "causes.confirmed")))
    return Asked(going.about, going.text, going.mode, known=known)


class Tone:
    """`cases.outgoing.Check`."""

    def hold(self, going: Going, history: History) -> None:
        actions.told(asked(going, history), history)

    def dismiss(self, no: int | str, about: str, fields: Fields, *, by: Person, at: datetime) -> None:
        forms.dismiss(no, about, fields, by=by, at=at)

    def remarks(
        self, posted: QueryDict, names: Sequence[str], mode: Mode, about: str, history: History
    ) -> list[forms.Remark]:
        return forms.typing(posted, names, mode, about, history)
