"""The read rows of links to the customer's page, from the facts of their cases."""

from nattoku.ledger.facts import Recorded
from nattoku.response.facts import LinkMade, LinkRevoked
from nattoku.response.models import Link


def project(recorded: Recorded) -> None:
    """Apply one fact of a case's stream."""
    match recorded.fact:
        case LinkMade(trace=trace, expires_at=expires_at):
            no = int(recorded.stream.partition(":")[2])
            Link(trace=trace, no=no, made_at=recorded.recorded_at, expires_at=expires_at).save()
        case LinkRevoked(trace=trace):
            Link.objects.filter(pk=trace).update(revoked=True)


def forget(stream: str | None) -> None:
    """Throw the links of one case, or of all, away."""
    if stream is None:
        Link.objects.all().delete()
    elif stream.startswith("case:"):
        Link.objects.filter(no=int(stream.partition(":")[2])).delete()
