"""Read tables of cases: what lists need. Rebuilt from facts."""

from django.db import models


class Case(models.Model):
    """One row a complaint. ending: "" while open, else resolved, company_decision, withdrawn, merged, no_complaint,
    imported or imported_satisfied (ended in a former ledger)."""

    no = models.PositiveIntegerField(primary_key=True)
    division = models.CharField(max_length=32)
    customer = models.CharField(max_length=32, blank=True, db_index=True)
    caller = models.CharField(max_length=200, blank=True)
    fact = models.TextField(blank=True)
    door = models.CharField(max_length=10)
    kind = models.CharField(max_length=12)
    stage = models.PositiveSmallIntegerField(default=1)
    severity = models.CharField(max_length=1, blank=True)
    urgency = models.CharField(max_length=12, blank=True)
    danger = models.CharField(max_length=8)
    identified = models.BooleanField(default=False)
    contact = models.CharField(max_length=32, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    last_told_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    ring_fenced = models.BooleanField(default=False)
    ending = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ending", "-received_at"], name="cases_open_first"),
            models.Index(fields=["contact"], name="cases_contact"),
            models.Index(fields=["ended_at"], name="cases_ended"),
            models.Index(fields=["received_at"], name="cases_received"),
        ]

    @property
    def stream(self) -> str:
        return f"case:{self.no}"


class Reader(models.Model):
    """Who may read a case: a division, or one person."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="readers")
    division = models.CharField(max_length=32, blank=True)
    person = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "division", "person"], name="cases_reader_once")]
        indexes = [
            models.Index(fields=["division", "case"], name="cases_reader_division"),
            models.Index(fields=["person", "case"], name="cases_reader_person"),
        ]
