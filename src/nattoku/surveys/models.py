"""Read rows of surveys and their answers. Rebuilt from facts."""

from django.db import models


class Survey(models.Model):
    """One survey. ended_at: None while it can be answered; only then its results are shown."""

    no = models.PositiveIntegerField(primary_key=True)
    occasion = models.CharField(max_length=10)
    division = models.CharField(max_length=32, db_index=True)
    title = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=80, blank=True, db_index=True)
    opened_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, db_index=True)
    mailed = models.PositiveIntegerField(default=0)


class Reply(models.Model):
    """One answer. id: its place in the ledger. survey: None after closing, where case and customer are known.

    on: the day, and nothing finer: by a moment somebody could be guessed.
    """

    id = models.CharField(primary_key=True, max_length=64)
    survey = models.PositiveIntegerField(null=True, db_index=True)
    case = models.PositiveIntegerField(null=True, db_index=True)
    customer = models.CharField(max_length=32, blank=True, db_index=True)
    division = models.CharField(max_length=32, db_index=True)
    on = models.DateField()
    csat = models.SmallIntegerField()
    ces = models.SmallIntegerField()
    nps = models.SmallIntegerField()
    listened = models.SmallIntegerField()
    clear = models.SmallIntegerField()
    prompt = models.SmallIntegerField()
    dissatisfied = models.CharField(max_length=8)
    told = models.CharField(max_length=8)
    words = models.TextField(blank=True)
    reach = models.CharField(max_length=300, blank=True)
    into = models.CharField(max_length=10, blank=True)
    number = models.PositiveIntegerField(default=0)

    @property
    def stream(self) -> str:
        return self.id.rpartition(":")[0]

    @property
    def seq(self) -> int:
        return int(self.id.rpartition(":")[2])
