"""A mail to a customer through the outbox, apart from receipts: somebody of us sends it to an address of the case."""

import secrets
from datetime import datetime

from nattoku.ledger.append import mark
from nattoku.ledger.facts import Recorded
from nattoku.ledger.rows import insert
from nattoku.lib.refusal import Refusal
from nattoku.notices.audiences import Way
from nattoku.notices.channels import channels
from nattoku.notices.models import Notice
from nattoku.notices.reaction import addressed

BY_HAND = frozenset({"mail.answer_written"})  # written by one of us to this customer, word by word


def new_mark() -> str:
    """The mark of a notice, for the fact that is to name it."""
    return f"N-{secrets.token_hex(8)}"


def refuse_unusable(address: str) -> None:
    """Refused (400) when this is not exactly one mail address."""
    if sentence := channels()["mail"].check_address(address):
        raise Refusal(sentence, status=400)


def mail(
    recorded: Recorded, ref: str, *, address: str, subject: str, body: str, at: datetime, reply_to: str = ""
) -> None:
    """Put it into the outbox with the fact that says so; a demo reaches nobody outside.

    reply_to: the Message-ID of the mail it answers.
    """
    way = addressed((Way("demo" if mark("demo") else "mail", address),))
    insert(
        [
            Notice(
                stream=recorded.stream,
                seq=recorded.seq,
                kind=recorded.kind,
                to="customer",
                reply_to=reply_to,
                subject=subject,
                body=body,
                due_at=at,
                created_at=at,
                **(way | {"ref": ref}),
            )
        ]
    )
