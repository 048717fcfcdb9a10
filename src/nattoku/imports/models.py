"""What waits to be taken in, and the report of every row. No facts: what was taken in is in the ledger."""

from django.db import models


class Upload(models.Model):
    """One ledger that somebody brought. state: choosing, waiting, running, done, leaving, undone.

    sheets: what was read of the file, packed; emptied once everything is taken in. choices: how it is to be read.
    reason: why it is being taken back, until it is. orders: under which hash the orders of it stand as evidence, "" for every other ledger.
    """

    id = models.CharField(primary_key=True, max_length=32)
    what = models.CharField(max_length=12)
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    sheets = models.BinaryField(default=b"")
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="choosing")
    by = models.CharField(max_length=32)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    orders = models.CharField(max_length=64, blank=True)
    total = models.PositiveIntegerField(default=0)


class UploadRow(models.Model):
    """What became of one row. of: the case's number or the customer's id, "" when it was refused.

    customer: the customer who was registered with it, "" when known before, or taken back. back: gone or kept, once the
    import was taken back.

    said: why it was refused, or what had to be assumed, as pairs of sentences.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    of = models.CharField(max_length=32, blank=True)
    customer = models.CharField(max_length=32, blank=True)
    said = models.JSONField(default=list)
    back = models.CharField(max_length=4, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "line"], name="imports_row_once")]
