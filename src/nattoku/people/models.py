"""Read tables of the company. A person's password and tokens are credentials, not facts: rebuild keeps them."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from nattoku.lib.text import Text
from nattoku.people.facts import Role


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody of the company. Signs in with the e-mail address."""

    id = models.CharField(primary_key=True, max_length=32)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    reading = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    superior = models.CharField(max_length=32, blank=True)
    is_active = models.BooleanField(default=True)
    channels = models.JSONField(default=list)
    quiet_from = models.CharField(max_length=5, blank=True)
    quiet_to = models.CharField(max_length=5, blank=True)
    digest = models.BooleanField(default=False)
    door = models.CharField(max_length=10, blank=True)  # not a person: a machine that takes complaints in

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name


class Division(models.Model):
    """A division, with its chat room. room_outside: the room has members from outside the company."""

    id = models.CharField(primary_key=True, max_length=32)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    room_outside = models.BooleanField(default=False)
    slots = models.JSONField(default=list)

    @property
    def title(self) -> Text:
        """Its name in both languages; without an English one, the Japanese."""
        return Text(self.name, self.name_en or self.name)


class Membership(models.Model):
    """A person in a division."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="memberships")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "division"], name="people_membership_once")]


class Account(models.Model):
    """Where a person hears by one channel. A person may have several of one channel (devices)."""

    id = models.CharField(primary_key=True, max_length=32)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="accounts")
    channel = models.CharField(max_length=20)
    address = models.TextField()
    mention = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=100, blank=True)


class Token(models.Model):
    """An API token: only its hash is kept."""

    hash = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    label = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
