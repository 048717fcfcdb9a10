"""What became of the notices of a case, and which of them wait for a person."""

from dataclasses import dataclass, replace

from nattoku.cases import queries as cases
from nattoku.ledger.append import history
from nattoku.ledger.facts import Recorded
from nattoku.lib.text import Text
from nattoku.notices.channels import label
from nattoku.notices.facts import Answered
from nattoku.notices.models import Notice
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

LONGEST_LIST = 200
TROUBLED = ("refused", "unknown")
STATES = {
    "waiting": Text("送信を待っています", "Waiting to be sent"),
    "sending": Text("送信しています", "Being sent"),
    "unsure": Text("届いたかを確かめています", "Finding out whether it arrived"),
    "sent": Text("届きました", "Delivered"),
    "refused": Text("断られました", "Refused"),
    "unknown": Text("送信結果不明", "Outcome unknown"),
    "gathering": Text("次のまとめでお送りします", "Goes with the next digest"),
    "gathered": Text("まとめに入れました", "Put into a digest"),
}
LOOK = Text(
    "届いたかどうか分かりません。送り先にお確かめのうえ、届いていなければ、もう一度お送りください。",
    "Nobody can tell whether it arrived. Please ask there, and send it again if it did not.",
)


@dataclass(frozen=True)
class Line:
    """One notice as a person reads it. to: the name of the division or the person; answers: what came back to it."""

    notice: Notice
    no: int
    to: Text
    answers: tuple[Recorded, ...] = ()

    @property
    def state(self) -> Text:
        return STATES[self.notice.state]

    @property
    def channel(self) -> Text:
        return label(self.notice.channel)

    @property
    def troubled(self) -> bool:
        return self.notice.state in TROUBLED

    @property
    def reason(self) -> Text | None:
        if self.notice.state == "unknown":
            return LOOK
        return Text(self.notice.reason_ja, self.notice.reason_en) if self.notice.reason_ja else None


def of_case(no: int | str, *, by: Person) -> list[Line]:
    """Every notice of a case this person may see, the newest first."""
    case = cases.visible_case(no, by=by)
    access.allow(by, "notices.see")
    lines = _lines(list(Notice.objects.filter(stream=case.stream).order_by("-id")[:LONGEST_LIST]))
    back = [(r.fact.notice, r) for r in history(case.stream) if isinstance(r.fact, Answered)]
    return [replace(line, answers=tuple(r for ref, r in back if ref == line.notice.ref)) for line in lines]


def troubled(*, by: Person) -> list[Line]:
    """What was refused, or whose outcome nobody knows, in the cases this person may see; the oldest first."""
    access.allow(by, "notices.see")
    found = list(Notice.objects.filter(state__in=TROUBLED, passed_on=False).exclude(stream="").order_by("id"))
    numbers = {cases.no_of(n.stream) for n in found}
    seen = set(cases.visible_cases(by).filter(pk__in=numbers).values_list("pk", flat=True))
    return _lines([n for n in found if cases.no_of(n.stream) in seen][:LONGEST_LIST])


def _lines(notices: list[Notice]) -> list[Line]:
    names = {f"division:{d.pk}": d.title for d in people.divisions()}
    persons = {n.to.removeprefix("person:") for n in notices if n.to.startswith("person:")}
    names |= {f"person:{pk}": Text(name, name) for pk, name in people.names(persons).items()}
    return [Line(n, cases.no_of(n.stream), names.get(n.to, Text(n.to, n.to))) for n in notices]
