"""Credentials and sessions: no facts, so a rebuild keeps them. Secrets lie here sealed or hashed."""

from django.db import models

from nattoku.people.models import Person


class CodeKey(models.Model):
    """The key of an authenticator app, sealed. last: the time step of the last code let in; none is let in twice."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    sealed = models.TextField()
    last = models.BigIntegerField()
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A way in for who has lost the device, once. Only its trace is kept."""

    trace = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)


class Passkey(models.Model):
    """A public key of one device. credential: its id, public_key: COSE, both base64url; count: uses it has shown."""

    id = models.CharField(primary_key=True, max_length=32)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    credential = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    count = models.BigIntegerField()
    name = models.CharField(max_length=100)
    transports = models.JSONField(default=list)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Device(models.Model):
    """One session: which browser, since when, and when it was last used, to some minutes."""

    id = models.CharField(primary_key=True, max_length=32)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    session = models.CharField(max_length=40, unique=True)
    agent = models.CharField(max_length=400, blank=True)
    began_at = models.DateTimeField()
    used_at = models.DateTimeField()


class SignIn(models.Model):
    """Somebody came in, or tried to. Kept for a year. person: None when the address is nobody's.

    how: "password", "code", "recovery", "passkey", "demo", "confirm". host: the network address.
    """

    at = models.DateTimeField(db_index=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True)
    how = models.CharField(max_length=10)
    done = models.BooleanField()
    host = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "at"])]


class ResetLink(models.Model):
    """A link to a new password, handed over by a colleague. Only its trace is kept; used or late, it is gone."""

    trace = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    until = models.DateTimeField()
