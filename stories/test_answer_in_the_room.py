"""The leader answers where they read it, in the room of their division: the answer is a fact of the case.

A whole house as an operator runs it: server, worker and outbox, a Chatwork-like server on the other side, and its
signed webhook coming back.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from os import environ
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.company import PASSWORD
from tests.house import found, house
from tests.peers.chatwork import ChatworkPeer
from tests.peers.rooms import Accepted

LEADER, STRANGER = 2001, 2999
FACT = "11月19日お届けのお約束の椅子2脚が届いていない"
ANSWER = "承知しました。10時に私から折り返します 😀"

_REGISTER = f"""
import django
django.setup()
from django.utils import timezone
from nattoku.people.actions import add_account
add_account(person="chiba", channel="chatwork", address="101", mention="{LEADER}", by="chiba", at=timezone.now())
"""


def _register(data: Path) -> None:
    """The leader says which Chatwork account is theirs."""
    env = environ | {"NATTOKU_DATA": str(data), "NATTOKU_DATABASE_URL": ""}
    env["DJANGO_SETTINGS_MODULE"] = "nattoku.settings"
    subprocess.run([sys.executable, "-c", _REGISTER], env=env, check=True)


class Town:
    """A running house with its rooms; `sato` receives, by the API and on the page."""

    def __init__(self, url: str, token: str, peer: ChatworkPeer) -> None:
        self.url, self.peer = url, peer
        self.api = httpx.Client(base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=20)

    def receive(self) -> str:
        body = {"door": "phone", "words": "頼んだ椅子がまだ届かない", "fact": FACT, "division": "sales"}
        answer = self.api.post("/cases", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["no"])

    def in_the_room(self, no: str) -> Accepted:
        """The message of this case in the division's room, once we know that it arrived."""
        until(lambda: any(n["state"] == "sent" for n in self.notices(no) if n["channel"] == "chatwork"))
        return next(m for m in self.peer.messages("101") if f"受付番号 {no}" in m.body)

    def notices(self, no: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.api.get(f"/cases/{no}/notices").json()
        return listed

    def answers(self, no: str) -> list[dict[str, Any]]:
        facts = self.api.get(f"/cases/{no}/facts").json()
        return [f for f in (facts["facts"] if isinstance(facts, dict) else facts) if f["kind"] == "notices.answered"]

    def page(self, address: str, lang: str = "ja") -> str:
        """A page as the browser gets it, after signing in."""
        with httpx.Client(base_url=self.url, follow_redirects=True, timeout=20) as browser:
            browser.cookies.set("django_language", lang)
            form = browser.get("/sign-in").text
            csrf = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
            assert csrf
            who = {"email": "sato@example.jp", "password": PASSWORD, "csrfmiddlewaretoken": csrf[1]}
            assert browser.post("/sign-in", data=who, headers={"Referer": self.url}).status_code == 200
            return browser.get(address).text


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    data = tmp_path_factory.mktemp("answered") / "data"
    tokens = found(data)
    _register(data)
    with ChatworkPeer(rooms=("101", "102")) as peer:
        settings = {
            "NATTOKU_CHATWORK_URL": peer.url,
            "NATTOKU_CHATWORK_TOKEN": peer.token,
            "NATTOKU_CHATWORK_WEBHOOK_TOKEN": peer.hook.token,
        }
        with house(data, **settings) as running:
            peer.hook.url = f"{running.url}/hooks/chatwork"
            made = Town(running.url, tokens["sato"], peer)
            yield made
            made.api.close()


def test_what_the_leader_answers_in_the_room_is_a_fact_of_the_case(town: Town) -> None:
    no = town.receive()
    message = town.in_the_room(no)
    town.peer.hook.answers.clear()

    said = town.peer.says("101", LEADER, ANSWER, reply_to=message)
    town.peer.tell(said, "mention_to_me")
    assert town.peer.hook.answers == [200, 200]

    (answer,) = town.answers(no)
    assert answer["by"] == "千葉 亮"
    assert ANSWER in str(answer)
    assert f"千葉 亮さんからお返事がありました：{ANSWER}" in town.page(f"/cases/{no}")
    assert f"千葉 亮 answered in Chatwork: {ANSWER}" in town.page(f"/cases/{no}", "en")
    assert ANSWER in town.page(f"/cases/{no}/notices"), "beside the notice that it answers"


def test_what_others_say_in_the_room_stays_in_the_room(town: Town) -> None:
    no = town.receive()
    message = town.in_the_room(no)
    town.peer.hook.answers.clear()

    town.peer.says("101", LEADER, "お昼に行ってきます")
    town.peer.says("102", LEADER, "別のルームから", reply_to=message)
    town.peer.says("101", message.account_id, "当社の続報です", reply_to=message)
    token, town.peer.hook.token = town.peer.hook.token, "c29tZWJvZHkgZWxzZQ=="
    town.peer.says("101", LEADER, "署名が違います", reply_to=message)
    town.peer.hook.token = token

    assert town.peer.hook.answers == [200, 200, 200, 403]
    assert town.answers(no) == []


def test_an_account_that_nobody_registered_is_no_colleague(town: Town) -> None:
    no = town.receive()
    town.peer.says("101", STRANGER, "見ました", reply_to=town.in_the_room(no))
    (answer,) = town.answers(no)
    assert answer["by"] not in ("千葉 亮", "佐藤 光")
    assert f"{STRANGER}さんからお返事がありました：見ました" in town.page(f"/cases/{no}")
