"""nattoku mail: receive, fetch, listen."""

import sys
from typing import Any

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.text import Text

TRY_AGAIN = 75  # EX_TEMPFAIL: a mail server keeps the message and comes back with it


@click.group(help="届くメール / mail that comes in")
def mail() -> None:
    pass


@mail.command(help="一通を標準入力から受け取る / take in one message from standard input")
@as_json
@data
def receive(as_json: bool, _data: str | None) -> None:
    """Exit 0 whatever the message holds; 75 when the data cannot be written, so that the server tries again."""
    from django.db import DatabaseError
    from django.utils import timezone

    from nattoku.ledger import birth
    from nattoku.lib.japanese_mail.bounded import Reader
    from nattoku.lib.terminal import answer, language, tell
    from nattoku.mail import taking

    raw = sys.stdin.buffer.read()
    try:
        if not birth.exists():
            birth.upgrade()
        with Reader() as reader:
            row = taking.receive(raw, reader=reader, at=timezone.now())
    except DatabaseError as broken:
        tell(Text(f"データに書けませんでした（{broken}）。", f"The data could not be written ({broken})."))
        sys.exit(TRY_AGAIN)
    told = _told(row, language())
    if as_json:
        answer(told)
    else:
        tell(Text("{action}　受付番号 {case}", "{action}, case {case}").with_(**told | {"case": told["case"] or "-"}))
        if row.why:
            tell(row.why)


@mail.command(help="メールボックスを一度読む / read the mailbox once (NATTOKU_IMAP_HOST …)")
@data
def fetch(_data: str | None) -> None:
    """The worker does this by itself every half minute; here it says what is wrong."""
    from django.utils import timezone

    from nattoku.lib.japanese_mail.bounded import Reader
    from nattoku.lib.refusal import Refusal
    from nattoku.lib.terminal import tell
    from nattoku.mail import imap, mailbox
    from nattoku.mail.settings import settings

    if not settings().imap_host:
        raise Refusal(Text("NATTOKU_IMAP_HOST が設定されていません。", "NATTOKU_IMAP_HOST is not set."))
    try:
        with Reader() as reader:
            looked = mailbox.fetch(settings(), reader=reader, clock=timezone.now)
    except imap.MailboxError as error:
        said = Text("メールボックスを読めませんでした（{why}）。", "The mailbox could not be read ({why}).")
        raise Refusal(said.with_(why=error)) from error
    tell(Text(f"{looked}通を見ました。", f"Looked at {looked}."))


@mail.command(help="メールサーバーから直接受け取る / be handed mails by a mail server, SMTP or LMTP")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8025, show_default=True, type=click.IntRange(1, 65535))
@click.option("--lmtp", is_flag=True, help="SMTPの代わりにLMTPで / LMTP instead of SMTP")
@data
def listen(host: str, port: int, lmtp: bool, _data: str | None) -> None:
    """Runs until stopped. It takes mail for anybody: let nothing but your own mail server reach it."""
    from django.utils import timezone

    from nattoku.mail import listening

    listening.listen(host, port, lmtp=lmtp, clock=timezone.now)


def _told(row: Any, lang: str) -> dict[str, Any]:
    return {
        "action": row.action,
        "reason": row.why.to(lang) if row.why else None,
        "case": str(row.case) if row.case else None,
        "from": {"name": row.sender_name, "address": row.sender},
        "subject": row.subject,
        "body": row.body,
        "quoted": row.quoted,
        "automatic": row.automatic,
        "attachments": [{name: one[name] for name in ("name", "type", "bytes")} for one in row.attachments],
    }


commands = [mail]
