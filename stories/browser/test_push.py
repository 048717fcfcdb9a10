"""A device is switched on, a notice is sealed for it, and its service worker shows it: number and kind, no words.

Everything is real but one thing: Chromium subscribes at its maker's push service, which no test can reach, so it is
given the subscription of a device whose keys the test holds, at a push service on loopback.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from stories.browser.people import DESK, PHONE, Desk
from tests.peers.push import Browser, PushPeer

pytestmark = pytest.mark.browser
SUBSCRIBED = """
    const said = %s;
    const made = { endpoint: said.endpoint, toJSON: () => said, unsubscribe: async () => true };
    let on = false;
    PushManager.prototype.subscribe = async function (wanted) {
        if (!wanted.userVisibleOnly || wanted.applicationServerKey.length !== 87) throw new TypeError("wanted");
        on = true;
        return made;
    };
    PushManager.prototype.getSubscription = async () => (on || said.on ? made : null);
"""


@pytest.fixture
def push() -> Iterator[PushPeer]:
    with PushPeer() as running:
        yield running


def arrived(push: PushPeer, many: int) -> None:
    deadline = time.monotonic() + 30
    while len(push.stored) < many and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(push.stored) == many


def delivered(page: Page, told: dict[str, Any]) -> None:
    """Hands a push to the page's service worker, as the browser does when one comes."""
    devtools = page.context.new_cdp_session(page)
    registrations: list[Any] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda said: registrations.extend(said["registrations"]))
    devtools.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    origin = page.evaluate("location.origin")
    registration = next(one["registrationId"] for one in registrations if not one["isDeleted"])
    pushed = {"origin": origin, "registrationId": registration, "data": json.dumps(told, ensure_ascii=False)}
    devtools.send("ServiceWorker.deliverPushMessage", pushed)


SHOWN = """() => navigator.serviceWorker.ready.then((r) => r.getNotifications()).then((all) =>
    all.map((one) => ({ title: one.title, body: one.body, tag: one.tag, url: one.data.url })))"""


def test_a_device_hears_by_push_and_shows_number_and_kind(desk: Desk, push: PushPeer) -> None:
    device = Browser(push.endpoint("satos-phone"))
    page = desk.sit("sato", PHONE, permissions=["notifications"])
    page.add_init_script(SUBSCRIBED % device.subscription)
    page.goto("/me/hearing")
    page.get_by_text("この端末はオフです。").wait_for()
    page.get_by_label("この端末の呼び名").fill("当番の携帯")
    page.get_by_role("button", name="この端末でオンにする").click()
    card = page.locator("article", has_text="当番の携帯")
    card.get_by_role("button", name="ためしに送る").click()
    arrived(push, 1)
    told = device.read(push.stored[0].sealed)
    assert told["title"].startswith("【お試し】")
    assert push.stored[0].claims(push.origin)["sub"] == "mailto:nattoku@example.jp"

    told |= {"title": "【一報】受付番号 1001　納期", "url": "/cases/1001"}
    for _ in range(2):
        delivered(page, told)
    page.wait_for_function(f"({SHOWN})().then((all) => all.length > 0)")
    (shown,) = page.evaluate(SHOWN)
    assert shown["title"] == "【一報】受付番号 1001　納期"
    assert (shown["tag"], shown["url"]) == (told["tag"], "/cases/1001")
    delivered(page, {"title": "ほか", "tag": "other", "url": "https://elsewhere.example/"})
    page.wait_for_function(f"({SHOWN})().then((all) => all.length === 2)")
    assert {one["url"] for one in page.evaluate(SHOWN)} == {"/cases/1001", "/"}

    page.goto("/me/hearing")
    page.locator("article", has_text="当番の携帯").get_by_text("届きました").wait_for()
    page.locator("article", has_text="当番の携帯").get_by_role("button", name="消す").click()
    page.get_by_text("保存しました").wait_for()
    assert page.locator("article", has_text="当番の携帯").count() == 0


def test_a_device_that_is_known_says_that_it_is_on(desk: Desk, push: PushPeer) -> None:
    device = Browser(push.endpoint("satos-desk"))
    page = desk.sit("sato", DESK, permissions=["notifications"])
    page.add_init_script(SUBSCRIBED % json.dumps(json.loads(device.subscription) | {"on": True}))
    page.goto("/me/hearing")
    page.get_by_text("この端末はオフです。").wait_for()
    page.get_by_role("button", name="この端末でオンにする").click()
    page.get_by_text("この端末はオンです。").wait_for()
    assert page.get_by_role("button", name="この端末でオンにする").count() == 0
    page.get_by_role("button", name="消す").click()
    page.get_by_text("この端末はオフです。").wait_for()
