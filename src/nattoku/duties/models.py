"""Read tables of the duties. Rebuilt from facts."""

from django.db import models


class Profit(models.Model):
    """A customer's gross profit as it was last recorded, in yen."""

    customer = models.CharField(primary_key=True, max_length=32)
    yen = models.BigIntegerField(db_index=True)


class Feed(models.Model):
    """The address of a person's calendar. trace: SHA-256 of its secret, in hex."""

    trace = models.CharField(primary_key=True, max_length=64)
    person = models.CharField(max_length=32, db_index=True)
    made_at = models.DateTimeField()
