"""The only table of truth, and the promises read from it. Written by `append` and `blank` alone."""

from django.db import models


class Head(models.Model):
    """One row a stream: how many facts it has and the hash of the last one."""

    stream = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)


class FactRow(models.Model):
    """One fact. `body` is the exact text that was hashed; the other columns repeat parts of it for reading."""

    stream = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "ledger_fact"
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="ledger_fact_place")]
        indexes = [models.Index(fields=["kind", "happened_at"], name="ledger_fact_kind")]


class Private(models.Model):
    """A personal value and its salt, apart from the fact that commits to it."""

    fact = models.ForeignKey(FactRow, on_delete=models.PROTECT, related_name="private")
    field = models.CharField(max_length=40)
    salt = models.BinaryField()
    value = models.BinaryField()

    class Meta:
        db_table = "ledger_private"
        constraints = [models.UniqueConstraint(fields=["fact", "field"], name="ledger_private_place")]


class Blanking(models.Model):
    """Leave to delete one private value; written in the transaction of its `ledger.blanked` fact."""

    fact = models.ForeignKey(FactRow, on_delete=models.PROTECT)
    field = models.CharField(max_length=40)

    class Meta:
        db_table = "ledger_blanking"


class Promise(models.Model):
    """Read row: what is owed. outcome: open, kept, late, moved, released."""

    id = models.CharField(primary_key=True, max_length=80)
    stream = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    to = models.CharField(max_length=60)
    owed_by = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    blocking = models.BooleanField()
    detail = models.TextField(blank=True)
    policy = models.PositiveBigIntegerField(null=True)
    outcome = models.CharField(max_length=10, default="open")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "ledger_promise"
        indexes = [
            models.Index(fields=["outcome", "due_at"], name="ledger_promise_due"),
            models.Index(fields=["stream", "outcome"], name="ledger_promise_stream"),
        ]


class Answer(models.Model):
    """What was answered to a client's own id; the same id gets the same answer, once."""

    key = models.CharField(primary_key=True, max_length=120)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)
    stream = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "ledger_answer"


class Counter(models.Model):
    """The next number of a noun (case numbers), taken inside the transaction that uses it."""

    name = models.CharField(primary_key=True, max_length=20)
    value = models.PositiveBigIntegerField()

    class Meta:
        db_table = "ledger_counter"


class Mark(models.Model):
    """What this database was born as (`demo`), when it was made, which machine's anchors it keeps."""

    name = models.CharField(primary_key=True, max_length=20)
    value = models.CharField(max_length=200)

    class Meta:
        db_table = "ledger_mark"
