"""Nobody can be reached: from one person of the roster to the next, and the watcher, dated when it was due (S004)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from nattoku.lib.clock import when
from stories.browser.conftest import Stage, opened
from stories.browser.looking import keep
from stories.browser.people import Desk
from stories.browser.visiting import now, typed
from stories.browser.walking import Walk, press
from stories.waiting import ALLOWED, Late, received_before

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def late(
    founded: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Stage, Late]]:
    """A house that opens when a first report has been due for three minutes: nobody was told while it was closed."""
    here = tmp_path_factory.mktemp("late")
    data = here / "before"
    case = received_before(founded[0], data, ALLOWED + timedelta(minutes=3))
    with opened((data, founded[1]), here / "data") as stage:
        yield stage, case


@pytest.fixture
def desk(late: tuple[Stage, Late], chromium: Browser, thread: Any) -> Iterator[Desk]:
    """Devices in the house that opened late."""
    desk = Desk(late[0].url, chromium, {})
    yield desk
    thread.submit(desk.close).result()
    assert desk.complaints == []


@pytest.mark.rule("S004-4.2")
def test_nobody_answers_and_the_next_person_hears_dated_when_it_was_due(desk: Desk, late: tuple[Stage, Late]) -> None:
    stage, case = late
    walk = Walk(desk.sit("sato"), case.no)
    due = when(case.received_at + ALLOWED).ja
    told = walk.page.locator("#history li", has_text="千葉 亮さんに知らせます")
    walk.see("")
    told.first.wait_for()
    assert "リーダーへの一報（電話）" in told.first.inner_text()
    assert due in told.first.inner_text(), "dated when it was due, whenever it was noticed"
    keep(walk.page, "escalated")

    walk.see("report")
    assert called(walk).startswith("千葉リーダー")
    walk.say_no()
    assert called(walk).startswith("代田代表")
    keep(walk.page, "report-next-person")
    walk.say_no()
    assert "どなたも出られませんでした" in walk.words()
    promised = now().replace(hour=15, minute=0) + timedelta(days=1)
    walk.page.get_by_label("お伝えした日時").fill(typed(promised))
    press(walk.page.get_by_role("button", name="お客様にお約束した"))
    assert f"{when(promised).ja}までの責任者からのご連絡をお約束しています" in walk.words()
    assert called(walk).startswith("千葉リーダー"), "once more, in turn"
    keep(walk.page, "report-nobody")
    case_page = walk.see("")
    assert "責任者からのご連絡" in case_page
    assert [line for line in walk.page.locator("#history li").all_inner_texts() if "電話に出られませんでした" in line]
    assert "chiba@example.jp" in {to for mail in stage.post.arrived for to in mail.recipients}


def called(walk: Walk) -> str:
    """Whom the report card tells to call."""
    return walk.page.locator(".call a[href^='tel:']").inner_text()
