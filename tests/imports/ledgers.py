"""Sixty ledgers as offices really have them, made here: nothing in them is anybody's."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HEAD = ["報告書番号", "受付日", "受付方法", "顧客名", "電話番号", "クレーム内容", "対応状況", "完了日", "担当者"]
FILES = Path(__file__).parent / "files"  # made with xlwt, LibreOffice and msoffcrypto; the password is "secret"
ROW = ["2024-001", "2024/4/1", "電話", "青木 花子", "03-1234-5678", "商品が届かない", "完了", "2024/4/5", "佐藤"]
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Ledger:
    """name: of the file. day: of the first entry as it must be read; taken, refused: how many rows.

    says: words that must stand in a refusal or in what was assumed; whole: the whole file is refused with `says`.
    """

    name: str
    raw: bytes
    taken: int = 1
    refused: int = 0
    day: str = "2024-04-01"
    caller: str = "青木 花子"
    says: str = ""
    whole: bool = False


def text(rows: Rows, *, mark: str = ",", codec: str = "utf-8", end: str = "\r\n") -> bytes:
    """A text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=end).writerows(rows)
    return out.getvalue().encode(codec)


def book(*sheets: Rows | Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook: each sheet is rows, or a function that writes it (workbook, worksheet)."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    for one in sheets:
        sheet = made.add_worksheet()
        if callable(one):
            one(made, sheet)
            continue
        for i, row in enumerate(one):
            sheet.write_row(i, 0, row)
    made.worksheets()[-1].activate()
    made.close()
    return out.getvalue()


def row(**changed: Any) -> list[Any]:
    """The usual row with some cells changed, by heading."""
    found = dict(zip(HEAD, ROW, strict=True)) | changed
    return [found[h] for h in HEAD]


def _merged(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write_row(2, 0, row(報告書番号="2024-002", 顧客名=""))
    sheet.merge_range(1, 3, 2, 3, "青木 花子")


def _two_lines_of_headings(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["報告書番号", "受付日", "受付方法", "", "", "クレーム内容", "対応状況", "完了日", "担当者"])
    sheet.merge_range(0, 3, 0, 4, "お客様")
    sheet.write_row(1, 3, ["氏名", "電話番号"])
    sheet.write_row(2, 0, ROW)


def _formulas(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write_formula(1, 1, "=DATE(2024,4,1)", book.add_format({"num_format": "yyyy/m/d"}), 45383)
    sheet.write_formula(1, 3, '="青木 "&"花子"', None, "青木 花子")
    sheet.write_formula(1, 4, "=VLOOKUP(1,Z:Z,1)", None, "#N/A")


def _dates(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write_datetime(1, 1, datetime(2024, 4, 1, 10, 20), book.add_format({"num_format": "ge.m.d"}))


def _phones(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, row(電話番号=9012345678))


def _report_form(book: Any, sheet: Any) -> None:
    sheet.merge_range(0, 0, 1, 8, "クレーム報告書　一覧")
    sheet.write(2, 7, "作成：総務部")
    sheet.write_row(4, 0, HEAD)
    sheet.write_row(5, 0, ROW)
    sheet.write_row(6, 0, ["合計", "", "", "", "", "1件", "", "", ""])
    sheet.write(7, 8, "以上")


def _two_tables(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write_row(2, 0, row(報告書番号="2024-002"))
    sheet.write_row(5, 0, ["商品名", "担当者", "備考", "金額"])
    sheet.write_row(6, 0, ["棚", "佐藤", "在庫", 3])


def _side_by_side(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, [*HEAD, "", *HEAD])
    sheet.write_row(1, 0, [*ROW, "", *row(報告書番号="2023-009", 顧客名="赤井 次郎")])


def _far_away(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write(1_048_575, 16_383, "x")


def _hidden_first(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, row(顧客名="隠れ 太郎"))
    sheet.hide()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(450):
                part.write(b"\0" * 1024 * 1024)
    return out.getvalue()


def _one_report(book: Any, sheet: Any) -> None:
    """One complaint on one page, as the usual form has it: two columns of headings, the long ones merged."""
    sheet.merge_range(0, 0, 0, 3, "クレーム報告書")
    sheet.write_row(1, 0, ["報告書番号", "2024-001", "受付日", "令和6年4月1日"])
    sheet.write_row(2, 0, ["顧客名", "青木 花子", "電話番号", "03-1234-5678"])
    sheet.write_row(3, 0, ["受付方法", "電話", "担当者", "佐藤"])
    for at, (heading, value) in enumerate(
        [("クレーム内容", "商品が届かない"), ("原因", "伝票の取り違え"), ("対応状況", "完了")], 4
    ):
        sheet.write(at, 0, heading)
        sheet.merge_range(at, 1, at, 3, value)


def _another_report(book: Any, sheet: Any) -> None:
    _one_report(book, sheet)
    sheet.write(1, 1, "2024-002")


def _filtered(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write_row(2, 0, row(報告書番号="2024-002"))
    sheet.autofilter(0, 0, 2, 8)
    sheet.set_column(3, 4, None, None, {"hidden": True})
    sheet.set_row(2, None, None, {"hidden": True})


def _packed(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(part, b"x")
    return out.getvalue()


def _macros() -> bytes:
    out = io.BytesIO(book([HEAD, ROW]))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"Sub Auto_Open()" * 40)
    return out.getvalue()


def ledgers() -> list[Ledger]:
    """All of them."""
    plain = [HEAD, ROW]
    old = [row(報告書番号=f"N{i}", クレーム内容=f"内容{i}") for i in range(10_000)]
    kintone = [
        ["レコードの開始行", "レコード番号", "作成日時", "顧客名", "クレーム内容", "ステータス", "対応日", "対応内容"],
        ["*", "1", "2024-04-01T01:20:00Z", "青木 花子", "届かない", "完了", "2024-04-01", "お電話"],
        ["", "", "", "", "", "", "2024-04-02", "お届け"],
        ["*", "2", "2024-04-03T01:20:00Z", "赤井 次郎", "破損", "未処理", "", ""],
    ]
    return [
        Ledger("utf8.csv", text(plain)),
        Ledger("utf8-bom.csv", text(plain, codec="utf-8-sig")),
        Ledger("cp932.csv", text([HEAD, row(顧客名="髙﨑 ①㈱")], codec="cp932"), caller="髙﨑 ①㈱"),
        Ledger("utf16.csv", text(plain, codec="utf-16", mark="\t")),
        Ledger("utf16-without-mark.csv", text(plain, codec="utf-16-le", mark="\t")),
        Ledger("euc.csv", text(plain, codec="euc_jp")),
        Ledger("tabs.tsv", text(plain, mark="\t", end="\n")),
        Ledger("semicolons.csv", text(plain, mark=";")),
        Ledger("line-breaks.csv", text([HEAD, row(クレーム内容="一行目\n「二行目」,と")])),
        Ledger("old-mac.csv", text(plain, end="\r")),
        Ledger("eras.csv", text([HEAD, row(受付日="令和6年4月1日", 完了日="R6.4.5"), row(報告書番号="2", 受付日="Ｈ３１．４．３０")]), taken=2),
        Ledger("first-year.csv", text([HEAD, row(受付日="令和元年五月一日", 完了日=""), row(報告書番号="2", 受付日="令和元年5月1日", 完了日="")]), taken=2, day="2019-05-01"),
        Ledger("wrong-era.csv", text([HEAD, row(受付日="昭和99年4月1日", 完了日="")]), says="元号"),
        Ledger("full-width.csv", text([HEAD, row(受付日="２０２４年４月１日（月）午後３時半", 電話番号="０３－１２３４－５６７８")])),
        Ledger("no-year.csv", text([HEAD, row(受付日="4/1", 完了日="")]), day="2026-04-01", says="年がない"),
        Ledger("impossible-day.csv", text([HEAD, row(受付日="2024/2/30"), row(報告書番号="2")]), refused=1, says="2024/2/30"),
        Ledger("future.csv", text([HEAD, row(受付日="2031/4/1"), row(報告書番号="2")]), refused=1, says="未来"),
        Ledger("dates.xlsx", book(_dates)),
        Ledger("serial.xlsx", book([HEAD, row(受付日=45383, 完了日=45387)]), says="Excelの日付"),
        Ledger("serial-1904.xlsx", book([HEAD, row(受付日=43921, 完了日=43925)], date_1904=True)),
        Ledger("phones.xlsx", book(_phones), says="初めの0"),
        Ledger("merged.xlsx", book(_merged), taken=2),
        Ledger("two-lines-of-headings.xlsx", book(_two_lines_of_headings)),
        Ledger("ditto.csv", text([HEAD, ROW, row(報告書番号="2", 受付日="〃", 顧客名="同上", 担当者="〃")]), taken=2),
        Ledger("formulas.xlsx", book(_formulas)),
        Ledger("report-form.xlsx", book(_report_form), refused=1, says="合計"),
        Ledger("two-tables.xlsx", book(_two_tables), taken=2),
        Ledger("side-by-side.xlsx", book(_side_by_side)),
        Ledger("empty-columns.csv", text([["", "", *HEAD, "", ""], ["", "", *ROW, "", ""], [""] * 13, ["", "", *row(報告書番号="2"), "", ""]]), taken=2),
        Ledger("headings-repeated.csv", text([HEAD, ROW, [], HEAD, row(報告書番号="2")]), taken=2),
        Ledger("number-twice.csv", text([HEAD, ROW, row(報告書番号="2"), ROW]), taken=2, refused=1, says="2行目にも"),
        Ledger("one-number-over-lines.csv", text([HEAD, ROW, row(クレーム内容="箱も濡れていた")]), says="一件にまとめ"),
        Ledger("kintone.csv", text(kintone, codec="cp932"), taken=2),
        Ledger("hidden-sheet.xlsx", book(_hidden_first, plain)),
        Ledger("ten-thousand.csv", text([HEAD, *old], codec="cp932"), taken=10_000),
        Ledger("ledger.xls", (FILES / "ledger.xls").read_bytes(), taken=2, says="初めの0"),
        Ledger("ledger.ods", (FILES / "ledger.ods").read_bytes()),
        Ledger("macros.xlsm", _macros()),
        Ledger("filtered.xlsx", book(_filtered), taken=2),
        Ledger("one-report.xlsx", book(_one_report)),
        Ledger("a-report-a-sheet.xlsx", book(_one_report, _another_report), taken=2),
        Ledger("upright.csv", text([[h, v, w] for h, v, w in zip(HEAD, ROW, row(報告書番号="2"), strict=True)]), taken=2),
        Ledger("told-its-mark.csv", b"sep=,\r\n" + text(plain)),
        Ledger("formula-as-a-name.csv", text([HEAD, row(顧客名="=1+1", クレーム内容="@SUM(A1)")]), caller="=1+1"),
        Ledger("serial-of-nonsense.xlsx", book([HEAD, ROW, row(報告書番号="2", 受付日=-5), row(報告書番号="3", 受付日=1e300)]), refused=2, says="1e+300"),
        Ledger("nul.csv", text([HEAD, ROW, row(報告書番号="2", 顧客名="青\0木")]), refused=1, says="制御文字（U+0000）"),
        Ledger("gigantic-cell.csv", text([HEAD, ROW, row(報告書番号="2", クレーム内容="あ" * 400_000)]), refused=1, says="長すぎます"),
        Ledger("more-gigantic-cell.csv", text([HEAD, row(クレーム内容="あ" * 2_100_000)]), whole=True, says="大きすぎるセル"),
        Ledger("locked.xlsx", (FILES / "locked.xlsx").read_bytes(), whole=True, says="パスワードが掛かっています"),
        Ledger("two-kinds-of-characters.csv", text(plain) + text([row(顧客名="赤井 次郎")], codec="cp932"), whole=True, says="3行目の付近"),
        Ledger("too-many.csv", text([HEAD, *([ROW] * 50_001)]), whole=True, says="50,000行を超えて"),
        Ledger("report.docx", _packed("word/document.xml"), whole=True, says="Wordの文書"),
        Ledger("ledgers.zip", _packed("ledger.csv"), whole=True, says="ZIP"),
        Ledger("xml-of-2003.xls", b'<?xml version="1.0"?><Workbook><Worksheet/></Workbook>', whole=True, says="XML"),
        Ledger("web-archive.xls", b"MIME-Version: 1.0\r\n\r\n<html></html>", whole=True, says="MHTML"),
        Ledger("only-headings.csv", text([HEAD]), whole=True, says="表が見つかりません"),
        Ledger("empty.csv", b"\xef\xbb\xbf\r\n", whole=True, says="何も書かれていません"),
        Ledger("unclosed.csv", text(plain) + b'x,"\xe5\xb1\x8a' + b"\n" * 600, whole=True, says="引用符"),
        Ledger("torn.csv", text(plain)[:-40] + b"\xe5\x81,\xff\xfe\xfd\x80\n", whole=True, says="文字を読み取れません"),
        Ledger("damaged.xlsx", book(plain)[:900], whole=True, says="壊れている"),
        Ledger("bomb.xlsx", _bomb(), whole=True, says="450MB"),
        Ledger("far-away.xlsx", book(_far_away), whole=True, says="大きすぎて"),
        Ledger("scan.pdf", b"%PDF-1.7 ...", whole=True, says="PDF"),
        Ledger("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", whole=True, says="HTML"),
    ]  # fmt: skip
