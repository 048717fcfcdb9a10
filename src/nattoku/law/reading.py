"""Reading the card files, and saying clearly what is wrong with one."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from nattoku.law.card import Card
from nattoku.law.counting import Period
from nattoku.law.words import Asked, Certainty, FirstDay, LastDay, Side, Unit
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

E = TypeVar("E", bound=StrEnum)
OURS = Path(__file__).parent / "cards"
LONGEST = {Unit.DAYS: 3660, Unit.MONTHS: 1200, Unit.YEARS: 100}
TAG = re.compile(r"danger|astray|(about|wish|hurt|kind|narrow):[a-z_]+")
_KNOWN = {
    *("id", "certainty", "checked_on", "sources", "side", "asked", "form", "withdrawal", "watched", "calls", "period"),
    *(
        f"{name}_{lang}"
        for name in ("title", "question", "basis", "says", "authority", "starts")
        for lang in ("ja", "en")
    ),
    *("exceptions_ja", "exceptions_en"),
}
_OF_PERIOD = {"length", "unit", "first_day", "last_day", "on_dispatch"}


class Wrong(ValueError):
    """What is wrong with a card, in words: a card is written by people who read no Python."""


@lru_cache(maxsize=8)
def deck(own: Path | None = None) -> Mapping[str, Card]:
    """id -> card: ours, and those of the company's own folder, which replace ours of the same id.

    Refusal (409) names the file and what is wrong with it.
    """
    found = [path for folder in (OURS, own) if folder and folder.is_dir() for path in sorted(folder.glob("*.toml"))]
    cards: dict[str, Card] = {}
    for path in found:
        try:
            card = read(path.read_text(encoding="utf-8"), name=path.stem)
        except (Wrong, OSError, UnicodeDecodeError) as wrong:
            raise Refusal(
                Text("法令カード {file} を読めません：{wrong}", "The law card {file} cannot be read: {wrong}").with_(
                    file=path.name, wrong=wrong
                )
            ) from wrong
        cards[card.id] = card
    return cards


def one(card: str, own: Path | None = None) -> Card:
    """A card by its id. Refusal (404) when there is none."""
    cards = deck(own)
    if card not in cards:
        known = "、".join(cards)
        raise Refusal(
            Text(
                "法令カード「{card}」はありません。あるもの：{known}",
                "There is no law card “{card}”. There are: {known}",
            ).with_(card=card[:60], known=known),
            status=404,
        )
    return cards[card]


def read(raw: str, *, name: str) -> Card:
    """One card of its text. name: the file's, which the id must repeat. Wrong says what to put right."""
    try:
        got = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as wrong:
        raise Wrong(f"TOMLとして読めません / not TOML ({wrong})") from wrong
    if unknown := sorted(set(got) - _KNOWN):
        raise Wrong(f"知らない項目 / unknown: {', '.join(unknown)}")
    if _words(got, "id") != name:
        raise Wrong(f"id はファイル名と同じにします / id must be the name of the file: {name}")
    calls = _table(got, "calls", {"words", "tags"})
    tags = _list(calls, "tags")
    if odd := [tag for tag in tags if not TAG.fullmatch(tag)]:
        raise Wrong(f"calls.tags: {', '.join(odd)}")
    period = _table(got, "period", _OF_PERIOD) if "period" in got else None
    card = Card(
        id=name,
        title=_both(got, "title"),
        question=_both(got, "question"),
        basis=_both(got, "basis"),
        says=_both(got, "says"),
        authority=_both(got, "authority"),
        starts=_both(got, "starts"),
        certainty=_choice(got, "certainty", Certainty),
        checked_on=_day(got, "checked_on"),
        sources=tuple(_list(got, "sources")),
        side=_choice(got, "side", Side),
        asked=_choice(got, "asked", Asked),
        period=_period(period) if period is not None else None,
        on_dispatch=_flag(period or {}, "on_dispatch"),
        withdrawal=_flag(got, "withdrawal"),
        watched=_flag(got, "watched"),
        exceptions=_pairs(got),
        form=str(got.get("form", "")),
        words=tuple(_list(calls, "words")),
        tags=frozenset(tags),
    )
    return _sound(card)


def _sound(card: Card) -> Card:
    if not card.sources:
        raise Wrong("sources が空です / sources is empty")
    if card.period is None and (card.withdrawal or card.watched):
        raise Wrong("withdrawal と watched には period が要ります / withdrawal and watched need a period")
    if card.withdrawal and card.side is not Side.CUSTOMER:
        raise Wrong('withdrawal はお客様の権利です / a withdrawal is the customer\'s: side = "customer"')
    return card


def _period(got: Mapping[str, Any]) -> Period:
    unit, length = _choice(got, "unit", Unit), got.get("length", 0)
    if not isinstance(length, int) or isinstance(length, bool):
        raise Wrong("period.length は整数です / period.length must be a whole number")
    if unit is Unit.PROMPT and length:
        raise Wrong("prompt に length はありません / prompt has no length")
    if unit is not Unit.PROMPT and not 1 <= length <= LONGEST[unit]:
        raise Wrong(f"period.length は1から{LONGEST[unit]}まで / from 1 to {LONGEST[unit]}")
    return Period(length, unit, _choice(got, "first_day", FirstDay), _choice(got, "last_day", LastDay))


def _words(got: Mapping[str, Any], name: str) -> str:
    value = got.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Wrong(f"{name} がありません / {name} is missing")
    return value.strip()


def _both(got: Mapping[str, Any], name: str) -> Text:
    ja, en = _words(got, f"{name}_ja"), _words(got, f"{name}_en")
    if "{" in ja + en or "}" in ja + en:
        raise Wrong(f"{name} に波かっこは使えません / no braces in {name}")
    return Text(ja, en)


def _choice(got: Mapping[str, Any], name: str, kind: type[E]) -> E:
    try:
        return kind(got.get(name, ""))
    except ValueError as wrong:
        raise Wrong(f"{name} は次のどれか / must be one of: {', '.join(kind)}") from wrong


def _day(got: Mapping[str, Any], name: str) -> date:
    value = got.get(name)
    if type(value) is not date:
        raise Wrong(f"{name} は 2026-11-22 のような日付です / must be a day such as 2026-11-22")
    return value


def _flag(got: Mapping[str, Any], name: str) -> bool:
    value = got.get(name, False)
    if not isinstance(value, bool):
        raise Wrong(f"{name} は true か false です / must be true or false")
    return value


def _list(got: Mapping[str, Any], name: str) -> list[str]:
    value = got.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise Wrong(f"{name} は言葉の並びです / must be a list of words")
    return value


def _table(got: Mapping[str, Any], name: str, known: set[str]) -> Mapping[str, Any]:
    value = got.get(name, {})
    if not isinstance(value, dict):
        raise Wrong(f"{name} は [{name}] の表です / must be a table")
    if unknown := sorted(set(value) - known):
        raise Wrong(f"知らない項目 / unknown: {name}.{', '.join(unknown)}")
    return value


def _pairs(got: Mapping[str, Any]) -> tuple[Text, ...]:
    ja, en = _list(got, "exceptions_ja"), _list(got, "exceptions_en")
    if len(ja) != len(en):
        raise Wrong("exceptions_ja と exceptions_en の数が違います / they differ in number")
    return tuple(Text(a, b) for a, b in zip(ja, en, strict=True))
