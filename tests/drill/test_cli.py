"""The commands as scripts use them: one JSON document on standard output, words on standard error, exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from django.utils import translation

from nattoku.cli.main import main
from nattoku.drill.cli import drill
from nattoku.lib.refusal import Refusal
from tests.drill.logs import ORDERS, written

KEYS = {
    ("map",): {"activities", "edges", "starts", "ends"},
    ("compare", "--at", "2026-09-02"): {"first", "second", "stages"},
    ("trace", "--case", "A"): {"case", "promised", "events"},
}
ROWS = {
    ("variants",): {"path", "count", "median"},
    ("handovers",): {"from", "to", "count", "median", "p90"},
    ("stages",): {"stage", "count", "median", "p90", "share", "slack_share", "first_breaks"},
    ("late", "--promised", "納期"): {"case", "promised", "actual", "first_break", "known_by", "known_at", "told_at"},
    ("causes", "--outcome", "late"): {"attribute", "value", "risk_ratio", "interval", "p_adjusted", "n"},
}


def told(file: Path | str, *words: str) -> Any:
    """What a command answers with --json."""
    done = CliRunner().invoke(drill, [*words, str(file), "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    return json.loads(done.stdout)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [f"{row},{'2026-09-01' if row[0] == 'B' else '2026-09-05'}" for row in ORDERS]
    more = [
        f"{n},{what},2026-09-0{day} 09:00,{'佐藤' if n % 4 else '鈴木'},2026-09-0{n % 2 + 2}"
        for n in range(20)
        for what, day in (("受注", 1), ("出荷", 3))
    ]
    return written(tmp_path, *rows, *more, head="注文番号,工程,日時,担当者,納期")


@pytest.mark.parametrize("words", KEYS)
def test_a_document_holds_the_keys_that_are_promised(file: Path, words: tuple[str, ...]) -> None:
    assert set(told(file, *words)) == KEYS[words]


@pytest.mark.parametrize("words", ROWS)
def test_every_row_holds_the_keys_that_are_promised(file: Path, words: tuple[str, ...]) -> None:
    rows = told(file, *words)
    assert rows
    assert all(set(row) >= ROWS[words] for row in rows)


def test_a_kept_log_answers_like_its_file(file: Path, tmp_path: Path) -> None:
    assert told(file, "keep", "--to", str(tmp_path / "kept"))["cases"] == 23
    assert told(tmp_path / "kept", "map") == told(file, "map")
    assert told(tmp_path / "kept", "late") == told(file, "late")


def test_a_table_is_a_log_like_a_file_and_the_engine_it_lies_in_need_not_be_named(file: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "log.duckdb")) as db:
        db.execute(
            "CREATE TABLE orders AS SELECT row_number() OVER () AS seq, * FROM read_csv(?, all_varchar=true)",
            [str(file)],
        )
    assert told(f"duckdb:///{tmp_path}/log.duckdb?table=orders", "map") == told(file, "map")


def test_without_json_people_read_lines(file: Path) -> None:
    done = CliRunner().invoke(drill, ["map", str(file)])
    assert "受注\t→\t出荷" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["map", "absent.csv"],
        ["late", "FILE", "--promised", "ない列"],
        ["trace", "FILE", "--case", "Z"],
        ["map", "FILE", "--zone", "Mars/Olympus"],
        ["odds", "FILE", "--as-of", "いつか"],
        ["causes", "FILE", "--outcome", "天気"],
        ["map", "FILE", "--done", "納品"],
        ["late", "FILE", "--promised", "納期", "--knew", "気づき"],
        ["late", "FILE", "--promised", "納期", "--told", "お電話"],
        ["keep", "FILE", "--to", "FILE"],
        ["keep", "FILE", "--to", "FILE/folder"],
        ["map", ""],
        ["map", "x" * 5000],
        ["stages", "FILE", "--standards", "absent.json"],
        ["odds", "FILE", "--score"],
        ["compare", "FILE"],
        ["map", "FILE", "--engine", "trino"],
        ["map", "duckdb://FILE?table=orders", "--engine", "postgres"],
        ["map", "ledgers:"],
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(file: Path, words: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        CliRunner().invoke(drill, [w.replace("FILE", str(file)) for w in words], catch_exceptions=False)
    assert refused.value.sentence.en


@pytest.mark.parametrize("seconds", ["-1", "NaN", "1e999", '"a day"'])
def test_a_standard_is_a_length_of_time(file: Path, tmp_path: Path, seconds: str) -> None:
    standards = tmp_path / "standards.json"
    standards.write_text(f'{{"出荷": {seconds}}}', encoding="utf-8")
    with pytest.raises(Refusal):
        told(file, "stages", "--standards", str(standards))


def test_what_could_not_be_kept_leaves_nothing_behind(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_log: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("nattoku.drill.store.Index.of", full)
        with pytest.raises(Refusal):
            told(file, "keep", "--to", str(tmp_path / "kept"))
    assert told(file, "keep", "--to", str(tmp_path / "kept"))["cases"] == 23


@pytest.mark.parametrize(
    ("words", "code"), [(["map", "FILE"], 0), (["map", "absent.csv"], 1), (["map", "FILE", "--engine", "abacus"], 2)]
)
def test_the_command_exits_0_with_an_answer_1_on_a_refusal_and_2_on_wrong_use(
    file: Path, words: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["nattoku", "drill", *(str(file) if w == "FILE" else w for w in words)])
    with translation.override("ja"):
        assert _left(main) == code


def _left(command: Callable[[], None]) -> int:
    """The exit code."""
    try:
        command()
    except SystemExit as left:
        return int(left.code or 0)
    return 0
