"""Calls as the telephone system tells of them: evidence for a week, not facts. What counts becomes a fact of the case."""

from django.db import models


class Call(models.Model):
    """state: ringing, answered, transferred, ended. caller: E.164, "" while withheld; said: as the system sent it.

    rings_at: id of the colleague whose number it rings at or who talks, "" when the number is nobody's own.
    passed_to: whom it was passed on to, in order; written: how many of these stand in the case as facts.
    """

    call_id = models.CharField(primary_key=True, max_length=200)
    caller = models.CharField(max_length=20, blank=True, db_index=True)
    said = models.CharField(max_length=60, blank=True)
    rings_at = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=12)
    passed_to = models.JSONField(default=list)
    written = models.PositiveSmallIntegerField(default=0)
    case = models.PositiveIntegerField(null=True)
    began_at = models.DateTimeField()
    at = models.DateTimeField(db_index=True)
