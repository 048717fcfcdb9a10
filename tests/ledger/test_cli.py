"""`nattoku ledger …`, the real command in a process of its own, against a data directory."""

import csv
import io
import json
import subprocess
import sys
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from nattoku.cases import actions as cases
from nattoku.cases import answers
from nattoku.cli.main import assembled
from nattoku.ledger import anchors, triggers
from nattoku.ledger.export import harmless
from nattoku.ledger.models import FactRow, Head, Private, Promise
from nattoku.ledger.verify import verify
from tests.company import NOW
from tests.databases import OwnDatabase, on_sqlite
from tests.forked import nattoku
from tests.ledger.company_of_facts import WORDS, Busy, busy_company
from tests.ledger.dump import dump
from tests.ledger.mutations import Insider

LATER = NOW + timedelta(hours=9)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", '=HYPERLINK("http://x","y")']


class Shell:
    """The command line of this installation."""

    def __init__(self, own: OwnDatabase) -> None:
        self.own = own

    def __call__(self, *words: str, lang: str = "ja") -> "subprocess.CompletedProcess[str]":
        return nattoku(self._all(words), self.own.env | {"NATTOKU_LANG": lang})

    def anew(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """The same from a terminal."""
        connection.close()
        command = [sys.executable, "-m", "nattoku", *self._all(words)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=self.own.env)

    def _all(self, words: tuple[str, ...]) -> list[str]:
        return ["ledger", *words, "--data", str(self.own.data)]


@pytest.fixture
def shell(own_database: OwnDatabase) -> Shell:
    return Shell(own_database)


@pytest.fixture
def busy(own_database: OwnDatabase) -> Busy:
    return busy_company(cases_=1)


def unlocked(statement: str, *values: Any) -> None:
    """As somebody would by hand, the triggers taken away first; committed, and the triggers put back."""
    with connection.cursor() as cursor:
        if on_sqlite():
            Insider(Random(0)).unlock()
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute(statement, values)
            cursor.execute("PRAGMA foreign_keys = ON")
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement, values)
            cursor.execute("SET session_replication_role = DEFAULT")
    triggers.install()


def test_verify_says_how_much_it_read_and_exits_0(shell: Shell, busy: Busy) -> None:
    looked = shell.anew("verify", "--json")
    assert (looked.returncode, looked.stderr) == (0, "")
    facts, chains = FactRow.objects.count(), Head.objects.count()
    assert json.loads(looked.stdout) == {"facts": facts, "chains": chains, "broken": []}
    plain = shell("verify")
    assert (plain.returncode, plain.stdout) == (0, "")
    assert "すべて確かです" in plain.stderr
    assert "All is well" in shell("verify", lang="en").stderr


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE ledger_fact SET body = replace(body, 'sato', 'kato') WHERE stream = 'case:1001' AND seq = 1", "hash"),
        ("UPDATE ledger_fact SET happened_at = recorded_at WHERE stream = 'case:1001' AND seq = 1", "times"),
        ("DELETE FROM ledger_private WHERE field = 'caller'", "gone without a fact that blanked it"),
    ],
)
def test_verify_names_the_broken_fact_and_exits_1(shell: Shell, busy: Busy, statement: str, why: str) -> None:
    unlocked(statement)
    looked = shell("verify", "--json", lang="en")
    broken = json.loads(looked.stdout)["broken"]
    assert looked.returncode == 1
    assert ("1001", 1) in {(b["case"], b["fact"]) for b in broken}
    assert any(why in b["why"] for b in broken)
    said = shell("verify", lang="ja")
    assert said.returncode == 1
    assert "1001" in said.stderr


def test_verify_notices_one_byte_of_a_private_value(shell: Shell, busy: Busy) -> None:
    held = Private.objects.get(fact__stream="case:1001", fact__seq=1, field="words")
    value = bytearray(bytes(held.value))
    value[5] ^= 1
    unlocked("UPDATE ledger_private SET value = %s WHERE id = %s", bytes(value), held.pk)
    looked = shell("verify", "--json", lang="en")
    assert looked.returncode == 1
    assert [(b["case"], b["fact"]) for b in json.loads(looked.stdout)["broken"]] == [("1001", 1)]


def test_verify_notices_that_the_last_fact_was_removed_and_the_head_mended(shell: Shell, busy: Busy) -> None:
    rows = list(FactRow.objects.filter(stream="case:1001").order_by("seq"))
    unlocked("DELETE FROM ledger_private WHERE fact_id = %s", rows[-1].pk)
    unlocked("DELETE FROM ledger_fact WHERE id = %s", rows[-1].pk)
    Head.objects.filter(stream="case:1001").update(count=len(rows) - 1, hash=rows[-2].hash)
    looked = shell("verify", "--json", lang="en")
    assert looked.returncode == 1
    assert json.loads(looked.stdout)["broken"] == [
        {"case": "1001", "fact": len(rows), "why": "1 anchored facts are gone"}
    ]


def test_verify_notices_that_a_whole_case_was_removed(shell: Shell, busy: Busy) -> None:
    unlocked("DELETE FROM ledger_private WHERE fact_id IN (SELECT id FROM ledger_fact WHERE stream = 'case:1001')")
    unlocked("DELETE FROM ledger_fact WHERE stream = 'case:1001'")
    Head.objects.filter(stream="case:1001").delete()
    looked = shell("verify", "--json", lang="en")
    assert looked.returncode == 1
    assert json.loads(looked.stdout)["broken"] == [{"case": "1001", "fact": 0, "why": "the whole stream is gone"}]


def test_export_writes_every_fact_with_its_words_unchanged(shell: Shell, busy: Busy) -> None:
    got = shell("export")
    lines = [json.loads(line) for line in got.stdout.splitlines()]
    assert (got.returncode, len(lines)) == (0, FactRow.objects.count())
    received = next(line for line in lines if line["kind"] == "cases.received")
    assert received["fields"]["words"] == WORDS
    assert (received["stream"], received["seq"], received["by"]) == ("case:1001", 1, "sato")
    assert received["recorded_at"].endswith("+00:00")
    assert {o["kind"] for o in received["opens"]} >= {"cases.report_to_leader", "cases.next_contact"}


def test_export_of_one_case_to_a_file(shell: Shell, busy: Busy) -> None:
    file = shell.own.data / "out.jsonl"
    got = shell("export", "--case", "1001", "--output", str(file))
    assert (got.returncode, got.stdout) == (0, "")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {line["stream"] for line in lines} == {"case:1001"}
    unknown = shell("export", "--case", "9999")
    assert unknown.returncode == 1
    assert "9999" in unknown.stderr


def test_no_cell_of_a_csv_can_be_taken_for_a_formula(shell: Shell, busy: Busy) -> None:
    for i, formula in enumerate(FORMULAS):
        cases.note(1001, words=formula, by=busy.company.sato, at=LATER + timedelta(minutes=i))
    got = shell("export", "--format", "csv", "--case", "1001")
    rows = list(csv.DictReader(io.StringIO(got.stdout)))
    assert len(rows) == FactRow.objects.filter(stream="case:1001").count()
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))]
    words = [json.loads(row["fields"])["words"] for row in rows if row["kind"] == "cases.noted"]
    assert words[-len(FORMULAS) :] == FORMULAS, "the data itself is not changed"


@pytest.mark.parametrize("cell", [*FORMULAS, "\t=1", "\r=1", "\n=1"])
def test_a_cell_that_a_spreadsheet_would_run_gets_a_quote_before_it(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"x{cell}") == f"x{cell}"


def test_rebuild_makes_the_read_tables_again(shell: Shell, busy: Busy) -> None:
    before = dump()
    Promise.objects.all().delete()
    assert dump() != before
    done = shell("rebuild")
    assert done.returncode == 0
    assert str(FactRow.objects.count()) in done.stderr
    assert dump() == before


def test_blank_deletes_the_words_for_good_in_somebodys_name(shell: Shell, busy: Busy) -> None:
    told = ["--case", "1001", "--fact", "1", "--field", "words", "--field", "caller", "--reason", "ご本人のご依頼"]
    done = shell("blank", *told, "--by", "kato@example.jp")
    assert done.returncode == 0, done.stderr
    assert "バックアップ" in done.stderr
    blanked = FactRow.objects.get(kind="ledger.blanked")
    assert (blanked.actor, blanked.stream) == ("kato", "case:1001")
    assert answers.case(1001, by=busy.company.sato)["words"] == "（消去済み）"
    assert verify().broken == []
    assert shell("verify").returncode == 0
    if on_sqlite():
        connection.close()
        kept = b"".join(p.read_bytes() for p in shell.own.data.rglob("*") if p.is_file())
        assert WORDS.splitlines()[0].encode() not in kept
    again = shell("blank", *told)
    assert again.returncode == 1
    assert "消去できる個人情報がありません" in again.stderr


def test_only_the_top_blanks_and_says_why(shell: Shell, busy: Busy) -> None:
    told = ["--case", "1001", "--fact", "1", "--field", "words"]
    for words, code, said in (
        ([*told, "--reason", "x", "--by", "sato@example.jp"], 1, "苦情対応管理責任者か代表"),
        ([*told, "--reason", "x", "--by", "nobody@example.jp"], 1, "登録されていません"),
        ([*told, "--reason", " "], 1, "理由を入力"),
        (told, 2, "--reason"),
        ([*told, "--reason", "x", "--stream", "company"], 2, "--case"),
    ):
        refused = shell("blank", *words)
        assert (refused.returncode, said in refused.stderr) == (code, True), refused.stderr
    assert not FactRow.objects.filter(kind="ledger.blanked").exists()


def test_a_customers_card_is_blanked_by_its_stream(shell: Shell, busy: Busy) -> None:
    stream = f"customer:{busy.customer}"
    done = shell("blank", "--stream", stream, "--fact", "1", "--field", "name", "--reason", "ご本人のご依頼")
    assert done.returncode == 0, done.stderr
    assert FactRow.objects.get(kind="ledger.blanked").actor == "daihyo"
    assert dict(dump())["customers.Customer"][0][4] == "（消去済み）"
    assert anchors.file().exists()


def test_every_command_explains_itself() -> None:
    def ask(*words: str) -> Result:
        return CliRunner().invoke(commands, ["ledger", *words])

    commands = assembled()
    listed = ask("--help")
    assert listed.exit_code == 0
    for name in ("verify", "export", "rebuild", "blank"):
        assert name in listed.output
        told = ask(name, "--help")
        assert told.exit_code == 0
        assert "--data" in told.output
    assert ask("nonsense").exit_code == 2
