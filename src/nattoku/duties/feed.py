"""The calendar of duties behind an unguessable address that can be revoked (RFC 5545). It names no customer."""

import secrets
from datetime import datetime
from hashlib import sha256

from icalendar import Calendar, Event

from nattoku.duties import facts, queries
from nattoku.duties.models import Feed
from nattoku.duties.words import CARES
from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

UNKNOWN = Text("そのアドレスはありません。", "There is no such address.")


def trace(secret: str) -> str:
    """What is kept of a secret: SHA-256 in hex."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def make(*, by: Person, at: datetime) -> str:
    """A new address; the former ones are revoked. Returns the secret, which is shown this once."""
    access.allow(by, "duties.see")
    secret = secrets.token_urlsafe(32)
    revoke(by=by, at=at)
    append(f"person:{by.pk}", facts.FeedMade(person=by.pk, trace=trace(secret)), by=by.pk, at=at)
    return secret


def revoke(*, by: Person, at: datetime) -> None:
    """Every address of this person answers from now on as one that never was."""
    access.allow(by, "duties.see")
    gone = [facts.FeedRevoked(person=by.pk, trace=one.trace) for one in of_person(by)]
    if gone:
        append(f"person:{by.pk}", *gone, by=by.pk, at=at)


def of_person(by: Person) -> list[Feed]:
    """The addresses that work."""
    return list(Feed.objects.filter(person=by.pk).order_by("-made_at"))


def owner(secret: str) -> Person:
    """Whose calendar it is. Refused (404) alike when revoked, guessed, or when the person has left."""
    found = Feed.objects.filter(pk=trace(secret)).first()
    person = people.person(found.person) if found else None
    if person is None or not person.is_active:
        raise Refusal(UNKNOWN, status=404)
    return person


def calendar(person: Person, site: str, lang: str, *, at: datetime) -> bytes:
    """What is due in the person's divisions, and what the person owes customers, as whole days."""
    made = Calendar()
    made.add("prodid", "-//nattoku//duties//")
    made.add("version", "2.0")
    made.add("x-wr-calname", Text("納得：務め", "Nattoku: duties").to(lang))
    for line in queries.own_lines(person, at=at):
        name = people.division(line.division)
        label = f"{line.cadence.what.to(lang)} ({name.name if name else line.division})"
        uid = f"{line.cadence.duty}-{line.division}-{line.start}@nattoku"
        made.add_component(_event(uid, label, line.last_day, f"{site}/duties", at))
    for row in queries.owed(person, at=at, mine=True):
        if row.resting is None:
            label = Text("お客様へ：{what}", "For a customer: {what}").with_(what=CARES[row.care].what).to(lang)
            day = row.promise.due_at
            made.add_component(
                _event(f"{row.promise.pk}@nattoku", label, day, f"{site}/customers/{row.customer.pk}/care", at)
            )
    return bytes(made.to_ical())


def _event(uid: str, label: str, day: object, address: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("summary", label)
    event.add("url", address)
    return event
