"""One page of figures by division: counted from the facts, never by person, nothing ring-fenced in it."""

import ast
import inspect
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku import figures
from nattoku.cases.words import About, Hurt
from nattoku.clubs.facts import Bond
from nattoku.customers import actions as customers
from nattoku.figures import rules
from nattoku.figures.rules import Figures, Share
from nattoku.visits.words import Manner, Wishes
from tests.company import NOW, Company

HEARD = {"door": "phone", "words": "机が届かない", "fact": "机が届いていない", "division": "sales"}
DAY = timedelta(days=1)


@pytest.mark.rule("S004-3.2.1")
def test_sincerity_is_promises_kept_faces_shown_and_no_long_silence_and_their_mean() -> None:
    found = Figures("sales", "営業部", kept=Share(9, 10), met=Share(3, 6), silences=[DAY, DAY, 2 * DAY, DAY, 9 * DAY])
    said = rules.sincerity(found, red=3 * DAY)
    assert (said.kept.percent, said.met.percent, said.quick.percent, said.whole) == (90, 50, 80, 73)
    assert said.longest == 9 * DAY
    few = Figures("sales", "営業部", kept=Share(9, 10), met=Share(3, 4), silences=[DAY] * 4)
    assert rules.sincerity(few, red=3 * DAY).whole is None, "what rests on too little is not put together"


def test_the_longest_silence_runs_from_the_receipt_to_the_end() -> None:
    assert rules.longest_silence(NOW, [NOW + DAY, NOW + 5 * DAY], NOW + 6 * DAY) == 4 * DAY
    assert rules.longest_silence(NOW, [], NOW + 3 * DAY) == 3 * DAY
    assert rules.longest_silence(NOW, [NOW + 9 * DAY], NOW + 2 * DAY) == 2 * DAY, (
        "what came after the end ends no silence"
    )


@pytest.mark.rule("S004-2.2.1.1")
def test_a_visit_and_a_video_show_our_face_and_a_call_or_a_mail_does_not() -> None:
    found = Figures("sales", "営業部")
    manners = [(Manner.IN_PERSON, ""), (Manner.VIDEO, ""), (None, "visit"), (None, "phone"), (None, "mail")]
    found.meetings.update(rules.meeting(manner, channel) for manner, channel in manners)
    assert (found.face_to_face.hit, found.face_to_face.n, found.face_to_face.percent) == (3, 5, 60)


def test_the_company_is_its_divisions_together() -> None:
    one, other = (Figures(d, d, received=2, accounts=100, staff=2, kept=Share(1, 2)) for d in ("a", "b"))
    one.axis(About.PRODUCT).fine = 2
    other.axis(About.PRODUCT).wishes.update([Wishes.YES])
    other.hurt(Hurt.SLIGHTED).before = 1
    whole = rules.together([one, other])
    assert (whole.received, whole.accounts, whole.each, whole.rate, whole.kept) == (4, 200, 50.0, 2.0, Share(2, 4))
    assert (whole.axes[About.PRODUCT].fine, whole.axes[About.PRODUCT].wishes[Wishes.YES]) == (2, 1)
    assert (whole.hurts[Hurt.SLIGHTED].unasked, one.axes[About.PRODUCT].complained) == (1, 0)


@pytest.mark.parametrize(("customers", "told"), [(0, None), (12, None), (99, None), (100, 19.0), (190, 10.0)])
def test_complaints_are_told_for_a_hundred_customers_only_where_there_are_a_hundred(
    customers: int, told: float | None
) -> None:
    assert Figures("sales", "営業部", received=19, accounts=customers).rate == told


@pytest.mark.rule("S001-4", "S001-12", "S001-19", "S001-20", "S004-2.3.3")
def test_what_was_written_in_the_cases_is_counted_by_division(company: Company, api: Any, at: Any) -> None:
    for name in ("青木 花子", "森田 弘"):
        customers.register(name=name, division="sales", by=company.chiba, at=at)
    sato, chiba = api(company.sato), api(company.chiba)
    asked = HEARD | {"about": ["conduct", "delivery"], "hurt": ["slighted", "anxious"], "wish": ["refund"]}
    no = sato.post("/cases", asked).json()["no"]
    cause = {
        "process": "sales",
        "what": "納期を自社の締めに合わせていた",
        "evidence": "受注簿",
        "whys": [],
        "steps": [],
    }
    for code, group in (("H1", "own_convenience"), ("H4", "person"), ("H5", "person")):
        written = sato.post(f"/cases/{no}/causes", cause | {"code": code, "group": group})
        assert written.status_code == 201, written.content.decode()
    sato.post(f"/cases/{no}/healing", {"healed": ["slighted"], "words": "もういいですよ"})
    _visited(api(company.chiba), no)
    fenced = sato.post("/cases", asked).json()["no"]
    api(company.chiba).post(f"/cases/{fenced}/ring-fence", {"readers": ["chiba"], "reason": "個人情報"})

    found = chiba.get("/figures").json()
    (sales,) = found["divisions"]
    assert (sales["received"], sales["accounts"], sales["accounts_each"]) == (1, 2, 1.0)
    assert sales["complaints_per_hundred"] is None, "two customers are no hundred"
    assert sales["causes"] == {"H1": 1, "H4": 1, "H5": 1}
    assert sales["groups"]["own_convenience"] == 1
    assert sales["hurts"]["slighted"] == {"before": 1, "healed": 1, "still": 0, "unasked": 0}
    assert sales["hurts"]["anxious"]["unasked"] == 1
    assert sales["axes"]["product"] == {"complained": 0, "unhappy": 0, "fine": 1, "wishes": {}}
    conduct = {"complained": 1, "unhappy": 1, "fine": 0, "wishes": {"yes": 1}}
    assert sales["axes"]["conduct"] == conduct, "the product was fine, so the relation could continue"
    assert sales["face_to_face"]["hit"] == 1
    everything = api(company.daihyo).get("/figures", days=9999).json()
    assert [one["division"] for one in everything["divisions"]] == ["sales", "logistics"]
    assert everything["together"]["received"] == 1
    assert sato.get("/figures").status_code == 403


def _visited(chiba: Any, no: str) -> None:
    plan = {
        "purposes": ["apologise"],
        "purpose": "お詫びし、お話を伺う",
        "starts_at": (timezone.now() + DAY).isoformat(),
        "ends_at": (timezone.now() + DAY + timedelta(hours=1)).isoformat(),
        "place": "お客様のお宅",
        "hypothesis": "行き違い",
        "visitors": ["sato", "chiba"],
    }
    planned = chiba.post(f"/cases/{no}/visits", plan)
    assert planned.status_code == 201, planned.content.decode()
    record = {
        "started_at": (timezone.now() - timedelta(minutes=40)).isoformat(),
        "ended_at": timezone.now().isoformat(),
        "who_i_am": "営業部の責任者の千葉",
        "failed_at": "指導が足りなかった",
        "suffered": "不安な思い",
        "words": "机はいい。でも態度がね",
        "continues": "yes",
        "fine": ["product"],
        "unhappy": ["conduct"],
    }
    both = chiba.post(f"/cases/{no}/visits/1/record", record | {"unhappy": ["product"]})
    assert both.status_code == 409, "one thing is either in order or not"
    made = chiba.post(f"/cases/{no}/visits/1/record", record)
    assert made.status_code == 201, made.content.decode()


@pytest.mark.rule("S001-24")
def test_who_speaks_to_us_afterwards_may_be_invited_and_is_a_member_only_by_saying_yes(
    company: Company, api: Any, at: Any
) -> None:
    aoki = customers.register(name="青木 花子", division="sales", by=company.chiba, at=at)
    sato, chiba = api(company.sato), api(company.chiba)
    sato.post("/clubs/sales", {"name": "木立の会"})
    spot = {"done": "締め直した", "cause": "ねじのゆるみ", "last_word": "助かりました", "told": "chiba"}
    here = HEARD | {"door": "visit", "in_presence": True, "danger": "no", "customer": {"id": aoki, "name": "青木 花子"}}
    no = sato.post("/cases/on-the-spot", here | spot).json()["no"]
    speaks = {"bond": "speaks", "words": "「また頼むね」と、見本まで見せてくださった"}
    open_one = sato.post("/cases", HEARD).json()["no"]
    assert sato.post(f"/cases/{open_one}/bond", speaks).status_code == 409, "only when it has ended"
    assert sato.get("/clubs/sales/likely").json()["customers"] == []
    assert sato.post(f"/cases/{no}/bond", speaks).status_code == 201
    assert [one["customer"] for one in sato.get("/clubs/sales/likely").json()["customers"]] == [aoki]
    page = Client()
    page.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert "お誘いできるお客様" in page.get("/clubs/sales").content.decode()
    assert "声を寄せてくださる" in page.get(f"/cases/{no}/bond").content.decode()
    asked = {"customer": aoki, "channel": "phone", "words": "考えておくわ"}
    assert sato.post("/clubs/sales/invitations", asked).json()["members"] == [], "an invitation makes nobody a member"
    assert sato.post("/clubs/sales/invitations", asked).status_code == 409, "nor is anybody pressed"
    assert sato.get("/clubs/sales/likely").json()["customers"] == []
    member = {"customer": aoki, "channel": "phone"}
    assert sato.post("/clubs/sales/members", member | {"consent": ""}).status_code == 400
    assert len(sato.post("/clubs/sales/members", member | {"consent": "ぜひ"}).json()["members"]) == 1
    assert chiba.get("/figures").json()["divisions"][0]["bonds"] == {Bond.SPEAKS: 1}


@pytest.mark.rule("S004-5.1.2", "S004-5.1.3")
@pytest.mark.parametrize("door", ["visit", "phone"])
def test_whoever_met_or_answered_first_is_thanked_by_a_leader_and_that_is_counted(
    company: Company, api: Any, door: str
) -> None:
    sato, chiba = api(company.sato), api(company.chiba)
    no = sato.post("/cases", HEARD | {"door": door}).json()["no"]
    first = sato.get(f"/cases/{no}/facts").json()["facts"][0]
    assert (first["kind"], first["by"]) == ("cases.received", "佐藤 光"), "who was our face stands in the case"
    assert chiba.get("/figures").json()["divisions"][0]["first_contact_thanked"] == {"hit": 0, "n": 1, "percent": 0}
    thanks = {"kind": "thanked", "text": "落ち着いて、最後まで伺ってくれました。"}
    assert sato.post(f"/cases/{no}/reports", thanks).status_code == 403, "nobody thanks themself"
    assert chiba.post(f"/cases/{no}/reports", thanks | {"text": ""}).status_code == 400
    assert chiba.post(f"/cases/{no}/reports", thanks).status_code == 201
    assert chiba.post(f"/cases/{no}/reports", thanks).status_code == 409
    assert chiba.get("/figures").json()["divisions"][0]["first_contact_thanked"]["percent"] == 100
    assert (
        "佐藤 光さんが最初にお客様に応対したことに、感謝を伝えました"
        in chiba.get(f"/cases/{no}/facts").content.decode()
    )


def test_the_page_says_what_it_does_not_do_and_stands_empty_without_a_case(company: Company) -> None:
    page = Client()
    page.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    shown = page.get("/figures?days=junk").content.decode()
    assert "人は数えず、評価にも用いません" in shown
    assert "担当者は一人です" in shown
    assert "森 海" not in shown
    assert page.get("/monthly").content.decode().count('href="/figures"') == 1


@pytest.mark.rule("S001-20", "S004-3.2.1")
def test_no_figure_holds_a_person() -> None:
    """Neither a field of it nor a line of its room takes a person's name or counts by who wrote a fact."""
    fields = {name for cls in (Figures, rules.Sincerity, rules.Axis, rules.Hurts) for name in cls.__dataclass_fields__}
    assert not {name for name in fields if "person" in name or "contact" in name or name in ("by", "who")}
    for path in Path(inspect.getfile(figures)).parent.glob("*.py"):
        read = {n.attr for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Attribute)}
        assert not read & {"by", "actor", "contact", "concerns"}, path.name
