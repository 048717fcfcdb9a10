"""The user guide keeps up with the product: `make docs` takes its pictures and runs its commands; here, that it could."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from nattoku.cli.main import assembled
from tools import guide

PAGES = sorted(guide.GUIDE.glob("*/*.md"))
CHAPTERS = sorted(page.stem for page in PAGES if page.parent.name == "ja")


def test_both_languages_have_the_same_chapters_and_each_stands_in_the_contents() -> None:
    assert sorted(page.stem for page in PAGES if page.parent.name == "en") == CHAPTERS
    contents = (guide.GUIDE / "index.md").read_text()
    assert all(f"{lang}/{chapter}\n" in contents for lang in ("ja", "en") for chapter in CHAPTERS)


def test_every_picture_of_a_page_is_taken_anew_and_none_is_taken_for_nothing() -> None:
    taken = {shot.name for shot in guide.SHOTS}
    assert guide.wanted() == {"ja": taken, "en": taken}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_every_command_of_a_page_exists(page: Path) -> None:
    for command in guide.commands(page):
        program, *words = shlex.split(command)
        assert program == "nattoku"
        named = [word for word in words[:2] if re.fullmatch("[a-z]+", word)]
        told = CliRunner().invoke(
            assembled(), [*named[: 1 if named[0] in ("search", "init", "doctor", "backup") else 2], "--help"]
        )
        assert told.exit_code == 0, command


def test_customers_are_never_told_of_claims_and_nobody_is_called_a_culprit() -> None:
    for page in PAGES:
        text = page.read_text()
        assert "クレーム" not in text, page
        assert "クレーマー" not in text, page


@pytest.mark.rule("S000-17")
@pytest.mark.parametrize("chapter", ["drill", "closing"])
def test_where_countermeasures_are_described_it_stands_that_they_are_ours_and_not_the_source_s(chapter: str) -> None:
    said = {"ja": "対策の立て方は私どもの定め", "en": "ow countermeasures are designed is our own"}
    for lang, sentence in said.items():
        assert sentence in (guide.GUIDE / lang / f"{chapter}.md").read_text()


@pytest.mark.rule("S004-2.3.2")
def test_who_takes_a_call_is_told_that_it_is_not_about_money() -> None:
    assert "お金のお話と決めつけません" in (guide.GUIDE / "ja" / "phone.md").read_text()
    assert "Do not take it to be about money" in (guide.GUIDE / "en" / "phone.md").read_text()
