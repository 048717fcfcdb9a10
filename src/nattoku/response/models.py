"""Read table of links to the customer's page. Rebuilt from facts."""

from django.db import models


class Link(models.Model):
    """trace: SHA-256 of the secret in the address, in hex. no: the case it shows."""

    trace = models.CharField(primary_key=True, max_length=64)
    no = models.PositiveIntegerField(db_index=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked = models.BooleanField(default=False)
