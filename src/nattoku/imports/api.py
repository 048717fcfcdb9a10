"""Former ledgers in the JSON API: bring one, say what its columns are, look, take it in, read the report, take it back."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field
from pydantic.config import JsonDict

from nattoku.imports import actions, answers, undoing
from nattoku.imports.choices import Choices, from_plain
from nattoku.imports.columns import named
from nattoku.imports.fields import What
from nattoku.imports.models import Upload
from nattoku.ledger.once import Reply
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()
PAGE = 500
UNREADABLE = Text("contentをBase64として読み取れません。", "content is not Base64.")
NOTHING = Text("content か text のどちらかを送ってください。", "Please send content or text.")

_LEDGER: JsonDict = {
    "name": "台帳.csv",
    "what": "complaints",
    "text": "受付日,顧客名,クレーム内容\n2024/4/1,青木 花子,届かない",
}


class LedgerIn(Schema):
    """content: the file, Base64 (up to 15 MB of file); or text: the table itself, cells between tabs or commas."""

    model_config = {"json_schema_extra": {"examples": [_LEDGER]}}
    name: str
    what: Literal["complaints", "customers", "orders"] = "complaints"
    content: str = ""
    text: str = ""


class ChoicesIn(Schema):
    """How it is to be read; what is left out stays as it was. columns: heading -> field, "" for none."""

    table: int | None = None
    columns: dict[str, str] | None = Field(None, examples=[{"クレーム内容": "words"}])
    division: str | None = None
    silent_ended: bool | None = None
    believe_words: bool | None = None
    keep_rest: bool | None = None
    next_contact_on: date | None = None
    together: list[str] | None = Field(None, description="Names that mean one customer each")
    all_together: bool | None = None


class UndoIn(Schema):
    reason: str = Field(examples=["去年の台帳だった"])


def _lang() -> str:
    return get_language() or "ja"


def _write(
    request: HttpRequest, body: Any, act: Callable[[Person, datetime], dict[str, Any]], status: int = 201
) -> Any:
    return once_only(request, body, lambda: Reply(status, act(who(request), now(request))))


@router.get("/imports", response=dict[str, Any], summary="Former ledgers that were brought")
def listed(request: HttpRequest) -> Any:
    """The latest 50."""
    found = actions.uploads(by=who(request))
    return {"imports": [answers.line(one, _lang()) for one in found]}


@router.post("/imports", response={201: dict[str, Any]}, summary="Bring a ledger")
def bring(request: HttpRequest, body: LedgerIn) -> Any:
    """Excel, CSV or a pasted table. Its columns are guessed; nothing is written into any case yet."""

    def act(by: Person, at: datetime) -> dict[str, Any]:
        raw = _bytes(body)
        return answers.shown(actions.bring(name=body.name, raw=raw, what=What(body.what), by=by, at=at), _lang())

    return _write(request, body.model_dump(mode="json"), act)


def _bytes(body: LedgerIn) -> bytes:
    if not body.content:
        if not body.text.strip():
            raise Refusal(NOTHING, status=400)
        return body.text.encode("utf-8", "replace")
    try:
        return b64decode(body.content, validate=True)
    except ValueError as wrong:
        raise Refusal(UNREADABLE, status=400) from wrong


@router.get("/imports/{upload}", response=dict[str, Any], summary="One ledger: its columns, and how far it is")
def shown(request: HttpRequest, upload: str) -> Any:
    """choosing: tables, fields and choices. Afterwards: done of total, taken and refused."""
    return answers.shown(actions.upload(upload, by=who(request)), _lang())


@router.post("/imports/{upload}/choices", response={201: dict[str, Any]}, summary="Say how it is to be read")
def choose(request: HttpRequest, upload: str, body: ChoicesIn) -> Any:
    """Only while nothing was taken in. Refused (400) for a heading or a field that is not there."""

    def act(by: Person, at: datetime) -> dict[str, Any]:
        one = _open(actions.upload(upload, by=by))
        wanted = {k: v for k, v in body.model_dump(exclude={"table", "columns"}).items() if v is not None}
        if "together" in wanted:
            wanted["together"] = tuple(wanted["together"])
        before: Choices = replace(from_plain(one.choices), **wanted)
        if body.table is not None:
            actions.choose(one, replace(before, table=body.table), by=by)
            before = from_plain(one.choices)
        actions.choose(one, replace(before, columns=named(one, before, body.columns or {})), by=by)
        return answers.shown(one, _lang())

    return _write(request, body.model_dump(mode="json"), act)


def _open(one: Upload) -> Upload:
    actions.refuse_taken(one)
    return one


@router.get("/imports/{upload}/rows", response=dict[str, Any], summary="Every row: the dry run, then the report")
def rows(request: HttpRequest, upload: str, after: int = 0) -> Any:
    """500 at a time, behind the line `after`. While it is chosen: as each row would be taken, nothing is written; asked:
    names that may mean one customer or several. Afterwards: what became of it. why: None for a row that is taken.
    """
    by, at = who(request), now(request)
    one = actions.upload(upload, by=by)
    dry, asked = one.state == "choosing", {}
    if dry:
        looked = actions.look(one, by=by, at=at)
        found, asked = [r for r in answers.dry_rows(looked.rows, _lang()) if r["line"] > after], looked.asked
    else:
        found = answers.kept_rows(one, _lang(), after=after, most=PAGE + 1)
    following = found[PAGE - 1]["line"] if len(found) > PAGE else None
    return {"dry_run": dry, "rows": found[:PAGE], "asked": asked, "next": following}


@router.post("/imports/{upload}/take", response={202: dict[str, Any]}, summary="Take it in")
def take(request: HttpRequest, upload: str) -> Any:
    """The worker takes a few rows at a time; nobody is told of old cases. Refused (409) for a file taken in before."""

    def act(by: Person, at: datetime) -> dict[str, Any]:
        one = _open(actions.upload(upload, by=by))
        actions.take(one, by=by, at=at)
        one.refresh_from_db()
        return answers.shown(one, _lang())

    return _write(request, {}, act, status=202)


@router.post("/imports/{upload}/undo", response={201: dict[str, Any]}, summary="Take it back, as facts")
def undo(request: HttpRequest, upload: str, body: UndoIn) -> Any:
    """count: what is in no list any more; kept: what stayed, because somebody had worked on it since. More than some rows
    are taken back by the worker: over is false until then.
    """

    def act(by: Person, at: datetime) -> dict[str, Any]:
        done = undoing.undo(actions.upload(upload, by=by), reason=body.reason, by=by, at=at)
        return {"import": upload, "count": done.count, "kept": done.kept, "over": done.over}

    return _write(request, body.model_dump(mode="json"), act)
