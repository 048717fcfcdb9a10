"""The mail servers: whether ours lets us in, and whether the mailbox can be read. Nothing is sent."""

from nattoku.cli.doctor.finding import Finding
from nattoku.lib.text import Text
from nattoku.mail import imap
from nattoku.mail.settings import Settings as In
from nattoku.notices.channels.mail.conversation import greeted
from nattoku.notices.channels.mail.settings import Settings as Out

_PATIENCE = 10.0  # seconds
_SMTP = Text(
    "NATTOKU_SMTP_HOST（{host}:{port}）、_USER、_PASSWORD、_STARTTLS をお確かめください。",
    "Check NATTOKU_SMTP_HOST ({host}:{port}), _USER, _PASSWORD and _STARTTLS.",
)
_NO_SENDER = Text("メールの差出人（NATTOKU_MAIL_FROM）が設定されていません。", "NATTOKU_MAIL_FROM is not set.")
_SENDER = Text(
    "NATTOKU_MAIL_FROM に、お知らせとお返事の差出人にするアドレスを設定してください。",
    "Set NATTOKU_MAIL_FROM to the address that notices and answers come from.",
)
_BOX = Text(
    "お申し出を受けるメールボックスを読めません（{why}）。", "The mailbox of complaints cannot be read ({why})."
)
_IMAP = Text(
    "NATTOKU_IMAP_HOST（{host}:{port}）、_USER、_PASSWORD、_FOLDER をお確かめください。",
    "Check NATTOKU_IMAP_HOST ({host}:{port}), _USER, _PASSWORD and _FOLDER.",
)


def findings() -> list[Finding]:
    """What is wrong with them, where they are set up."""
    return [*sending(Out()), *receiving(In())]


def sending(told: Out) -> list[Finding]:
    """Whether the server that takes our mail lets us in."""
    if not told.smtp_host:
        return []
    if not told.mail_from:
        return [Finding(_NO_SENDER, _SENDER)]
    limited = told.model_copy(update={"smtp_timeout": min(told.smtp_timeout, _PATIENCE)})
    refused = greeted(limited)
    if refused is None:
        return []
    return [Finding(refused.reason, _SMTP.with_(host=told.smtp_host, port=told.smtp_port))]


def receiving(told: In) -> list[Finding]:
    """Whether the mailbox can be opened."""
    if not told.imap_host:
        return []
    try:
        with imap.opened(told):
            return []
    except OSError as wrong:
        why = " ".join(str(wrong).split())[:200] or type(wrong).__name__
        return [Finding(_BOX.with_(why=why), _IMAP.with_(host=told.imap_host, port=told.imap_port))]
