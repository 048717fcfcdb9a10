"""Read table of what is found. Rebuilt from facts."""

from django.db import models


class Findable(models.Model):
    """One row a case. parts: [where it was said, the words] in the order said. open_*: what everybody who sees the case may find;
    own_*: the customer's words and name, which a viewer does not find. *_text is folded, *_tokens stand between blanks.
    """

    no = models.PositiveIntegerField(primary_key=True)
    happened_at = models.DateTimeField(db_index=True)
    filed = models.BooleanField(default=False)
    parts = models.JSONField(default=list)
    open_text = models.TextField(blank=True)
    own_text = models.TextField(blank=True)
    open_tokens = models.TextField(blank=True)
    own_tokens = models.TextField(blank=True)
