"""A leader sees at a glance what waits for a look, and who was passed around."""

from datetime import datetime

from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases import queries
from nattoku.cases.words import Door
from nattoku.webform.models import Posting
from tests.company import Company


def test_the_leaders_board_names_what_waits_and_who_was_passed_around(company: Company, at: datetime) -> None:
    leader = Client()
    leader.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    assert "要確認" not in leader.get("/leader").content.decode()
    Posting.objects.create(ref="a" * 32, at=at, division="sales", visitor="x", state="held")
    Posting.objects.create(ref="b" * 32, at=at, division="logistics", visitor="x", state="held")
    intake = cases.Intake(door=Door.PHONE, words="届かない", fact="椅子が届いていない")
    no = queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    for to in ("mori", "kato"):
        cases.transfer(no, to=to, by=company.sato, at=at)
    page = leader.get("/leader").content.decode()
    assert "要確認のものが1件" in page
    assert "お電話をお回ししてしまったお客様" in page
