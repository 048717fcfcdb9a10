"""An order is taken at the counter: the date that was asked for is too soon, the safe one is offered, and taken."""

import csv
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from stories.browser.conftest import Stage
from stories.browser.looking import keep, look
from stories.browser.people import Desk
from stories.browser.visiting import now
from stories.browser.walking import press

pytestmark = pytest.mark.browser


@pytest.fixture
def sold(stage: Stage, tmp_path: Path) -> None:
    """Sixty orders that took six days each."""
    file = tmp_path / "sold.csv"
    with file.open("w", newline="") as to:
        rows = csv.writer(to)
        rows.writerow(["number", "ordered", "delivered", "promised", "area"])
        for n in range(60):
            ordered = now() - timedelta(days=90 - n)
            done, promised = ordered + timedelta(days=6, hours=n % 9), ordered + timedelta(days=5)
            rows.writerow([f"SOLD-{n}", f"{ordered:%F %R}", f"{done:%F %R}", f"{promised:%F}", "沖縄"])
    command = [sys.executable, "-m", "nattoku", "orders", "import", str(file), "--by", "kato@example.jp"]
    subprocess.run(command, env=os.environ | {"NATTOKU_DATA": str(stage.data)}, check=True, capture_output=True)


@pytest.mark.usefixtures("sold")
def test_a_date_is_looked_at_before_it_is_promised_and_what_was_told_stays_with_the_order(desk: Desk) -> None:
    page = desk.sit("sato")
    page.goto("/orders/new")
    page.get_by_label("注文番号").fill("COUNTER-1")
    page.get_by_label("お届け先の地域").fill("沖縄")
    day = page.get_by_label("お約束の日")
    day.fill(f"{now() + timedelta(days=2):%F}")
    day.blur()
    odds = page.locator(".odds")
    odds.get_by_text("お届けが間に合う見込み：およそ").wait_for()
    asked = odds.inner_text()
    assert look(page, "order-entry", "ja", set()) == []
    page.set_viewport_size({"width": 375, "height": 812})
    odds.get_by_role("button", name="この日にする").click()
    page.wait_for_function("said => document.querySelector('.odds').innerText !== said", arg=asked)
    assert day.input_value() > f"{now() + timedelta(days=4):%F}"
    keep(page, "order-entry-safe")
    press(page.get_by_role("button", name="この日でお受けする"))
    taken = page.locator("main").inner_text()
    assert "ご注文 COUNTER-1" in taken
    assert "お約束のときの見込み" in taken
    assert look(page, "order", "ja", {"COUNTER-1"}) == []
