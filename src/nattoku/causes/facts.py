"""What is found when the process behind a complaint is followed from its beginning to its end.

Roles and processes are clear; names stand in personal fields, as evidence. Nothing here names a culprit,
and nothing of it is used for rating (R8-12).
"""

from datetime import date, datetime, timedelta

from nattoku.cases.words import Kind, Stage
from nattoku.causes.words import Code, Group, Known, Looked, Process, Reach, Verdict
from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

LOOK_AGAIN = promise_kind(
    "causes.look_again",
    Text("分からなかった原因を、もう一度確かめる", "Look again for the cause that stayed unknown"),
    allowance=timedelta(days=14),
    blocking=False,
    page=Text(
        "原因が分からないときは、理由と次に確かめる日を決めて先へ進みます。14日は当社の初期値です。",
        "Where the cause stays unknown we give the reason and the next date, and go on. 14 days is our default.",
    ),
).kind
COUNTERMEASURE = promise_kind(
    "causes.do_countermeasure",
    Text("決めた対策を行う", "Carry out the countermeasure"),
    allowance=timedelta(days=30),
    blocking=False,
    page=Text(
        "同じことを繰り返さないための手立てを、期日までに行います。30日は当社の初期値です。",
        "What keeps it from happening again is done by its date. 30 days is our default.",
    ),
).kind


@fact(
    "causes.template_chosen",
    ja="調べる工程を「{kind_of}」のひな型にしました",
    en="The template “{kind_of}” was chosen for the drill",
)
class TemplateChosen(Fact):
    """The drill fits its case (R8-2): another template than the intake suggested."""

    kind_of: Kind


@fact("causes.step_recorded", ja="工程「{process}」を調べました", en="A step was looked into: {process}")
class StepRecorded(Fact):
    """いつ・誰が・何をした. step: its number; parent: the step it is a part of, 0 for none (any depth, S000-3).

    role: who acted, as a role; actor: the name, evidence only. begun_at None: nobody can say when.
    nothing_found: looked at, and in order.
    """

    step: int
    parent: int = 0
    process: Process
    role: str
    begun_at: datetime | None = None
    nothing_found: bool = False
    what: Personal[str]
    actor: Personal[str] = ""
    evidence: Personal[str] = ""


@fact("causes.step_checked", ja="工程「{process}」を確かめました（{looked}）", en="Looked at: {process} ({looked})")
class StepChecked(Fact):
    """A whole process was looked at: nothing found, or not applicable; with the reason. Never blank (S000-1)."""

    process: Process
    looked: Looked
    because: Personal[str]


@fact(
    "causes.handover_recorded",
    ja="受け渡しを記録しました（{process} → {to}）",
    en="A handover was recorded ({process} → {to})",
)
class HandoverRecorded(Fact):
    """From one process to the next (S000-5). A time of None is 'unknown', shown as 受け取り不明 and never as zero.

    medium: by what it went (phone, mail, paper, system …). sent_by, received_by: names, evidence only.
    """

    handover: int
    process: Process
    to: Process
    medium: str
    sent_at: datetime | None = None
    received_at: datetime | None = None
    acted_at: datetime | None = None
    content: Personal[str]
    sent_by: Personal[str] = ""
    received_by: Personal[str] = ""


@fact(
    "causes.knowledge_recorded",
    ja="「{process}」がいつ知り、どこへ伝えたかを記録しました",
    en="It was recorded when {process} knew, and whom they told",
)
class KnowledgeRecorded(Fact):
    """Who knew of the trouble, and whom they told, each three-valued (S000-12 to 15). A later one replaces it.

    told_to: the process told, or the customer; None while nobody is named. knower, told_person: evidence only.
    """

    process: Process
    knew: Known
    known_at: datetime | None = None
    told: Known = Known.UNKNOWN
    told_to: Process | None = None
    told_at: datetime | None = None
    knower: Personal[str] = ""
    told_person: Personal[str] = ""
    because: Personal[str] = ""


@fact("causes.check_answered", ja="点検{code}に答えました（{verdict}）", en="Check {code} was answered ({verdict})")
class CheckAnswered(Fact):
    """because: always, save where it is in order."""

    code: str
    verdict: Verdict
    because: Personal[str] = ""


@fact("causes.hypothesis_formed", ja="原因の仮説を立てました（{process}）", en="A hypothesis was formed ({process})")
class HypothesisFormed(Fact):
    """A supposed cause, with its time; never changed afterwards (S003-4). hypothesis: its number."""

    hypothesis: int
    process: Process
    code: Code | None = None
    what: Personal[str]
    because: Personal[str] = ""


@fact("causes.dismissed", ja="仮説{hypothesis}は違うと分かりました", en="Hypothesis {hypothesis} turned out wrong")
class CauseDismissed(Fact):
    hypothesis: int
    because: Personal[str]


@fact("causes.confirmed", ja="原因を確かめました（{process}）", en="A cause was confirmed ({process})")
class CauseConfirmed(Fact):
    """A cause, confirmed by evidence. hypothesis: the one it came from, 0 for none. whys: なぜ upon なぜ.

    steps: numbers of the recorded steps it rests on.
    """

    cause: int
    code: Code | None = None
    group: Group
    process: Process
    hypothesis: int = 0
    steps: list[int]
    what: Personal[str]
    evidence: Personal[str]
    whys: Personal[list[str]]


@fact("causes.unknown", ja="原因はまだ分かりません", en="The cause is not known yet")
class CauseUnknown(Fact):
    """不明 with its reason; the next date is the promise it opens (S002-4)."""

    next_at: datetime
    reason: Personal[str]


@fact(
    "causes.promise_explored",
    ja="お約束した経緯を確かめました（A）",
    en="How the promise came about was looked into (A)",
)
class PromiseExplored(Fact):
    """Question set A (S000-8): why was it said to be possible, and whom inside was asked about what before.

    asked: YES, NO (確認していない) or UNKNOWN. With YES, the next three say whom, what and when.
    """

    asked: Known
    confirmed_at: datetime | None = None
    reason: Personal[str]
    confirmed_with: Personal[str] = ""
    confirmed_what: Personal[str] = ""


@fact(
    "causes.terms_explored",
    ja="特別な条件の周知を確かめました（B）",
    en="How the special terms were made known was looked into (B)",
)
class TermsExplored(Fact):
    """Question set B (S000-9): which departments were told, when, by what, and who acknowledged.

    departments, on, media, acknowledged, acknowledged_by stand in rows: the same place is the same department.
    """

    departments: list[str]
    on: list[date | None]
    media: list[str]
    acknowledged: list[Known]
    terms: Personal[str]
    acknowledged_by: Personal[list[str]]


@fact("causes.countermeasure_decided", ja="対策を決めました：{what}", en="A countermeasure was decided: {what}")
class CountermeasureDecided(Fact):
    """Ours, not the source's (S000-17). owner: the id of who carries it out; due_at: the promise it opens."""

    countermeasure: int
    reach: Reach
    process: Process
    owner: str
    due_at: datetime
    what: Personal[str]


@fact(
    "causes.countermeasure_done", ja="対策{countermeasure}を行いました", en="Countermeasure {countermeasure} was done"
)
class CountermeasureDone(Fact):
    countermeasure: int
    words: Personal[str]


@fact(
    "causes.investigation_concluded",
    ja="原因の調査を終えました",
    en="The search for the cause was concluded",
    enters=Stage.WEIGHING,
)
class InvestigationConcluded(Fact):
    """The exit of stage 3 (S002-4, S000-16). unknown: the cause stayed unknown, with reason and next date."""

    unknown: bool = False
    words: Personal[str]
