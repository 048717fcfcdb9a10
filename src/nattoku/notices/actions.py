"""What a person may do about a notice."""

from datetime import datetime

from nattoku.cases import queries as cases
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices import outbox
from nattoku.notices.models import Notice
from nattoku.people import access
from nattoku.people.models import Person

UNKNOWN = Text("そのお知らせが見つかりません。", "There is no such notice.")


def send_again(no: int | str, *, ref: str, by: Person, at: datetime) -> Notice:
    """Once more, for somebody who sees the case. Refused (409) for what has arrived or is on its way."""
    case = cases.visible_case(no, by=by)
    access.allow(by, "notices.send_again")
    notice = Notice.objects.filter(ref=ref, stream=case.stream).first()
    if notice is None:
        raise Refusal(UNKNOWN, status=404)
    outbox.send_again(notice, by=by.pk, at=at)
    notice.refresh_from_db()
    return notice
