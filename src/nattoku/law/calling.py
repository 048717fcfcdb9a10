"""Which cards a case calls for, by what was said and what it is about. Pure; a card that is not called is still there."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from nattoku.law.card import Card


@dataclass(frozen=True)
class Signs:
    """What a case shows. words: everything the customer said; tags: "about:privacy", "wish:refund", "danger" …"""

    words: str
    tags: frozenset[str] = frozenset()


def called(cards: Iterable[Card], signs: Signs) -> dict[str, tuple[str, ...]]:
    """id of a card -> the words and tags that call for it."""
    said = plain(signs.words)
    found = {card.id: _why(card, said, signs.tags) for card in cards}
    return {card: why for card, why in found.items() if why}


def _why(card: Card, said: str, tags: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in card.words if plain(word) in said) + tuple(sorted(card.tags & tags))


def plain(words: str) -> str:
    """As it is compared: full and half width, capitals and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())
