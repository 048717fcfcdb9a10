"""A world in which every address has its object: our own, a neighbour's, and a ring-fenced one."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from nattoku.cases import actions as cases
from nattoku.cases.words import Door
from nattoku.customers import actions as customers
from nattoku.imports.models import Upload
from nattoku.ledger.append import append, next_number
from nattoku.letters import actions as letters
from nattoku.letters.facts import LetterKind
from nattoku.lib.text import Text
from nattoku.mail.models import Mail, Original
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from nattoku.signs import actions as signs
from nattoku.signs.rules import Found
from nattoku.signs.words import SignKind
from nattoku.surveys.facts import Answered, Opened
from nattoku.surveys.words import SurveyOccasion
from nattoku.visits import actions as visits
from nattoku.visits.facts import Purpose
from nattoku.voice import actions as voice
from tests.company import NOW, Company


@dataclass(frozen=True)
class World:
    """The objects that stand in the addresses: our own, a neighbour's, and a ring-fenced one."""

    own: dict[str, str]
    foreign: dict[str, str]
    fenced: dict[str, str]


def world_of(company: Company) -> World:
    """Written through the same actions as everything."""
    return World(
        own=_objects(company.sato, "sales"),
        foreign=_objects(company.mori, "logistics"),
        fenced=_objects(company.ueno, "logistics", fenced=True),
    )


def _objects(by: Person, division: str, *, fenced: bool = False) -> dict[str, str]:
    customer = customers.register(name="青木 花子", division=division, by=by, at=NOW)
    intake = cases.Intake(door=Door.PHONE, words="届かない", fact="届いていない", division=division, customer=customer)
    stream = cases.receive(intake, by=by, at=NOW)[0].stream
    no = stream.partition(":")[2]
    plan = visits.Plan(
        purposes=[Purpose.APOLOGISE],
        purpose="お待たせしたことをお詫びし、お話を伺う",
        starts_at=NOW + timedelta(days=2),
        ends_at=NOW + timedelta(days=2, hours=1),
        place="お客様のお宅",
        hypothesis="連絡の行き違い",
    )
    visit = visits.plan(no, plan, by=by, at=NOW)
    letter = letters.draft(no, kind=LetterKind.APOLOGY, text="青木様 お詫び申し上げます。", by=by, at=NOW)
    if fenced:
        cases.ring_fence(no, readers=[], reason="個人情報の心配", by=by, at=NOW)
    notice = Notice.objects.filter(stream=stream).first()
    sign = signs.write(Found(SignKind.OTHER, Text("気づき", "noticed"), customer, division), owner=by.pk, at=NOW)
    survey = next_number("survey", first=1)
    asked = Opened(
        occasion=SurveyOccasion.YEARLY, division=division, until=NOW.date() + timedelta(days=3650), title="年次"
    )
    append(f"survey:{survey}", asked, Answered(csat=1, words="届かない", reach="青木"), by=by.pk, at=NOW)
    return {
        "no": no,
        "promise": f"{stream}:1:2",
        "ref": notice.ref if notice else "N-none",
        "customer": customer,
        "number": "1",
        "visit": str(visit),
        "hint": "1",
        "letter": str(letter),
        "secret": "unknown",
        "trace": "unknown",
        "n": "1",
        "loss": "1",
        "key": "cases.report_to_leader",
        "division": division,
        "receipt": "none",
        "hook": "none",
        "what": "map",
        "account": "mail",
        "upload": _upload(),
        "person": by.pk,
        "month": "2026-11",
        "mail": _mail(no, division, held=False),
        "sign": str(sign),
        "survey": str(survey),
        "reply": f"survey:{survey}:2",
        "idea": str(voice.hear(words="届かない", division=division, by=by, at=NOW)),
        "held": _mail(no, division, held=True),
    }


def _upload() -> str:
    """A ledger that was taken in."""
    made = Upload.objects.create(
        id=uuid4().hex, what="complaints", name="台帳.csv", digest="0" * 64, state="done", by="kato", at=NOW
    )
    return made.pk


def _mail(no: str, division: str, *, held: bool) -> str:
    """A mail of a case, or one that waits for a look; a file came with it."""
    parts = "\n\n--b\n\n届かない\n--b\nContent-Type: a/b\n\nx\n--b--"
    raw = f"Subject: {no} {held}\nContent-Type: multipart/mixed; boundary=b{parts}".encode()
    pk = hashlib.sha256(raw).hexdigest()
    Original.objects.create(hash=pk, raw=raw)
    Mail.objects.create(
        hash=pk,
        at=NOW,
        division=division,
        case=None if held else no,
        action="quarantined" if held else "received",
        attachments=[{"at": 1, "name": "a", "type": "a/b", "bytes": 1}],
    )
    return pk
