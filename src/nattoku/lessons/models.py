"""Read table of case files: what their list needs. Rebuilt from facts."""

from django.db import models


class FilePage(models.Model):
    """One page a case."""

    no = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    ending = models.CharField(max_length=20, blank=True)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    fact = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    countermeasure = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    words = models.TextField(blank=True)
    thanks = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-written_at"], name="lessons_newest_first"),
            models.Index(fields=["kind", "-written_at"], name="lessons_like_this"),
        ]
