"""How often a rule spoke and was said not to apply. Counts alone: no case, no person, nothing to rebuild."""

from django.db import models


class Tally(models.Model):
    """found: texts to customers in which the rule spoke; dismissed: how often its remark was said not to apply."""

    rule = models.CharField(primary_key=True, max_length=100)
    found = models.PositiveIntegerField(default=0)
    dismissed = models.PositiveIntegerField(default=0)
