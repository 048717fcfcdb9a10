"""A card, and what it counts, as JSON values. Pure."""

from datetime import date
from typing import Any

from nattoku.law.card import Card
from nattoku.law.words import FIRST_DAYS, LAST_DAYS, SIDES


def counted(card: Card, began: date, lang: str) -> dict[str, Any]:
    """The last day of a card, with everything that must stand beside it. Refusal (400) for a card without a period."""
    return {
        "card": card.id,
        "due_on": card.due_on(began).isoformat(),
        "basis": card.basis.to(lang),
        "certainty": card.sure.to(lang),
        "checked_on": card.checked_on.isoformat(),
        "notice": card.notice.to(lang),
    }


def told(card: Card, lang: str) -> dict[str, Any]:
    """A card as the API and the command line tell it."""
    period = card.period
    return {
        "card": card.id,
        "title": card.title.to(lang),
        "question": card.question.to(lang),
        "says": card.says.to(lang),
        "basis": card.basis.to(lang),
        "side": SIDES[card.side].to(lang),
        "starts": card.starts.to(lang),
        "length": period.length if period else None,
        "unit": period.unit.value if period else None,
        "first_day": FIRST_DAYS[period.first_day].to(lang) if period else None,
        "last_day": LAST_DAYS[period.last_day].to(lang) if period else None,
        "on_dispatch": card.on_dispatch,
        "authority": card.authority.to(lang),
        "form": card.form,
        "exceptions": [one.to(lang) for one in card.exceptions],
        "certainty": card.sure.to(lang),
        "checked_on": card.checked_on.isoformat(),
        "sources": list(card.sources),
        "notice": card.notice.to(lang),
    }
