"""Columns given another meaning by their headings, as the command line and the API say it."""

from collections.abc import Mapping

from nattoku.imports import actions
from nattoku.imports.choices import Choices
from nattoku.imports.fields import FIELDS, What
from nattoku.imports.models import Upload
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

NO_COLUMN = Text("「{raw}」という列はありません。列：{known}", "There is no column “{raw}”. Columns: {known}")
NO_FIELD = Text("{raw} という項目はありません。項目：{known}", "There is no field {raw}. Fields: {known}")


def named(one: Upload, chosen: Choices, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Our field of each column. wanted: heading -> field, "" for none; a field stands once, where it was put last.

    Refused (400) for a heading that is not there, or a field we do not have.
    """
    headings = actions.found_tables(one)[chosen.table].headings
    known = {f.key for f in FIELDS[What(one.what)]}
    found = list(chosen.columns)
    for heading, field in wanted.items():
        if heading not in headings:
            raise Refusal(NO_COLUMN.with_(raw=heading, known="、".join(headings)), status=400)
        if field and field not in known:
            raise Refusal(NO_FIELD.with_(raw=field, known="、".join(sorted(known))), status=400)
        found = ["" if f == field else f for f in found]
        found[headings.index(heading)] = field
    return tuple(found)
