"""Set-up in the JSON API: what is still to do, and the same steps as the pages by the same rules."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.setup import actions, steps
from nattoku.setup.staffing import Refused

router = Router()


class ColleaguesIn(Schema):
    """text: the list with its headings, cells between tabs or commas. dry_run: look only."""

    text: str = Field(examples=["氏名,メールアドレス,部門,役職\n青木 花子,aoki@example.jp,営業部,課長"])
    dry_run: bool = False


class DivisionsIn(Schema):
    names: list[str] = Field(examples=[["営業部", "発送部"]])


class SetupStepIn(Schema):
    step: str = Field(examples=["hours"])


class DutyIn(Schema):
    """by_day, otherwise: ids of people who lead; "" for otherwise: whoever is on duty by day."""

    division: str = Field(examples=["sales"])
    by_day: str
    otherwise: str = ""


class RoomIn(Schema):
    """address: of the room, "" gives it up. outside: somebody from outside the company reads there."""

    division: str = Field(examples=["sales"])
    channel: str = "chatwork"
    address: str = Field(examples=["123456789"])
    outside: bool = False


def _lang() -> str:
    return get_language() or "ja"


def _told() -> dict[str, Any]:
    lang, found = _lang(), steps.steps()
    rows = [
        {"step": s.key, "title": s.title.to(lang), "why": s.why.to(lang), "told": s.told.to(lang), "done": s.done}
        for s in found
    ]
    return {"steps": rows, "next": next((s.key for s in found if not s.done), None)}


@router.get("/setup", response=dict[str, Any], summary="The steps of setting up, and what comes next")
def overview(request: HttpRequest) -> Any:
    """Read from what is there, so that it can be left and continued."""
    access.allow(who(request), "setup.run")
    return _told()


@router.post("/setup/steps", response={201: dict[str, Any]}, summary="A step was read, and what is there holds")
def let_stand(request: HttpRequest, body: SetupStepIn) -> Any:
    """As “leave it as it is” on the page. Refused (400) for a step there is not."""

    def acted() -> Reply:
        access.allow(who(request), "setup.run")
        actions.let_stand(step=steps.known(body.step), by=who(request), at=now(request))
        return Reply(201, _told())

    return once_only(request, body.model_dump(mode="json"), acted)


@router.post("/setup/divisions", response={201: dict[str, Any]}, summary="Set divisions up")
def divisions(request: HttpRequest, body: DivisionsIn) -> Any:
    """All of them or none. Refused (409) where one of that name stands already."""

    def acted() -> Reply:
        names = dict.fromkeys(n.strip() for n in body.names if n.strip())
        made = [actions.open_division(name=n, by=who(request), at=now(request)) for n in names]
        return Reply(201, {"divisions": made})

    return once_only(request, body.model_dump(mode="json"), acted)


@router.post("/setup/people", response={201: dict[str, Any]}, summary="Let a list of colleagues join, or look only")
def people(request: HttpRequest, body: ColleaguesIn) -> Any:
    """Every line is told: who joins as what, or why not. Who leads joins first; what had to be assumed is said."""

    def acted() -> Reply:
        by, lang = who(request), _lang()
        access.allow(by, "setup.run")
        rows = actions.look(raw=body.text.encode("utf-8", "replace"), name="people")
        told = [_line(row, lang) for row in rows if body.dry_run or isinstance(row, Refused)]
        if not body.dry_run:
            done = actions.bring_in([r for r in rows if not isinstance(r, Refused)], by=by, at=now(request))
            told += [_line(one, lang) | {"person": pk} for one, pk in done.people]
            told += [_line(one, lang) for one in done.refused]
        return Reply(201, {"dry_run": body.dry_run, "rows": sorted(told, key=lambda row: int(row["line"]))})

    return once_only(request, body.model_dump(mode="json"), acted)


def _line(row: Any, lang: str) -> dict[str, Any]:
    if isinstance(row, Refused):
        return {"line": row.line, "why": row.why.to(lang)}
    assumed = [a.to(lang) for a in row.assumed]
    told = {"line": row.line, "why": None, "name": row.name, "division": row.division, "role": row.role.value}
    return told | {"leads": row.leads, "assumed": assumed}


@router.post("/setup/duty", response={201: dict[str, Any]}, summary="Who hears first reports of a division")
def duty(request: HttpRequest, body: DutyIn) -> Any:
    """By day and at every other hour; behind them the heads and the representative. Refused (400) for who leads nobody."""

    def acted() -> Reply:
        otherwise = body.otherwise or body.by_day
        actions.set_duty(
            division=body.division, by_day=body.by_day, otherwise=otherwise, by=who(request), at=now(request)
        )
        return Reply(201, {"division": body.division, "by_day": body.by_day, "otherwise": otherwise})

    return once_only(request, body.model_dump(mode="json"), acted)


@router.post("/setup/rooms", response={201: dict[str, Any]}, summary="The chat room of a division")
def room(request: HttpRequest, body: RoomIn) -> Any:
    """Refused (400) for an address that the channel cannot use."""

    def acted() -> Reply:
        actions.set_room(**body.model_dump(), by=who(request), at=now(request))
        return Reply(201, body.model_dump())

    return once_only(request, body.model_dump(mode="json"), acted)
