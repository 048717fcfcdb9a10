"""May the search for the cause end? What is unchecked, and what should be looked at once more. Pure."""

import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from nattoku.cases.rules import CaseState, refuse_if_ended, refuse_missing
from nattoku.cases.words import Stage
from nattoku.causes.drill import Drill
from nattoku.causes.words import PROCESSES, Code, Known, Verdict
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

# What is only a wish that people be more careful (S000-2); anything said beside it makes it a countermeasure.
_CAREFUL = re.compile(
    r"(再度|今後|より一層|一層|改めて|十分に?|しっかり|担当者?|本人|全員|社員|現場|[にへをがのはと、。,.\s])*"
    r"(注意|教育|徹底|指導|周知|意識|気をつけ|気を付け|心が?け|厳重|喚起|確認)"
    r"(喚起|指導|徹底|向上|付け|する|させる|した|します|を|の|る|す|し|て|に|と|よう|こと|行う|行います|いたします"
    r"|徹底する|[、。\s])*"
)
_CAREFUL_EN = re.compile(
    r"^\W*(please\s+|to\s+|we\s+|will\s+|staff\s+)*(be\s+(more\s+)?careful|pay\s+(more\s+)?attention|take\s+(more\s+)?care"
    r"|educate|remind|train|warn)\b[\w\s]{0,30}\W*$",
    re.IGNORECASE,
)


def unchecked(drill: Drill) -> list[Text]:
    """Every process, check and question that has no answer yet, in words (S000-1, S000-16)."""
    missing = [
        Text("工程「{p}」を確かめていません", "the process “{p}” has not been looked at").with_(p=PROCESSES[p])
        for p in drill.template.processes
        if not drill.seen(p)
    ]
    missing += [
        Text("点検{code}（{asks}）に答えていません", "check {code} ({asks}) has no answer").with_(
            code=s.check.code, asks=s.check.asks
        )
        for s in drill.checks
        if s.verdict is None
    ]
    return missing + unasked(drill)


def unasked(drill: Drill) -> list[Text]:
    """The question sets that a confirmed A1 or A2 asks for and that are not complete (S000-8, S000-9)."""
    codes = {c.code for c in drill.causes.values()}
    missing = []
    if Code.A1 in codes and drill.promise is None:
        missing.append(
            Text(
                "A1：なぜできると答えたのか、その前に社内の誰に何を確かめたのかに答えていません",
                "A1: why it was said to be possible, and whom inside was asked about what, has no answer",
            )
        )
    if Code.A2 in codes and drill.terms is None:
        missing.append(
            Text(
                "A2：特別な条件を、どの部門へ、いつ、どのように知らせ、確認を得たかに答えていません",
                "A2: which departments were told of the special terms, when, how and who acknowledged, has no answer",
            )
        )
    return missing


def may_conclude(case: CaseState, drill: Drill) -> None:
    """The exit of stage 3: all is answered and a cause is confirmed; or it is unknown, with reason and next date."""
    refuse_if_ended(case)
    missing = []
    if case.stage < Stage.CAUSE:
        missing.append(Text("内容の復唱がまだ済んでいません", "the content has not been read back yet"))
    if case.stage > Stage.CAUSE:
        missing.append(Text("原因の調査はすでに終えています", "the search has already been concluded"))
    if drill.unknown is None:
        missing += unchecked(drill)
        if not drill.causes:
            missing.append(
                Text(
                    "確かめた原因がありません。分からないときは「原因不明」として理由と次の日付を記録してください",
                    "no cause is confirmed; where it is unknown, give the reason and the next date",
                )
            )
    refuse_missing(Text("原因の調査はまだ終えられません", "The search for the cause cannot be concluded yet"), missing)


def warnings(drill: Drill) -> list[Text]:
    """What should make us look once more: it never blocks (S000-2)."""
    found = []
    for warn in (_one_process, _one_person, _only_careful, _unknown_answers):
        if words := warn(drill):
            found.append(words)
    return found


def only_careful(what: str) -> bool:
    """Whether a countermeasure is nothing but 注意する, 教育する, 徹底する, be more careful."""
    return bool(_CAREFUL.fullmatch(what.strip()) or _CAREFUL_EN.match(what.strip()))


def _one_process(drill: Drill) -> Text | None:
    processes = {c.process for c in drill.causes.values()}
    if len(processes) != 1:
        return None
    words = Text(
        "原因がすべて「{p}」の工程だけになっています。最後に見えた工程の前後も、もう一度たどってください。",
        "All causes lie in one process ({p}). Please follow the processes before and after it once more.",
    )
    return words.with_(p=PROCESSES[processes.pop()])


def _one_person(drill: Drill) -> Text | None:
    """The steps that the causes rest on were all done by one and the same person. The name is never said."""
    actors = {
        drill.steps[n].actor.strip()
        for c in drill.causes.values()
        for n in c.steps
        if n in drill.steps and drill.steps[n].actor.strip()
    }
    if len(actors) != 1:
        return None
    return Text(
        "原因の根拠がお一人の行いだけになっています。仕組みや受け渡しも、もう一度確かめてください。",
        "All causes rest on what one person did. Please look at the system and the handovers once more.",
    )


def _only_careful(drill: Drill) -> Text | None:
    decided = list(drill.countermeasures.values())
    if not decided or not all(only_careful(d.what) for d in decided):
        return None
    return Text(
        "対策が「注意する・教育する・徹底する」だけです。仕組みで防ぐ手立てを、一つ加えてください。",
        "The only countermeasure is to be more careful. Please add one that prevents it by the way we work.",
    )


def _unknown_answers(drill: Drill) -> Text | None:
    codes = [s.check.code for s in drill.checks if s.verdict is Verdict.UNKNOWN]
    if not codes:
        return None
    words = Text("「不明」のままの点検があります：{codes}。", "These checks are answered with “unknown”: {codes}.")
    return words.with_(codes="、".join(codes))


def may_answer(drill: Drill, code: str, verdict: Verdict, because: str) -> None:
    """A check of this case's template; every answer but a plain 'in order' gives its reason."""
    state = next((s for s in drill.checks if s.check.code == code), None)
    if state is None:
        raise Refusal(
            Text("点検{code}は、この案件のひな型にありません。", "There is no check {code} in this template.").with_(
                code=code[:20]
            ),
            status=400,
        )
    against = state.measured is not None and state.measured.verdict is not verdict
    if not because.strip() and (verdict is not Verdict.OK or against):
        raise Refusal(Text("理由を入力してください。", "Please give the reason."), status=400)


def refuse_unknown(numbers: list[int], known: Callable[[int], bool], what: Text) -> None:
    """Numbers that name something of this case; Refusal 400 for the others."""
    if wrong := [n for n in numbers if not known(n)]:
        listed = "、".join(map(str, wrong))
        raise Refusal(Text("{w}{n}はありません。", "There is no {w} {n}.").with_(w=what, n=listed), status=400)


def refuse_backwards(*moments: tuple[Text, datetime | None]) -> None:
    """Times of one handover or one piece of knowledge run forward; None is unknown and is skipped."""
    known = [(name, m) for name, m in moments if m is not None]
    for (before, first), (after, then) in pairwise(known):
        if then < first:
            raise Refusal(
                Text("「{b}」が「{a}」より前になっています。", "“{b}” lies before “{a}”.").with_(a=before, b=after),
                status=400,
            )


def may_explore_promise(asked: Known, confirmed_with: str, confirmed_what: str) -> None:
    """Set A: 確認していない is an answer; 'yes' says whom and what (S000-8)."""
    if asked is Known.YES and not (confirmed_with.strip() and confirmed_what.strip()):
        raise Refusal(
            Text(
                "誰に、何を確かめたかを入力してください。確かめていないときは「確認していない」をお選びください。",
                "Please say whom you asked about what; if nobody was asked, choose so.",
            ),
            status=400,
        )
