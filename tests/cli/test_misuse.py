"""A command that was written wrongly is told in the language of the terminal."""

import click
import pytest

from nattoku.cli import misuse
from nattoku.cli.main import assembled


def wrong(*words: str) -> click.ClickException:
    with pytest.raises(click.ClickException) as raised:
        assembled().main([*words], prog_name="nattoku", standalone_mode=False)
    return raised.value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "そのコマンドはありません：frobnicate"),
        (["ledger", "frobnicate"], "使い方：nattoku ledger --help"),
        (["ledger", "export", "--format", "pdf"], "次のどれかにしてください：jsonl、csv"),
        (["ledger", "verify", "--jsom"], "「--jsom」という指定はありません。近いもの：--json"),
        (["cases", "show"], "「NO」が要ります。"),
        (["ledger", "verify", "x"], "余分な言葉があります：x"),
        (["law", "deadline", "coolingoff_8"], "「--from」が要ります。"),
        (["tone", "check", "/nowhere"], "ファイルやフォルダーが見つからない"),
    ],
)
def test_what_is_wrong_and_what_to_do_stand_in_japanese(words: list[str], said: str) -> None:
    told = misuse.told(wrong(*words))
    assert said in told.ja
    assert told.en
    assert told.en != told.ja


def test_the_commands_own_sentence_is_kept_where_it_is_no_ones_we_know() -> None:
    assert misuse.told(click.ClickException("独自の文")).ja == "独自の文"
