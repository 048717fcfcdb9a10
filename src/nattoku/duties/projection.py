"""The read rows of the duties, from their facts."""

from nattoku.duties import facts
from nattoku.duties.models import Feed, Profit
from nattoku.ledger.facts import Recorded


def project(recorded: Recorded) -> None:
    """Apply one fact."""
    match recorded.fact:
        case facts.ProfitRecorded(customer=customer, yen=yen):
            Profit.objects.update_or_create(pk=customer, defaults={"yen": yen})
        case facts.FeedMade(person=person, trace=trace):
            Feed.objects.update_or_create(pk=trace, defaults={"person": person, "made_at": recorded.happened_at})
        case facts.FeedRevoked(trace=trace):
            Feed.objects.filter(pk=trace).delete()


def forget(stream: str | None) -> None:
    """Throw the read rows of one stream, or of all, away."""
    if stream is None:
        Profit.objects.all().delete()
        Feed.objects.all().delete()
    elif stream.startswith("customer:"):
        Profit.objects.filter(pk=stream.partition(":")[2]).delete()
    elif stream.startswith("person:"):
        Feed.objects.filter(person=stream.partition(":")[2]).delete()
