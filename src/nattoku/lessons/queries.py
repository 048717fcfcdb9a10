"""Case files that somebody may read."""

from django.db.models import QuerySet

from nattoku.cases import queries as cases
from nattoku.lessons.models import FilePage
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person

UNKNOWN = Text("対応ファイルが見つかりません。", "There is no such case file.")


def files(by: Person) -> "QuerySet[FilePage]":
    """Every case file of the cases this person may see, newest first."""
    access.allow(by, "lessons.see")
    visible = cases.visible_cases(by).values("pk")
    return FilePage.objects.filter(pk__in=visible).order_by("-written_at", "-no")


def file(no: int | str, *, by: Person) -> FilePage:
    """One case file; unknown and foreign alike are Refusal 404."""
    case = cases.visible_case(no, by=by)
    found = files(by).filter(pk=case.no).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def like_this(page: FilePage, *, by: Person, most: int = 3) -> list[FilePage]:
    """Other case files of the same kind, newest first."""
    return list(files(by).filter(kind=page.kind).exclude(pk=page.no)[:most])
