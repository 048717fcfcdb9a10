"""The mail channel."""

from datetime import datetime, timedelta

from nattoku.lib.text import Text
from nattoku.notices.channels import UNREADABLE, Letter, Outcome, Readers, Refused, Unreadable
from nattoku.notices.channels.mail import envelope
from nattoku.notices.channels.mail.conversation import hand_over
from nattoku.notices.channels.mail.settings import Settings

_NO_SERVER = Text(
    "メールの送信が設定されていません（NATTOKU_SMTP_HOST と NATTOKU_MAIL_FROM）。",
    "Sending mail is not set up (NATTOKU_SMTP_HOST and NATTOKU_MAIL_FROM).",
)


class Mail:
    """Addresses are single bare mail addresses; `peer_id` and `reply_to` are Message-IDs; nobody is pinged.

    A mailbox cannot be read back from here: a letter whose fate is unknown stays so until a person decides.
    """

    name = "mail"
    label = Text("メール", "E-mail")
    address_hint = Text("メールアドレスを一つ。", "One e-mail address.")
    settle_after = timedelta(0)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def check_address(self, address: str) -> Text | None:
        return envelope.unusable(address)

    def send(self, letter: Letter) -> Outcome:
        sender = self._settings.mail_from
        if not self._settings.smtp_host or envelope.unusable(sender):
            return Refused(_NO_SERVER, final=True)
        if sentence := self.check_address(letter.address):
            return Refused(sentence, final=True)
        return hand_over(
            envelope.mail(letter, sender, self._settings.mail_answers),
            sender=sender,
            to=letter.address,
            peer_id=envelope.message_id(letter, sender),
            settings=self._settings,
        )

    def find(self, letter: Letter, since: datetime | None = None) -> Unreadable:
        return UNREADABLE

    def readers(self, address: str) -> Readers:
        """One mailbox: of our own when it is in the domain that we send from."""
        ours = self._settings.mail_from.rpartition("@")[2].lower()
        if ours and address.rpartition("@")[2].lower() == ours:
            return Readers(inside=1)
        return Readers(inside=0, outside=(address,))
