"""How a ledger is to be read: which table, which column is what, and what to do where it is silent. Pure."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from nattoku.imports import cells, fields
from nattoku.imports.fields import What
from nattoku.imports.tables import Table


@dataclass(frozen=True)
class Choices:
    """columns: our field of each column, "" for none. division: whose entries they are where no column says it.

    silent_ended: an entry without a status and without a last day has ended. believe_words: words of satisfaction in
    the ledger count as such. keep_rest: what no field fits is kept in the record under its own heading.
    next_contact_on: by when the customers of open entries hear from us, where no column says it. together: names that
    mean one customer each, where nothing else tells; all_together: every name does.
    """

    what: What
    table: int = 0
    columns: tuple[str, ...] = field(default=())
    division: str = ""
    silent_ended: bool = False
    believe_words: bool = True
    keep_rest: bool = True
    next_contact_on: date | None = None
    together: tuple[str, ...] = field(default=())
    all_together: bool = False

    def one_customer(self, name: str) -> bool:
        """Whether somebody said that rows of this name mean one customer."""
        return self.all_together or cells.key(name) in {cells.key(n) for n in self.together}

    def column(self, key: str) -> int | None:
        """Where this field stands, None where nowhere."""
        return self.columns.index(key) if key in self.columns else None


def guessed(table: Table, what: What, *, place: int, division: str, next_contact_on: date | None) -> Choices:
    """The first proposal: every column guessed by its heading."""
    columns = tuple(fields.guesses(table.headings, what))
    return Choices(what=what, table=place, columns=columns, division=division, next_contact_on=next_contact_on)


def to_plain(choices: Choices) -> dict[str, Any]:
    """As JSON values."""
    on = choices.next_contact_on
    return asdict(choices) | {
        "columns": list(choices.columns),
        "together": list(choices.together),
        "next_contact_on": on.isoformat() if on else "",
    }


def from_plain(plain: dict[str, Any]) -> Choices:
    """Back from JSON values."""
    on = plain.get("next_contact_on")
    return Choices(
        **plain
        | {
            "what": What(plain["what"]),
            "columns": tuple(plain["columns"]),
            "together": tuple(plain.get("together", ())),
            "next_contact_on": date.fromisoformat(on) if on else None,
        }
    )
