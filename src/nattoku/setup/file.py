"""A company written down in one file (TOML), for `nattoku init --from`: what the wizard asks, without a browser."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import actions as people
from nattoku.people import queries
from nattoku.people.models import Person
from nattoku.policies import actions as policies
from nattoku.setup import actions, opening
from nattoku.setup.actions import Joined

UNREADABLE = Text("{file} を読み取れません：{why}", "{file} could not be read: {why}")
MISSING = Text("[{table}] に {key} が要ります。", "[{table}] needs {key}.")
REASON = "はじめの用意"


@dataclass(frozen=True)
class Plan:
    """What a file says. people: bytes of a list, with its name."""

    company: Mapping[str, str]
    representative: Mapping[str, str]
    divisions: Sequence[Mapping[str, Any]]
    people: tuple[str, bytes] | None
    hours: Mapping[str, Any]
    policies: Mapping[str, Mapping[str, Any]]


def read(file: Path) -> Plan:
    """The plan in a TOML file; `people` names a list beside it. Refusal 400 in words when it cannot be read."""
    try:
        told = tomllib.loads(file.read_text("utf-8-sig"))
        beside = file.parent / told["people"] if "people" in told else None
        listed = (beside.name, beside.read_bytes()) if beside else None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as wrong:
        raise Refusal(UNREADABLE.with_(file=file.name, why=wrong), status=400) from wrong
    top = told.get("representative", {})
    for table, key in (("company", "name"), ("representative", "name"), ("representative", "email")):
        if not told.get(table, {}).get(key):
            raise Refusal(MISSING.with_(table=table, key=key), status=400)
    if not told.get("divisions"):
        raise Refusal(MISSING.with_(table="[divisions]", key="name"), status=400)
    return Plan(told["company"], top, told["divisions"], listed, told.get("hours", {}), told.get("policies", {}))


def carry_out(plan: Plan, *, password: str | None, at: datetime) -> tuple[Person, Joined]:
    """Everything the plan says, or nothing of it. Refused like each of its parts."""
    with transaction.atomic():
        top = opening.found(
            company="",
            division=str(plan.divisions[0]["name"]),
            name=plan.representative["name"],
            reading=plan.representative.get("reading", ""),
            email=plan.representative["email"],
            password=password,
            at=at,
        )
        people.describe_company(**{k: str(v) for k, v in plan.company.items() if k in people.DESCRIBED}, by=top, at=at)
        for one in plan.divisions[1:]:
            actions.open_division(name=str(one["name"]), by=top, at=at)
        joined = Joined()
        if plan.people is not None:
            joined = actions.bring_in(actions.look(name=plan.people[0], raw=plan.people[1]), by=top, at=at)
        for one in plan.divisions:
            _division(one, by=top, at=at)
        _hours(plan.hours, by=top, at=at)
        for key, value in plan.policies.items():
            reason = str(value.get("reason", REASON))
            policies.decide(
                key=key, value=int(value["value"]), business=bool(value.get("business")), reason=reason, by=top, at=at
            )
    return top, joined


def _division(told: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    pk = next(d.pk for d in queries.divisions() if d.name == told["name"])
    if told.get("chatwork"):
        actions.set_room(
            division=pk,
            channel="chatwork",
            address=str(told["chatwork"]),
            outside=bool(told.get("outside")),
            by=by,
            at=at,
        )
    if told.get("duty"):
        by_day = _person(str(told["duty"]))
        otherwise = _person(str(told.get("duty_otherwise") or told["duty"]))
        actions.set_duty(division=pk, by_day=by_day, otherwise=otherwise, by=by, at=at)


def _person(said: str) -> str:
    found = [p.pk for p in queries.everyone() if said in (p.email, p.name)]
    if len(found) != 1:
        raise Refusal(
            Text("当番の{said}さんが見つかりません。", "{said}, on duty, is not there.").with_(said=said), status=400
        )
    return found[0]


def _hours(told: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    if "week" in told:
        policies.set_hours(week=list(told["week"]), reason=REASON, by=by, at=at)
    if {"closed", "year_end", "holidays"} & told.keys():
        first, last = told.get("year_end") or ("", "")
        policies.set_calendar(
            closed=[str(day) for day in told.get("closed", [])],
            year_end_from=first,
            year_end_to=last,
            holidays=bool(told.get("holidays", True)),
            reason=REASON,
            by=by,
            at=at,
        )
