"""The outbox: one row a message, done only when the channel said yes. Durable truth: never rebuilt."""

from django.db import models


class Notice(models.Model):
    """state: waiting, sending (leased), unsure (to be read back), sent, refused, unknown (a person looks);
    gathering (for the day's digest), gathered (told by it).

    further: the ways that are left, [[channel, address, mention]]. passed_on: the next of them was taken.
    digest: the mark of the digest that tells it. unsure_since: no attempt before this may have arrived.
    """

    ref = models.CharField(max_length=40, unique=True)
    stream = models.CharField(max_length=64, db_index=True)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    to = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    address = models.TextField()
    mention = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=200, blank=True)
    further = models.JSONField(default=list)
    passed_on = models.BooleanField(default=False)
    digest = models.CharField(max_length=40, blank=True, db_index=True)
    task_until = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    first_tried_at = models.DateTimeField(null=True)
    unsure_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    peer = models.CharField(max_length=200, blank=True)
    reason_ja = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="notices_due")]


class Acknowledged(models.Model):
    """An address that was sent an acknowledgement, by its hash, and when last (seconds since 1970)."""

    address = models.CharField(primary_key=True, max_length=64)
    at = models.BigIntegerField(db_index=True)
