"""The first moment belongs to whoever holds the terminal; after it nobody gets in that way."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from nattoku.lib.refusal import Refusal
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.setup import actions, opening, steps
from nattoku.setup.file import carry_out
from nattoku.setup.file import read as plan_of
from tests.company import NOW, Company

PASSWORD = "みどりの小川をわたる朝"
FORM = {
    "company": "みどり商会",
    "division": "営業部",
    "name": "緑川 守",
    "email": "midori@example.jp",
    "password": PASSWORD,
    "again": PASSWORD,
}
EXAMPLE = Path(__file__).parents[2] / "examples/company.toml"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data directory in which nobody has started yet."""
    monkeypatch.setattr(settings, "NATTOKU_DATA", str(tmp_path))


@pytest.mark.django_db
def test_with_the_key_of_the_terminal_the_company_begins_and_the_key_is_gone() -> None:
    client, key = Client(), opening.key()
    assert client.get(f"/setup/first/{key}").status_code == 200
    answer = client.post(f"/setup/first/{key}", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/setup")
    assert client.get("/setup").status_code == 200, "signed in at once"
    assert people.described().name == "みどり商会"
    assert not (Path(settings.NATTOKU_DATA) / "first-key").exists()
    assert Client().get(f"/setup/first/{key}").status_code == 404


@pytest.mark.django_db
def test_without_the_key_nobody_begins() -> None:
    opening.key()
    for wrong in ("x", "", "null", "..%2f"):
        assert Client().post(f"/setup/first/{wrong}", FORM).status_code == 404
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_weak_or_mistyped_password_is_refused_and_nothing_is_half_written() -> None:
    key = opening.key()
    for changed in ({"password": "short", "again": "short"}, {"again": "another one"}, {"email": "none"}):
        answer = Client().post(f"/setup/first/{key}", FORM | changed)
        assert answer.status_code == 400
        assert "みどり商会" in answer.content.decode(), "what was typed is still there"
    assert not people.divisions()


def test_a_company_that_is_there_is_never_founded_again(company: Company) -> None:
    key = opening.key()
    assert Client().get(f"/setup/first/{key}").status_code == 404
    with pytest.raises(Refusal):
        opening.found(company="", division="x", name="x", email="x@x.jp", password=PASSWORD, at=NOW)


def test_the_key_is_for_the_owner_of_the_directory_alone() -> None:
    opening.key()
    assert (Path(settings.NATTOKU_DATA) / "first-key").stat().st_mode & 0o077 == 0
    assert opening.key() == opening.key(), "a restart shows the same link"


@pytest.mark.django_db
def test_the_example_file_makes_a_company_without_a_browser() -> None:
    top, joined = carry_out(plan_of(EXAMPLE), password=PASSWORD, at=NOW)
    assert not joined.refused
    assert len(people.everyone()) == 12
    sales = next(d for d in people.divisions() if d.name == "営業部")
    assert [h.name for h in people.heads(sales.pk)] == ["千葉 亮"], "the representative heads it no longer"
    assert (sales.channel, sales.address) == ("chatwork", "101")
    sato = next(p for p in people.everyone() if p.name.startswith("佐藤"))
    assert people.names({sato.superior}) == {sato.superior: "千葉 亮"}
    assert people.duty(sales.pk, at=NOW)[0].name == "千葉 亮"
    assert top.role == "representative"
    assert {s.key for s in steps.steps() if not s.done} == {"mail", "timers", "ledgers", "first-complaint"}


@pytest.mark.django_db
def test_a_file_that_cannot_be_carried_out_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "company.toml"
    file.write_text(
        '[company]\nname="x"\n[representative]\nname="緑川"\nemail="m@x.jp"\n[[divisions]]\nname="営業部"\nduty="いない"\n'
    )
    with pytest.raises(Refusal, match="いない"):
        carry_out(plan_of(file), password=PASSWORD, at=NOW)
    assert not Person.objects.exists()


def test_a_list_that_is_brought_in_twice_adds_nobody_twice(company: Company) -> None:
    raw = "氏名,メール,部署,役職\n新井 光,arai@x.jp,営業部,\n乾 守,inui@x.jp,総務部,部長".encode()
    done = actions.bring_in(actions.look(raw=raw, name="x.csv"), by=company.daihyo, at=NOW)
    assert len(done.people) == 2
    arai, inui = (next(p for p in people.everyone() if p.email == e) for e in ("arai@x.jp", "inui@x.jp"))
    assert (arai.superior, inui.superior) == (company.chiba.pk, company.daihyo.pk), "the head; for a head, the top"
    again = actions.bring_in(actions.look(raw=raw, name="x.csv"), by=company.daihyo, at=NOW)
    assert (len(again.people), len(again.refused)) == (0, 2)


def test_a_company_always_has_a_representative(company: Company) -> None:
    with pytest.raises(Refusal, match="代表"):
        actions.card(company.daihyo.pk, {"role": "viewer"}, by=company.daihyo, at=NOW)
    with pytest.raises(Refusal):
        actions.card(company.sato.pk, {"role": "representative"}, by=company.kato, at=NOW)
    with pytest.raises(Refusal):
        actions.let_go(company.daihyo.pk, by=company.kato, at=NOW)
