"""A list of colleagues, typed, pasted or from a file -> who joins, in which division, under whom. Pure but for reading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nattoku.imports import cells, tables
from nattoku.imports.reading.sheet import Cell, Line, Sheet
from nattoku.imports.tables import Table
from nattoku.lib.text import Text
from nattoku.people.facts import Role

_NAMES: dict[str, str] = {
    "name": "氏名 名前 お名前 社員名 name",
    "reading": "よみがな ふりがな フリガナ 読み 氏名カナ カナ reading",
    "email": "メールアドレス メール email e-mail mail",
    "phone": "電話番号 電話 携帯 携帯電話 内線 tel phone",
    "division": "部門 部署 所属 課 division",
    "role": "役割 役職 職位 権限 role",
    "leads": "部門長 長 責任者 leads",
    "superior": "上司 直属上司 直属の上司 superior",
}
_FIELDS = {cells.key(name): key for key, names in _NAMES.items() for name in names.split()}
_ROLES = (
    (Role.REPRESENTATIVE, "代表|社長|representative|ceo|president"),
    (Role.MANAGER, "苦情対応管理|管理責任者|品質責任者|^manager$|complaints"),
    (Role.VIEWER, "閲覧|viewer"),
    (Role.LEADER, "リーダー|部長|課長|係長|所長|店長|支店長|室長|主任|チーフ|マネージャ|leader|head"),
)
_HEADS = re.compile("部長|課長|所長|店長|支店長|室長|head", re.I)
_NOT = {"", "0", "×", "なし", "いいえ", "no", "false", "-"}

NO_NAME = Text("氏名がありません", "there is no name")
NO_EMAIL = Text(
    "メールアドレスがありません（サインインに使います）", "there is no e-mail address, which is needed to sign in"
)
TWICE = Text("このメールアドレスは{line}行目にもあります", "this e-mail address also stands in line {line}")
ROLE = Text("役割が書かれていないため、受付・対応としました", "no role; taken as a receiver")
SECOND = Text("代表はお一人のため、リーダーとしました", "there is one representative; taken as a leader")


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who joins. division, superior: as written, "" where nothing was; leads: heads the division."""

    line: int
    name: str
    reading: str
    email: str
    phone: str
    division: str
    role: Role
    leads: bool
    superior: str
    assumed: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class Refused:
    """A line that names nobody we can let in, and why."""

    line: int
    why: Text


def fields_of(headings: Sequence[str]) -> list[str]:
    """Our field of each column, "" for none."""
    found = [_FIELDS.get(cells.key(h), "") for h in headings]
    return [f if f and found.index(f) == i else "" for i, f in enumerate(found)]


def table_of(sheets: Sequence[Sheet]) -> Table | None:
    """The list in these sheets; without headings every line is somebody. None where nothing is written."""
    named = [t for t in tables.tables(sheets) if "name" in fields_of(t.headings)]
    if named:
        return max(named, key=lambda t: len(t.rows))
    lines = [one for sheet in sheets for one in sheet.lines if any(cells.words(c) for c in one.cells)]
    return Table("", 0, [], lines) if lines else None


def colleagues(table: Table, *, has_representative: bool) -> Iterator[Colleague | Refused]:
    """Everybody in the table, in order. Without headings: name, e-mail, division, role."""
    columns = fields_of(table.headings)
    rows = list(table.rows)
    if "name" not in columns:
        columns = _by_content(rows)
    seen: dict[str, int] = {}
    for one in rows:
        read = _read(one, columns, has_representative=has_representative)
        if isinstance(read, Colleague) and (first := seen.setdefault(read.email, read.line)) != read.line:
            yield Refused(read.line, TWICE.with_(line=first))
            continue
        yield read


def _by_content(rows: Sequence[Line]) -> list[str]:
    """A list that nobody gave headings: the column with @ is the address, the others come in the usual order."""
    width = max((len(r.cells) for r in rows), default=0)
    address = next((c for c in range(width) if any("@" in cells.line(r.at(c)) for r in rows)), -1)
    others = iter(["name", "division", "role", "superior", "phone"])
    return ["email" if c == address else next(others, "") for c in range(width)]


def _read(one: Line, columns: Sequence[str], *, has_representative: bool) -> Colleague | Refused:
    def cell(key: str) -> Cell:
        return one.at(columns.index(key)) if key in columns else None

    name, email = cells.name(cell("name")), cells.line(cell("email")).lower()
    if not name:
        return Refused(one.number, NO_NAME)
    if "@" not in email:
        return Refused(one.number, NO_EMAIL)
    said, assumed = cells.line(cell("role")), []
    role = next((r for r, known in _ROLES if re.search(known, said.lower())), Role.RECEIVER)
    if not said:
        assumed.append(ROLE)
    if role is Role.REPRESENTATIVE and has_representative:
        role = Role.LEADER
        assumed.append(SECOND)
    leads = cells.line(cell("leads")).lower() not in _NOT or bool(_HEADS.search(said))
    return Colleague(
        line=one.number,
        name=name[:100],
        reading=cells.line(cell("reading"))[:100],
        email=email[:254],
        phone=cells.telephone(cell("phone"))[0][:40],
        division=cells.line(cell("division"))[:100],
        role=Role.LEADER if leads and role is Role.RECEIVER else role,
        leads=leads,
        superior=cells.line(cell("superior"))[:254],
        assumed=assumed,
    )
