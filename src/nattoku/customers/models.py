"""Read tables of customers."""

from django.db import models


class Customer(models.Model):
    """A customer's card and the answers to the three questions."""

    id = models.CharField(primary_key=True, max_length=32)
    company = models.BooleanField(default=False)
    dealings = models.CharField(max_length=20)
    division = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=200, db_index=True)
    reading = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True)
    town = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=400, blank=True)
    preferred = models.JSONField(default=list)
    hardly_seen = models.JSONField(default=list)
    not_when = models.TextField(blank=True)
    busy = models.TextField(blank=True)
    reach_asked_at = models.DateTimeField(null=True)


class Refusal(models.Model):
    """A person we must not send to this customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="refusals")
    person = models.CharField(max_length=32)
    words = models.TextField(blank=True)


class Background(models.Model):
    """What is worth knowing about a customer, with who said it and when."""

    id = models.BigIntegerField(primary_key=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="background")
    words = models.TextField(blank=True)
    source = models.TextField(blank=True)
    heard_on = models.DateField()


class Contract(models.Model):
    """What was agreed. special: differs from our standard."""

    id = models.CharField(primary_key=True, max_length=32)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contracts")
    title = models.CharField(max_length=200)
    special = models.BooleanField(default=False)
    terms = models.TextField(blank=True)
    begins_on = models.DateField(null=True)
