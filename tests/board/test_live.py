"""In a real browser: a colleague's fact appears by itself, and what is unfolded stays so."""

import json
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.house import found, house

CHROMIUM = "/usr/bin/chromium"
COMPLAINT = {"door": "phone", "words": "椅子が届かない。", "fact": "椅子2脚が届いていない"}


def post(url: str, token: str, body: dict[str, str]) -> dict[str, str]:
    asked = urllib.request.Request(
        url, json.dumps(body).encode(), {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        read: dict[str, str] = json.load(answer)
        return read


@pytest.mark.browser
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium")
def test_a_colleagues_fact_appears_by_itself_and_what_is_unfolded_stays(tmp_path: Path) -> None:
    tokens = found(tmp_path)
    with house(tmp_path) as home, sync_playwright() as play:
        no = post(f"{home.url}/api/v1/cases", tokens["sato"], COMPLAINT)["no"]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{home.url}/sign-in")
        page.fill("input[name=email]", "sato@example.jp")
        page.fill("input[name=password]", "a long enough password")
        page.click("main button[type=submit]")
        page.goto(f"{home.url}/cases/{no}")
        page.click("#more-acts > summary")
        page.click(".tabbar a[href='#items']")
        page.wait_for_timeout(1600)  # one round of asking, answered with nothing new

        post(f"{home.url}/api/v1/cases/{no}/items", tokens["chiba"], {"what": "電話がつながらなかった"})
        written = time.monotonic()
        expect(page.locator("#items")).to_contain_text("電話がつながらなかった", timeout=10_000)
        print(f"shown after {time.monotonic() - written:.1f} s")  # the aim is two; no test fails for time
        expect(page.locator("#items")).to_have_attribute("open", "")
        expect(page.locator("#more-acts")).to_have_attribute("open", "")
        browser.close()
