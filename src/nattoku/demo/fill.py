"""Fill an empty database born as demo: the company, its customers, their orders, and complaints in every stage."""

import csv
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from django.db import transaction
from django.utils import timezone

from nattoku.cases.models import Case
from nattoku.demo import customers, duties, hearts, quiet, stories
from nattoku.demo import people as staff
from nattoku.demo.customers import Guest
from nattoku.demo.ending import Script
from nattoku.demo.everyday import everyday
from nattoku.demo.moments import Moments
from nattoku.demo.story import Story
from nattoku.demo.telling import Stage
from nattoku.ledger.append import mark, remembering
from nattoku.ledger.models import Head
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders import actions as orders
from nattoku.orders.tables import FIELDS
from nattoku.people.models import Person

CASES: Final = 60
SEED: Final = 1
AT_ONCE: Final = 5  # cases in one transaction
YEARS: Final = 700  # days back to which a large demo reaches
COLUMNS: Final = tuple(FIELDS)

Told = Callable[[int, int], None]  # (cases told, of how many)


@dataclass
class Scene:
    """A story with whom it happens to and when it began. rng: its own dice, so that it does not hang on others."""

    story: Story
    guest: Guest
    begins: datetime
    rng: Random
    order: str = ""


def fill_once(told: Told | None = None) -> bool:
    """Fill with 60 cases when there is nothing yet; returns whether it did."""
    if Head.objects.exists():
        return False
    from nattoku.demo.progress import Progress

    fill(cases=CASES, told=told or Progress())
    return True


def fill(*, cases: int = CASES, seed: int = SEED, at: datetime | None = None, told: Told | None = None) -> None:
    """Tell so many cases, relative to `at` (None: now). The company and its customers come with the first filling.

    The same seed tells the same cases to the same customers. Refused (409) unless the database was born as demo.
    """
    if not mark("demo"):
        raise Refusal(Text("お試し用に作られた場所ではありません。", "This place was not born as a demo."))
    at = at or timezone.now()
    rng = Random(seed)  # noqa: S311 - dice, not secrets
    if not Head.objects.exists():
        with transaction.atomic():
            staff.found(at=at - timedelta(days=1400))
    by = {p.pk: p for p in Person.objects.all()}
    guests = _guests(cases, rng, by=by, at=at)
    plan = _plan(cases, guests, rng, at=at)
    _import_orders(plan, by=by["shoji"], at=at)
    stage = Stage(now=at, people=by, guests=guests)
    with _rarely_collected():
        for start in range(0, len(plan), AT_ONCE):
            with transaction.atomic(), remembering():
                for scene in plan[start : start + AT_ONCE]:
                    _tell(scene, stage)
            if start % 200 == 0:
                gc.collect()
            if told:
                told(min(start + AT_ONCE, len(plan)), len(plan))
    with transaction.atomic(), remembering():
        duties.keep(guests, by=by, at=at)
        hearts.tell(guests, by=by, at=at)
        quiet.tell(guests, Random(seed), by=by, at=at)  # noqa: S311 - dice, not secrets


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """No search for garbage on the way: it took a fifth of the time, and there is hardly any."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tell(scene: Scene, stage: Stage) -> None:
    script = Script(
        stage,
        guest=scene.guest,
        me=scene.story.by,
        division=scene.story.division,
        order=scene.order,
        begins=scene.begins,
        rng=scene.rng,
    )
    scene.story.tell(script)
    if not scene.story.late:
        script.kept_until_now()
    script.afterwards()


def _guests(cases: int, rng: Random, *, by: dict[str, Person], at: datetime) -> dict[str, Guest]:
    """The customers by key. Those who began a demo stay; a larger one has more of them."""
    wanted = [*customers.GUESTS, *customers.more(max(0, cases - CASES) // 3)]
    found: dict[str, Guest] = {}
    for start in range(0, len(wanted), 20):
        with transaction.atomic():
            found |= customers.register(wanted[start : start + 20], rng, by=by, at=at - timedelta(days=YEARS + 60))
    return found


def _plan(cases: int, guests: dict[str, Guest], rng: Random, *, at: datetime) -> list[Scene]:
    """Who tells what and when, the earliest first, so that numbers run with time."""
    scenes, before = [], Case.objects.count()
    for n, (one, lap) in enumerate(_cycle(cases, rng)):
        dice = Random(rng.getrandbits(64))  # noqa: S311 - dice, not secrets
        earlier = dice.randrange(20, YEARS - 120) if lap and one.ended else 0
        guest = guests[one.customer] if not lap else _other(guests, guests[one.customer], dice)
        begins = one.begins(at, dice, earlier=earlier)
        scenes.append(Scene(one, guest, begins, dice, f"KD-{begins:%y%m}-{before + n + 1:04}" if one.order else ""))
    return sorted(scenes, key=lambda s: s.begins)


def _cycle(cases: int, rng: Random) -> Iterator[tuple[Story, int]]:
    """Every story once; after that mostly those that have ended, as it is in a company that answers."""
    book = stories.BOOK
    yield from ((one, 0) for one in _spread(book, cases))
    told, lap = min(cases, len(book)), 0
    while told < cases:
        lap += 1
        for one in book:
            if told < cases and (one.ended or rng.random() < 0.06):
                told += 1
                yield one, lap


def _spread(book: list[Story], cases: int) -> list[Story]:
    """So many of the book, evenly, where fewer are wanted than it holds."""
    if cases >= len(book):
        return list(book)
    return [book[i * len(book) // cases] for i in range(cases)]


def _other(guests: dict[str, Guest], like: Guest, dice: Random) -> Guest:
    """Another customer of the same sort, whom nobody may not visit."""
    alike = [g for g in guests.values() if g.company == like.company and not g.not_to_send[0]]
    return dice.choice(alike)


def _import_orders(plan: list[Scene], *, by: Person, at: datetime) -> None:
    """The histories come in as a file, like everybody's."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"受注一覧_{at:%Y%m%d}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            rows = csv.DictWriter(out, COLUMNS)
            rows.writeheader()
            rows.writerows(_row(s, at) for s in plan if s.story.order)
            rows.writerows(everyday(at))
        orders.import_csv(file, {c: c for c in COLUMNS}, by=by, at=at)


def _row(scene: Scene, now: datetime) -> dict[str, str]:
    order = scene.story.order
    assert order is not None
    clock = Moments(now=now, begins=scene.begins, rng=scene.rng)

    def said(moment: tuple[int, str] | None) -> str:
        return f"{clock.day(*moment):%Y-%m-%d %H:%M}" if moment else ""

    return {
        "number": scene.order,
        "customer": scene.guest.pk,
        "state": "お届け済み" if order.delivered else "発送済み" if order.handed else "受注",
        "promised": f"{clock.day(order.promised, '12:00'):%Y-%m-%d}",
        "ordered": said(order.ordered),
        "approved": said(order.approved),
        "ship_limit": said(order.ship_limit),
        "handed": said(order.handed),
        "delivered": said(order.delivered),
    }
