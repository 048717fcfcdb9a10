"""Read table of receivers. Rebuilt from facts."""

from django.db import models


class Hook(models.Model):
    """A receiver in force."""

    id = models.CharField(primary_key=True, max_length=24)
    url = models.CharField(max_length=1600)
    kinds = models.JSONField(default=list)
    added_at = models.DateTimeField()
