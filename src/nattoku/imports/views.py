"""お持ちの台帳の取り込み: bring it, look what each column is, look what would become of it, take it in, take it back."""

import csv
import io
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.imports import actions, answers, cells, rules, undoing
from nattoku.imports.choices import Choices, from_plain
from nattoku.imports.complaints import Entry, Refused
from nattoku.imports.fields import FIELDS, WHATS, What
from nattoku.imports.models import Upload
from nattoku.imports.reading import LARGEST
from nattoku.imports.tables import Table
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

SHOWN = 50
ASKED = 100
REPORTED = 500
STATES = {
    "choosing": Text("確かめているところ", "being looked at"),
    "waiting": Text("取り込みを待っています", "waiting to be taken in"),
    "running": Text("取り込んでいます", "being taken in"),
    "done": Text("取り込みました", "taken in"),
    "leaving": Text("取り消しています", "being taken back"),
    "undone": Text("取り消しました", "taken back"),
}
NOTHING = Text("台帳のファイルを選ぶか、表を貼り付けてください。", "Please choose a file, or paste the table.")
PASTED = Text("貼り付けた表", "Pasted table")


@require_http_methods(["GET", "POST"])
def ledgers(request: HttpRequest) -> HttpResponse:
    """Bring a ledger; what was brought before."""
    access.allow(who(request), "imports.take")
    if request.method == "GET":
        return _ledgers(request)

    try:  # nothing is saved by it, so nothing says so, and it may be done twice
        return HttpResponseRedirect(f"/imports/{_brought(request).pk}", status=303)
    except Refusal as refusal:
        return _ledgers(request, refusal)


def _brought(request: HttpRequest) -> Upload:
    fields, file = Fields(request.POST), request.FILES.get("file")
    text = fields.text("pasted")
    if not file and not text.strip():
        raise Refusal(NOTHING, status=400)
    raw = file.read(LARGEST + 1) if file else text.encode("utf-8", "replace")
    name = str(file.name) if file else PASTED.ja
    what = fields.choice("what", What) or What.COMPLAINTS
    return actions.bring(name=name, raw=raw, what=what, by=who(request), at=now(request))


def _ledgers(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    found = actions.uploads(by=who(request))
    names = people.names({one.by for one in found})
    page = {
        "uploads": [(one, STATES[one.state], WHATS[What(one.what)], names.get(one.by, "")) for one in found],
        "whats": list(WHATS.items()),
        "typed": request.POST if refusal else {},
        "refusal": refusal,
        "key": str(uuid4()),
    }
    return render(request, "imports/ledgers.html", page, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def ledger(request: HttpRequest, upload: str) -> HttpResponse:
    """One ledger: its columns and the dry run, then how far it is, then its report."""
    one = actions.upload(upload, by=who(request))
    if request.method == "GET":
        return _page(request, one)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "undo":
            undoing.undo(one, reason=fields.text("reason"), by=by, at=at)
            return
        actions.refuse_taken(one)
        actions.choose(one, _chosen(fields, from_plain(one.choices)), by=by)
        if fields.line("act") == "take":
            actions.take(one, by=by, at=at)

    return submit(request, act, then=f"/imports/{one.pk}", again=lambda refusal: _page(request, one, refusal))


def _chosen(fields: Fields, before: Choices) -> Choices:
    count = fields.number("count")
    known = {f.key for f in FIELDS[before.what]}
    columns = [fields.line(f"column{i}") for i in range(min(count, 400))]
    return Choices(
        what=fields.choice("what", What) or before.what,
        table=fields.number("table"),
        columns=_once([c if c in known else "" for c in columns]),
        division=fields.line("division"),
        silent_ended=fields.flag("silent_ended"),
        believe_words=fields.flag("believe_words"),
        keep_rest=fields.flag("keep_rest"),
        next_contact_on=fields.day("next_contact_on") or before.next_contact_on,
        together=tuple(fields.lines("together")),
        all_together=fields.flag("all_together"),
    )


def _once(columns: list[str]) -> tuple[str, ...]:
    return tuple(c if c and columns.index(c) == i else "" for i, c in enumerate(columns))


def _page(request: HttpRequest, one: Upload, refusal: Refusal | None = None) -> HttpResponse:
    if one.state == "choosing":
        return _choosing(request, one, refusal)
    if one.state in actions.AT_WORK:
        return _running(request, one)
    return _report(request, one, refusal)


def _choosing(request: HttpRequest, one: Upload, refusal: Refusal | None) -> HttpResponse:
    found, choices = actions.found_tables(one), from_plain(one.choices)
    table = found[choices.table]
    looked: actions.Looked | None = None
    missing: Text | None = None
    try:
        rules.refuse_unmapped(one.what, choices.columns)
        looked = actions.look(one, by=who(request), at=now(request)) if one.what != What.ORDERS else None
    except Refusal as unmapped:
        missing = unmapped.sentence
    common = _common([r.assumed for r in looked.taken]) if looked else []
    page: dict[str, Any] = {
        "one": one,
        "what": What(one.what),
        "whats": list(WHATS.items()),
        "choices": choices,
        "tables": [(i, _called(t)) for i, t in enumerate(found)],
        "table": table,
        "columns": _columns(table, choices),
        "fields": [(f.key, f.label) for f in FIELDS[choices.what]],
        "divisions": [(d.pk, d.title) for d in people.divisions()],
        "looked": looked,
        "missing": missing,
        "rows": _shown(looked, common) if looked else [],
        "asked": _asked(looked) if looked else [],
        "asked_count": len(looked.asked) if looked else 0,
        "common": common,
        "shown": SHOWN,
        "refusal": refusal,
        "key": str(uuid4()),
    }
    return render(request, "imports/choosing.html", page, status=refusal.status if refusal else 200)


def _called(table: Table) -> Text:
    hidden = Text("（非表示のシート）", " (hidden sheet)") if table.hidden else Text("", "")
    return Text("{sheet}　{at}行目から{n:,}行{hidden}", "{sheet}, {n:,} rows from line {at}{hidden}").with_(
        sheet=table.sheet, at=table.at or 1, n=len(table.rows), hidden=hidden
    )


def _columns(table: Table, choices: Choices) -> list[dict[str, Any]]:
    found = []
    for i, heading in enumerate(table.headings):
        examples = list(dict.fromkeys(w for r in table.rows[:200] if (w := cells.line(r.at(i)))))[:3]
        chosen = choices.columns[i] if i < len(choices.columns) else ""
        found.append({"at": i, "heading": heading, "examples": [e[:40] for e in examples], "chosen": chosen})
    return found


def _asked(looked: actions.Looked) -> list[tuple[str, Text]]:
    most = sorted(looked.asked.items(), key=lambda one: -one[1])[:ASKED]
    return [(name, Text("{name}（ほかに{n}行）", "{name} ({n} more)").with_(name=name, n=n)) for name, n in most]


def _common(said: list[list[Text]]) -> list[Text]:
    """What had to be assumed in most rows: told once, and not in every row again."""
    count = Counter(text for one in said for text in one)
    return [text for text, n in count.items() if n > max(3, len(said) / 3)]


def _shown(looked: actions.Looked, common: list[Text]) -> list[dict[str, Any]]:
    """The refused first, then what had to be assumed, then the rest."""

    def rank(row: actions.Row) -> tuple[bool, bool, int]:
        plain = isinstance(row, Refused) or all(a in common for a in row.assumed)
        return not isinstance(row, Refused), plain, row.line

    order = sorted(looked.rows, key=rank)
    return [_row(r, common) for r in order[:SHOWN]]


def _row(row: actions.Row, common: list[Text]) -> dict[str, Any]:
    if isinstance(row, Refused):
        return {"line": row.line, "why": row.why, "assumed": []}
    told: dict[str, Any] = {
        "line": row.line,
        "why": None,
        "assumed": [a for a in row.assumed if a not in common],
        "name": row.party.called,
    }
    if isinstance(row, Entry):
        state = _ended(row)
        return told | {"at": row.happened_at.date(), "fact": row.fact[:80], "state": state}
    return told | {"at": row.begins_on, "fact": row.contract, "state": Text("", "")}


def _ended(row: Entry) -> Text:
    if row.ended is None:
        return Text("続いている", "open")
    return Text("終了（ご納得）", "ended, satisfied") if row.satisfied else Text("終了", "ended")


def _running(request: HttpRequest, one: Upload) -> HttpResponse:
    """How far it is; the page asks again by itself, and may be left."""
    page = {"one": one, "done": answers.decided(one), "state": STATES[one.state]}
    answer = render(request, "imports/running.html", page)
    answer["Refresh"] = "2"
    return answer


def _report(request: HttpRequest, one: Upload, refusal: Refusal | None) -> HttpResponse:
    rows = one.rows.order_by("line")
    refused, taken = rows.filter(of=""), rows.exclude(of="")
    told = [(r.line, r.of, [Text(*s) for s in r.said]) for r in taken.exclude(said=[])]
    common = _common([said for _, _, said in told])
    apart = [(line, of, [s for s in said if s not in common]) for line, of, said in told]
    page = {
        "one": one,
        "what": What(one.what),
        "state": STATES[one.state],
        "label": WHATS[What(one.what)],
        "taken": taken.count(),
        "undone": undoing.outcome(one) if one.state == "undone" else None,
        "refused": [(r.line, [Text(*s) for s in r.said]) for r in refused[:REPORTED]],
        "refused_count": refused.count(),
        "common": common,
        "assumed": [one for one in apart if one[2]][:REPORTED],
        "typed": request.POST if refusal else {},
        "refusal": refusal,
        "key": str(uuid4()),
    }
    return render(request, "imports/report.html", page, status=refusal.status if refusal else 200)


@require_GET
def rows(request: HttpRequest, upload: str) -> HttpResponse:
    """Every row as a CSV that Excel opens: line, number, refused and why, what was assumed."""
    one = actions.upload(upload, by=who(request))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["行", "受付番号など", "取り込み", "理由・みなしたこと"])
    for r in one.rows.order_by("line"):
        said = "、".join(ja for ja, _ in r.said)
        writer.writerow([r.line, r.of, "済" if r.of else "なし", _plain(said)])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{one.pk[:8]}.csv"'
    return answer


def _plain(words: str) -> str:
    """Nothing that a spreadsheet would take for a formula."""
    return f"'{words}" if words[:1] in "=+-@\t\r" else words
