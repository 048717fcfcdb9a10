"""Case files in the browser's eyes."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases.actions import Intake, receive
from nattoku.cases.queries import no_of
from nattoku.cases.words import About, Door, Severity
from nattoku.closure import actions as closure
from nattoku.closure.facts import Meaning
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from tests.company import NOW, Company


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def ended(company: Company) -> int:
    intake = Intake(
        door=Door.PHONE,
        words="まだ届かない",
        fact="椅子が届いていない",
        about=[About.DELIVERY],
        caller="青木 花子",
        severity=Severity.B,
    )
    no = no_of(receive(intake, by=company.sato, at=NOW)[0].stream)
    reports.tell_leader(no, person="chiba", by=company.sato, at=NOW)
    closure.hear_last_word(
        no,
        words="もういいですよ",
        meaning=Meaning.SATISFIED,
        unasked="先に仰った",
        said_to="佐藤",
        through="phone",
        by=company.sato,
        at=NOW,
    )
    return no


@pytest.mark.rule("S004-3.1.2")
def test_a_case_file_is_written_printed_and_found_in_the_browser(company: Company) -> None:
    no, sato = ended(company), signed_in(company.sato)
    form = sato.get(f"/cases/{no}/file").content.decode()
    assert "椅子が届いていない" in form
    assert "もういいですよ" in form
    typed: dict[str, Any] = {"act": "file", "key": uuid4().hex, "fact": "椅子が届かなかった", "cause": "", "words": "x"}
    refused = sato.post(f"/cases/{no}/file", typed)
    assert refused.status_code == 409
    assert "椅子が届かなかった" in refused.content.decode()
    typed |= {"cause": "知らせが遅れた", "countermeasure": "当日15時までに電話する", "key": uuid4().hex}
    assert sato.post(f"/cases/{no}/file", typed).url == f"/files/{no}"
    sheet = sato.get(f"/files/{no}").content.decode()
    for words in ("事実", "原因", "対策", "効果", "いただいた言葉", "知らせが遅れた"):
        assert words in sheet
    colleague = signed_in(company.chiba)
    assert f'href="/files/{no}"' in colleague.get("/files", {"q": "椅子　電話"}).content.decode()
    assert "その言葉を含む" in colleague.get("/files", {"q": "返金"}).content.decode()


def test_the_empty_list_teaches_what_will_stand_there(company: Company) -> None:
    page = signed_in(company.sato).get("/files").content.decode()
    assert "対応ファイルはまだありません" in page
    assert "何が原因で" in page


def test_a_file_of_a_foreign_case_is_not_there(company: Company) -> None:
    no = ended(company)
    assert signed_in(company.mori).get(f"/files/{no}").status_code == 404
    assert signed_in(company.mori).get("/files/abc").status_code == 404
    assert signed_in(company.viewer).get(f"/cases/{no}/file").status_code == 403


def test_before_the_end_the_page_says_when_it_is_written(company: Company) -> None:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない")
    no = no_of(receive(intake, by=company.sato, at=NOW)[0].stream)
    assert "案件が終わってから書きます" in signed_in(company.sato).get(f"/cases/{no}/file").content.decode()
