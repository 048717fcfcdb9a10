"""Decisions about our own defaults, each with its date and its reason."""

from nattoku.ledger.facts import Fact, fact

COMPANY = "company"


@fact(
    "policies.decided",
    ja="取り決め「{key}」を {value} としました（{reason}）",
    en="Policy “{key}” was set to {value} ({reason})",
)
class PolicyDecided(Fact):
    """key: the kind of promise or a named limit (value: minutes of a time, else its own unit).

    business: the minutes run in business time, in which whole days are business days.
    """

    key: str
    value: int
    reason: str
    business: bool = False


@fact("policies.calendar_set", ja="休業日を決めました（{reason}）", en="The closed days were set ({reason})")
class CalendarSet(Fact):
    """The whole company's closed days, replacing the former ones. closed: "2026-12-28" …

    year_end: ["12-29", "01-03"], both included, or []. holidays: closed on public holidays.
    """

    closed: list[str]
    year_end: list[str]
    holidays: bool
    reason: str


@fact("policies.hours_set", ja="営業時間を決めました（{reason}）", en="The opening hours were set ({reason})")
class HoursSet(Fact):
    """The weekly hours of a division, or of every division that has none of its own (division "").

    week: seven days from Monday, each as "09:00-12:00 13:00-18:00", "" for a closed day; [] gives the division's own
    hours up.
    """

    division: str
    week: list[str]
    reason: str
