"""経緯: the facts of a case as sentences, whatever room they come from."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from nattoku.cases import words
from nattoku.ledger.facts import PROMISES, Fact, History, Recorded, personal_fields
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.people.facts import ROLES
from nattoku.policies.defaults import DEFAULTS

_SYSTEM = Text("システム", "System")
_PEOPLE = {"person", "to", "owed_by"}
_CHOICES: dict[Any, dict[Any, Text]] = {
    type(next(iter(table))): table
    for table in (
        words.DOORS,
        words.DANGERS,
        words.SEVERITIES,
        words.URGENCIES,
        words.ANGERS,
        words.TOWARDS,
        words.KINDS,
        words.STAGES,
        ROLES,
    )
}
_CHANNELS = {
    "phone": Text("お電話", "phone"),
    "visit": Text("対面", "in person"),
    "mail": Text("メール", "e-mail"),
    "letter": Text("お手紙", "letter"),
    "chat": Text("チャット", "chat"),
    "fax": Text("FAX", "fax"),
    "web": Text("ウェブ", "web"),
    "status_page": Text("お客様の画面", "the customer's page"),
    "chatwork": Text("Chatwork", "Chatwork"),
    "demo": Text("お試し用の送信先", "the demo channel"),
}
_YES = Text("はい", "yes")
_NO = Text("いいえ", "no")
# The field whose words are quoted under the sentence, in this order of preference.
_QUOTED = ("words", "text", "what", "said", "why", "reason", "consent", "how")
HIDDEN = "＊＊＊"


@dataclass(frozen=True)
class Line:
    """One line: who (a name), the sentence, the words quoted under it ("" when none).

    despite: why it was done although the customer's card spoke against it, "" when it did not.
    """

    recorded: Recorded
    by: str
    sentence: Text
    words: str
    despite: str = ""


def _named() -> list[Text]:
    return [p.what for p in PROMISES.values()] + [d.what for d in DEFAULTS.values()]


def lines(history: History, *, hide: bool = False) -> list[Line]:
    """Each fact with its sentence; hide: personal fields read ＊＊＊."""
    known = _names(history)
    return [_line(r, known, hide) for r in history]


def name_choices(choices: dict[Any, Text]) -> None:
    """A room tells what its choices are called, so that sentences can say them."""
    _CHOICES[type(next(iter(choices)))] = choices


def _names(history: History) -> dict[str, str | Text]:
    ids = {r.by for r in history}
    for r in history:
        ids |= {str(getattr(r.fact, f)) for f in _PEOPLE if hasattr(r.fact, f)}
    divisions = {d.pk: d.title for d in people.divisions()}
    return {**people.names({i.removeprefix("person:") for i in ids}), **divisions}


def _line(recorded: Recorded, names: dict[str, str | Text], hide: bool) -> Line:
    fact = recorded.fact
    private = personal_fields(type(fact))
    values = {f: HIDDEN if hide and f in private else _said(f, v, names) for f, v in vars(fact).items()}
    values |= _in_both(fact)
    by = names.get(recorded.by, _SYSTEM.ja)
    despite = str(getattr(fact, "despite", ""))
    return Line(
        recorded,
        str(by),
        fact.says.with_(**values),
        _quoted(fact, private, hide),
        HIDDEN if hide and despite else despite,
    )


def _said(field: str, value: Any, names: dict[str, str | Text]) -> Any:
    if isinstance(value, Enum):
        return _CHOICES.get(type(value), {}).get(value, value.value)
    if isinstance(value, bool):
        return _YES if value else _NO
    if field in ("channel", "through"):
        return _CHANNELS.get(str(value), value)
    if field == "what":  # a kind of promise or a timer, told in the reader's language
        return next((w for w in _named() if w.ja == value), value)
    if field in (*_PEOPLE, "division"):
        key = str(value).removeprefix("person:").removeprefix("division:")
        return names.get(key, value)
    return value


def _in_both(fact: Fact) -> dict[str, Text]:
    """Fields a machine wrote in both languages: `reason` with `reason_en`, which older facts leave empty."""
    fields = vars(fact)
    return {f: Text(v, fields[f"{f}_en"] or v) for f, v in fields.items() if f"{f}_en" in fields}


def _quoted(fact: Fact, private: frozenset[str], hide: bool) -> str:
    field = next((f for f in _QUOTED if f in private and getattr(fact, f)), None)
    if field is None or f"{{{field}}}" in fact.says.ja:
        return ""
    return HIDDEN if hide else str(getattr(fact, field))
