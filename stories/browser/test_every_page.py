"""Every page, in both languages, on the phone and at the desk."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from stories.browser.conftest import Stage, opened
from stories.browser.looking import look, pages_of
from stories.browser.people import PHONE, Desk
from stories.browser.stocking import EN, JA, Stock, stock

pytestmark = pytest.mark.browser

STAFF = {"代田 守", "加藤 恵", "千葉 亮", "上野 綾", "佐藤 光", "森 海", "見田 奏", "千葉", "代田", "佐藤"}
NAMES = {
    "ja": {"English", "Chatwork", "LINE", "FAX", "iPhone", "iPad", "Chrome", "Linux", "PDF", "Word", "sato@example.jp"},
    "en": {*STAFF, "営業部", "発送部", "納得", "日本語", "拝啓", "敬具", "拝復", "謹啓", "謹白", "前略", "草々"},
}
# What axe-core is asked about: on the phone; where the wide page is laid out anew, there too; a few in English.
AXED = {
    "sign-in",
    "my-day",
    "intake",
    "on-the-spot",
    "case",
    "drill",
    "explanations",
    "solutions",
    "losses",
    "visits",
    "visits-1-guide",
    "letters",
    "letters-1",
    "closure",
    "report",
    "case-ended",
    "file",
    "files",
    "customers",
    "leader",
    "representative",
    "decisions",
    "security",
    "security-code",
    "hearing",
}
WIDE = {"my-day", "intake", "case", "drill", "letters-1", "leader", "representative"}
ENGLISH = {"sign-in", "intake", "case", "security"}


def axed(name: str, lang: str) -> set[str]:
    """At which widths."""
    if lang == "en":
        return {"375"} if name in ENGLISH else set()
    return {width for width, names in (("375", AXED), ("1280", WIDE)) if name in names}


@dataclass(frozen=True)
class Full:
    """A house that speaks one language only: its pages show what they say by themselves."""

    lang: str
    stage: Stage
    stock: Stock


@pytest.fixture(scope="module", params=["ja", "en"])
def full(
    request: pytest.FixtureRequest, founded: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Full]:
    with ExitStack() as stack:
        stage = stack.enter_context(opened(founded, tmp_path_factory.mktemp(f"full-{request.param}") / "data"))
        yield Full(request.param, stage, stock(stage.url, stage.tokens, JA if request.param == "ja" else EN))


@pytest.fixture(scope="module")
def signed_in() -> dict[str, Any]:
    return {}


@pytest.fixture
def desk(full: Full, chromium: Browser, thread: Any, signed_in: dict[str, Any]) -> Iterator[Desk]:
    """Devices in the full house."""
    desk = Desk(full.stage.url, chromium, signed_in.setdefault(full.stage.url, {}))
    yield desk
    thread.submit(desk.close).result()
    assert desk.complaints == []


def test_no_page_scrolls_sideways_has_two_filled_buttons_mixes_languages_or_shuts_anybody_out(
    desk: Desk, full: Full
) -> None:
    """Also: no page writes an error to the console or violates the content security policy (the desk sees to it)."""
    faults = []
    sitting: dict[str, Page] = {}
    for name, (who, address) in pages_of(full.stock).items():
        page = sitting.get(who) or sitting.setdefault(who, desk.sit(who, PHONE, full.lang))
        page.goto(address, wait_until="domcontentloaded")
        faults += look(page, name, full.lang, NAMES[full.lang], axe=axed(name, full.lang))
    assert not faults, "\n".join(faults)
