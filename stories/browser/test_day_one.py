"""An office of twelve begins: an empty directory in the morning, its own ledger and the first report by noon."""

from collections.abc import Iterator
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
    office: tuple[str, ChatworkPeer], desk: Desk, chromium: Browser, tmp_path: Path
) -> None:
    first, peer = office
    begun = Desk(first.split("/setup")[0], chromium, {})
    page = begun.sit(size=PHONE)
    whole_day(page, first, tmp_path, Clock(lambda _: None), rows=40)
    assert FACT in reported(peer)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    for place in ("/setup", "/setup/people", "/setup/duty", "/setup/rooms", "/imports", "/monthly", "/cases?state=all"):
        page.goto(place)
        assert not page.evaluate(wide), place
    told = [m.body for m in peer.messages("101")]
    assert not any("C-0" in body or "がたつき" in body for body in told), "nothing of the old cases"
    begun.close()
    assert begun.complaints == []
