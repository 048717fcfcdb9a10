"""知っている／使った: one's own page."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.cases.forms.shape import chosen
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.skills import actions, queries
from nattoku.skills.words import SKILLS, Skill


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What I know, and what I have used; nobody else reads it."""

    def again(refusal: Refusal | None = None) -> HttpResponse:
        page: dict[str, Any] = {
            "mine": queries.mine(who(request)),
            "skills": SKILLS,
            "refusal": refusal,
            "key": str(uuid4()),
        }
        return render(request, "skills/mine.html", page, status=refusal.status if refusal else 200)

    if request.method == "GET":
        return again()

    def act(fields: Fields, by: Person, at: datetime) -> None:
        skill = chosen(fields.choice("skill", Skill), Text("技能", "Skill"))
        if fields.line("act") == "used":
            actions.use(skill=skill, words=fields.text("words"), by=by, at=at)
        else:
            actions.know(skill=skill, knows=fields.flag("knows"), by=by, at=at)

    return submit(request, act, then="/me/skills", again=again)
