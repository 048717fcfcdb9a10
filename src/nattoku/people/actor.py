"""In whose name the command line acts."""

import os

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.people.models import Person


def actor(email: str | None = None) -> Person:
    """The person with this address (or NATTOKU_PERSON); without one, the representative, who answers for all."""
    wanted = email or os.environ.get("NATTOKU_PERSON", "")
    if not wanted:
        found = people.representative()
    else:
        found = Person.objects.filter(email=wanted.strip().lower(), is_active=True, door="").first()
    if found is None:
        raise Refusal(
            Text("{who} という方は登録されていません。", "There is nobody with the address {who}.").with_(
                who=wanted or "代表"
            ),
            status=404,
        )
    return found
