"""The read rows of signs, from their facts."""

from nattoku.ledger.facts import Recorded
from nattoku.signs import facts, rules
from nattoku.signs.models import Look, Purchase, Sign


def project(recorded: Recorded) -> None:
    """Apply one fact."""
    kind, _, no = recorded.stream.partition(":")
    if kind != "sign":
        return
    row, due = Sign.objects.filter(pk=no), [o.due_at for o in recorded.opens if o.kind == facts.ASK]
    match recorded.fact:
        case facts.Noticed() as noticed:
            _noticed(int(no), recorded, noticed)
        case facts.OwnerNamed(person=person):
            row.update(owner=person)
        case facts.Contacted():
            row.update(contacted_at=recorded.happened_at)
        case facts.Closed(outcome=outcome, case=case):
            row.update(outcome=outcome, case=case or None, closed_at=recorded.happened_at)
    if due:
        row.update(due_at=min(due))


def _noticed(no: int, recorded: Recorded, noticed: facts.Noticed) -> None:
    why = rules.said(noticed.why)
    Sign.objects.create(
        no=no,
        kind=noticed.kind_of,
        customer=noticed.customer,
        ref=noticed.ref[:200],
        division=noticed.division,
        about=noticed.about,
        value=noticed.value,
        why_ja=why.ja,
        why_en=why.en,
        words=noticed.words,
        noticed_at=recorded.happened_at,
    )


def forget(stream: str | None) -> None:
    """Throw the read rows of one stream, or of all, away."""
    if stream is None:
        Sign.objects.all().delete()
    elif stream.startswith("sign:"):
        Sign.objects.filter(pk=stream.partition(":")[2]).delete()


def purge(stream: str) -> None:
    """What purchases say of a customer whose words were blanked goes too; the next look finds nobody of it."""
    kind, _, customer = stream.partition(":")
    if kind == "customer":
        Purchase.objects.filter(ref=customer).delete()
        Look.objects.update(found=[])
