"""How long somebody is here, and how it is said. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text

HERE = timedelta(seconds=20)
TYPING = timedelta(seconds=10)


@dataclass(frozen=True)
class Present:
    """Somebody at a case. since: when the page was opened."""

    person: str
    name: str
    since: datetime
    typing: bool


def surname(name: str) -> str:
    """千葉 of 千葉 健: the part before the blank; the whole name where there is none."""
    return (name.split() or [name])[0]


def called(people: Sequence[Present]) -> list[str]:
    """Surnames; whole names of those who share one."""
    short = [surname(p.name) for p in people]
    return [s if short.count(s) == 1 else p.name for s, p in zip(short, people, strict=True)]


def others(people: Iterable[Present], me: str) -> list[Present]:
    """Everybody here but me, who has been here longest first."""
    return sorted((p for p in people if p.person != me), key=lambda p: (p.since, p.person))


def said(people: Sequence[Present]) -> Text:
    """Who is here, in one quiet sentence each; "" when nobody is."""
    names = called(people)
    typing = [n for n, p in zip(names, people, strict=True) if p.typing]
    looking = [n for n, p in zip(names, people, strict=True) if not p.typing]
    ja, en = [], []
    if typing:
        ja.append(f"{_ja(typing)}が入力しています")
        en.append(f"{_en(typing)} {'is' if len(typing) == 1 else 'are'} typing")
    if looking:
        ja.append(f"{_ja(looking)}がこの案件を見ています")
        en.append(f"{_en(looking)} {'is' if len(looking) == 1 else 'are'} looking at this case")
    return Text("　".join(ja), "; ".join(en))


def told(name: str, at: datetime, *, today: datetime) -> Text:
    """The customer has heard from somebody meanwhile."""
    ja, en = clock(at, today=today)
    who = surname(name)
    return Text(f"{who}さんが{ja}にお客様へご連絡済みです", f"{who} contacted the customer at {en}")


def settled(name: str, at: datetime, *, today: datetime) -> Text:
    """The promise this page is about has been settled meanwhile."""
    ja, en = clock(at, today=today)
    who = surname(name)
    return Text(f"このお約束は、{who}さんが{ja}に記録済みです", f"{who} has settled this promise at {en}")


def added(name: str, sentence: Text) -> Text:
    """Something else was written meanwhile. name: "" for the machine."""
    if not name:
        return Text(f"新しい記録：{sentence.ja}", f"New record: {sentence.en}")
    return Text(f"{surname(name)}さんの新しい記録：{sentence.ja}", f"New record by {surname(name)}: {sentence.en}")


def clock(at: datetime, *, today: datetime) -> tuple[str, str]:
    """11時20分 today; 11月21日 11時20分 on another day."""
    there, here = at.astimezone(TOKYO), today.astimezone(TOKYO)
    ja, en = f"{there.hour}時{there.minute:02d}分", f"{there:%H:%M}"
    if there.date() != here.date():
        ja, en = f"{there.month}月{there.day}日{ja}", f"{en} on {there:%d %b}"
    return ja, en


def _ja(names: Sequence[str]) -> str:
    shown = "、".join(f"{n}さん" for n in names[:3])
    return shown if len(names) <= 3 else f"{shown}ほか{len(names) - 3}名"


def _en(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
