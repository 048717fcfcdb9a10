"""What is said on the phone, and the scenes to practise it."""

import pytest
from django.test import Client

from nattoku.cases.spoken import SCENES, SCRIPT
from nattoku.words.tone import Mode, check
from tests.company import Company


@pytest.mark.rule("S003-18")
@pytest.mark.parametrize("said", [one.says.ja for one in (*SCRIPT, *SCENES)])
def test_every_sentence_we_teach_passes_our_own_tone_check(said: str) -> None:
    assert [hit.text for hit in check(said, Mode.APOLOGY) if hit.start is not None] == []


@pytest.mark.rule("S003-18")
def test_the_script_stands_beside_the_intake_in_the_name_of_whoever_answers_and_is_practised_before(
    company: Company, client: Client
) -> None:
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    intake, practice = (client.get(page).content.decode() for page in ("/intake", "/intake/practice"))
    assert "佐藤が承ります" in intake
    assert "/intake/practice" in intake
    for scene in SCENES:
        assert scene.heard.ja in practice
        assert scene.says.ja in practice
