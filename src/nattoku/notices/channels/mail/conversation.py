"""The conversation with a mail server, step by step, because what a lost connection means hangs on the step.

smtplib's own `sendmail` cannot tell whether the connection was lost before or after the mail was handed over.
"""

import re
import smtplib
import ssl
from contextlib import ExitStack, suppress

from nattoku.lib.text import Text
from nattoku.notices.channels import Outcome, Refused, Sent, Unknown
from nattoku.notices.channels.mail.settings import Settings

_TLS_FROM_THE_START = 465

_UNREACHED = Text(
    "メールサーバーに接続できません。送信していません。",
    "The mail server cannot be reached. Nothing was sent.",
)
_UNTRUSTED = Text(
    "メールサーバーの証明書を確認できません。送信していません。",
    "The mail server's certificate could not be verified. Nothing was sent.",
)
_UNABLE = Text(
    "メールサーバーが、必要な暗号化（STARTTLS）またはログインに対応していません。送信していません。",
    "The mail server does not offer the encryption (STARTTLS) or log-in that is required. Nothing was sent.",
)
_NO_LOGIN = Text(
    "メールサーバーがログインを認めませんでした（{code}）。"
    "NATTOKU_SMTP_USER と NATTOKU_SMTP_PASSWORD をお確かめください。",
    "The mail server did not accept the log-in ({code}). Please check NATTOKU_SMTP_USER and NATTOKU_SMTP_PASSWORD.",
)
_NOT_NOW = Text(
    "メールサーバーが、いまは受け付けられないと答えました（{code}）。",
    "The mail server cannot take it now ({code}).",
)
_NEVER = Text("メールサーバーが受け付けませんでした（{code}）。", "The mail server refused it ({code}).")
_LOST = Text(
    "メールを渡した後に応答が途絶えました。届いたかどうかは分かりません。二重に送らないため、自動では再送しません。",
    "The answer was lost after the mail was handed over. Whether it arrives is not known. "
    "It is not sent again by itself, so that nobody gets it twice.",
)


def hand_over(mail: bytes, *, sender: str, to: str, peer_id: str, settings: Settings) -> Outcome:
    """One attempt to hand one mail (CRLF line ends) to the server."""
    with ExitStack() as afterwards:
        try:
            server = _connected(settings, sender)
            afterwards.callback(_leave, server)
            _introduce(server, settings)
            _announce(server, sender, to)
        except OSError as error:
            return _before(error)
        return _give(server, mail, peer_id)


def greeted(settings: Settings) -> Refused | None:
    """Whether the server lets us in, None when it does. Nothing is sent."""
    with ExitStack() as afterwards:
        try:
            server = _connected(settings, settings.mail_from)
            afterwards.callback(_leave, server)
            _introduce(server, settings)
        except OSError as error:
            return _before(error)
    return None


def _connected(settings: Settings, sender: str) -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if settings.smtp_port == _TLS_FROM_THE_START else smtplib.SMTP
    # Named after the sender's domain: looking up this machine's full name can block for seconds.
    name = sender.rpartition("@")[2]
    return kind(settings.smtp_host, settings.smtp_port, local_hostname=name, timeout=settings.smtp_timeout)


def _introduce(server: smtplib.SMTP, settings: Settings) -> None:
    server.ehlo_or_helo_if_needed()
    if settings.smtp_starttls and not isinstance(server, smtplib.SMTP_SSL):
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)


def _announce(server: smtplib.SMTP, sender: str, to: str) -> None:
    """Sender, recipient, DATA: until 354 the server has nothing of the mail."""
    server.ehlo_or_helo_if_needed()
    _wanted(server.mail(sender), 250)
    _wanted(server.rcpt(to), 250, 251)
    _wanted(server.docmd("DATA"), 354)


def _wanted(reply: tuple[int, bytes], *codes: int) -> None:
    if reply[0] not in codes:
        raise smtplib.SMTPResponseException(*reply)


def _give(server: smtplib.SMTP, mail: bytes, peer_id: str) -> Outcome:
    """The mail itself. Whatever breaks from here on leaves us not knowing."""
    try:
        server.send(re.sub(rb"(?m)^\.", b"..", mail) + b".\r\n")
        code, _ = server.getreply()
    except OSError:
        return Unknown(_LOST)
    if code == 250:
        return Sent(peer_id)
    return _by_code(code) if 400 <= code < 600 else Unknown(_LOST)


def _before(error: OSError) -> Refused:
    """Why nothing was handed over. (Every exception of smtplib and ssl is an OSError.)"""
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Refused(_UNABLE, final=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Refused(_UNTRUSTED, final=True)
    return Refused(_UNREACHED, final=False)


def _by_code(code: int) -> Refused:
    if code < 500:
        return Refused(_NOT_NOW.with_(code=code), final=False)
    return Refused((_NO_LOGIN if code in {530, 534, 535} else _NEVER).with_(code=code), final=True)


def _leave(server: smtplib.SMTP) -> None:
    """Says goodbye. What goes wrong here changes nothing about what became of the mail."""
    with suppress(OSError):
        server.quit()
    server.close()
