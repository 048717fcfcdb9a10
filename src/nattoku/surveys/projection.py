"""The read rows of surveys, from their facts."""

from nattoku.cases.models import Case
from nattoku.ledger.facts import Recorded
from nattoku.lib.clock import TOKYO
from nattoku.surveys import facts
from nattoku.surveys.models import Reply, Survey

_SCORES = ("csat", "ces", "nps", "listened", "clear", "prompt", "dissatisfied", "told", "words")


def project(recorded: Recorded) -> None:
    """Apply one fact."""
    no = recorded.stream.partition(":")[2]
    match recorded.fact:
        case facts.Opened() as opened:
            Survey.objects.create(
                no=int(no),
                occasion=opened.occasion,
                division=opened.division,
                title=opened.title[:200],
                event=opened.event,
                opened_at=recorded.happened_at,
                until=opened.until,
            )
        case facts.Mailed(count=count):
            Survey.objects.filter(pk=no).update(mailed=count)
        case facts.Ended():
            Survey.objects.filter(pk=no).update(ended_at=recorded.happened_at)
        case facts.Answered() as answered:
            _answered(recorded, answered)
        case facts.TakenUp(answer=answer, into=into, number=number):
            Reply.objects.filter(pk=f"{recorded.stream}:{answer}").update(into=into, number=number)


def _answered(recorded: Recorded, answered: facts.Answered) -> None:
    kind, _, no = recorded.stream.partition(":")
    if kind == "survey":
        place = {"survey": int(no), "division": Survey.objects.values_list("division", flat=True).get(pk=no)}
    else:
        case = Case.objects.filter(pk=no).first()
        place = {"case": int(no), "division": case.division if case else "", "customer": case.customer if case else ""}
    Reply.objects.create(
        id=f"{recorded.stream}:{recorded.seq}",
        on=recorded.happened_at.astimezone(TOKYO).date(),
        reach=answered.reach[:300],
        **{name: getattr(answered, name) for name in _SCORES},
        **place,
    )


def forget(stream: str | None) -> None:
    """Throw the read rows of one stream, or of all, away."""
    if stream is None:
        Reply.objects.all().delete()
        Survey.objects.all().delete()
        return
    Reply.objects.filter(pk__startswith=f"{stream}:").delete()
    kind, _, no = stream.partition(":")
    if kind == "survey":
        Survey.objects.filter(pk=no).delete()
