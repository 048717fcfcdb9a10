"""The tone check in the API and on its page, with the company's own words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nattoku.ledger.models import FactRow
from tests.company import Company


@pytest.fixture(autouse=True)
def house_words(settings: Any, tmp_path: Path) -> Path:
    settings.NATTOKU_DATA = str(tmp_path)
    folder = tmp_path / "tone"
    folder.mkdir()
    return folder / "house.yml"


@pytest.fixture
def client(company: Company) -> Client:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_api_answers_with_places_and_better_words_and_keeps_nothing(
    company: Company, api: Callable[..., Any]
) -> None:
    asking = api(company.sato)
    before = FactRow.objects.count()
    answer = asking.post("/tone", {"text": "山田様、善処します。", "mode": "apology"})
    first = answer.json()["remarks"][0]
    assert (first["rule"], first["level"], first["start"], first["end"], first["text"]) == ("J2", "stop", 4, 6, "善処")
    assert first["better"]
    assert FactRow.objects.count() == before


def test_the_page_works_without_javascript_and_shows_why_and_what_is_better(client: Client) -> None:
    page = client.post("/tone", {"text": "善処します。", "mode": "apology"}).content.decode()
    assert "善処" in page
    assert "△△をいたします" in page
    assert "指摘はありません" in client.post("/tone", {"text": "11時に電話。", "mode": "internal"}).content.decode()


def test_the_companys_own_words_hold_at_once_and_a_broken_file_is_named(client: Client, house_words: Path) -> None:
    house_words.write_text("rules: [{expected: お品, pattern: 商品}]", encoding="utf-8")
    assert "お品" in client.post("/tone", {"text": "商品です。"}).content.decode()
    house_words.write_text("rules: [{pattern: 商品です}]", encoding="utf-8")
    refused = client.post("/tone", {"text": "商品です。"})
    assert refused.status_code == 400
    assert "house.yml" in refused.content.decode()


def test_people_read_why_in_words_and_the_rows_of_the_specification_stay_in_the_json(
    client: Client, company: Company, api: Callable[..., Any]
) -> None:
    page = client.post("/tone", {"text": "善処します。"}).content.decode()
    assert "S004" not in page
    assert "J2</" not in page
    assert 'href="/tone/rules#J2"' in page
    rules = client.get("/tone/rules").content.decode()
    assert 'id="J2"' in rules
    assert "S004" not in rules
    first = api(company.sato).post("/tone", {"text": "善処します。"}).json()["remarks"][0]
    assert first["why"].endswith("（S004-5.2・S001-13）")
