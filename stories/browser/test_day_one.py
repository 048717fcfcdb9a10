"""An office of twelve begins: an empty directory in the morning, its own ledger and the first report by noon."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from stories.browser.opening_day import FACT, Clock, whole_day
from stories.browser.people import PHONE, Desk
from stories.day_one import reported, start, stop
from tests.peers.chatwork import ChatworkPeer

pytestmark = pytest.mark.browser


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[str, ChatworkPeer]]:
    """The link on the terminal of an empty directory, and the room the office has."""
    with ChatworkPeer(rooms=("101",)) as peer:
        process, first = start(tmp_path / "data", peer)
        try:
            yield first, peer
        finally:
            stop(process)


def test_day_one_on_a_telephone(
    office: tuple[str, ChatworkPeer], chromium: Browser, thread: ThreadPoolExecutor, tmp_path: Path
) -> None:
    first, peer = office
    assert thread.submit(partial(walk, first, chromium, tmp_path)).result() == []
    assert FACT in reported(peer)
    assert not any("がたつき" in one.body for one in peer.messages("101")), "nobody is told of the old cases"


def walk(first: str, chromium: Browser, folder: Path) -> list[str]:
    """The whole day on a phone; what one would not show a customer."""
    desk = Desk(first.split("/setup")[0], chromium, {})
    page = desk.sit(size=PHONE)
    whole_day(page, first, folder, Clock(lambda _: None), rows=40)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    for place in ("/setup", "/setup/people", "/setup/duty", "/imports", "/monthly"):
        page.goto(place)
        if page.evaluate(wide):
            desk.complaints.append(f"{place} scrolls sideways")
    desk.close()
    return desk.complaints
