"""Imported order histories: evidence with the file's hash, not facts. A case cites them, and only then are they facts."""

from django.db import models


class OrderImport(models.Model):
    """One file that was read. hash: its SHA-256; refused: rows that were not taken, with line and reason.

    version: another one after every batch that was kept, so that readers notice an import that goes on.
    taken_back_at: since when nothing of what it said stands any more, but for what a case rests on.
    """

    hash = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=255)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=list)
    finished = models.BooleanField(default=False)
    version = models.CharField(max_length=32, blank=True)
    taken_back_at = models.DateTimeField(null=True)


class Order(models.Model):
    """One order. promised_at: the last moment of the promised day where the file names only a day.

    known: what tells it apart and was known when it was promised, see `tables.KNOWN`. odds: what was told of the date
    when the order was entered here, 0 to 1; None where nothing could be told, or the order came by a file.
    """

    number = models.CharField(primary_key=True, max_length=100)
    customer = models.CharField(max_length=100, blank=True, db_index=True)
    promised_on = models.DateField(null=True)
    promised_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=40, blank=True)
    division = models.CharField(max_length=32, blank=True)
    known = models.JSONField(default=dict)
    odds = models.FloatField(null=True)
    source = models.ForeignKey(OrderImport, on_delete=models.PROTECT, related_name="orders")


class OrderEvent(models.Model):
    """What happened to an order, or was planned for it (the promised day, the shipping limit), and when.

    process: sales, contract, order, shipping or customer. role: who acted, never a person's name.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events")
    process = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    at = models.DateTimeField()
    role = models.CharField(max_length=20)
    planned = models.BooleanField(default=False)
    source = models.ForeignKey(OrderImport, on_delete=models.PROTECT, related_name="events")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "code"], name="orders_event_once")]


class Review(models.Model):
    """What the customer wrote about an order afterwards, verbatim. score: 1 to 5, 5 is best."""

    ref = models.CharField(max_length=100)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="reviews")
    score = models.PositiveSmallIntegerField()
    title = models.TextField(blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    source = models.ForeignKey(OrderImport, on_delete=models.PROTECT, related_name="reviews")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "ref"], name="orders_review_once")]


class OrderBefore(models.Model):
    """What stood of an order when a file was read over it, so that the file can be taken back.

    files: the hashes of the files that said it, a blank between them.
    """

    source = models.ForeignKey(OrderImport, on_delete=models.CASCADE, related_name="before")
    number = models.CharField(max_length=100)
    told = models.JSONField()
    files = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="orders_before_once")]
