"""The decisions in force."""

from django.db import models


class Policy(models.Model):
    """The decision in force for each key. decided: the id of the fact that decided it."""

    key = models.CharField(primary_key=True, max_length=60)
    value = models.BigIntegerField()
    business = models.BooleanField(default=False)
    decided = models.PositiveBigIntegerField()


class ClosedDays(models.Model):
    """The company's closed days in force; one row, or none while our default holds."""

    closed = models.JSONField(default=list)
    year_end = models.JSONField(default=list)
    holidays = models.BooleanField(default=True)
    decided = models.PositiveBigIntegerField()


class Hours(models.Model):
    """The weekly hours in force of a division; "" for every division without hours of its own."""

    division = models.CharField(primary_key=True, max_length=32)
    week = models.JSONField(default=list)
    decided = models.PositiveBigIntegerField()
