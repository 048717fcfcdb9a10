"""The decision in force for each key."""

from django.db import models


class Policy(models.Model):
    """decided: the id of the fact that decided it."""

    key = models.CharField(primary_key=True, max_length=60)
    value = models.BigIntegerField()
    decided = models.PositiveBigIntegerField()
