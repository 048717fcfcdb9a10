"""A mail is answered in its own thread, through the outbox: a contact once it was delivered, told once, never doubled."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases import queries
from nattoku.cases.promising import Saying, Sayings
from nattoku.cases.rules import facts_of
from nattoku.customers import actions as customers
from nattoku.customers.facts import Channel
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib import japanese_mail
from nattoku.lib.japanese_mail.bounded import Reader
from nattoku.lib.refusal import Refusal
from nattoku.mail import answering
from nattoku.mail.models import Mail
from nattoku.notices import outbox
from nattoku.notices.carrier import Carrier
from nattoku.notices.channels.mail.mail import Mail as Post
from nattoku.notices.channels.mail.settings import Settings
from nattoku.notices.models import Notice
from tests.company import Company
from tests.mail.letters import BOX, SENDER, arrive, written
from tests.peers.smtp import SmtpPeer

WORDS = "山田太郎様\n\nご連絡をくださり、ありがとうございます。倉庫の記録を調べております。"
TIME = "11月24日15時までに、結果をお知らせいたします。"


@pytest.fixture
def post() -> Iterator[SmtpPeer]:
    with SmtpPeer() as peer:
        yield peer


@pytest.fixture
def got(company: Company, reader: Reader, at: datetime) -> Mail:
    """A customer's mail that began a case; what colleagues hear of it is not looked at here."""
    mail = arrive(reader, written(subject="Re: RE: 椅子の件"), at=at - timedelta(hours=1))
    Notice.objects.update(state="sent")
    return mail


def carried(post: SmtpPeer, at: datetime) -> None:
    """One round of the worker with a real mail server."""
    given = {"smtp_host": post.host, "smtp_port": post.port, "smtp_starttls": False}
    with Carrier(
        lambda: at, {"mail": Post(Settings.model_validate(given | {"mail_from": SENDER, "mail_answers": BOX}))}
    ) as carrier:
        carrier.round()


def answer(got: Mail, company: Company, at: datetime, words: str = WORDS, **more: Any) -> str:
    return answering.answer(got.case or 0, got.pk, words=words, by=company.mori, at=at, **more)


def contacts(got: Mail) -> list[tuple[str, datetime]]:
    return [(r.by, r.happened_at) for r in facts_of(history(f"case:{got.case}"), "mail.answered")]


def due(got: Mail, kind: str = case_facts.NEXT_CONTACT) -> list[datetime]:
    return [p.due_at for p in promises.open_of_kind(f"case:{got.case}", kind)]


def test_an_answer_joins_the_thread_and_is_a_contact_when_it_was_delivered(
    company: Company, got: Mail, post: SmtpPeer, at: datetime
) -> None:
    before, soon = due(got), at + timedelta(days=1)
    answer(got, company, at, next_at=soon)
    assert contacts(got) == []
    assert due(got) == before, "nothing is told or promised by what lies in the outbox"
    later = at + timedelta(minutes=2)
    carried(post, later)
    assert contacts(got) == [("mori", later)]
    assert due(got) == [soon]
    (arrived,) = post.arrived
    said = japanese_mail.read(arrived.raw)
    assert arrived.recipients == ("taro@example.jp",)
    assert said.subject == "Re: 椅子の件"
    assert said.body.startswith(WORDS)
    assert arrived.message["In-Reply-To"] == arrived.message["References"] == "<1@example.jp>"
    assert arrived.message["Reply-To"].startswith(f"box+{got.case}.")
    assert arrived.message["Auto-Submitted"] is None, "one of us wrote it"
    assert "〔N-" not in said.body


def test_an_answer_to_the_answer_comes_back_to_the_case(
    company: Company, reader: Reader, got: Mail, post: SmtpPeer, at: datetime
) -> None:
    answer(got, company, at)
    carried(post, at)
    back = post.arrived[0].message["Reply-To"]
    assert arrive(reader, written("承知しました。", to=back, mark="<2@example.jp>"), at=at).case == got.case


def test_what_was_refused_or_is_unknown_has_told_nobody_and_is_said_so(
    company: Company, got: Mail, post: SmtpPeer, at: datetime
) -> None:
    post.will("550", "drop-after-data")
    answer(got, company, at)
    carried(post, at)
    answer(got, company, at)  # what was refused is not on its way
    for minute in (1, 2):
        carried(post, at + timedelta(minutes=minute))
    past = history(f"case:{got.case}")
    assert [one.state for one in answering.answers_of(past)] == ["refused", "unknown"]
    assert contacts(got) == []
    client = Client()
    client.force_login(company.kato, backend="django.contrib.auth.backends.ModelBackend")
    assert "送信結果不明" in client.get(f"/cases/{got.case}/mails").content.decode()
    with pytest.raises(Refusal, match="まだ届いていません（送信結果不明）") as refused:
        answer(got, company, at)
    assert refused.value.confirm == answering.STILL
    outbox.send_again(Notice.objects.get(state="unknown"), by="mori", at=at)
    carried(post, at + timedelta(minutes=3))
    assert len(contacts(got)) == 1


def test_two_of_us_do_not_answer_the_same_mail_unknowingly(
    company: Company, got: Mail, post: SmtpPeer, at: datetime
) -> None:
    seen = queries.opened(got.case or 0, by=company.mori)[2].version
    answer(got, company, at, seen=seen)
    ueno: dict[str, Any] = {"words": WORDS, "seen": seen, "by": company.ueno, "at": at}
    with pytest.raises(Refusal, match="森 海さんのお返事が、まだ届いていません"):
        answering.answer(got.case or 0, got.pk, **ueno)
    carried(post, at)
    with pytest.raises(Refusal, match="お客様へご連絡済みです"):
        answering.answer(got.case or 0, got.pk, **ueno)
    answering.answer(got.case or 0, got.pk, **ueno, again=True)


@pytest.mark.rule("S004-5.2", "S004-5.3")
def test_an_answer_promises_nothing_unowed_accuses_nobody_and_calls_the_customer_by_name(
    company: Company, got: Mail, at: datetime
) -> None:
    before = len(history(f"case:{got.case}"))
    for words, said in (
        (WORDS + TIME, "11月24日15時まで"),
        (WORDS + "お客様の勘違いではないでしょうか。", "勘違い"),
        (WORDS.replace("山田太郎様", "お客様"), "お名前"),
    ):
        with pytest.raises(Refusal, match=said):
            answer(got, company, at, words)
    assert len(history(f"case:{got.case}")) == before
    assert not Notice.objects.filter(kind=answering.WRITTEN).exists()
    owed = answering.draft(got.case or 0, got.pk, by=company.mori)
    assert owed.words.startswith("山田太郎様")
    three = datetime.fromisoformat("2026-11-24T15:00+09:00")
    answer(got, company, at, WORDS + TIME, next_at=three)  # it is the next contact itself
    answer(got, company, at, WORDS + TIME, sayings=Sayings([Saying("結果をお知らせする", three)]), again=True)
    assert due(got, case_facts.PROMISED) == [three]


@pytest.mark.rule("S001-5")
def test_an_answer_to_one_who_hardly_reads_mail_says_why(company: Company, got: Mail, at: datetime) -> None:
    by: dict[str, Any] = {"by": company.mori, "at": at}
    pk = customers.register(name="山田太郎", division="logistics", **by)
    customers.learn_reach(customer=pk, preferred=[Channel.PHONE], hardly_seen=[Channel.MAIL], **by)
    cases.link_customer(got.case or 0, customer=pk, **by)
    cases.identify(got.case or 0, how="お電話番号とお名前", **by)
    with pytest.raises(Refusal, match="ほとんどご覧にならない"):
        answer(got, company, at)
    answer(got, company, at, despite="メールでのお返事をお望みです")


def test_page_and_api_answer_the_same(company: Company, got: Mail, api: Any, at: datetime) -> None:
    path = f"/cases/{got.case}/mails/{got.pk}/answer"
    client = Client()
    client.force_login(company.kato, backend="django.contrib.auth.backends.ModelBackend")
    assert f'href="{path}"' in client.get(f"/cases/{got.case}/mails").content.decode()
    shown = client.get(path).content.decode()
    assert "Re: 椅子の件" in shown
    assert 'data-tone-about="mail.answer_written"' in shown
    typed = {
        "act": "answer",
        "key": "k1",
        "subject": "Re: 椅子の件",
        "words": WORDS + "明日15時までに、結果をお知らせいたします。",
    }
    again = client.post(path, typed)
    assert again.status_code == 409
    assert 'name="said-due"' in again.content.decode()
    refused = api(company.kato).post(path, {"words": typed["words"]})
    assert refused.status_code == 409
    assert "明日15時まで" in refused.json()["detail"]
    assert client.post(path, typed | {"key": "k2", "words": WORDS}).status_code == 303
    assert api(company.kato).post(path, {"words": WORDS, "again": True}).status_code == 201
    told = api(company.kato).get(f"/cases/{got.case}/mails/answers").json()
    assert [one["state"] for one in told] == ["waiting", "waiting"]
    assert client.get(f"/cases/{got.case}/mails/unknown/answer").status_code == 404
