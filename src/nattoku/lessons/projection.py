"""Case files' read rows, from the facts of their cases."""

from nattoku.cases.models import Case
from nattoku.ledger.facts import Recorded
from nattoku.lessons.facts import FileWritten
from nattoku.lessons.models import FilePage

OPEN = ("fact", "cause", "countermeasure", "effect", "learned")
CUSTOMERS = ("words", "thanks")


def project(recorded: Recorded) -> None:
    """Apply one fact of a case's stream."""
    if not recorded.stream.startswith("case:"):
        return
    no = int(recorded.stream.partition(":")[2])
    if isinstance(recorded.fact, FileWritten):
        _write(no, recorded, recorded.fact)
    elif recorded.kind == "closure.effect_checked":
        _effect(no, str(getattr(recorded.fact, "words", "")))


def forget(stream: str | None) -> None:
    """Throw the read row of one case, or of all, away."""
    if stream is None:
        FilePage.objects.all().delete()
    elif stream.startswith("case:"):
        FilePage.objects.filter(pk=int(stream.partition(":")[2])).delete()


def _write(no: int, recorded: Recorded, file: FileWritten) -> None:
    case = Case.objects.get(pk=no)
    page = FilePage(
        no=no, kind=case.kind, ending=case.ending, happened_at=case.happened_at, written_at=recorded.happened_at
    )
    for name in (*OPEN, *CUSTOMERS):
        setattr(page, name, getattr(file, name))
    page.save()


def _effect(no: int, words: str) -> None:
    """What a later check found stands under what the file said of the effect."""
    page = FilePage.objects.filter(pk=no).first()
    if page and words not in page.effect:
        page.effect = "\n".join(w for w in (page.effect, words) if w)
        page.save()
