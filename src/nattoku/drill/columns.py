"""Which column of a table is the case, the activity, the time. Named by the asker, or guessed from its header."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

# The strongest name first; a header matches when it is one of these, then when it ends in one of them.
NAMES: Final = {
    "case": (
        "case:concept:name case_id caseid case trace_id 案件番号 案件id 案件 受付番号 注文番号 伝票番号 管理番号 "
        "order_id order_no bill_id invoice_id incident_id ticket_id 注文id id"
    ),
    "activity": (
        "concept:name activity activity_name event_name event task step stage 活動 作業 工程 処理 作業名 工程名 "
        "アクティビティ イベント ステータス 状態 status order_status bill_status approval_status"
    ),
    "time": (
        "time:timestamp timestamp time event_time occurred_at happened_at completed_at datetime date 日時 時刻 "
        "発生日時 完了日時 処理日時 更新日時 実施日時 登録日時 日付 status_changed_at status_time reported_at"
    ),
    "actor": (
        "org:resource resource actor user employee_id employee user_id processor_id assigned_to assignee 担当者 担当 "
        "作業者 実施者 処理者 社員番号 社員 氏名 ユーザー"
    ),
    "division": "org:group division department group team section 部門 部署 所属 課 部",
    "promised": (
        "promised promised_at promised_on due due_at due_date deadline estimated_delivery_date estimated required_date "
        "enddate_planned 納期 約束日 お約束の日 約束納期 期限 期日 希望納期 約束日時"
    ),
}
_WORDS: Final = {name: tuple(words.split()) for name, words in NAMES.items()}
OPTIONS: Final = {name: f"--{name}" for name in NAMES}

NOT_THERE = Text(
    "「{column}」という列がありません。ある列：{there}", "There is no column {column!r}. There are: {there}"
)
NOT_FOUND = Text(
    "{what}の列がわかりません。{option} で列の名前を指定してください。ある列：{there}",
    "Which column is the {en}? Please name it with {option}. There are: {there}",
)
WHAT: Final = {
    "case": Text("案件", "case"),
    "activity": Text("工程", "activity"),
    "time": Text("日時", "time"),
}


@dataclass(frozen=True)
class Columns:
    """Names of columns; None: guess."""

    case: str | None = None
    activity: str | None = None
    time: str | None = None
    actor: str | None = None
    division: str | None = None
    promised: str | None = None

    def within(self, header: Sequence[str]) -> "Columns":
        """The named ones checked, the others guessed, each column used once. Refused (400): a named one is absent."""
        found: dict[str, str | None] = {}
        for one in fields(self):
            if (named := getattr(self, one.name)) is not None and named not in header:
                raise Refusal(NOT_THERE.with_(column=named, there=", ".join(header)), status=400)
            found[one.name] = named
        for name in found:
            free = [column for column in header if column not in found.values()]
            found[name] = found[name] or _guess(name, free)
        return Columns(**found)

    def required(self, name: str, header: Sequence[str]) -> str:
        """The column, or a refusal (400) that says which option names it."""
        if (column := getattr(self, name)) is not None:
            return str(column)
        what = WHAT[name]
        words = NOT_FOUND.with_(what=what.ja, en=what.en, option=OPTIONS[name], there=", ".join(header))
        raise Refusal(words, status=400)


def _plain(header: str) -> tuple[str, str]:
    """As it is written, and with its humps apart: OrderID is order_id too."""
    whole = unicodedata.normalize("NFKC", header).strip()
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", whole)
    as_it_is, by_humps = (re.sub(r"[\s\-.]+", "_", form.lower()) for form in (whole, apart))
    return as_it_is, by_humps


def _guess(name: str, header: Sequence[str]) -> str | None:
    plain = {column: _plain(column) for column in header}
    for word in _WORDS[name]:
        for column in header:
            if word in plain[column]:
                return column
    for word in _WORDS[name]:
        if len(word) < 2 or word in ("id", "date", "time", "event", "group"):
            continue
        for column in header:
            if any(form.endswith(f"_{word}") or (not word.isascii() and form.endswith(word)) for form in plain[column]):
                return column
    return None
