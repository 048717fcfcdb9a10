"""The daily look: surveys end on their day, and what answers by name say becomes signs."""

from datetime import datetime, timedelta

from nattoku.lib.clock import TOKYO
from nattoku.people.actions import SYSTEM
from nattoku.signs import looking
from nattoku.surveys import actions, queries
from nattoku.surveys.models import Survey


def look_daily(at: datetime) -> None:
    """Every step knows what was done already, so that looking twice does nothing."""
    today = at.astimezone(TOKYO).date()
    for survey in Survey.objects.filter(ended_at=None, until__lt=today):
        over = datetime.combine(survey.until + timedelta(days=1), datetime.min.time(), TOKYO)
        actions.close(survey, by=SYSTEM, happened_at=over, at=at)
    looking.write(queries.unanswered(at=at), at=at)
    looking.write(queries.dropping(at=at), at=at)
