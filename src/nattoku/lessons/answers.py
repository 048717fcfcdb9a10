"""Case files as JSON."""

from typing import Any

from nattoku.cases.answers import MASKED
from nattoku.lessons import queries
from nattoku.lessons.models import FilePage
from nattoku.lessons.projection import CUSTOMERS, OPEN
from nattoku.people import access
from nattoku.people.models import Person


def file(no: int | str, *, by: Person) -> dict[str, Any]:
    """One case file, with three like it; the customer's words masked for a viewer."""
    page = queries.file(no, by=by)
    like = [{"case": str(p.no), "fact": p.fact} for p in queries.like_this(page, by=by)]
    return _page(page, hide=access.masks(by)) | {"like_this": like}


def _page(page: FilePage, *, hide: bool) -> dict[str, Any]:
    said = {name: getattr(page, name) for name in OPEN}
    theirs = {name: MASKED if hide and getattr(page, name) else getattr(page, name) for name in CUSTOMERS}
    return {"case": str(page.no), "kind": page.kind, "written_at": page.written_at.isoformat()} | said | theirs
