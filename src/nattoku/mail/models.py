"""Mails as they came, and what was made of them. Durable truth: never rebuilt.

The original is kept before anybody reads it. On several machines a table is where all of them find it, and a backup
of the database holds it too (docs/decisions/0014-mail-in.md).
"""

from django.db import models

from nattoku.lib.text import Text
from nattoku.mail.rules import REASONS, Action, Reason


class Original(models.Model):
    """The bytes as they came, by their hash. Gone when the words of the mail are blanked."""

    hash = models.CharField(primary_key=True, max_length=64)
    raw = models.BinaryField()


class Mail(models.Model):
    """One message. action: "" until it was read and taken in; then received, threaded, ignored, quarantined.

    reason: a `rules.Reason`. case: where it stands. claims: the case it claims to belong to, which proves nothing.
    same: the hash of sender, Message-ID and words, by which a second copy is known. looked_by: who settled it (要確認).
    """

    hash = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(db_index=True)
    envelope = models.JSONField(default=dict)
    division = models.CharField(max_length=32, blank=True)
    action = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    refused_ja = models.TextField(blank=True)
    refused_en = models.TextField(blank=True)
    case = models.PositiveIntegerField(null=True, db_index=True)
    claims = models.PositiveIntegerField(null=True)
    sender_name = models.TextField(blank=True)
    sender = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    quoted = models.TextField(null=True)
    automatic = models.BooleanField(default=False)
    attachments = models.JSONField(default=list)
    message_id = models.CharField(max_length=1000, blank=True, db_index=True)
    same = models.CharField(max_length=64, blank=True, db_index=True)
    looked_by = models.CharField(max_length=32, blank=True)
    looked_at = models.DateTimeField(null=True)
    dismissed = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["action", "at"], name="mail_action")]

    @property
    def why(self) -> Text | None:
        """Why it was not simply taken in, in words."""
        if self.refused_ja:
            return Text(self.refused_ja, self.refused_en)
        said = REASONS[Reason(self.reason)] if self.reason else None
        return said.with_(no=self.claims or self.case or "") if said else None

    @property
    def waits(self) -> bool:
        """要確認: nobody has looked yet."""
        return self.action == Action.QUARANTINED and self.looked_at is None


class Box(models.Model):
    """How far a mailbox has been read. name: user@host/folder."""

    name = models.CharField(primary_key=True, max_length=300)
    validity = models.BigIntegerField()
    uid = models.BigIntegerField()
