"""What the messages about due moments say. No name of a customer or of a colleague: the number finds both."""

from collections.abc import Sequence

from nattoku.cases.models import Case
from nattoku.cases.timeline import name_choices
from nattoku.cases.words import KINDS, Kind
from nattoku.deadlines.facts import Because
from nattoku.deadlines.rules import Say
from nattoku.lib.clock import when
from nattoku.lib.text import Text

LONGEST_MESSAGE = 40  # lines; the rest is counted
BECAUSE = {
    Because.ANSWERED: Text("お返事をいただきました", "the customer answered"),
    Because.DATE_CAME: Text("改めてお尋ねする日になりました", "the day to ask again has come"),
}
name_choices(dict(BECAUSE))


def message(several: Sequence[tuple[Case, Say]], *, reminder: bool) -> str:
    """One message for all of them, the earliest due first."""
    head = "期日が近いものをお知らせします。" if reminder else "期限を過ぎたものをお知らせします。ご確認ください。"
    ordered = sorted(several, key=lambda one: (one[1].due, one[0].no))
    lines = [_line(case, say) for case, say in ordered[:LONGEST_MESSAGE]]
    if len(ordered) > LONGEST_MESSAGE:
        lines.append(f"ほか{len(ordered) - LONGEST_MESSAGE}件")
    return "\n".join([head, *lines])


def _line(case: Case, say: Say) -> str:
    return f"・受付番号 {case.no}　{KINDS[Kind(case.kind)].ja}：{say.what.ja}（期日 {when(say.due).ja}）"
