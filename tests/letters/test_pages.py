"""Letters in the browser's eyes."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases.actions import Intake, receive
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.people.models import Person
from tests.company import NOW, Company


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def post(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"key": uuid4().hex} | fields)


@pytest.fixture
def no(company: Company) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子")
    return no_of(receive(intake, by=company.sato, at=NOW)[0].stream)


@pytest.mark.rule("S003-11")
def test_somebody_who_never_wrote_a_letter_is_led_through_its_parts(company: Company, no: int) -> None:
    sato, chiba = signed_in(company.sato), signed_in(company.chiba)
    form = sato.get(f"/cases/{no}/letters").content.decode()
    for part in ("お詫び", "伺ったこと", "これからのお約束", "御礼", "例："):
        assert part in form
    written = {"kind": "apology", "recipient": "青木 花子", "apology": "お待たせし、申し訳ございません。"}
    answer = post(sato, f"/cases/{no}/letters", **written)
    assert answer.url == f"/cases/{no}/letters/1"
    page = sato.get(answer.url).content.decode()
    assert "青木 花子様" in page
    assert "承認する" not in page
    assert "まだです" in page  # thanks and the next date are missing, in words
    refused = post(chiba, answer.url, act="decide", approve="1", words="はい")
    assert refused.status_code == 409
    assert "次のご連絡の日付" in refused.content.decode()
    again = written | {"act": "draft", "promise": "12月1日にお電話いたします。", "thanks": "ありがとうございます。"}
    assert post(sato, answer.url, **again).status_code == 303
    unowed = post(chiba, answer.url, act="decide", approve="1", words="はい")
    assert unowed.status_code == 409
    assert "お約束として記録する" in unowed.content.decode()
    owed = {"act": "promise", "what": "お電話いたします", "due_at": "2026-12-01T17:00"}
    assert post(chiba, answer.url, **owed).status_code == 303
    assert "お約束として記録する" not in chiba.get(answer.url).content.decode()
    assert post(chiba, answer.url, act="decide", approve="1", words="はい").status_code == 303
    assert post(sato, answer.url, act="send", method="handwritten").status_code == 303
    assert "お送りしました" in sato.get(answer.url).content.decode()


@pytest.mark.rule("S003-13")
def test_a_letter_is_set_vertically_for_printing(company: Company, no: int) -> None:
    sato = signed_in(company.sato)
    post(sato, f"/cases/{no}/letters", kind="thanks", recipient="青木 花子", thanks="ありがとうございます。")
    page = sato.get(f"/cases/{no}/letters/1").content.decode()
    assert page.count('class="paper" src="data:image/svg+xml;base64,') == 1
    assert "筆ペン" in page


def test_what_was_typed_comes_back_with_a_refusal(company: Company, no: int) -> None:
    answer = post(signed_in(company.sato), f"/cases/{no}/letters", act="draft", kind="", apology="書きかけの文")
    assert answer.status_code == 400
    assert "書きかけの文" in answer.content.decode()


def test_what_is_being_written_is_shown_as_it_will_be_printed_and_nothing_is_kept(company: Company, no: int) -> None:
    sato = signed_in(company.sato)
    typed = {"kind": "apology", "recipient": "髙橋 𠮷子", "opening": "拝啓", "apology": "申し訳ございません。"}
    shown = sato.post(f"/cases/{no}/letters/preview", typed | {"face": "brush"}).content.decode()
    assert "data:image/svg+xml;base64," in shown
    assert "「𠮷」は毛筆の書体にないので" in shown
    lost = sato.post(f"/cases/{no}/letters/preview", typed | {"apology": "すみません🙇"}).content.decode()
    assert "data:image" not in lost
    assert "U+1F647" in lost
    assert sato.get(f"/cases/{no}/letters/1").status_code == 404


@pytest.mark.parametrize(
    ("form", "begins", "kind"),
    [
        ("pdf", b"%PDF", "application/pdf"),
        ("envelope", b"%PDF", "application/pdf"),
        ("docx", b"PK", "wordprocessingml"),
        ("html", b"<!doctype html>", "text/html"),
    ],
)
def test_a_letter_is_taken_away_as_a_file_by_whoever_may_write_it(
    company: Company, no: int, form: str, begins: bytes, kind: str
) -> None:
    sato = signed_in(company.sato)
    post(sato, f"/cases/{no}/letters", kind="thanks", recipient="青木 花子", thanks="ありがとうございます。")
    answer = sato.get(f"/cases/{no}/letters/1/paper?form={form}&face=brush")
    assert answer.content.startswith(begins)
    assert kind in answer["Content-Type"]
    assert "attachment" in answer["Content-Disposition"]
    assert signed_in(company.viewer).get(f"/cases/{no}/letters/1/paper?form={form}").status_code == 403
    assert sato.get(f"/cases/{no}/letters/1/paper?form=exe").status_code == 404
    assert b"data:image" not in signed_in(company.viewer).get(f"/cases/{no}/letters/1").content
