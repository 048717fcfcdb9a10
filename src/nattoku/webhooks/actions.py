"""Adding and removing a receiver; sending once more what it refused."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatch

from nattoku.ledger.append import append
from nattoku.ledger.facts import FACTS
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices import outbox
from nattoku.notices.channels import channels
from nattoku.notices.models import Notice
from nattoku.people import access
from nattoku.people.facts import COMPANY
from nattoku.people.models import Person
from nattoku.webhooks import facts, queries


def add(*, url: str, kinds: Sequence[str], by: Person, at: datetime) -> str:
    """Tell this URL of these kinds of facts; returns the receiver's id. Refused (400) with what is wrong."""
    access.allow(by, "people.manage")
    if wrong := channels()["webhook"].check_address(url):
        raise Refusal(wrong, status=400)
    wanted = list(dict.fromkeys(kinds))
    unknown = [kind for kind in wanted if not any(fnmatch(known, kind) for known in FACTS)]
    if not wanted or unknown:
        raise Refusal(
            Text(
                "知らせる出来事の種類を入力してください（例：cases.received、closure.*）。{unknown}",
                "Please give the kinds of facts, such as cases.received or closure.*. {unknown}",
            ).with_(unknown=", ".join(unknown)),
            status=400,
        )
    hook = f"H-{secrets.token_hex(6)}"
    append(COMPANY, facts.HookAdded(hook=hook, url=url, kinds=wanted), by=by.pk, at=at)
    return hook


def remove(hook: str, *, by: Person, at: datetime) -> None:
    """Tell it nothing more; what waits for it is not sent either."""
    found = queries.hook(hook, by=by)
    append(COMPANY, facts.HookRemoved(hook=found.pk, url=found.url), by=by.pk, at=at)
    Notice.objects.filter(to=f"hook:{hook}", state="waiting").delete()


def send_again(hook: str, *, ref: str, by: Person, at: datetime) -> None:
    """Once more, what was refused or whose outcome nobody knows; the receiver knows it by the same id."""
    found = queries.hook(hook, by=by)
    notice = Notice.objects.filter(ref=ref, to=f"hook:{found.pk}").first()
    if notice is None:
        raise Refusal(Text("そのお知らせが見つかりません。", "There is no such notice."), status=404)
    outbox.send_again(notice, by=by.pk, at=at)
