"""The month is counted from the facts alone, by nobody twice, and told without a rank."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
import python_calamine as calamine
from click.testing import CliRunner
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.words import About, Door, Severity
from nattoku.closure import actions as closure
from nattoku.closure.facts import Meaning
from nattoku.lib.refusal import Refusal
from nattoku.monthly import queries, rules
from nattoku.monthly.cli import monthly
from nattoku.monthly.workbook import COLUMNS, workbook
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from tests.company import NOW, PASSWORD, Company, found_company

NOVEMBER = rules.month_of("2026-11")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def receive(by: Person, *, fact: str = "椅子が届いていない", caller: str = "青木 花子", days_ago: int = 0) -> int:
    intake = cases.Intake(
        door=Door.PHONE,
        words="届かない",
        fact=fact,
        caller=caller,
        about=[About.DELIVERY],
        severity=Severity.B,
        happened_at=NOW - timedelta(days=days_ago),
    )
    return int(cases.receive(intake, by=by, at=NOW)[0].stream.partition(":")[2])


def told(company: Company, no: int, minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    reports.tell_leader(no, person=company.chiba.pk, by=company.sato, at=at)


def test_a_month_begins_and_ends_at_midnight_in_tokyo() -> None:
    assert NOVEMBER.begins.isoformat() == "2026-11-01T00:00:00+09:00"
    assert rules.month_of("2026-12").ends.isoformat() == "2027-01-01T00:00:00+09:00"
    assert (rules.before(NOVEMBER).key, rules.after(NOVEMBER).key) == ("2026-10", "2026-12")
    for wrong in ("2026-13", "11", "", "2026/11", "99999-01"):
        with pytest.raises(Refusal):
            rules.month_of(wrong)


def test_only_words_of_satisfaction_count_as_resolved_and_every_other_ending_apart(company: Company) -> None:
    first, second = receive(company.sato), receive(company.sato)
    told(company, first, 10)
    told(company, second, 40)
    closure.find_no_complaint(first, reason="お問い合わせ", by=company.chiba, at=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    (sales, _) = sorted(queries.report(NOVEMBER, by=company.daihyo, at=later), key=lambda r: -len(r.lines))
    assert (sales.figures.received, sales.figures.told, sales.figures.told_in_time) == (2, 2, 1)
    assert sales.figures.ended == {"closure.no_complaint": 1}
    assert sales.figures.open == 2 - 1


def test_a_resolved_case_stands_with_its_promises(company: Company) -> None:
    no = receive(company.sato)
    told(company, no, 5)
    closure.hear_last_word(
        no, words="よく分かりました", meaning=Meaning.SATISFIED, said_to="佐藤", through="phone",
        on_the_spot=True, by=company.sato, at=NOW + timedelta(hours=1),
    )  # fmt: skip
    line = next(one for r in queries.report(NOVEMBER, by=company.daihyo, at=NOW) for one in r.lines)
    assert line.ending == "closure.resolved"
    assert line.told_after == timedelta(minutes=5)


def test_a_leader_reads_the_own_division_and_nobody_reads_a_ring_fenced_case_there(company: Company) -> None:
    no = receive(company.sato)
    receive(company.mori)
    (mine,) = queries.report(NOVEMBER, by=company.chiba, at=NOW)
    assert [one.no for one in mine.lines] == [no]
    cases.ring_fence(no, readers=[company.daihyo.pk], reason="個人情報の心配", by=company.chiba, at=NOW)
    assert not any(one.no == no for r in queries.report(NOVEMBER, by=company.daihyo, at=NOW) for one in r.lines)
    with pytest.raises(Refusal):
        queries.report(NOVEMBER, division="logistics", by=company.chiba, at=NOW)
    with pytest.raises(Refusal):
        queries.report(NOVEMBER, by=company.sato, at=NOW)


def test_divisions_stand_by_name_and_no_person_is_counted(company: Company) -> None:
    found = queries.report(NOVEMBER, by=company.daihyo, at=NOW)
    names = [r.division.name for r in found]
    assert names == sorted(names)


def made(company: Company, lang: str = "ja") -> bytes:
    found = queries.report(NOVEMBER, by=company.daihyo, at=NOW)
    return workbook(found, NOVEMBER, company="みどり商会", lang=lang, at=NOW)


def test_the_workbook_holds_real_numbers_and_dates(company: Company) -> None:
    no = receive(company.sato, days_ago=3)
    told(company, no, 10)
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(made(company)))
    assert book.sheet_names == ["数字", "営業部", "発送部"]
    rows = book.get_sheet_by_name("営業部").to_python()
    head, line = rows[-2], rows[-1]
    assert head == [c.ja for c, _, _ in COLUMNS]
    assert line[0] == float(no)
    assert line[1].isoformat() == "2026-11-19T10:00:00"
    assert line[5:7] == ["青木 花子", "椅子が届いていない"]


def test_no_words_of_a_customer_become_a_formula_or_a_link(company: Company) -> None:
    for words in (
        "=1+1",
        "+81-3",
        "-2",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "http://x.example",
        "\t=1",
        "001",
        "1/2",
    ):
        receive(company.sato, fact=words, caller=words)
    with zipfile.ZipFile(io.BytesIO(made(company))) as packed:
        sheets = [n for n in packed.namelist() if n.startswith("xl/worksheets/sheet")]
        for name in sheets:
            tree = ElementTree.fromstring(packed.read(name))
            assert not list(tree.iter(f"{SHEET}f"))
            assert not list(tree.iter(f"{SHEET}hyperlink"))
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(made(company)))
    facts = [row[6] for row in book.get_sheet_by_name("営業部").to_python()[1:]]
    assert "=1+1" in facts
    assert "001" in facts, "as it was written, not the number 1"


def test_it_prints_on_a4_with_its_head_on_every_page(company: Company) -> None:
    receive(company.sato)
    with zipfile.ZipFile(io.BytesIO(made(company))) as packed:
        sheet = packed.read("xl/worksheets/sheet2.xml").decode()
        book = packed.read("xl/workbook.xml").decode()
    assert 'paperSize="9" ' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'state="frozen"' in sheet
    assert "_xlnm.Print_Titles" in book
    assert "_xlnm._FilterDatabase" in book


def test_divisions_with_forbidden_or_equal_names_have_sheets_of_their_own(company: Company) -> None:
    from nattoku.people import actions as people

    for name in ("A/B[C]*?", "A・B・C・・・", "a・b・c・・・", "あ" * 60, "あ" * 61):
        people.open_division(name=name, by=people.SYSTEM, at=NOW)
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(made(company)))
    assert len({n.lower() for n in book.sheet_names}) == 8
    assert all(len(n) <= 31 for n in book.sheet_names)


@pytest.mark.django_db
def test_page_api_and_file_tell_the_same_month() -> None:
    company = found_company(password=PASSWORD)
    receive(company.sato)
    client = Client()
    client.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/monthly?month=2026-11")
    assert "椅子が届いていない" in page.content.decode()
    file = client.get("/monthly/2026-11.xlsx?division=sales")
    assert calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content)).sheet_names == ["数字", "営業部"]
    api = Client(headers={"Authorization": f"Bearer {company.token(company.chiba)}"})
    told_ = api.get("/api/v1/monthly/2026-11").json()
    assert told_["divisions"][0]["figures"]["received"] == 1
    assert api.get("/api/v1/monthly/2026-11/workbook").content[:2] == b"PK"
    assert api.get("/api/v1/monthly/2026-99").status_code == 400


def test_the_command_line_writes_the_workbook(company: Company, tmp_path: Path) -> None:
    receive(company.sato)
    file = tmp_path / "month.xlsx"
    done = CliRunner().invoke(monthly, ["--month", "2026-11", "--output", str(file), "--json"])
    assert done.exit_code == 0, done.output
    assert sum(d["figures"]["received"] for d in json.loads(done.stdout)["divisions"]) == 1
    assert file.read_bytes()[:2] == b"PK"
