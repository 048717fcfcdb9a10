"""Paper: four readers of one case, the blank slip, and what one entry has written already."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases import queries as case_queries
from nattoku.cases.words import Door, Hurt, Wish
from nattoku.deadlines import watcher
from nattoku.ledger.append import history
from nattoku.notices.models import Notice
from nattoku.prints import queries, sheet
from nattoku.prints.sheet import Reader
from nattoku.reports import actions as reports
from tests.company import Company

WORDS = "担当の田辺さんに何度も言ったのに、椅子が届かない"


@pytest.fixture
def no(company: Company, at: datetime) -> int:
    intake = cases.Intake(
        door=Door.VISIT,
        words=WORDS,
        fact="青木 花子様の椅子が10日に届いていない。田辺さんがお受けした",
        division="sales",
        caller="青木 花子",
        concerns="田辺",
        hurt=[Hurt.TIME_LOST],
        wish=[Wish.EXPLANATION],
    )
    no = case_queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    reports.tell_leader(no, person="chiba", in_presence=True, by=company.sato, at=at)
    reports.share(no, by=company.sato, at=at)
    cases.give_first_aid(no, what="代わりの椅子をお貸しした", by=company.sato, at=at)
    return no


def told(no: int, company: Company, reader: Reader) -> str:
    rows = sheet.rows(queries.case(no, by=company.sato), reader)
    return "\n".join(f"{row.name.ja}：{line.ja}" for row in rows for line in row.says)


@pytest.mark.rule("R8-15")
def test_each_of_four_readers_reads_what_concerns_them_and_nobody_reads_whom_the_customer_spoke_of(
    no: int, company: Company
) -> None:
    sheets = {reader: told(no, company, reader) for reader in Reader}
    assert all("椅子が10日に届いていない" in said and "代わりの椅子" in said for said in sheets.values())
    assert all("田辺" not in said for said in sheets.values()), "whoever was spoken of is nobody's culprit"
    assert "責任者へ電話（お客様の前で）" in sheets[Reader.INSIDE]
    assert "責任者へ" not in sheets[Reader.CUSTOMER] + sheets[Reader.SUPPLIER] + sheets[Reader.AUTHORITY]
    for outside in (Reader.SUPPLIER, Reader.AUTHORITY):
        assert "青木" not in sheets[outside], "only the customer's own sheet and ours name the customer"
        assert "佐藤" not in sheets[outside]
        assert "何度も言った" not in sheets[outside]
    assert "何度も言った" in sheets[Reader.CUSTOMER]
    assert "お約束" in sheets[Reader.CUSTOMER]
    assert "一報" not in sheets[Reader.CUSTOMER]


def test_what_nobody_knows_yet_is_printed_as_not_known(no: int, company: Company) -> None:
    assert "原因（確かめたもの）：未確認" in told(no, company, Reader.INSIDE)
    assert "原因（確かめたもの）：未確認" in told(no, company, Reader.CUSTOMER)


@pytest.mark.rule("R8-15")
def test_the_report_has_its_boxes_for_seals_inside_and_none_outside(no: int, company: Company, client: Client) -> None:
    client.force_login(company.sato)
    inside = client.get(f"/cases/{no}/print").content.decode()
    for title in ("担当", "課長", "部長", "代表"):
        assert f'<th scope="col">{title}</th>' in inside
    assert "以上" in inside
    customer = client.get(f"/cases/{no}/print?for=customer").content.decode()
    assert "report-seals" not in customer
    assert "クレーム" not in customer
    assert "苦情" not in customer.partition("<article")[2].partition("</article>")[0]
    assert client.get(f"/cases/{no}/print?for=press").status_code == 404


@pytest.mark.rule("R8-15")
def test_one_entry_has_written_the_post_the_card_the_report_and_the_monthly_row(
    no: int, company: Company, client: Client
) -> None:
    client.force_login(company.sato)
    page = client.get(f"/cases/{no}/written").content.decode()
    post = Notice.objects.get(stream=f"case:{no}", kind="reports.shared", to="division:logistics")
    for line in post.body.splitlines():
        assert line in page, "the very words of the post"
    assert f"/cases/{no}/print" in page
    assert f"/cases/{no}/report" in page


@pytest.mark.rule("R8-15")
def test_a_slip_written_by_hand_during_an_outage_and_entered_a_day_later_counts_against_nobody(
    company: Company, at: datetime, client: Client
) -> None:
    """The call was made at once; only the typing is late. Nothing is overdue when it is entered."""
    client.force_login(company.sato)
    slip = client.get("/intake/paper").content.decode()
    for asked in ("お客様のお言葉", "折り返し先", "事実を一文で", "責任者への一報"):
        assert asked in slip
    heard_at = at - timedelta(days=1)
    intake = cases.Intake(door=Door.PHONE, words=WORDS, fact="届いていない", division="sales", happened_at=heard_at)
    no = case_queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    called_at = heard_at + timedelta(minutes=3)
    reports.tell_leader(no, person="chiba", happened_at=called_at, by=company.sato, at=at + timedelta(minutes=4))
    watcher.watch(at=at + timedelta(minutes=5))
    past = history(f"case:{no}")
    assert [r.happened_at for r in past if r.kind == "reports.told_leader"] == [called_at]
    assert not [r for r in past if r.kind == "deadlines.escalated"]
