"""One sheet tells the customer how we handle the matter: promises, 目安, who; told when handed over or delivered."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Danger, Door
from nattoku.customers import actions as customers
from nattoku.customers.facts import Channel
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.clock import when
from nattoku.lib.refusal import Refusal
from nattoku.notices.carrier import Carrier
from nattoku.notices.channels.mail.mail import Mail
from nattoku.notices.channels.mail.settings import Settings
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from nattoku.people.models import Person
from nattoku.response import facts, links, rules
from nattoku.standing import guide, telling
from tests.company import Company
from tests.conftest import Api
from tests.peers.smtp import SmtpPeer


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def no(company: Company, now: datetime) -> int:
    people.describe_company(name="株式会社みほん", phone="03-0000-0000", by=company.daihyo, at=now)
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    received = cases.receive(intake, by=company.sato, at=now - timedelta(minutes=5))
    Notice.objects.update(state="sent")  # what colleagues hear of it is not looked at here
    return no_of(received[0].stream)


@pytest.fixture
def post() -> Iterator[SmtpPeer]:
    with SmtpPeer() as peer:
        yield peer


def carried(post: SmtpPeer, at: datetime) -> None:
    """One round of the worker with a real mail server."""
    given = {"smtp_host": post.host, "smtp_port": post.port, "smtp_starttls": False, "mail_from": "n@minato.example"}
    with Carrier(lambda: at, {"mail": Mail(Settings.model_validate(given))}) as carrier:
        carrier.round()


def terms(now: datetime, hours: int = 20, **days: int) -> guide.Terms:
    stages = {name.removeprefix("s"): (now + timedelta(days=n)).date() for name, n in days.items()}
    return guide.Terms(now + timedelta(hours=hours), stages)


def due(no: int, kind: str) -> list[datetime]:
    return [p.due_at for p in promises.open_of_kind(f"case:{no}", kind)]


def told(no: int) -> rules.Told:
    return rules.explained(history(f"case:{no}"))[facts.HANDLING]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.rule("S002-7", "R8-9")
def test_the_sheet_names_the_promises_the_estimates_the_surname_and_how_we_report(
    company: Company, no: int, now: datetime
) -> None:
    at_ = terms(now, s3=4, s5=9)
    said = telling.sheet(no, at_, at=now).text("ja")
    for words in (
        "青木 花子様",
        f"次のご連絡　{when(at_.next_at, at=now).ja}まで",
        f"途中の状況のご報告　{when(due(no, case_facts.INTERIM_REPORT)[0], at=now).ja}まで",
        "担当　佐藤",
        f"3 原因の調査　目安 {when(at_.estimates['3']).ja}",
        "目安は、お約束ではなく",
        "確かめてからお伝えします",
        "株式会社みほん",
    ):
        assert words in said
    assert "佐藤 光" not in said
    assert "椅子" not in said
    english = telling.sheet(no, at_, at=now).text("en")
    assert "Next contact" in english
    assert "お約束" not in english


@pytest.mark.rule("S002-7")
def test_handed_over_it_is_told_at_that_moment_and_the_next_contact_is_the_one_it_names(
    company: Company, no: int, now: datetime
) -> None:
    interim = due(no, case_facts.INTERIM_REPORT)
    at_ = terms(now, s3=4)
    telling.hand_over(no, at_, channel="visit", lang="ja", by=company.sato, at=now)
    assert (told(no).by, told(no).at) == ("sato", now)
    assert due(no, case_facts.NEXT_CONTACT) == [at_.next_at]
    assert due(no, case_facts.INTERIM_REPORT) == interim
    assert rules.told_estimates(history(f"case:{no}")) == at_.estimates


@pytest.mark.rule("S002-7")
def test_mailed_it_is_told_when_the_mail_was_delivered_and_not_before(
    company: Company, no: int, now: datetime, post: SmtpPeer
) -> None:
    at_ = terms(now, s3=4)
    ref = telling.mail(
        no, at_, address="aoki@example.com", lang="ja", site="https://n.example", by=company.sato, at=now
    )
    assert told(no).fact is None
    later = now + timedelta(minutes=2)
    carried(post, later)
    assert (told(no).by, told(no).at) == ("sato", later)
    assert getattr(told(no).fact.fact, "channel", "") == "mail"  # type: ignore[union-attr]
    assert due(no, case_facts.NEXT_CONTACT) == [at_.next_at]
    (arrived,) = post.arrived
    assert arrived.recipients == ("aoki@example.com",)
    body = arrived.message.get_payload(decode=True).decode()  # type: ignore[union-attr]
    secret = body.partition("https://n.example/s/")[2].split()[0]
    assert links.case_behind(secret, at=later) == no
    kept = Notice.objects.get(ref=ref).body + repr(history(f"case:{no}"))
    assert secret not in kept, "the secret went with the mail and is kept nowhere"


def test_a_mail_that_was_refused_has_told_nobody(company: Company, no: int, now: datetime, post: SmtpPeer) -> None:
    post.will("550")
    before = due(no, case_facts.NEXT_CONTACT)
    telling.mail(no, terms(now), address="aoki@example.com", lang="ja", by=company.sato, at=now)
    carried(post, now)
    assert told(no).fact is None
    assert due(no, case_facts.NEXT_CONTACT) == before
    assert [state for _, state in telling.mailed(history(f"case:{no}"))] == ["refused"]
    shown = signed_in(company.sato).get(f"/cases/{no}/guide").content.decode()
    assert "届いていないようです" in shown


@pytest.mark.parametrize("address", ["", "aoki", "a@example.com, b@example.com", "a@example.com\nBcc: b@example.com"])
def test_what_is_not_one_address_is_refused_and_nothing_is_sent(
    company: Company, no: int, now: datetime, address: str
) -> None:
    before = len(history(f"case:{no}"))
    with pytest.raises(Refusal) as refused:
        telling.mail(no, terms(now), address=address, lang="ja", site="https://n", by=company.sato, at=now)
    assert refused.value.status == 400
    assert len(history(f"case:{no}")) == before


def test_the_next_contact_and_the_estimates_lie_ahead_and_in_order(now: datetime) -> None:
    today = now.date() + timedelta(days=1)
    assert guide.checked(now + timedelta(hours=1), {3: today}, at=now).estimates == {"3": today}
    for next_at, days in (
        (None, {}),
        (now, {}),
        (now + timedelta(hours=1), {3: date(2020, 1, 1)}),
        (now + timedelta(hours=1), {3: today + timedelta(days=2), 5: today}),
    ):
        with pytest.raises(Refusal) as refused:
            guide.checked(next_at, days, at=now)
        assert refused.value.status == 400


def test_against_the_customers_wish_it_is_mailed_only_with_a_reason(company: Company, now: datetime) -> None:
    pk = customers.register(name="青木 花子", division="sales", by=company.sato, at=now)
    customers.learn_reach(customer=pk, preferred=[], hardly_seen=[Channel.MAIL], by=company.sato, at=now)
    intake = Intake(door=Door.PHONE, words="w", fact="f", customer=pk, identified="ご注文番号")
    no = no_of(cases.receive(intake, by=company.sato, at=now)[0].stream)
    with pytest.raises(Refusal, match="メール"):
        telling.mail(no, terms(now), address="a@example.com", lang="ja", by=company.sato, at=now)
    asked = "ご本人からメールでとのお申し付けがあったため"
    telling.mail(no, terms(now), address="a@example.com", lang="ja", despite=asked, by=company.sato, at=now)
    assert getattr(history(f"case:{no}")[-1].fact, "despite", "") == asked
    customers.learn_reach(customer=pk, preferred=[], hardly_seen=[Channel.LETTER], by=company.sato, at=now)
    with pytest.raises(Refusal):
        telling.hand_over(no, terms(now), channel="letter", lang="ja", by=company.sato, at=now)
    telling.hand_over(no, terms(now), channel="letter", lang="ja", despite=asked, by=company.sato, at=now)
    assert getattr(told(no).fact.fact, "despite", "") == asked  # type: ignore[union-attr]


def test_on_the_page_the_sheet_is_filled_in_told_and_mailed(company: Company, no: int, now: datetime) -> None:
    client, path = signed_in(company.sato), f"/cases/{no}/guide"
    asked = {"next_at": "2099-01-08T15:00", "stage-3": "2099-01-06", "sheet_lang": "ja"}
    sheet = client.get(path, asked).content.decode().partition("<article")[2].partition("</article>")[0]
    assert "2099年1月8日(木) 15:00まで" in sheet
    assert "1月6日" in sheet
    wrong = client.get(path, asked | {"next_at": "2020-01-01T00:00"}).content.decode()
    assert "これからの日時にしてください" in wrong
    handed = {**asked, "act": "handed", "channel": "visit", "key": str(uuid4())}
    assert client.post(path, handed).status_code == 303
    assert told(no).by == "sato"
    mailed = {**asked, "act": "mailed", "address": "aoki@example.com", "link": "1", "key": str(uuid4())}
    assert client.post(path, mailed).status_code == 303
    assert "/s/" in Notice.objects.get(kind=telling.MAILED).body
    refused = client.post(path, mailed | {"address": "aoki", "key": str(uuid4())})
    assert (refused.status_code, 'value="aoki"' in refused.content.decode()) == (400, True)


def test_the_code_of_the_customers_page_is_on_the_sheet_once(company: Company, no: int) -> None:
    client, path, key = signed_in(company.sato), f"/cases/{no}/guide", str(uuid4())
    first = client.post(path, {"act": "link", "key": key}).content.decode()
    secret = first.partition("/s/")[2].partition("<")[0]
    assert links.case_behind(secret, at=timezone.now()) == no
    assert "<svg" in first
    assert secret not in client.post(path, {"act": "link", "key": key}).content.decode()


def test_a_viewer_sees_the_sheet_masked_and_can_tell_nobody(company: Company, no: int, now: datetime) -> None:
    client, path = signed_in(company.viewer), f"/cases/{no}/guide"
    assert "青木" not in client.get(path).content.decode()
    for act in ("handed", "mailed", "link"):
        posted = {"act": act, "next_at": "2099-01-08T15:00", "address": "a@example.com", "key": str(uuid4())}
        assert client.post(path, posted).status_code == 403
    assert signed_in(company.mori).get(path).status_code == 404


def test_our_own_pace_stands_in_the_form_until_somebody_says_otherwise(company: Company, no: int, now: Any) -> None:
    offered = telling.sheet(no, None, at=now).terms
    assert offered.next_at == due(no, case_facts.NEXT_CONTACT)[0]
    assert list(offered.estimates) == ["3", "5"]
    assert sorted(offered.estimates.values()) == list(offered.estimates.values())


def test_through_the_api_it_is_the_same_sheet(company: Company, no: int, now: datetime) -> None:
    sato = Api(company, company.sato)
    path = f"/cases/{no}/guide"
    assert "青木 花子様" in sato.get(path).json()["text"]
    body = {"next_at": (now + timedelta(days=2)).isoformat(), "estimates": {}, "how": "visit"}
    assert sato.post(path, body).status_code == 201
    assert told(no).by == "sato"
    mailed = sato.post(path, body | {"how": "mail", "address": "aoki@example.com"})
    assert mailed.status_code == 201
    assert sato.post(path, body | {"how": "mail", "address": "aoki"}).status_code == 400
    viewer = Api(company, company.viewer)
    assert viewer.get(path).json()["text"] == "＊＊＊"
    assert viewer.post(path, body).status_code == 403
