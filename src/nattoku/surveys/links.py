"""The address of a survey: unguessable because it is signed, and the same again on every sheet of paper."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from nattoku.ledger.append import history
from nattoku.lib.clock import TOKYO
from nattoku.surveys import facts
from nattoku.surveys.models import Reply, Survey
from nattoku.surveys.words import SurveyOccasion

_SALT = "surveys.link"


@dataclass(frozen=True)
class Behind:
    """What a link opens. answered: an answer by name was given already."""

    stream: str
    occasion: SurveyOccasion
    title: str = ""
    answered: bool = False

    @property
    def named(self) -> bool:
        return self.occasion is SurveyOccasion.CLOSING


def secret(stream: str) -> str:
    """The part of the address that nobody can guess."""
    kind, _, no = stream.partition(":")
    return signing.Signer(salt=_SALT, sep=".").sign(f"{kind[0]}{no}")


def behind(given: str, *, at: datetime) -> Behind | None:
    """None alike for a forged link, an ended survey, and one whose last day is over."""
    try:
        plain = signing.Signer(salt=_SALT, sep=".").unsign(given)
    except signing.BadSignature:
        return None
    today, no = at.astimezone(TOKYO).date(), plain[1:]
    if plain[0] == "s":
        survey = Survey.objects.filter(pk=no, ended_at=None, until__gte=today).first()
        return Behind(facts.stream(no), SurveyOccasion(survey.occasion), survey.title) if survey else None
    stream = f"case:{no}"
    asked = [r.fact for r in history(stream) if isinstance(r.fact, facts.Asked)]
    if not asked or asked[-1].until < today:
        return None
    answered = Reply.objects.filter(case=no).exists()
    return Behind(stream, SurveyOccasion.CLOSING, answered=answered)
