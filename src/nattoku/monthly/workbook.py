"""The month as an Excel workbook: real numbers and dates, a frozen head, A4, and never a formula."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from nattoku.cases.rules import ENDINGS
from nattoku.cases.words import DOORS, KINDS, STAGES, Door, Kind, Stage
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.text import Text
from nattoku.monthly.queries import Report
from nattoku.monthly.rules import Figures, Line, Month

_FACE = "游ゴシック"
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))
COLUMNS: Sequence[tuple[Text, float, str]] = (  # heading, width in characters, how its cells are written
    (Text("受付番号", "Case"), 7, "case"),
    (Text("受付日時", "Received"), 14.5, "moment"),
    (Text("受付方法", "Through"), 7, "word"),
    (Text("種類", "Kind"), 9, "word"),
    (Text("重大度", "Severity"), 6, "word"),
    (Text("お客様", "Customer"), 14, "word"),
    (Text("事実", "Fact"), 38, "word"),
    (Text("段階", "Stage"), 11, "word"),
    (Text("窓口", "Contact"), 11, "word"),
    (Text("一報まで（分）", "First report (min)"), 8, "number"),
    (Text("次のお約束", "Next promise"), 14.5, "moment"),
    (Text("終わり方", "Ending"), 14, "word"),
    (Text("終わった日", "Ended"), 10, "day"),
    (Text("日数", "Days"), 5, "number"),
    (Text("守れたお約束", "Kept"), 7, "number"),
    (Text("遅れたお約束", "Late"), 7, "number"),
    (Text("費用（円）", "Cost (yen)"), 9, "yen"),
)
FIGURES: Sequence[tuple[Text, str]] = (
    (Text("部門", "Division"), "word"),
    (Text("受け付けた", "Received"), "number"),
    (Text("一報した", "Leader told"), "number"),
    (Text("うち期限内の一報", "of them in time"), "number"),
    *((words, "number") for words in ENDINGS.values()),
    (Text("月末に続いている", "Open at the end"), "number"),
    (Text("守れたお約束", "Promises kept"), "number"),
    (Text("遅れたお約束", "Promises late"), "number"),
    (Text("費用（円）", "Cost (yen)"), "yen"),
)
_ONLY = Text(
    "「解決（ご納得）」に数えるのは、お客様がご納得と仰ったものだけです。部門は名前の順で、順位ではありません。限られた方だけの案件は載せていません。",
    "Only what satisfied the customer counts as resolved. Divisions stand by name, not by rank. Ring-fenced cases are left out.",
)


def workbook(reports: Sequence[Report], month: Month, *, company: str, lang: str, at: datetime) -> bytes:
    """The figures on the first sheet, then a list for each division."""
    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **safe})
    title = Text("お申し出の月次のまとめ　{m}", "Complaints, {m}").with_(m=month.name).to(lang)
    book.set_properties({"title": title, "company": company, "comments": _ONLY.to(lang)})
    made = _Book(book, title, company, lang, at)
    made.figures(reports, month)
    taken: set[str] = set()
    for one in reports:
        made.list(one, _sheet_name(one, lang, taken))
    book.close()
    return out.getvalue()


def _sheet_name(one: Report, lang: str, taken: set[str]) -> str:
    name = one.division.title.to(lang)
    name = name.translate(_FORBIDDEN).strip("'")[:26] or one.division.pk[:26]
    found, n = name, 2
    while found.lower() in taken or found.lower() == "history":
        found, n = f"{name} {n}", n + 1
    taken.add(found.lower())
    return found


class _Book:
    """One workbook being written."""

    def __init__(self, book: Any, title: str, company: str, lang: str, at: datetime) -> None:
        self.book, self.title, self.company, self.lang, self.at = book, title, company, lang, at
        base = {"font_name": _FACE, "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.formats = {
            "number": book.add_format(base | {"num_format": "#,##0"}),
            "yen": book.add_format(base | {"num_format": "#,##0"}),
            "moment": book.add_format(base | {"num_format": "yyyy/mm/dd hh:mm"}),
            "day": book.add_format(base | {"num_format": "yyyy/mm/dd"}),
            "word": book.add_format(base | {"text_wrap": True}),
            "case": book.add_format(base | {"num_format": "0", "align": "left"}),
            "head": book.add_format(
                base | {"bold": True, "text_wrap": True, "bg_color": "#E8EEF4", "valign": "vcenter", "align": "center"}
            ),
            "sum": book.add_format(base | {"bold": True, "num_format": "#,##0", "top": 2}),
            "title": book.add_format({"font_name": _FACE, "font_size": 14, "bold": True}),
            "note": book.add_format({"font_name": _FACE, "font_size": 9, "font_color": "#595959"}),
        }

    def figures(self, reports: Sequence[Report], month: Month) -> None:
        """A line for each division, and the company's."""
        sheet = self._sheet(Text("数字", "Figures").to(self.lang), head=2)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, len(FIGURES) - 1, 11)
        sheet.set_row(2, 44)
        for c, (heading, _) in enumerate(FIGURES):
            sheet.write_string(2, c, heading.to(self.lang), self.formats["head"])
        for r, one in enumerate(reports, start=3):
            name = one.division.title.to(self.lang)
            self._row(sheet, r, [name, *counted(one.figures)], [how for _, how in FIGURES])
        last = 3 + len(reports)
        if len(reports) > 1:
            sums = [sum(column) for column in zip(*(counted(one.figures) for one in reports), strict=True)]
            sheet.write_string(last, 0, Text("会社の合計", "The company").to(self.lang), self.formats["sum"])
            for c, value in enumerate(sums, start=1):
                sheet.write_number(last, c, value, self.formats["sum"])
        sheet.write_string(last + 2, 0, _ONLY.to(self.lang), self.formats["note"])

    def list(self, one: Report, name: str) -> None:
        """A line for each case of the division."""
        sheet = self._sheet(name, head=2)
        for c, (heading, width, _) in enumerate(COLUMNS):
            sheet.set_column(c, c, width)
            sheet.write_string(2, c, heading.to(self.lang), self.formats["head"])
        sheet.set_row(2, 32)
        for r, line in enumerate(one.lines, start=3):
            values = _cells(line, self.lang)
            sheet.set_row(r, _height(values))
            self._row(sheet, r, values, [how for _, _, how in COLUMNS])
        if one.lines:
            sheet.autofilter(2, 0, 2 + len(one.lines), len(COLUMNS) - 1)
        else:
            sheet.write_string(
                3, 0, Text("この月のお申し出はありません。", "None in this month.").to(self.lang), self.formats["note"]
            )

    def _sheet(self, name: str, *, head: int) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, f"{self.title}　{self.company}　{name}", self.formats["title"])
        sheet.freeze_panes(head + 1, 1)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        made = when(self.at).to(self.lang)
        sheet.set_footer(
            f"&L{Text('作成 ', 'Made ').to(self.lang)}{made}&C{Text('社外秘', 'Confidential').to(self.lang)}&R&P / &N"
        )
        return sheet

    def _row(self, sheet: Any, r: int, values: Sequence[Any], hows: Sequence[str]) -> None:
        for c, (value, how) in enumerate(zip(values, hows, strict=True)):
            style = self.formats[how]
            if value is None or value == "":
                sheet.write_blank(r, c, None, style)
            elif isinstance(value, datetime):
                sheet.write_datetime(r, c, value, style)
            elif isinstance(value, int | float):
                sheet.write_number(r, c, value, style)
            else:
                sheet.write_string(r, c, str(value)[:32_000], style)


def counted(found: Figures) -> list[int]:
    """The figures in the order of FIGURES, without the name."""
    return [
        found.received,
        found.told,
        found.told_in_time,
        *(found.ended.get(kind, 0) for kind in ENDINGS),
        found.open,
        found.kept,
        found.late,
        found.cost,
    ]


def _cells(line: Line, lang: str) -> list[Any]:
    return [
        line.no,
        _local(line.received_at),
        DOORS[Door(line.door)].to(lang),
        KINDS[Kind(line.kind)].to(lang),
        line.severity or Text("未評価", "none").to(lang),
        line.caller,
        line.fact,
        "" if line.ending else STAGES[Stage(line.stage)].to(lang),
        line.contact,
        None if line.told_after is None else int(line.told_after / timedelta(minutes=1)),
        _local(line.next_due),
        ENDINGS[line.ending].to(lang) if line.ending else "",
        _day(line.ended_at),
        (line.ended_at.astimezone(TOKYO).date() - line.received_at.astimezone(TOKYO).date()).days
        if line.ended_at
        else None,
        line.kept,
        line.late,
        line.cost,
    ]


def _height(values: Sequence[Any]) -> float:
    """Points that the longest cell of a row needs, since not every program sees to it: a full-width letter takes two."""
    lines = 1
    for value, (_, width, _how) in zip(values, COLUMNS, strict=True):
        for part in str(value).splitlines() if isinstance(value, str) else ():
            wide = sum(2 if east_asian_width(c) in "WFA" else 1 for c in part)
            lines = max(lines, -(-wide // max(int(width) - 1, 1)))
    return min(lines, 20) * 14.0 + 3


def _day(moment: datetime | None) -> datetime | None:
    return moment.astimezone(TOKYO).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0) if moment else None


def _local(moment: datetime | None) -> datetime | None:
    """As Excel has moments: without an offset, to the minute."""
    return moment.astimezone(TOKYO).replace(tzinfo=None, second=0, microsecond=0) if moment else None
