"""The figures in the JSON API."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from nattoku.figures import answers, queries
from nattoku.people.door import now, who
from nattoku.skills import queries as skills

router = Router()


@router.get("/figures", response=dict[str, Any], summary="Figures of stance and sincerity, by division")
def figures(request: HttpRequest, days: int = queries.LATELY) -> Any:
    """Of the cases received in these days (1 to 366) that you may see, ring-fenced ones left out; shares in whole percent.

    Divisions stand by name, never by rank, and no person is in any figure. `sincerity.whole` is null where it would rest
    on too little.
    """
    asked = queries.figures(who(request), at=now(request), days=days)
    return answers.figures(asked, skills.counted())
