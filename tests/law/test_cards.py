"""Every card says what it rests on; a broken one is named with what to put right; the right ones are called."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from nattoku.law.calling import Signs, called
from nattoku.law.reading import OURS, Wrong, deck, one, read
from nattoku.law.words import Side
from nattoku.lib.refusal import Refusal

TIMERS = [
    "appi_prelim",
    "appi_final",
    "psc_serious",
    "food_recall",
    "coolingoff_8",
    "coolingoff_20",
    "mailorder_return_8",
    "nonconf_1y",
    "merchant_6m",
    "pl_3y",
    "pl_5y",
    "pl_10y",
    "cca_1y",
    "cca_5y",
    "presc_5y",
    "presc_10y",
]
GOOD = (OURS / "coolingoff_8.toml").read_text(encoding="utf-8")


def test_every_statutory_timer_has_its_card() -> None:
    assert set(TIMERS) <= set(deck())


@pytest.mark.parametrize("card", deck().values(), ids=lambda c: c.id)
def test_a_card_asks_and_never_decides(card) -> None:  # type: ignore[no-untyped-def]
    assert card.question.ja.endswith(("か", "）"))
    assert "法的判断ではありません" in card.notice.ja
    assert card.checked_on.isoformat() in card.notice.ja
    assert card.checked_on.isoformat() in card.notice.en
    assert card.authority.ja
    assert card.sources
    assert not card.withdrawal or card.side is Side.CUSTOMER


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('certainty = "high"', 'certainty = "sure"', "certainty"),
        ("checked_on = 2026-11-22", 'checked_on = "yesterday"', "checked_on"),
        ("length = 8", "length = 0", "period.length"),
        ("length = 8", 'length = "8"', "period.length"),
        ('first_day = "counted"', "", "first_day"),
        ('unit = "days"', 'unit = "prompt"', "prompt"),
        ("withdrawal = true", "withdrawal = 1", "withdrawal"),
        ('side = "customer"', 'side = "us"', "withdrawal"),
        ('id = "coolingoff_8"', 'id = "other"', "id"),
        ("title_en", "title_fr", "title_fr"),
        ("on_dispatch", "on_despatch", "on_despatch"),
        ('"解約", ', '"", ', "words"),
        ("[calls]", '[calls]\ntags = ["anything"]', "anything"),
        ("クーリング・オフ（8日）", "{0.__class__}", "title"),
        ("[period]", "[period", "TOML"),
    ],
)
def test_a_broken_card_says_what_is_wrong(before: str, after: str, says: str) -> None:
    assert before in GOOD
    with pytest.raises(Wrong, match=says):
        read(GOOD.replace(before, after, 1), name="coolingoff_8")


def test_a_withdrawal_without_a_period_is_no_card() -> None:
    with pytest.raises(Wrong, match="period"):
        read(GOOD.partition("[period]")[0], name="coolingoff_8")


def test_the_company_s_own_card_replaces_ours_and_a_broken_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "coolingoff_8.toml").write_text(GOOD.replace("length = 8", "length = 10"), encoding="utf-8")
    assert one("coolingoff_8", tmp_path).due_on(date(2026, 11, 2)) == date(2026, 11, 11)
    assert one("coolingoff_8").due_on(date(2026, 11, 2)) == date(2026, 11, 9)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "mine.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(Refusal, match=r"mine\.toml"):
        deck(broken)


def test_a_card_is_old_when_nobody_has_looked_at_it_for_a_year() -> None:
    card = one("coolingoff_8")
    assert not card.old(date(2027, 11, 22))
    assert card.old(date(2027, 11, 23))


@pytest.mark.parametrize(
    ("words", "tags", "calls"),
    [
        ("先週の契約を解約したい", [], {"coolingoff_8"}),
        ("ｸｰﾘﾝｸﾞ・オフをしたい", [], {"coolingoff_8", "coolingoff_20"}),
        ("椅子で子どもがけがをした", ["danger"], {"psc_serious", "pl_5y"}),
        ("別の人の書類が届いた", ["about:privacy"], {"appi_prelim"}),
        ("名簿が流出したのではないか", ["narrow:leak"], {"appi_prelim", "appi_final"}),
        ("ネットで買った靴を返品したい", [], {"mailorder_return_8"}),
        ("すぐに壊れた。保証はあるのか", [], {"nonconf_1y"}),
        ("おまけの 景品 が入っていない", [], {"premium_gift"}),
        ("説明と違う契約だった", ["hurt:deceived"], {"cca_1y"}),
        ("椅子がまだ届かない", ["about:delivery", "wish:explanation"], set()),
    ],
)
def test_the_words_and_what_it_is_about_call_for_the_cards(words: str, tags: list[str], calls: set[str]) -> None:
    found = called(deck().values(), Signs(words, frozenset(tags)))
    assert set(found) == calls
    assert all(found.values()), "each says what called for it"


def test_the_command_line_answers_exactly_what_is_agreed(tmp_path: Path) -> None:
    words = ["law", "deadline", "coolingoff_8", "--from", "2026-11-02", "--json", "--data", str(tmp_path)]
    done = subprocess.run([sys.executable, "-m", "nattoku", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)
    assert list(got) == ["card", "due_on", "basis", "certainty", "checked_on", "notice"]
    assert (got["due_on"], got["checked_on"]) == ("2026-11-09", "2026-11-22")
