"""What comes back by a channel: somebody answered in the room, and the answer becomes a fact of the case."""

from datetime import datetime

from nattoku.cases import queries as cases
from nattoku.ledger.append import append
from nattoku.ledger.facts import New
from nattoku.ledger.once import Reply, once
from nattoku.lib.text import Text, clean
from nattoku.notices.actions import owed_by_divisions, read
from nattoku.notices.facts import Answered
from nattoku.notices.models import Notice
from nattoku.people import queries as people
from nattoku.people.actions import SYSTEM
from nattoku.people.models import Person

LONGEST = 20_000


def answered(
    *,
    channel: str,
    address: str,
    peer: str,
    author: str,
    words: str,
    message: str,
    said_at: datetime,
    name: str = "",
    at: datetime,
) -> int | None:
    """An answer to one of our notices, as the channel's door has verified it; the number of its case, or None.

    peer: what the channel calls the notice that is answered; address: the room it stands in. author: the channel's
    own name for the writer (an account number), name: how they are called there. message: the answer's own id: the
    same one arriving twice is the same fact. None: it answers no notice of ours, and nothing is kept.
    A colleague's answer is theirs only where the account is registered as theirs and they see the case; everybody
    else's is kept as an answer of that name, and is never a colleague's fact. said_at may be whole seconds by a clock
    that differs from ours: no answer stands before what it answers. A colleague who answers has read it.
    """
    notice = Notice.objects.filter(channel=channel, peer=peer, address=address).first() if peer else None
    if notice is None or not notice.stream.startswith("case:"):
        return None
    no = cases.no_of(notice.stream)
    person = people.account_owner(channel, author)
    known = person is not None and person.is_active and _sees(person, no)
    by = person.pk if person and known else SYSTEM
    fact = Answered(
        notice=notice.ref,
        channel=channel,
        colleague=known,
        message=message,
        author=person.name if person and known else clean(name or author, Text("お名前", "Name"), longest=200),
        words=clean(words, Text("お返事", "Answer"), longest=LONGEST),
    )
    body = {"channel": channel, "message": message, "address": address}

    def act() -> Reply:
        owed = owed_by_divisions(notice.stream, people.divisions_of(by)) if known else []
        said = New(fact=fact, happened_at=min(max(said_at, notice.created_at), at))
        append(notice.stream, said, *read(owed), by=by, at=at)
        return Reply(201, {"no": no}, notice.stream)

    once(f"{channel}:{address}:{message}", body, act, by=SYSTEM, at=at)
    return no


def _sees(person: Person, no: int) -> bool:
    return cases.visible_cases(person).filter(pk=no).exists()
