"""Streams over real HTTP: what they tell, whom they tell nothing, and that they hold up nobody."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest

from bench.live import cookie
from tests import postgres
from tests.house import House, found, open_house

STREAMS = 300


@dataclass
class Running:
    """A house with one case of sato's in it, and who has signed in."""

    house: House
    tokens: dict[str, str]
    cookies: dict[str, str]
    no: str

    def post(self, who: str, path: str, body: dict[str, Any]) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        return httpx.post(f"{self.house.url}/api/v1{path}", json=body, headers=headers, timeout=30)

    def received(self) -> str:
        case = {"door": "phone", "words": "椅子が届かない。", "fact": "椅子2脚が届いていない"}
        no: str = self.post("sato", "/cases", case).json()["no"]
        return no

    def headers(self, who: str) -> dict[str, str]:
        if who not in self.cookies:
            self.cookies[who] = cookie(self.house.port, who)
        return {"Cookie": self.cookies[who]}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data = tmp_path_factory.mktemp("live")
    database = {"NATTOKU_DATABASE_URL": own_postgres() if postgres.wanted() else ""}
    tokens = found(data, **database)
    house = open_house(data, command="web", **database)
    made = Running(house, tokens, {}, "")
    made.no = made.received()
    yield made
    made.house.stop()


def own_postgres() -> str:
    """A database of this file's own in the cluster of this run."""
    cluster = postgres.start()
    with psycopg.connect(cluster, autocommit=True) as admin:
        admin.execute("CREATE DATABASE streams")
    return cluster.rpartition("/")[0] + "/streams"


class Events:
    """One stream, read event by event."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer, self.lines = answer, answer.aiter_lines()

    async def next(self, name: str, when: Callable[[Any], bool] = lambda _: True) -> Any:
        """The data of the next event of this name that is meant."""
        kind = ""
        async for line in self.lines:
            field, _, value = line.partition(": ")
            if field == "event":
                kind = value
            elif field == "data" and kind == name and when(json.loads(value)):
                return json.loads(value)
        raise EOFError(name)

    async def end(self) -> None:
        """Reads until the server ends it."""
        async for _ in self.lines:
            pass


async def opened(client: httpx.AsyncClient, running: Running, who: str, path: str) -> Events:
    request = client.build_request("GET", f"{running.house.url}/live/{path}", headers=running.headers(who))
    answer = await client.send(request, stream=True)
    assert answer.status_code == 200, answer.status_code
    return Events(answer)


async def _client() -> AsyncIterator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(timeout=60, limits=limits, trust_env=False) as client:
        yield client


def play(story: Callable[[httpx.AsyncClient], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async for client in _client():
            await story(client)

    asyncio.run(asyncio.wait_for(whole(), 60))  # what never comes is a failure, no endless wait


@pytest.mark.postgres
def test_a_stream_tells_what_a_colleague_did_and_who_is_here_and_passes_proxies_at_once(running: Running) -> None:
    no = running.received()

    async def story(client: httpx.AsyncClient) -> None:
        mine = await opened(client, running, "sato", f"cases/{no}?seen=2")
        assert mine.answer.headers["X-Accel-Buffering"] == "no"
        assert mine.answer.headers["Content-Type"].startswith("text/event-stream")
        assert "Content-Length" not in mine.answer.headers
        hers = await opened(client, running, "chiba", f"cases/{no}?seen=2")
        assert (await mine.next("presence"))["words"] == "千葉さんがこの案件を見ています"
        said = {"channel": "phone", "words": "14時にお届けすると申し上げた", "seen": 2}
        assert running.post("chiba", f"/cases/{no}/contacts", said).status_code == 201
        told = await mine.next("changed")
        assert told["by"] == "千葉"
        assert told["told"] is True
        assert told["words"].startswith("千葉さんが")
        assert told["words"].endswith("にお客様へご連絡済みです")
        assert (await hers.next("changed"))["words"] == "", "one is told nothing of one's own doing"
        await hers.answer.aclose()
        assert (await mine.next("presence", lambda here: here["people"] == []))["words"] == ""

    play(story)


def test_a_form_for_a_promise_hears_that_a_colleague_has_settled_it(running: Running) -> None:
    no = running.received()
    due = {"what": "代わりの椅子をお届けする", "due_at": "2099-01-01T10:00:00+09:00"}
    promise = running.post("sato", f"/cases/{no}/promises", due).json()["promises"]
    mine = next(p["id"] for p in promise if p["kind"] == "cases.promised")

    async def story(client: httpx.AsyncClient) -> None:
        events = await opened(client, running, "sato", f"cases/{no}?seen=3&promise={mine}")
        kept = running.post("chiba", f"/cases/{no}/promises/{mine}/kept", {"words": "お届けした"})
        assert kept.status_code == 201, kept.text
        assert "このお約束は、千葉さんが" in (await events.next("changed", lambda news: news["told"]))["words"]

    play(story)


def test_words_of_a_customer_are_masked_for_a_viewer(running: Running) -> None:
    no = running.received()

    async def story(client: httpx.AsyncClient) -> None:
        events = await opened(client, running, "viewer", f"cases/{no}?seen=2")
        due = {"what": "青木様に椅子をお届けする", "due_at": "2099-01-01T10:00:00+09:00"}
        assert running.post("sato", f"/cases/{no}/promises", due).status_code == 201
        words = (await events.next("changed", lambda news: news["version"] >= 3))["words"]
        assert words == "佐藤さんの新しい記録：お客様にお約束しました：＊＊＊"

    play(story)


def test_a_stream_ends_when_the_case_is_ring_fenced_and_when_the_session_is_ended(running: Running) -> None:
    no = running.received()

    async def story(client: httpx.AsyncClient) -> None:
        fenced = await opened(client, running, "chiba", f"cases/{no}?seen=2")
        left = await opened(client, running, "kato", "boards")
        assert running.post("kato", f"/cases/{no}/ring-fence", {"readers": [], "reason": "ご通報"}).status_code == 201
        await fenced.end()
        page = await client.get(f"{running.house.url}/cases/{no}", headers=running.headers("kato"))
        token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        out = await client.post(
            f"{running.house.url}/sign-out", data={"csrfmiddlewaretoken": token}, headers=running.headers("kato")
        )
        assert out.status_code in (302, 303)
        running.cookies.pop("kato")
        await left.end()

    play(story)


def test_hundreds_of_open_streams_hold_up_no_ordinary_request_and_all_hear(running: Running) -> None:
    no = running.received()

    async def story(client: httpx.AsyncClient) -> None:
        streams = [await opened(client, running, "sato", f"cases/{no}?seen=2") for _ in range(STREAMS)]
        page = await client.get(f"{running.house.url}/cases/{no}", headers=running.headers("sato"))
        assert page.status_code == 200
        assert running.post("chiba", f"/cases/{no}/facts", {"words": "倉庫に確かめた"}).status_code == 201
        heard = await asyncio.gather(*(one.next("changed") for one in streams))
        assert {news["by"] for news in heard} == {"千葉"}

    play(story)


def test_a_server_with_open_streams_stops_cleanly_and_takes_readers_again(running: Running) -> None:
    no = running.received()

    async def until_stopped(client: httpx.AsyncClient) -> None:
        events = await opened(client, running, "sato", f"cases/{no}?seen=2")
        running.house.process.terminate()
        await events.end()

    async def again(client: httpx.AsyncClient) -> None:
        events = await opened(client, running, "sato", f"cases/{no}?seen=1")
        assert (await events.next("changed"))["version"] >= 2, "what was missed meanwhile is told at once"

    play(until_stopped)
    assert running.house.process.wait(30) == 0
    running.house = open_house(running.house.data, port=running.house.port, command="web")
    play(again)


def test_japanese_in_an_address_is_read_as_it_was_sent_without_percent_signs_too(running: Running) -> None:
    token = running.tokens["sato"]
    asked = f"GET /api/v1/search?q=椅子 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    with socket.create_connection(("127.0.0.1", running.house.port), timeout=30) as door:
        door.sendall(f"{asked}Connection: close\r\n\r\n".encode())
        answer = door.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 200"), answer[:200]
    assert running.no in answer
