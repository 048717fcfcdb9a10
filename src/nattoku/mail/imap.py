"""Reading a mailbox over IMAP. Nothing is ever deleted there; a mail is marked as seen only once it is safe with us."""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from nattoku.mail.settings import Settings

TIMEOUT = 30.0
_LINE = 10_000_000  # a server may list many numbers in one line


class MailboxError(OSError):
    """The server cannot be reached, does not let us in, or does not answer as it should."""


class NotGiven(MailboxError):
    """The server says no to one command, and goes on serving."""


class Mailbox:
    """An open folder. validity: when it changes, the server numbers its mails anew."""

    def __init__(self, server: imaplib.IMAP4, validity: int) -> None:
        self._server = server
        self.validity = validity

    def after(self, uid: int) -> list[int]:
        """Numbers of the mails that came after this one, the oldest first."""
        return [n for n in self._numbers(f"UID {uid + 1}:*") if n > uid]

    def unseen(self) -> list[int]:
        """Numbers of the mails that nobody has opened, the oldest first."""
        return self._numbers("UNSEEN")

    def newest(self) -> int:
        """The highest number there is, 0 in an empty folder."""
        return max(self._numbers("ALL"), default=0)

    def content(self, uid: int) -> bytes | None:
        """A mail as it lies there; None when it is there no more, or the server cannot give it. It stays unseen."""
        try:
            answer = self._do("FETCH", str(uid), "(BODY.PEEK[])")
        except NotGiven:
            return None
        return next((bytes(one[1]) for one in answer if isinstance(one, tuple)), None)

    def mark_seen(self, uid: int) -> None:
        """It is safe with us."""
        self._do("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _numbers(self, wanted: str) -> list[int]:
        answer = self._do("SEARCH", *wanted.split(" "))
        return sorted(int(n) for line in answer if isinstance(line, bytes) for n in line.split())

    def _do(self, *command: str) -> list[bytes | tuple[bytes, bytes] | None]:
        try:
            status, answer = self._server.uid(*command)
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise MailboxError(type(error).__name__) from error
        if status != "OK":
            raise NotGiven(command[0])
        return answer


@contextmanager
def opened(settings: Settings) -> Iterator[Mailbox]:
    """The folder for the time of a block. Raises MailboxError for whatever the server does."""
    imaplib._MAXLINE = max(imaplib._MAXLINE, _LINE)  # type: ignore[attr-defined]
    try:
        server = _connected(settings)
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(f"{settings.imap_host}: {error}") from error
    try:
        yield Mailbox(server, _selected(server, settings))
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _connected(settings: Settings) -> imaplib.IMAP4:
    where, port = settings.imap_host, settings.imap_port
    server: imaplib.IMAP4
    if settings.imap_tls:
        server = imaplib.IMAP4_SSL(where, port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(where, port, timeout=TIMEOUT)
    server.login(settings.imap_user, settings.imap_password)
    return server


def _selected(server: imaplib.IMAP4, settings: Settings) -> int:
    folder = '"' + _utf7(settings.imap_folder).replace("\\", "\\\\").replace('"', '\\"') + '"'
    try:
        status, _ = server.select(folder)
        _, said = server.response("UIDVALIDITY")
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(f"{settings.imap_folder}: {error}") from error
    if status != "OK" or not said or not said[0]:
        raise MailboxError(settings.imap_folder)
    return int(said[0])


def _utf7(folder: str) -> str:
    """受信箱 as IMAP writes it (RFC 3501 5.1.3)."""

    def coded(found: re.Match[str]) -> str:
        raw = found.group().encode("utf-16-be")
        return "&" + base64.b64encode(raw).decode().rstrip("=").replace("/", ",") + "-"

    return re.sub(r"[^\x20-\x7e]+", coded, folder.replace("&", "&-"))
