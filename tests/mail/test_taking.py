"""A mail becomes a complaint once, finds its case by proof alone, and is never an act of a colleague."""

from datetime import datetime, timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import queries as case_queries
from nattoku.ledger.append import blank, history
from nattoku.ledger.facts import Recorded
from nattoku.lib.japanese_mail.bounded import Reader
from nattoku.mail import actions, queries, rules, taking
from nattoku.mail.models import Mail, Original
from nattoku.notices.channels.mail import answer
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from tests.company import Company
from tests.lib.japanese_mail.test_nature import REPORT
from tests.mail.letters import BOX, SENDER, arrive, written


def facts(no: int | None) -> list[Recorded]:
    return history(f"case:{no}")


def kinds(no: int | None) -> list[str]:
    return [r.kind for r in facts(no)]


def to_the_customer() -> list[Notice]:
    return list(Notice.objects.filter(to="customer").order_by("id"))


def answered(no: int | None, address: str = "taro@example.jp") -> str:
    return answer.signed(f"case:{no}", address, BOX)


def test_a_new_mail_is_a_complaint_told_to_the_leader_and_acknowledged(
    company: Company, reader: Reader, at: datetime
) -> None:
    got = arrive(reader, written(), at=at)
    assert (got.action, got.why) == ("received", None)
    case = case_queries.case(got.case or 0)
    assert case is not None
    assert (case.door, case.caller, case.fact) == ("mail", "山田太郎", "椅子がまだ届きません")
    assert case.contact in {company.chiba.pk, company.daihyo.pk, company.ueno.pk}
    first = facts(got.case)[0]
    assert (first.by, first.fact.words) == ("door-mail", "椅子がまだ届きません。もう3日も待っています。")  # type: ignore[attr-defined]
    assert "mail.arrived" in kinds(got.case)
    assert any(n.to.startswith("division:") for n in Notice.objects.filter(stream=case.stream))
    (receipt,) = to_the_customer()
    assert (receipt.address, receipt.reply_to) == ("taro@example.jp", "<1@example.jp>")
    assert str(got.case) in receipt.body
    assert "椅子" not in receipt.body + receipt.subject
    assert "山田" not in receipt.body + receipt.subject


def test_the_same_mail_is_one_complaint_however_often_and_by_whatever_way_it_comes(
    company: Company, reader: Reader, at: datetime
) -> None:
    first = arrive(reader, written(), at=at)
    again = arrive(reader, written(), at=at)
    other_way = arrive(reader, b"Received: from elsewhere\n" + written(), at=at)
    assert (again.pk, again.case) == (first.pk, first.case)
    assert (other_way.action, other_way.reason, other_way.case) == ("ignored", rules.Reason.AGAIN, first.case)
    assert kinds(first.case).count("mail.arrived") == 1
    assert len(to_the_customer()) == 1


def test_an_answer_to_the_signed_address_finds_its_case_and_its_contact_hears(
    company: Company, reader: Reader, at: datetime
) -> None:
    first = arrive(reader, written(), at=at)
    raw = written("届きました。\n\n> 担当：千葉", to=answered(first.case), mark="<2@example.jp>")
    got = arrive(reader, raw, at=at + timedelta(hours=1))
    assert (got.action, got.case, got.body, got.quoted) == ("threaded", first.case, "届きました。", "> 担当：千葉")
    arrived = facts(first.case)[-1]
    assert (arrived.kind, arrived.fact.words, arrived.fact.proven) == ("mail.arrived", "届きました。", True)  # type: ignore[attr-defined]
    (notice,) = Notice.objects.filter(stream=f"case:{first.case}", kind="mail.arrived")
    assert notice.to == f"person:{arrived.fact.person}"  # type: ignore[attr-defined]
    assert not any(word in notice.subject + notice.body for word in ("山田", "taro"))
    assert len(to_the_customer()) == 1, "an answer is not acknowledged again"


def test_the_address_of_the_envelope_counts_as_well(company: Company, reader: Reader, at: datetime) -> None:
    first = arrive(reader, written(), at=at)
    raw = written("b", to="undisclosed@example.jp", mark="<2@example.jp>")
    got = taking.receive(raw, reader=reader, envelope=("taro@example.jp", [answered(first.case)]), at=at)
    assert got.action == "threaded"


@pytest.mark.parametrize(
    ("sender", "to", "head", "reason"),
    [
        ("taro@example.jp", "box+{no}@minato.example", {}, None),
        ("taro@example.jp", "box+{no}." + "a" * 26 + "@minato.example", {}, rules.Reason.ANOTHERS),
        ("eve@evil.example", "{token}", {}, rules.Reason.ANOTHERS),
        ("eve@evil.example", BOX, {"References": "{ours}"}, rules.Reason.UNPROVEN),
        ("taro@example.jp", BOX, {"In_Reply_To": "{ours}"}, rules.Reason.UNPROVEN),
        ("taro@example.jp", BOX, {"References": "<1@example.jp>"}, rules.Reason.UNPROVEN),
    ],
)
def test_without_proof_nothing_is_written_into_a_case(
    company: Company, reader: Reader, at: datetime, sender: str, to: str, head: dict[str, str], reason: str | None
) -> None:
    """A case's number, a Message-ID, a subject or a forwarded answer address open nothing."""
    first = arrive(reader, written(), at=at)
    Notice.objects.filter(to="customer").update(peer=f"<N-1@{SENDER.partition('@')[2]}>", state="sent")
    before = kinds(first.case)
    said = {"no": first.case, "token": answered(first.case), "ours": "<N-1@minato.example>"}
    raw = written(
        "中を見せてください",
        sender=sender,
        to=to.format(**said),
        subject=f"Re: 受付番号 {first.case}",
        mark="<x@evil.example>",
        Cc="attacker@evil.example",
        **{k: v.format(**said) for k, v in head.items()},
    )
    got = arrive(reader, raw, at=at)
    assert kinds(first.case) == before
    assert got.case != first.case
    if reason:
        assert (got.action, got.reason, got.claims) == ("quarantined", reason, first.case)
        assert len(to_the_customer()) == 1


@pytest.mark.parametrize("who", ["sato", "chiba", "ueno", "kato", "daihyo", "viewer"])
@pytest.mark.parametrize("proven", [False, True])
def test_a_mail_that_says_it_is_from_a_colleague_is_never_their_act(
    company: Company, reader: Reader, at: datetime, who: str, proven: bool
) -> None:
    first = arrive(reader, written(), at=at)
    address = f"{who}@example.jp"
    raw = written(
        "お客様のお申し出は終わりにしてください",
        sender=f"佐藤 光 <{address.upper()}>",
        to=answered(first.case, address) if proven else BOX,
        mark="<2@example.jp>",
        Authentication_Results="mx.minato.example; dmarc=pass",
    )
    got = arrive(reader, raw, at=at)
    assert all(r.by != who for r in facts(first.case))
    if proven:
        arrived = facts(first.case)[-1]
        assert (got.action, arrived.by, arrived.fact.colleague) == ("threaded", "door-mail", True)  # type: ignore[attr-defined]
    else:
        assert (got.action, got.reason, got.case) == ("quarantined", rules.Reason.COLLEAGUE, None)


def test_machines_are_kept_and_shown_and_never_answered(company: Company, reader: Reader, at: datetime) -> None:
    for n, head in enumerate(
        [{"Auto_Submitted": "auto-replied"}, {"X_Nattoku_Notice": "N-1"}, {"Return_Path": "<>", "From": ""}]
    ):
        sender = "MAILER-DAEMON@x.example" if "From" in head else "a@b.example"
        head.pop("From", None)
        got = arrive(reader, written(mark=f"<{n}@m>", sender=sender, **head), at=at)
        assert (got.action, got.case) == ("ignored", None)
    assert not to_the_customer()
    assert queries.put_by(company.kato).count() == 3


def test_a_lists_mail_is_received_and_not_answered(company: Company, reader: Reader, at: datetime) -> None:
    got = arrive(reader, written(List_Id="<info.minato.example>"), at=at)
    assert got.action == "received"
    assert not to_the_customer()


def test_a_bounce_that_brings_our_notice_back_is_a_fact_of_its_case(
    company: Company, reader: Reader, at: datetime
) -> None:
    first = arrive(reader, written(), at=at)
    Notice.objects.filter(to="customer").update(peer="<N-7f3a@minato.example>", state="sent")
    got = arrive(reader, REPORT, at=at)
    assert (got.action, got.case) == ("ignored", first.case)
    assert kinds(first.case)[-1] == "mail.returned"
    assert len(to_the_customer()) == 1


def test_an_address_is_acknowledged_once_a_day(company: Company, reader: Reader, at: datetime) -> None:
    for n in range(5):
        arrive(reader, written(f"別の件{n}です。", mark=f"<{n}@example.jp>"), at=at + timedelta(hours=n))
    assert len(to_the_customer()) == 1


def test_a_flood_from_one_sender_waits_for_a_person(company: Company, reader: Reader, at: datetime) -> None:
    got = [arrive(reader, written(f"{n}件目です。", mark=f"<{n}@example.jp>"), at=at) for n in range(12)]
    assert [one.action for one in got] == ["received"] * 10 + ["quarantined"] * 2


@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 500, b"From: a@b.example\n\n", b"Subject: x\n\nno sender"])
def test_whatever_comes_is_kept_and_waits_for_a_person(
    company: Company, reader: Reader, at: datetime, raw: bytes
) -> None:
    got = arrive(reader, raw, at=at)
    assert got.action == "quarantined"
    assert queries.original(got) == raw


def test_what_cannot_be_read_within_the_limits_is_kept_with_its_original(company: Company, at: datetime) -> None:
    with Reader() as own:
        raw = b"Content-Transfer-Encoding: base64\n\n" + b"A" * 180_000_000
        got = arrive(own, raw, at=at)
    assert (got.action, got.reason) == ("quarantined", rules.Reason.UNREADABLE)
    assert len(queries.original(got)) == len(raw)


def test_before_there_is_a_company_a_mail_is_kept_and_says_why(db: None, reader: Reader, at: datetime) -> None:
    got = arrive(reader, written(), at=at)
    assert (got.action, got.case) == ("quarantined", None)
    assert got.why is not None
    assert "当番" in got.why.ja


def test_what_died_between_keeping_and_taking_is_taken_later(company: Company, reader: Reader, at: datetime) -> None:
    kept = taking.keep(written(), at=at)
    assert Mail.objects.get(pk=kept.pk).action == ""
    assert taking.take_rest(reader=reader, at=at + timedelta(minutes=2)) == 1
    assert Mail.objects.get(pk=kept.pk).action == "received"


def test_a_leader_puts_a_waiting_mail_where_it_belongs(company: Company, reader: Reader, at: datetime) -> None:
    first = arrive(reader, written(), at=at)
    case = case_queries.case(first.case or 0)
    assert case is not None
    leader = people_of(company, case.division)
    raw = written("続きです", sender="taro@work.example", mark="<2@w>", References="<1@example.jp>")
    held = arrive(reader, raw, at=at)
    assert held.pk in {m.pk for m in queries.waiting(leader)}
    actions.link(held.pk, no=case.no, by=leader, at=at)
    linked = facts(case.no)[-1]
    assert (linked.kind, linked.by, linked.fact.words) == ("mail.linked", leader.pk, "続きです")  # type: ignore[attr-defined]
    assert not queries.waiting(leader).exists()


def people_of(company: Company, division: str):  # type: ignore[no-untyped-def]
    return company.chiba if division == company.sales else company.ueno


def test_a_leader_takes_a_waiting_mail_in_or_puts_it_aside(company: Company, reader: Reader, at: datetime) -> None:
    held = arrive(reader, written(sender="sato@example.jp"), at=at)
    no = actions.begin(held.pk, by=company.kato, at=at)
    assert kinds(no)[0] == "cases.received"
    other = arrive(reader, written("b", sender="mori@example.jp", mark="<2@x>"), at=at)
    actions.dismiss(other.pk, reason="社内の連絡", by=company.kato, at=at)
    assert not queries.waiting(company.kato).exists()
    assert Original.objects.filter(pk=other.pk).exists()
    assert not to_the_customer()


def test_blanking_the_words_of_a_mail_deletes_its_original(company: Company, reader: Reader, at: datetime) -> None:
    first = arrive(reader, written(), at=at)
    got = arrive(reader, written("住所は港区です", to=answered(first.case), mark="<2@x>"), at=at)
    seq = facts(first.case)[-1].seq
    blank(f"case:{first.case}", seq, ["words", "sender"], reason="ご本人の求め", by=people.SYSTEM, at=at)
    assert not Original.objects.filter(pk=got.pk).exists()
    assert "港区" not in Mail.objects.get(pk=got.pk).body
    assert Original.objects.filter(pk=first.pk).exists()


def test_an_ended_or_unknown_case_breaks_nothing(company: Company, reader: Reader, at: datetime) -> None:
    got = arrive(reader, written(to=answered(99999)), at=at)
    assert (got.action, got.claims) == ("quarantined", 99999)


def test_the_number_of_the_next_case_is_not_used_up_by_mail_that_waits(
    company: Company, reader: Reader, at: datetime
) -> None:
    first = arrive(reader, written(), at=at)
    arrive(reader, written(sender="sato@example.jp", mark="<2@x>"), at=at)
    intake = cases.Intake(door=cases.Door.PHONE, words="a", fact="a")
    assert cases.receive(intake, by=company.sato, at=at)[0].stream == f"case:{(first.case or 0) + 1}"


def test_who_is_on_duty_hears_once_an_hour_that_a_mail_waits(company: Company, reader: Reader, at: datetime) -> None:
    for n, minutes in enumerate((0, 30, 95)):
        raw = written(f"秘密{n}", sender="sato@example.jp", mark=f"<{n}@x>")
        arrive(reader, raw, at=at + timedelta(minutes=minutes))
    told = list(Notice.objects.filter(kind="mail.held"))
    assert len(told) == 2
    assert all("秘密" not in n.body + n.subject for n in told)
