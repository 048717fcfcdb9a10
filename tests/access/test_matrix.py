"""Every route x every role x own and foreign object, held against tests/access/matrix.tsv.

A new route without a row fails. `python -m tests.access.test_matrix` is not a thing: rows are written by hand, from
what people/access.py promises; the test prints the rows it misses with what it saw, to be read before they are kept.

Cells: yes (served, or refused by a gate), ? (400: the sample input is not enough, which only those who may get to
hear), no (403), hidden (404, foreign like unknown), sign-in (401 or the sign-in page), - (no such method), . (the
address names no object).
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from nattoku.api import api
from nattoku.api.examples import example
from nattoku.people.models import Person
from tests.access.routes import Route, routes
from tests.access.world import World
from tests.company import Company

FILE = Path(__file__).parent / "matrix.tsv"
COLUMNS = (
    "receiver",
    "leader",
    "manager",
    "representative",
    "viewer",
    "receiver foreign",
    "leader foreign",
    "viewer foreign",
    "manager fenced",
    "representative fenced",
    "nobody",
)
WORDS = dict.fromkeys(
    ("words", "reason", "why", "what", "how", "text", "tried", "recourse", "fact", "name", "said", "consent"),
    "よろしいですか",
)


def _filled(route: Route, objects: dict[str, str]) -> str:
    address = route.address
    for before, after in (("<", ">"), ("{", "}")):
        while before in address:
            start, _, rest = address.partition(before)
            name, _, end = rest.partition(after)
            address = start + objects[name.split(":")[-1]] + end
    return address


def _about_an_object(route: Route) -> bool:
    return any(name in route.address for name in ("no}", "no>", "customer}", "customer>", "sign}", "sign>", "reply}"))


def _ask(client: Client, route: Route, objects: dict[str, str], bodies: dict[str, Any]) -> str:
    address = _filled(route, objects)
    body = bodies.get(str(route))
    with transaction.atomic():
        if route.method == "GET":
            answer = client.get(address, {"q": "届かない"})
        elif route.operation is not None:
            answer = client.generic(route.method, address, json.dumps(body), content_type="application/json")
        else:
            answer = client.post(address, WORDS)
        transaction.set_rollback(True)
    return _cell(route, answer)


def _cell(route: Route, answer: Any) -> str:
    assert answer.status_code < 500, f"{route}: {answer.status_code}"
    if answer.status_code == 401 or (answer.status_code == 302 and answer["Location"].startswith("/sign-in?")):
        return "sign-in"
    return {400: "?", 403: "no", 404: "hidden", 405: "-"}.get(answer.status_code, "yes")


def _bodies() -> dict[str, Any]:
    document = api.get_openapi_schema()
    schemas = document["components"]["schemas"]
    found = {}
    for address, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                found[f"{method.upper()} {address}"] = example(content["schema"], schemas)
    return found


class _Clients:
    """One client a person on pages, one on the API: what a request does to its cookies is forgotten after it."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.made: dict[tuple[str, bool], tuple[Client, str]] = {}

    def of(self, person: Person | None, route: Route) -> Client:
        key = (person.pk if person else "", route.operation is not None)
        if key not in self.made:
            client = self._api(person) if key[1] else self._pages(person)
            self.made[key] = (client, client.cookies.output())
        client, cookies = self.made[key]
        client.cookies.clear()
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
        return client

    def _api(self, person: Person | None) -> Client:
        headers = {"Authorization": f"Bearer {self.company.token(person)}"} if person else {}
        return Client(headers=headers, raise_request_exception=False)

    def _pages(self, person: Person | None) -> Client:
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client


def _rows() -> dict[str, list[str]]:
    lines = FILE.read_text().splitlines()[1:] if FILE.exists() else []
    return {line.split("\t")[0]: line.split("\t")[1:] for line in lines if line}


def _seen(route: Route, clients: _Clients, world: World, bodies: dict[str, Any]) -> list[str]:
    c = clients.company
    asked = [(p, world.own) for p in (c.sato, c.chiba, c.kato, c.daihyo, c.viewer)]
    if _about_an_object(route):
        asked += [(p, world.foreign) for p in (c.sato, c.chiba, c.viewer)]
        asked += [(p, world.fenced) for p in (c.kato, c.daihyo)]
    cells = [_ask(clients.of(person, route), route, objects, bodies) for person, objects in asked]
    cells += ["."] * (len(COLUMNS) - 1 - len(cells))
    return [*cells, _ask(clients.of(None, route), route, world.own, bodies)]


@pytest.mark.rule("T1", "T5")
def test_every_route_answers_every_role_as_the_table_says(company: Company, world: World) -> None:
    rows, bodies, clients = _rows(), _bodies(), _Clients(company)
    missing, wrong = [], []
    for route in routes():
        seen = _seen(route, clients, world, bodies)
        if str(route) not in rows:
            missing.append("\t".join([str(route), *seen]))
        elif rows[str(route)] != seen:
            wrong.append(f"{route}\n  table: {rows[str(route)]}\n  seen:  {seen}")
    assert not wrong, "\n".join(wrong)
    assert not missing, "no row for:\n" + "\n".join(missing)


def test_no_row_speaks_of_a_route_that_is_gone() -> None:
    assert set(_rows()) - {str(r) for r in routes()} == set()
