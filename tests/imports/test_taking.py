"""What is taken over is a case like every other, honest about where it came from, and nobody is woken by it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from nattoku.cases import queries as cases
from nattoku.cases.cli import cases as cases_group
from nattoku.cases.models import Case
from nattoku.closure import actions as closure
from nattoku.customers.models import Contract, Customer
from nattoku.deadlines import watcher
from nattoku.imports import actions, cli, undoing
from nattoku.imports.choices import from_plain
from nattoku.imports.fields import What
from nattoku.imports.models import Upload
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history, rebuild
from nattoku.ledger.verify import verify
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from nattoku.orders.models import Order
from nattoku.people.models import Person
from tests.company import NOW, Company
from tests.imports.ledgers import HEAD, ROW, book, row, text


def taken(
    raw: bytes, by: Person, *, name: str = "台帳.csv", what: What = What.COMPLAINTS, at: datetime = NOW
) -> Upload:
    one = actions.bring(name=name, raw=raw, what=what, by=by, at=at)
    actions.take(one, by=by, at=at)
    while actions.step(at=at):
        pass
    one.refresh_from_db()
    return one


OPEN = row(
    報告書番号="2024-002",
    顧客名="赤井 次郎様",
    対応状況="対応中",
    完了日="",
    担当者="森",
    クレーム内容="色が違う。困る",
)


def test_an_ended_one_is_ended_by_the_former_ledger_and_counted_as_no_satisfaction(company: Company) -> None:
    taken(text([HEAD, ROW]), company.kato)
    case = Case.objects.get()
    assert (case.ending, case.fact, case.caller) == ("imported", "商品が届かない", "青木 花子")
    assert case.happened_at.astimezone(TOKYO).date().isoformat() == "2024-04-01"
    assert case.ended_at is not None
    assert case.ended_at.astimezone(TOKYO).date().isoformat() == "2024-04-05"
    assert not promises.open_promises(case.stream)


def test_words_of_satisfaction_are_believed_only_where_they_stand_there(company: Company) -> None:
    head = [*HEAD, "顧客の反応"]
    rows = [
        [*row(報告書番号=str(i)), words]
        for i, words in enumerate(
            [
                "「よく分かりました、ありがとう」とご納得",
                "納得いただけず、もういいと言われた",
                "",
                "怒って電話を切られた",
            ]
        )
    ]
    taken(text([head, *rows]), company.kato)
    assert list(Case.objects.order_by("no").values_list("ending", flat=True)) == [
        "imported_satisfied", "imported", "imported", "imported",
    ]  # fmt: skip


def test_an_open_one_waits_for_its_next_contact_and_for_nothing_else(company: Company) -> None:
    taken(text([HEAD, OPEN]), company.kato)
    case = Case.objects.get()
    assert case.ending == ""
    (owed,) = promises.open_promises(case.stream)
    assert owed.kind == "cases.next_contact"
    assert owed.due_at > NOW
    assert case.contact == company.mori.pk, "the one whom the ledger names"


def test_nobody_is_told_of_an_old_case_and_no_timer_of_ours_runs_in_it(company: Company) -> None:
    taken(text([HEAD, ROW, OPEN]), company.kato)
    watcher.watch(at=NOW + timedelta(days=1))
    assert not Notice.objects.exists()


def test_what_no_field_holds_is_kept_under_its_own_heading(company: Company) -> None:
    head = [*HEAD, "直接原因", "配送業者"]
    taken(text([head, [*ROW, "伝票の取り違え", "山猫便"]]), company.kato)
    said = "\n".join(str(getattr(r.fact, "words", "")) for r in history(Case.objects.get().stream))
    assert "直接原因：伝票の取り違え" in said
    assert "配送業者：山猫便" in said
    assert not any(r.kind.startswith("causes.") for r in history(Case.objects.get().stream)), "believed, not confirmed"


def test_one_customer_gets_one_card(company: Company) -> None:
    taken(
        text([HEAD, ROW, row(報告書番号="2", 顧客名="青木　花子 様"), row(報告書番号="3", 電話番号="03-9999-0000")]),
        company.kato,
    )
    assert sorted(Customer.objects.values_list("phone", flat=True)) == ["03-1234-5678", "03-9999-0000"]


def test_every_row_is_told_whether_it_was_taken_and_why_not(company: Company) -> None:
    one = taken(
        text([HEAD, ROW, row(報告書番号="2", 受付日="いつか"), row(報告書番号="3", クレーム内容="鐘\x07")]),
        company.kato,
    )
    told = {r.line: (bool(r.of), " ".join(ja for ja, _ in r.said)) for r in one.rows.all()}
    assert told[2][0]
    assert told[3] == (False, "受付日時「いつか」を日付として読み取れません")
    assert "制御文字" in told[4][1]
    assert Case.objects.count() == 1
    assert bytes(one.sheets) == b"", "the file itself is not kept"


def test_the_same_file_is_not_taken_in_twice(company: Company) -> None:
    raw = text([HEAD, ROW])
    taken(raw, company.kato)
    with pytest.raises(Refusal, match="取り込み済み"):
        taken(raw, company.kato)


def test_taking_it_back_is_a_fact_and_leaves_what_was_worked_on(company: Company) -> None:
    raw = text([HEAD, ROW, OPEN])
    one = taken(raw, company.kato)
    worked_on = Case.objects.get(ending="imported")
    closure.reopen(worked_on.no, reason="お客様からまたお電話", by=company.kato, at=NOW)
    done = undoing.undo(one, reason="別の台帳だった", by=company.kato, at=NOW)
    assert (done.count, done.kept) == (1, 1)
    assert list(Case.objects.values_list("no", flat=True)) == [worked_on.no]
    assert Customer.objects.count() == 1, "the customer of the case that stayed"
    assert not [b for b in verify().broken if b.stream]
    rebuild()
    assert list(Case.objects.values_list("no", flat=True)) == [worked_on.no], "a rebuild does not bring it back"
    again = taken(raw, company.kato)
    assert again.state == "done", "after that the same file may come again"


def test_a_large_ledger_is_taken_back_by_the_worker_and_nobody_waits_for_it(
    company: Company, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    one = taken(text([HEAD, ROW, OPEN]), company.kato)
    begun = undoing.undo(one, reason="別の台帳だった", by=company.kato, at=NOW)
    assert (begun.count, begun.over) == (0, False)
    client.force_login(company.kato)
    assert "取り消しています" in client.get(f"/imports/{one.pk}").content.decode()
    with pytest.raises(Refusal, match="取り消している途中"):
        undoing.undo(one, reason="もう一度", by=company.kato, at=NOW)
    while actions.step(at=NOW):
        pass
    one.refresh_from_db()
    assert undoing.told(one) == undoing.TakenBack(2, 0)
    assert (Case.objects.count(), Customer.objects.count(), one.state) == (0, 0, "undone")
    assert [r.kind for r in history(f"import:{one.pk}")] == ["imports.finished", "imports.undone"]
    assert "別の台帳だった" in client.get(f"/imports/{one.pk}").content.decode()


def test_what_was_taken_over_survives_a_rebuild(company: Company) -> None:
    taken(text([HEAD, ROW, OPEN]), company.kato)
    before = list(Case.objects.order_by("no").values())
    rebuild()
    assert list(Case.objects.order_by("no").values()) == before


def test_only_who_leads_complaint_handling_takes_a_ledger_in(company: Company) -> None:
    with pytest.raises(Refusal) as refused:
        actions.bring(name="x.csv", raw=text([HEAD, ROW]), what=What.COMPLAINTS, by=company.sato, at=NOW)
    assert refused.value.status == 403


def test_a_dry_run_writes_nothing(company: Company) -> None:
    one = actions.bring(name="x.csv", raw=text([HEAD, ROW, OPEN]), what=What.COMPLAINTS, by=company.kato, at=NOW)
    looked = actions.look(one, by=company.kato, at=NOW)
    assert (len(looked.taken), looked.open) == (2, 1)
    assert not Case.objects.exists()


def test_a_column_may_be_given_another_meaning(company: Company) -> None:
    raw = text([["いつ", "だれ", "なに"], ["2024/4/1", "青木", "届かない"]])
    one = actions.bring(name="x.csv", raw=raw, what=What.COMPLAINTS, by=company.kato, at=NOW)
    with pytest.raises(Refusal, match="どの列"):
        actions.look(one, by=company.kato, at=NOW)
    chosen = replace(from_plain(one.choices), columns=("received", "name", "words"))
    actions.choose(one, chosen, by=company.kato)
    assert len(actions.look(one, by=company.kato, at=NOW).taken) == 1


def test_customers_come_with_their_contracts(company: Company) -> None:
    head = ["会社名", "フリガナ", "TEL", "契約名", "契約条件", "契約日", "特別条件"]
    raw = book([head, ["株式会社青木", "アオキ", 312345678, "年間保守", "翌日対応", "令和6年4月1日", "有"]])
    taken(raw, company.kato, name="名簿.xlsx", what=What.CUSTOMERS)
    card, contract = Customer.objects.get(), Contract.objects.get()
    assert (card.name, card.company, card.phone) == ("株式会社青木", True, "03-1234-5678")
    assert (contract.title, contract.special, str(contract.begins_on)) == ("年間保守", True, "2024-04-01")


def test_orders_come_with_their_dates_however_written(company: Company) -> None:
    raw = book([["受注番号", "受注日", "納期", "出荷日"], ["A-1", "R6.4.1", "令和6年4月10日", 45390]])
    one = taken(raw, company.kato, name="注文.xlsx", what=What.ORDERS)
    assert one.rows.get().of
    assert str(Order.objects.get(pk="A-1").promised_on) == "2024-04-10"


def test_orders_are_taken_back_as_facts(company: Company) -> None:
    raw = book([["受注番号", "受注日", "納期"], ["A-1", "R6.4.1", "令和6年4月10日"], ["A-2", "R6.4.1", ""]])
    one = taken(raw, company.kato, name="注文.xlsx", what=What.ORDERS)
    done = undoing.undo(one, reason="去年のファイルだった", by=company.kato, at=NOW)
    assert (done.count, done.kept) == (2, 0)
    assert not Order.objects.exists()
    assert [r.kind for r in history(f"import:{one.pk}")] == ["imports.finished", "imports.undone"]
    assert taken(raw, company.kato, name="注文.xlsx", what=What.ORDERS).state == "done", "and may come again"
    assert Order.objects.count() == 2


def test_the_command_line_looks_takes_and_tells_every_row(company: Company, tmp_path: Path) -> None:
    file = tmp_path / "台帳.csv"
    file.write_bytes(text([HEAD, ROW, row(報告書番号="2", 受付日="")], codec="cp932"))
    run = CliRunner()
    assert cli.commands == [], "its commands stand in the group of cases"
    look = run.invoke(cases_group, ["import", str(file), "--dry-run", "--json"])
    told = json.loads(look.stdout or str(look.exception))
    assert (look.exit_code, told["taken"], told["refused"], told["dry_run"]) == (1, 1, 1, True)
    assert not Case.objects.exists()
    done = run.invoke(cases_group, ["import", str(file), "--json"])
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert told["rows"][0]["no"] == str(Case.objects.get().no)
    assert told["rows"][1]["why"]
    back = run.invoke(cases_group, ["undo-import", told["import"], "--reason", "試し", "--json"])
    assert json.loads(back.stdout)["count"] == 1
    assert cases.case(int(told["rows"][0]["no"])) is None
