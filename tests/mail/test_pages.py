"""Mails as people see them: the quoted part folded, files only to be saved, what waits one tap away."""

from datetime import datetime

from django.test import Client

from nattoku.lib.japanese_mail.bounded import Reader
from nattoku.mail.models import Mail
from nattoku.people.models import Person
from tests.company import Company
from tests.mail.letters import arrive, written

HTML = (
    b"From: \xe5\xb1\xb1 <taro@example.jp>\nMessage-ID: <h@x>\nSubject: <script>alert(1)</script>\n"
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
    b"<p>late &lt;img src=x onerror=alert(1)&gt;</p><script>alert(2)</script>\n--b\n"
    b'Content-Type: image/svg+xml\nContent-Disposition: attachment; filename="a<b>.svg"\n\n<svg onload=alert(1)/>\n--b--\n'
)


def page(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_mails_of_a_case_are_read_with_the_quote_folded(company: Company, reader: Reader, at: datetime) -> None:
    got = arrive(reader, written("届きません。\n\n> 先日のお返事"), at=at)
    said = page(company.kato).get(f"/cases/{got.case}/mails").content.decode()
    assert "届きません。" in said
    assert "引用された部分" in said
    assert "先日のお返事" in said


def test_nothing_of_a_mail_runs_or_is_shown_as_what_it_says_it_is(
    company: Company, reader: Reader, at: datetime
) -> None:
    got = arrive(reader, HTML, at=at)
    client = page(company.kato)
    for address in (f"/cases/{got.case}/mails", f"/cases/{got.case}"):
        said = client.get(address).content.decode()
        assert "alert(2)" not in said
        assert "<img src=x" not in said
        assert "<script>alert" not in said
    (file,) = got.attachments
    for address in (f"files/{file['at']}", "original"):
        answer = client.get(f"/cases/{got.case}/mails/{got.pk}/{address}")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/cases/{got.case}/mails/{got.pk}/original").content == HTML
    assert client.get(f"/cases/{got.case}/mails/{got.pk}/files/{file['at']}").content == b"<svg onload=alert(1)/>"
    assert client.get(f"/cases/{got.case}/mails/{got.pk}/files/99").status_code == 404


def test_a_leader_settles_what_waits_by_one_tap(company: Company, reader: Reader, at: datetime) -> None:
    first = arrive(reader, written(), at=at)
    held = arrive(reader, written("続きです。", sender="b@w.example", mark="<2@w>", References="<1@example.jp>"), at=at)
    client = page(company.kato)
    assert "要確認のメールが1件" in client.get("/leader").content.decode()
    said = client.get("/mails").content.decode()
    assert f"受付番号{first.case}のメールと確かめた" in said
    assert "ご本人からと確かめられません" in said
    answer = client.post("/mails", {"act": "linked", "mail": held.pk, "no": first.case, "key": "k"})
    assert answer["Location"] == f"/cases/{first.case}"
    assert Mail.objects.get(pk=held.pk).case == first.case
    assert "続きです。" in client.get(f"/cases/{first.case}/mails").content.decode()
    again = client.post("/mails", {"act": "begun", "mail": held.pk, "key": "k2"})
    assert "ほかの方がすでに確かめました" in again.content.decode()


def test_a_mistake_in_the_form_is_said_in_words(company: Company, reader: Reader, at: datetime) -> None:
    held = arrive(reader, written(sender="sato@example.jp"), at=at)
    client = page(company.kato)
    for typed, status, words in (
        ({"act": "linked", "no": "abc"}, 404, "案件が見つかりません"),
        ({"act": "dismissed"}, 400, "理由を入力してください"),
        ({"act": "x"}, 400, "その操作はありません"),
    ):
        answer = client.post("/mails", {"mail": held.pk, **typed})
        assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert client.post("/mails", {"act": "begun", "mail": "unknown"}).status_code == 404
