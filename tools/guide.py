"""The user guide, drawn anew: a fresh demo house, every picture taken in a real browser, every command run, the pages built.

`make docs`. Ends with 1 and says so when a command of the guide does not end well, a page does not open, or a page names
a picture that nobody takes.
"""

import csv
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from playwright.sync_api import Browser, Page, sync_playwright

from tests.house import House, free_port, open_house

GUIDE = Path("docs/guide")
BUILT = Path("var/guide")
SITE = Path("var/site")
PICTURE = re.compile(r"\(\.\./shots/([\w-]+)\.png\)")
COMMANDS = re.compile(r"```console\n(.*?)```", re.S)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1180, "height": 800}


@dataclass(frozen=True)
class Shot:
    """One picture: who looks (a part of the name), at which page; {kind} in the address is the newest case with it."""

    name: str
    who: str
    at: str
    wide: bool = False
    whole: bool = False


SHOTS = [
    Shot("day", "hamaguchi", "/"),
    Shot("intake", "hamaguchi", "/intake"),
    Shot("report", "kashiwagi", "/cases/{cases.received}/report"),
    Shot("door", "hamaguchi", "/intake?door=visit"),
    Shot("slip", "hamaguchi", "/intake/paper", wide=True),
    Shot("leader", "enomoto", "/leader", wide=True),
    Shot("drill", "kashiwagi", "/cases/{causes.handover_recorded}/drill", wide=True),
    Shot("guide", "kashiwagi", "/cases/{visits.planned}/visits/1/guide?step=all", wide=True),
    Shot("letter", "kashiwagi", "/cases/{letters.sent}/letters/1", wide=True),
    Shot("representative", "tsutsumi", "/representative", wide=True),
    Shot("closing", "kashiwagi", "/cases/{visits.made}/closure"),
    Shot("corrections", "kashiwagi", "/cases/{reports.shared}/corrections"),
    Shot("files", "kashiwagi", "/files", wide=True),
    Shot("print", "kashiwagi", "/cases/{causes.confirmed}/print", wide=True),
    Shot("notices", "kashiwagi", "/cases/{reports.shared}/notices"),
]


def wanted() -> dict[str, set[str]]:
    """language -> the pictures that its pages name, without the language's ending."""
    return {
        lang: {
            name.removesuffix(f"-{lang}")
            for page in (GUIDE / lang).glob("*.md")
            for name in PICTURE.findall(page.read_text())
        }
        for lang in ("ja", "en")
    }


def commands(page: Path) -> Iterator[str]:
    """The commands that a page tells its reader to type."""
    for block in COMMANDS.findall(page.read_text()):
        for line in block.splitlines():
            if line.startswith("$ "):
                yield line.removeprefix("$ ")


def main() -> int:
    """Returns the exit code."""
    shutil.rmtree(BUILT, ignore_errors=True)
    shutil.copytree(GUIDE, BUILT)
    _references()
    with tempfile.TemporaryDirectory(prefix="nattoku-guide-") as place, _demo(Path(place) / "demo") as house:
        wrong = [*_pictures(house), *_typed(house.data, Path(place))]
    for one in wrong:
        print(one, file=sys.stderr)
    built = subprocess.run([sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--fresh-env", BUILT, SITE])
    print(f"{len(SHOTS) * 2} pictures, pages in {SITE}")
    return 1 if wrong or built.returncode else 0


@contextmanager
def _demo(data: Path) -> Iterator[House]:
    made = [sys.executable, "-m", "nattoku", "demo", "fill", "--cases", "60", "--data", str(data)]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    house = open_house(data, port=free_port())
    try:
        yield house
    finally:
        house.stop()


def _pictures(house: House) -> list[str]:
    (BUILT / "shots").mkdir()
    wrong = []
    with sync_playwright() as play:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for lang in ("ja", "en"):
            for shot in SHOTS:
                wrong += _take(browser, house, shot, lang)
        browser.close()
    return wrong


def _take(browser: Browser, house: House, shot: Shot, lang: str) -> list[str]:
    context = browser.new_context(viewport=DESK if shot.wide else PHONE, locale=lang, base_url=house.url)
    page = context.new_page()
    _enter(page, shot.who, lang)
    answer = page.goto(_address(house.data, shot.at))
    if answer is None or answer.status != 200:
        return [f"{shot.name}: {page.url} does not open"]
    page.screenshot(path=BUILT / "shots" / f"{shot.name}-{lang}.png", full_page=shot.whole)
    context.close()
    return []


def _enter(page: Page, who: str, lang: str) -> None:
    page.goto("/sign-in")
    if page.locator("html").get_attribute("lang") != lang:
        page.locator("form[action='/language'] button").first.click()
    with page.expect_navigation():
        page.locator(f"button[name=person][value={who}]").click()


def _address(data: Path, at: str) -> str:
    """The address with the number of the newest open case in which that happened."""
    kind = re.search(r"\{(.+?)\}", at)
    if kind is None:
        return at
    with sqlite3.connect(f"file:{data / 'nattoku.sqlite3'}?mode=ro", uri=True) as book:
        row = book.execute(
            "SELECT c.no FROM cases_case c JOIN ledger_fact f ON f.stream = 'case:' || c.no "
            "WHERE f.kind = ? ORDER BY c.ending = '' DESC, f.happened_at DESC LIMIT 1",
            [kind[1]],
        ).fetchone()
    return at.replace(kind[0], str(row[0]))


def _typed(demo: Path, place: Path) -> list[str]:
    """Run every command of the guide: the first day's in an empty place, all others in the demo house."""
    wrong = []
    for page in sorted(GUIDE.glob("*/*.md")):
        data = place / f"empty-{page.parent.name}" if page.stem == "first-day" else demo
        here = place / f"cwd-{page.parent.name}-{page.stem}"
        shutil.copytree("examples", here / "examples")
        for command in commands(page):
            words = [sys.executable, "-m", *shlex.split(command)]
            done = subprocess.run(
                words, cwd=here, env=os.environ | {"NATTOKU_DATA": str(data)}, capture_output=True, text=True
            )
            if done.returncode:
                wrong.append(
                    f"{page}: `{command}` ends with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}"
                )
    return wrong


def _references() -> None:
    """The rules in plain words and the glossary, from where they live."""
    with open("docs/rules.tsv", newline="") as file:
        rules = list(csv.DictReader(file, delimiter="\t"))
    heads = {
        "ja": "# 決まりごと\n\n納得が守る決まりの一覧です。\n\n",
        "en": "# The rules\n\nWhat Nattoku holds to.\n\n",
    }
    for lang, head in heads.items():
        text = head + "\n".join(f"- {rule[lang]}" for rule in rules) + "\n"
        (BUILT / lang / "rules.md").write_text(text)
        (BUILT / lang / "glossary.md").write_text(Path("docs/glossary.md").read_text())


if __name__ == "__main__":
    sys.exit(main())
