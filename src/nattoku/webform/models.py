"""What came by the form: how many, from where, and what waits for a leader's look."""

from django.db import models


class Posting(models.Model):
    """state: received (a case), held (要確認), taken (a leader made it a case), dismissed (it was none).

    visitor: a keyed hash of the network address, never the address. entry: what was typed, only while it is held. silent: wishes no contact.
    """

    ref = models.CharField(primary_key=True, max_length=32)
    at = models.DateTimeField()
    division = models.CharField(max_length=32)
    visitor = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    signs = models.JSONField(default=list)
    entry = models.JSONField(default=dict)
    silent = models.BooleanField(default=False)
    case = models.PositiveIntegerField(null=True)
    looked_by = models.CharField(max_length=32, blank=True)
    looked_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["visitor", "at"], name="webform_visitor"),
            models.Index(fields=["at"], name="webform_at"),
            models.Index(fields=["state", "at"], name="webform_state"),
        ]

    @property
    def shown(self) -> str:
        """The number a customer can name while it waits for a look."""
        return f"W-{self.ref[:8].upper()}"
