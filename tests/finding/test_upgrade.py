"""A new version's tables are filled from what an older version has written."""

from datetime import datetime

from django.core.management import call_command

from nattoku.cases import actions as cases
from nattoku.cases.words import Door
from nattoku.finding import queries
from nattoku.ledger import birth
from tests.company import Company


def test_a_complaint_of_an_older_version_is_found_after_the_upgrade(own_company: Company, at: datetime) -> None:
    intake = cases.Intake(door=Door.PHONE, words="椅子が届きません", fact="届いていない", division="sales")
    cases.receive(intake, by=own_company.sato, at=at)
    call_command("migrate", "finding", "zero", verbosity=0)  # as it was before anything could be found
    birth.upgrade()
    assert len(queries.search("椅子", by=own_company.sato)) == 1
