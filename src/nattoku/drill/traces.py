"""The traces of an XES log on their way into a log: what names one, what tells its events apart, what is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from nattoku.drill.building import Builder
from nattoku.drill.columns import NAMES, Columns

NAME: Final = "concept:name"
TRANSITION: Final = "lifecycle:transition"
_PROMISED: Final = dict.fromkeys(NAMES["promised"].split())


@dataclass
class Traces:
    """by_transition: the log declares that name and transition together tell its events apart."""

    builder: Builder
    columns: Columns
    by_transition: bool = False
    transitions: set[str] = field(default_factory=set)
    count: int = 0
    nameless: int = 0

    def __post_init__(self) -> None:
        if (self.columns.activity or "").split() == [NAME, TRANSITION]:
            self.by_transition, self.columns = True, replace(self.columns, activity=None)

    @property
    def keys(self) -> tuple[str, str, str, str]:
        """The attributes of an event that are read: activity, time, actor, division."""
        c = self.columns
        return c.activity or NAME, c.time or "time:timestamp", c.actor or "org:resource", c.division or "org:group"

    def classifier(self, keys: str) -> None:
        """How the log itself tells its events apart; a named activity is stronger."""
        if not self.columns.activity:
            self.by_transition |= keys.split() == [NAME, TRANSITION]

    def named(self, about: Mapping[str, str]) -> str:
        """The name of the next trace; one without is called by its number."""
        self.count += 1
        if name := about.get(self.columns.case or NAME, "").strip():
            return name
        self.nameless += 1
        return f"#{self.count}"

    def take(self, about: Mapping[str, str], events: Sequence[Mapping[str, str]]) -> None:
        """A trace is taken when it ends: its name may stand after its events."""
        name = self.named(about)
        _activity, time, actor, division = self.keys
        for event in events:
            self.builder.add(name, self._what(event), event.get(time), event.get(actor), event.get(division))
        self.told(name, about, events[0] if events else {})

    def told(self, name: str, about: Mapping[str, str], first: Mapping[str, str]) -> None:
        """What is known of a trace: its own attributes, and the others of its first event."""
        keys = self.keys
        known = {key: value for key, value in first.items() if key not in keys}
        known |= {key: value for key, value in about.items() if key != NAME}
        self.builder.about(name, known, self._promised(known))

    def settle_names(self) -> None:
        """One transition everywhere tells nothing apart: the names go without it."""
        if len(self.transitions) == 1:
            suffix = f"+{next(iter(self.transitions))}"
            activities = self.builder.activities
            plain = {name.removesuffix(suffix): code for name, code in activities.codes.items()}
            if len(plain) == len(activities.codes):
                activities.codes = plain

    def _what(self, event: Mapping[str, str]) -> str | None:
        name = event.get(self.keys[0])
        if not name or not self.by_transition or not (transition := event.get(TRANSITION)):
            return name
        self.transitions.add(transition)
        return f"{name}+{transition}"

    def _promised(self, about: Mapping[str, str]) -> str | None:
        if self.columns.promised:
            return about.get(self.columns.promised)
        if about.keys().isdisjoint(_PROMISED):
            return None
        return next((about[name] for name in _PROMISED if about.get(name)), None)
