"""Read rows of the signs (rebuilt from facts); purchases as evidence, and what the last look said (kept)."""

from django.db import models

from nattoku.lib.text import Text


class Sign(models.Model):
    """One sign. outcome: "" while it is open."""

    no = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    customer = models.CharField(max_length=32, blank=True, db_index=True)
    ref = models.CharField(max_length=200, blank=True, db_index=True)
    division = models.CharField(max_length=32)
    about = models.CharField(max_length=200, blank=True, db_index=True)
    value = models.BigIntegerField(default=0)
    why_ja = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    words = models.TextField(blank=True)
    owner = models.CharField(max_length=32, blank=True, db_index=True)
    noticed_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, db_index=True)
    case = models.PositiveIntegerField(null=True)

    @property
    def why(self) -> Text:
        return Text(self.why_ja, self.why_en)


class PurchaseFile(models.Model):
    """What brought purchases: a file, or a call of the API. hash: SHA-256 of its bytes. left_out: [line, ja, en]."""

    hash = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=255)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)


class Purchase(models.Model):
    """One purchase. ref: how the company names the customer; the number of our card, or its name."""

    ref = models.CharField(max_length=200, db_index=True)
    day = models.DateField()
    amount = models.FloatField()
    source = models.ForeignKey(PurchaseFile, on_delete=models.CASCADE)


class Look(models.Model):
    """One day's look, and what the company's own past says of the order. found: the greatest losses, with why."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=10, default="purchases")
    customers = models.PositiveIntegerField(default=0)
    noticed = models.PositiveIntegerField(default=0)
    signal = models.BooleanField(default=False)
    auc = models.FloatField(null=True)
    plain = models.FloatField(null=True)
    said_ja = models.TextField(blank=True)
    said_en = models.TextField(blank=True)
    found = models.JSONField(default=list)

    @property
    def said(self) -> Text:
        return Text(self.said_ja, self.said_en)
