"""The customers' form: no log-in, one opening is one complaint, acknowledged at once, and nothing is dropped."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases import queries as cases
from nattoku.cases.facts import CaseReceived
from nattoku.cases.models import Case
from nattoku.cases.words import Danger, Severity
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from nattoku.webform import seal
from nattoku.webform.models import Posting
from tests.company import Company

WORDS = "届いた椅子の脚が折れていました。𠮷野と申します。"


def sealed(*, minutes: float = 2) -> str:
    return seal.fresh(at=timezone.now() - timedelta(minutes=minutes))


def typed(**more: Any) -> dict[str, Any]:
    return {"words": WORDS, "phone": "090-1234-5678", "consent": "1", "seal": sealed(), "lang": "ja"} | more


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def visit(company: Company) -> Client:
    """A customer's browser that keeps no cookies and holds forgeries against us."""
    return Client(enforce_csrf_checks=True)


def test_it_is_acknowledged_at_once_with_number_name_and_what_happens_next(visit: Client, company: Company) -> None:
    answer = visit.post("/contact", typed())
    assert answer.status_code == 303
    page = visit.get(answer["Location"]).content.decode()
    case = Case.objects.get()
    assert f">{case.no}<" in page
    assert "<dd>上野</dd>" in page
    assert re.search(r"\d+月\d+日\(.\) \d\d:\d\dまでに、上野からご連絡いたします", page)
    assert "椅子" not in page
    assert "090" not in page


def test_a_machine_received_it_and_a_person_keeps_in_touch(visit: Client, company: Company) -> None:
    visit.post(
        "/contact/sales", typed(about=["product"], danger="yes", order="A-1", name="𠮷野", convenient="18時以降")
    )
    case = Case.objects.get()
    past = history(case.stream)
    got = past[0].fact
    assert isinstance(got, CaseReceived)
    assert past[0].by == "door-web"
    assert (got.words, got.caller, got.reach, got.order) == (WORDS, "𠮷野", "090-1234-5678", "A-1")
    assert got.fact == "届いた椅子の脚が折れていました"
    assert (case.division, case.contact, case.door) == ("sales", "chiba", "web")
    assert (got.danger, case.severity) == (Danger.YES, Severity.S)
    assert {p.owed_by for p in promises.open_promises(case.stream)} == {"chiba"}
    assert cases.visible_case(case.no, by=company.chiba).last_told_at is not None
    assert Notice.objects.filter(stream=case.stream, to="division:sales").exists()
    shown = signed_in(company.chiba).get(f"/cases/{case.no}")
    assert WORDS in shown.content.decode()


def test_one_opening_of_the_form_is_one_complaint(visit: Client, company: Company) -> None:
    form = typed()
    first, again = visit.post("/contact", form), visit.post("/contact", form)
    assert (first.status_code, again.status_code) == (303, 303)
    assert Case.objects.count() == 1
    changed = visit.post("/contact", form | {"words": WORDS + "追伸"})
    assert changed.status_code == 422
    page = changed.content.decode()
    assert "追伸" in page
    fresh = re.search(r'name="seal" value="([^"]+)"', page)
    assert fresh
    assert fresh[1] != form["seal"]


@pytest.mark.parametrize(
    "missing", [{"words": " "}, {"phone": ""}, {"consent": ""}, {"mail": "no address", "phone": ""}]
)
def test_a_refusal_keeps_everything_that_was_typed(visit: Client, company: Company, missing: dict[str, str]) -> None:
    answer = visit.post("/contact", typed(convenient="平日の18時以降") | missing)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "平日の18時以降" in page
    assert "お書きになった内容は残っています" in page
    assert not Case.objects.exists()
    assert not Posting.objects.exists()


def test_a_page_left_open_over_night_is_sent_by_pressing_once_more(visit: Client, company: Company) -> None:
    late = visit.post("/contact", typed(seal=sealed(minutes=25 * 60)))
    assert late.status_code == 400
    fresh = re.search(r'name="seal" value="([^"]+)"', late.content.decode())
    assert fresh
    seen = seal.read(fresh[1], at=timezone.now())
    assert seen.age is not None
    assert seen.age < timedelta(minutes=1)


@pytest.mark.parametrize(
    "odd",
    [
        {"contact_url": "http://x.example"},
        {"seal": "forged"},
        {"seal": ""},
        {"words": "http://x.example/ http://y.example/"},
    ],
)
def test_what_looks_like_a_machine_is_kept_for_a_leaders_look(
    visit: Client, company: Company, odd: dict[str, str]
) -> None:
    answer = visit.post("/contact/sales", typed(mail="victim@example.com") | odd)
    assert answer.status_code == 303
    page = visit.get(answer["Location"]).content.decode()
    held = Posting.objects.get()
    assert "お預かりしました" in page
    assert held.shown in page
    assert not Case.objects.exists()
    assert not Notice.objects.filter(to="customer").exists()
    warned = Notice.objects.get()
    assert (warned.to, warned.kind) == ("person:chiba", "webform.held")
    assert "x.example" not in warned.subject + warned.body


def test_written_faster_than_a_person_can_is_kept_too(visit: Client, company: Company) -> None:
    visit.post("/contact", typed(seal=sealed(minutes=0)))
    assert Posting.objects.get().signs == ["fast"]


def test_a_leader_takes_it_in_and_answers_for_it(visit: Client, company: Company) -> None:
    visit.post("/contact/sales", typed(contact_url="x", mail="hanako@example.com", about=["product"]))
    leader = signed_in(company.chiba)
    held = Posting.objects.get()
    page = leader.get("/contact/look").content.decode()
    assert WORDS in page
    assert "人には見えない欄が埋まっています" in page
    taken = leader.post("/contact/look", {"ref": held.ref, "act": "taken", "key": "k1"})
    case = Case.objects.get()
    assert taken["Location"] == f"/cases/{case.no}"
    assert history(case.stream)[0].by == "chiba"
    assert Notice.objects.filter(to="customer").count() == 1
    held.refresh_from_db()
    assert (held.state, held.entry, held.looked_by) == ("taken", {}, "chiba")
    again = leader.post("/contact/look", {"ref": held.ref, "act": "taken", "key": "k2"})
    assert again.status_code == 409


def test_what_is_put_aside_leaves_its_reason_and_not_its_words(visit: Client, company: Company) -> None:
    visit.post("/contact/sales", typed(contact_url="x"))
    held = Posting.objects.get()
    leader = signed_in(company.chiba)
    assert leader.post("/contact/look", {"ref": held.ref, "act": "dismissed", "reason": ""}).status_code == 400
    assert signed_in(company.ueno).post("/contact/look", {"ref": held.ref, "act": "taken"}).status_code == 404
    assert signed_in(company.sato).get("/contact/look").status_code == 403
    leader.post("/contact/look", {"ref": held.ref, "act": "dismissed", "reason": "広告"})
    held.refresh_from_db()
    assert (held.state, held.entry, held.reason) == ("dismissed", {}, "広告")


def test_hundreds_of_posts_with_somebody_elses_address_send_one_mail(visit: Client, company: Company) -> None:
    text = "買ってください http://evil.example/ いますぐ全員こちらへどうぞ"
    for n in range(300):
        here = f"203.0.113.{n % 250}"
        answer = visit.post("/contact", typed(words=text, mail="victim@example.com"), REMOTE_ADDR=here)
        assert answer.status_code == 303
    sent = Notice.objects.filter(to="customer")
    assert sent.count() == 1
    assert "evil" not in sent.get().subject + sent.get().body
    assert Posting.objects.count() == 300
    assert Case.objects.count() <= 100
    assert Posting.objects.filter(state="held").count() == 300 - Case.objects.count()
    assert Notice.objects.filter(kind="webform.held").count() == 1


def test_the_division_of_the_address_receives_and_an_unknown_one_is_not_there(visit: Client, company: Company) -> None:
    assert "営業部" in visit.get("/contact/sales").content.decode()
    assert visit.get("/contact/nowhere").status_code == 404
    assert visit.post("/contact/nowhere", typed()).status_code == 404
    assert not Case.objects.exists()


def test_the_form_speaks_both_languages_and_shows_nothing_of_the_staffs(visit: Client, company: Company) -> None:
    japanese = visit.get("/contact").content.decode()
    english = visit.get("/contact?lang=en").content.decode()
    assert 'lang="ja"' in japanese
    assert "どのようなことがありましたか" in japanese
    assert 'lang="en"' in english
    assert "What happened?" in english
    assert "/intake" not in japanese + english
    assert "csrf" not in japanese
    answer = visit.post("/contact", typed(lang="en", mail="a@example.com"))
    assert "will contact you by" in visit.get(answer["Location"]).content.decode()
    assert "will contact you by" in Notice.objects.get(to="customer").body


def test_who_wishes_no_contact_is_told_so_and_gets_no_mail(visit: Client, company: Company) -> None:
    answer = visit.post("/contact", typed(silent="1", mail="a@example.com"))
    assert "こちらからはご連絡いたしません" in visit.get(answer["Location"]).content.decode()
    assert not Notice.objects.filter(to="customer").exists()


def test_a_receipt_that_is_not_ours_shows_nothing(visit: Client, company: Company) -> None:
    assert visit.get("/contact/received/abc").status_code == 404


@pytest.mark.parametrize("bad", ["\x00", "x" * 30_000, "\ud800"])
def test_what_cannot_be_written_down_is_refused_in_words(visit: Client, company: Company, bad: str) -> None:
    posted = typed(words=f"届かない{bad}").items()
    body = "&".join(f"{k}={v}" for k, v in posted).encode("utf-8", "surrogatepass")
    answer = visit.post("/contact", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (303, 400)
    assert (answer.status_code == 303) == Case.objects.exists()


def test_the_sheet_to_print_has_a_code_for_each_division(company: Company) -> None:
    page = signed_in(company.chiba).get("/contact/qr")
    body = page.content.decode()
    assert body.count("<svg") == 4
    assert "/contact/sales" in body
    assert "/contact/logistics?lang=en" in body
    assert signed_in(company.sato).get("/contact/qr").status_code == 403
