"""Remarks inside the form of a text: seen while it is written, dismissed with it, shown again when it comes back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict

from nattoku.cases.rules import facts_of
from nattoku.ledger.facts import History
from nattoku.lib.text import Text
from nattoku.people.forms import Fields
from nattoku.people.models import Person
from nattoku.tone import actions, asking, rules
from nattoku.tone.asking import Asked
from nattoku.words.tone import Hit, Known, Level, Mode
from nattoku.words.tone.better import Swap, swap
from nattoku.words.tone.reading import absences


@dataclass(frozen=True)
class Remark:
    """One line of the list. field: the name of the field it stands in, "" for the whole text; reason: why dismissed."""

    hit: Hit
    field: str = ""
    swap: Swap | None = None
    reason: str = ""
    dismissed: bool = False
    holds: bool = False

    @property
    def missing(self) -> Text | None:
        return absences()[self.hit.rule].avoid if self.hit.start is None else None


def given(posted: QueryDict) -> list[tuple[str, str, str]]:
    """(rule, words, reason) of every dismissal typed into the form; reasons left empty dismiss nothing."""
    lists = (posted.getlist(f"tone-{name}") for name in ("rule", "words", "reason"))
    return [one for one in zip(*lists, strict=False) if one[2].strip()]


def dismiss(no: int | str, about: str, fields: Fields, *, by: Person, at: datetime) -> None:
    """Write down what the form dismisses, in the transaction of the form itself."""
    for rule, words, reason in given(fields.posted):
        actions.dismiss(no, about=about, rule=rule, words=words.replace("\r\n", "\n"), reason=reason, by=by, at=at)


def whole(asked: Asked, history: History, posted: QueryDict | None = None) -> list[Remark]:
    """The remarks on a text that is kept; those that stop first, what was dismissed last."""
    said = rules.dismissed(history, asked.about)
    left = {(hit.rule, hit.text) for hit in asking.left(asked, history)}
    typed = {(rule, words): reason for rule, words, reason in given(posted)} if posted else {}
    found = {(hit.rule, hit.text): hit for hit in asking.of(asked) if _asked_of(hit, asked)}
    rows = [
        Remark(hit, reason=said.get(key, typed.get(key, "")), dismissed=key in said, holds=key in left)
        for key, hit in found.items()
    ]
    return sorted(rows, key=lambda row: (row.dismissed, not row.holds))


def typing(posted: QueryDict, fields: Iterable[str], mode: Mode, about: str, history: History) -> list[Remark]:
    """The remarks on what stands in these fields of a form; what is missing is asked once the whole is kept."""
    typed = {(rule, words): reason for rule, words, reason in given(posted)}
    said = rules.dismissed(history, about)
    known = Known(confirmed=bool(facts_of(history, "causes.confirmed")))
    rows = []
    for name in fields:
        text = posted.get(name, "").replace("\r\n", "\n")
        for hit in asking.heard(about, asking.remarks(text, mode, known=known)):
            if hit.start is None:
                continue
            key, stops = (hit.rule, hit.text), hit.level is Level.STOP and (about or mode is not Mode.INTERNAL)
            reason = said.get(key, typed.get(key, ""))
            rows.append(Remark(hit, name, swap(hit, text), reason, key in said, bool(stops) and key not in said))
    return sorted(rows, key=lambda row: row.dismissed)


def came_back(
    request: HttpRequest, refusal: object, forms: Mapping[str, tuple[str, Mode, str]], history: History
) -> list[Remark]:
    """The remarks on the form that was refused. forms: by its act: names of its fields, their mode, which text."""
    form = forms.get(request.POST.get("act", ""))
    if refusal is None or form is None:
        return []
    return typing(request.POST, form[0].split(), form[1], form[2], history)


def _asked_of(hit: Hit, asked: Asked) -> bool:
    """An absence is told where it is required; what is merely good to have would be said of every text."""
    return hit.start is not None or hit.rule in asked.required or hit.level is Level.STOP
