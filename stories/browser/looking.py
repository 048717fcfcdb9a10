"""Looking at a page: does it scroll sideways, how many filled buttons has it, is every word of one language?"""

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from stories.browser.people import DESK, PHONE
from stories.browser.stocking import Stock

SHOTS = os.environ.get("NATTOKU_SHOTS", "")
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# What was written by people, or sent as written, is no word of ours.
_WORDS = """() => {
  for (const own of document.querySelectorAll('.written, .quote, .sheet')) own.replaceChildren()
  const said = [document.body.innerText, document.title]
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], option, summary'))
    said.push(one.getAttribute('aria-label') || one.getAttribute('placeholder') || one.title || one.textContent)
  for (const one of document.querySelectorAll('svg text, svg title')) said.push(one.textContent)
  return said.join('\\n')
}"""
SETUP = ("duty", "hours", "first-complaint")  # the others name Excel, Chatwork and settings, which are no language's
_TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SERIOUS = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']})
  return found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`)
}"""


def pages_of(stock: Stock) -> dict[str, tuple[str, str]]:
    """Every page a person meets: name -> (who looks, address)."""
    case, ended = f"/cases/{stock.open}", f"/cases/{stock.ended}"
    parts = (
        "report explanations drill solutions losses visits visits/1 visits/1/guide letters letters/1 closure reports "
        "promises promise notices contact-customer note assess content identity anger first-aid contact transfer"
    )
    return {
        "sign-in": ("", "/sign-in"),
        "my-day": ("sato", "/"),
        "intake": ("sato", "/intake"),
        "intake-door": ("sato", "/intake?door=visit"),
        "on-the-spot": ("sato", "/intake/on-the-spot"),
        "cases": ("sato", "/cases?state=all"),
        "case": ("sato", case),
        "report-card": ("sato", f"/cases/{stock.fresh}/report"),
        **{part.replace("/", "-"): ("sato", f"{case}/{part}") for part in parts.split()},
        "case-ended": ("sato", ended),
        "closure-ended": ("sato", f"{ended}/closure"),
        "reports-ended": ("sato", f"{ended}/reports"),
        "file-form": ("sato", f"{ended}/file"),
        "file": ("sato", f"/files/{stock.ended}"),
        "files": ("sato", "/files"),
        "customers": ("sato", "/customers"),
        "customers-new": ("sato", "/customers/new"),
        "customer": ("sato", f"/customers/{stock.customer}"),
        "customer-edit": ("sato", f"/customers/{stock.customer}/edit"),
        "notices-all": ("sato", "/notices"),
        "hearing": ("sato", "/me/hearing"),
        "promises-of-all": ("sato", "/promises"),
        "leader": ("chiba", "/leader"),
        "letter-to-approve": ("chiba", f"{case}/letters/1"),
        "representative": ("daihyo", "/representative"),
        "decisions": ("daihyo", "/decisions"),
        "not-found": ("sato", "/cases/999999"),
        "masked": ("viewer", case),
        "security": ("chiba", "/me/security"),
        "security-password": ("chiba", "/me/security/password"),
        "security-code": ("chiba", "/me/security/code"),
        "reset-links": ("chiba", "/people/reset-links"),
        **{f"setup-{part}": ("daihyo", f"/setup/{part}".rstrip("/")) for part in ("", *SETUP)},
    }


def look(page: Page, name: str, lang: str, names: set[str], *, axe: Collection[str] = ("375",)) -> list[str]:
    """What one would not show a customer: sideways scrolling, two filled buttons, words of the other language,
    and what axe-core calls serious or critical (axe: at which widths it is asked).
    """
    faults = []
    for size, label in ((PHONE, "375"), (DESK, "1280")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if page.evaluate(_TOO_WIDE):
            faults.append(f"{name}: scrolls sideways at {label}")
        if label in axe and AXE.is_file():
            faults += [f"{name} at {label}: {one}" for one in _serious(page)]
        if SHOTS:
            _keep(page, f"{name}-{lang}-{label}.png")
    filled = page.locator(".button-next").all_inner_texts()
    if len(filled) > 1:
        faults.append(f"{name}: {len(filled)} filled buttons: {filled}")
    words = page.evaluate(_WORDS)
    return faults + [f"{name}: {word!r} is not {lang}" for word in foreign(words, lang, names)]


def keep(page: Page, name: str) -> None:
    """Pictures of a page a story walks, where pictures are wanted (NATTOKU_SHOTS)."""
    if not SHOTS:
        return
    before = page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        _keep(page, f"{name}-{size[0]}.png")
    if before:
        page.set_viewport_size(before)


def _keep(page: Page, file: str) -> None:
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(Path(SHOTS) / file), full_page=True)


def foreign(words: str, lang: str, names: set[str]) -> set[str]:
    """Words of the other language; names: those of people, which have only one form."""
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, " ")
    if lang == "en":
        return set(re.findall(r"[、。「」『』：぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𪛟]+", words))
    words = re.sub(r"\S+@\S+|https?://\S+|/[a-z/-]+|[CTAR]\d+", " ", words)
    return set(re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+)*", words))


def _serious(page: Page) -> list[str]:
    """axe-core's serious and critical findings. The debugger brings it in, past the content security policy."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    found: list[Any] = page.evaluate(_SERIOUS)
    return [str(one) for one in found]
