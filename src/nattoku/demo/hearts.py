"""What the company of the demo asks and does around its cases: hearts, what was agreed, bonds, thanks, skills."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any, Final

from nattoku.agreed import actions as agreed
from nattoku.agreed.actions import Place
from nattoku.agreed.facts import Side
from nattoku.cases import relating
from nattoku.cases.models import Case
from nattoku.cases.rules import case_of
from nattoku.clubs import actions as clubs
from nattoku.clubs.facts import Bond
from nattoku.demo.customers import Guest
from nattoku.ledger.append import history
from nattoku.ledger.models import FactRow
from nattoku.people.models import Person
from nattoku.people.queries import heads
from nattoku.reports import actions as reports
from nattoku.skills import actions as skills
from nattoku.skills.words import Skill

HEALED: Final = (
    "「そこまで調べてくれたのなら、もう気にしていません」とのこと。",
    "「最後にお顔を見て話せて、すっきりしました」とおっしゃった。",
    "お声が初めて和らいで、「次は春に頼むわね」とおっしゃった。",
)
SKILLED: Final = (  # skill, who know it, who used it where no fact shows it
    (Skill.IN_PRESENCE, ("yoshioka", "igarashi", "hamaguchi", "shoji", "enomoto", "hanyuda", "kashiwagi"), ()),
    (
        Skill.READ_BACK,
        ("hamaguchi", "igarashi", "kadowaki", "takanashi", "hanyuda"),
        ("hamaguchi", "igarashi", "hanyuda"),
    ),
    (Skill.THREE_WORDS, ("yoshioka", "shoji", "enomoto", "kubodera"), ("yoshioka", "enomoto")),
    (Skill.LETTER, ("yoshioka", "igarashi", "enomoto", "hanyuda", "kubodera", "kashiwagi"), ()),
    (Skill.DRILL, ("enomoto", "hanyuda", "kubodera", "kashiwagi", "shoji"), ()),
    (Skill.LAST_WORD, ("igarashi", "takanashi", "enomoto", "hanyuda", "kashiwagi"), ()),
)
STILL: Final = "「直してくれたのはいいけれど、待たされた一日は戻らない」とのこと。"
BOUND: Final = (
    (Bond.SPEAKS, "「気づいたことはまた言いますよ」と、使い心地まで教えてくださった。"),
    (Bond.AS_BEFORE, "いつもどおりのご注文を、その月のうちにいただいた。"),
    (Bond.SPEAKS, "「あなたになら何でも言える」とおっしゃり、展示場にも足を運んでくださった。"),
    (Bond.DISTANT, "お電話には出てくださるが、お返事は短い。"),
)
THANKED: Final = (
    "最後まで口をはさまずに伺ってくれて、お客様が「聞いてくれた」とおっしゃっていました。",
    "お名前を呼んで、ゆっくり復唱してくれたのが良かったです。",
)


def tell(guests: Mapping[str, Guest], *, by: Mapping[str, Person], at: datetime) -> None:
    """Once: later and larger fillings find it told."""
    if FactRow.objects.filter(kind__in=("skills.known", "cases.healing_heard")).exists():
        return
    ended = list(Case.objects.filter(ending="resolved", ring_fenced=False).order_by("-ended_at", "-no"))
    _asked(ended[:14], by=by, at=at)
    _open(list(Case.objects.filter(ending="", ring_fenced=False, stage__gte=2).order_by("no")[:5]), by=by, at=at)
    if "kaede" in guests:
        _deal(guests["kaede"].pk, me=by["yoshioka"], at=at)
    known = [(n, skill, who) for skill, people, _ in SKILLED for n, who in enumerate(people)]
    for n, skill, who in sorted(known, key=lambda one: -one[0]):  # whoever learned first wrote it down first
        skills.know(skill=skill, by=by[who], at=at - timedelta(days=3 + n))
    for skill, _, used in SKILLED:
        for who in used:
            skills.use(skill=skill, happened_at=at - timedelta(days=2), by=by[who], at=at - timedelta(days=1))


def _last(case: Case) -> datetime:
    found: datetime = FactRow.objects.filter(stream=case.stream).latest("seq").recorded_at
    return found


def _later(case: Case, at: datetime) -> datetime:
    """A while after the last fact of the case, never ahead."""
    return min(at, _last(case) + timedelta(hours=3))


def _asked(ended: Iterable[Case], *, by: Mapping[str, Person], at: datetime) -> None:
    """After the end: did it heal, how do we stand, and who was our first face."""
    for n, (case, (bond, words)) in enumerate(zip(ended, cycle(BOUND), strict=False)):
        past = history(case.stream)
        me, hurts = by[case.contact or past[0].by], list(case_of(past).hurts)
        if hurts:
            still = hurts[1:] if n % 4 == 3 else []
            healed = [hurt for hurt in hurts if hurt not in still]
            said = STILL if still else HEALED[n % len(HEALED)]
            relating.hear_healing(case.no, healed=healed, still=still, words=said, by=me, at=_later(case, at))
        clubs.see_bond(case.no, bond=bond, words=words, by=me, at=_later(case, at))
        leader = next(iter(heads(case.division)), None)
        if n % 2 == 0 and leader is not None and past[0].by != leader.pk and past[0].by in by:
            reports.thank_first(case.no, words=THANKED[n // 2 % len(THANKED)], by=leader, at=_later(case, at))


def _open(cases: list[Case], *, by: Mapping[str, Person], at: datetime) -> None:
    """What was agreed in a few open cases; two of them belong together."""
    for n, case in enumerate(cases[:3]):
        here, me = Place(case=str(case.no)), by[case.contact or "enomoto"]
        moment = _later(case, at - timedelta(minutes=20))
        due = (at + timedelta(days=3 + n)).date()
        more: dict[str, Any] = {"by": me, "at": moment}
        agreed.agree(here, what="代わりにお使いいただける品をお届けする", due_on=due, **more)
        agreed.agree(here, what="調べて分かったことを、書面でお渡しする", due_on=due, **more)
        agreed.agree(here, what="お品の写真を一枚お送りいただく", side=Side.CUSTOMER, **more)
        agreed.finish(here, action=1, words="お届けし、お使いいただけることを確かめました。", **more)
        if n:
            agreed.tell(here, channel="phone", **more)
    same = [c for c in cases[3:] if c.division == cases[3].division] if len(cases) > 4 else []
    if len(same) > 1:
        moment = max(_later(c, at) for c in same[:2])
        relating.relate(same[0].no, other=same[1].no, why="同じ週の、同じ工程のこと", by=by["kashiwagi"], at=moment)


def _deal(customer: str, *, me: Person, at: datetime) -> None:
    """A deal without a complaint, done to the end and told."""
    here, deal = Place(customer=customer), "春の納め替え"
    when: dict[str, Any] = {"by": me, "at": at - timedelta(days=2)}
    for what in ("椅子の色見本を三枚お送りする", "配置の図を二案お持ちする"):
        agreed.agree(here, what=what, deal=deal, due_on=(at + timedelta(days=5)).date(), **when)
    agreed.finish(here, action=1, words="お送りし、お手元に届いたことを伺いました。", **when)
    agreed.tell(here, channel="phone", **when)
