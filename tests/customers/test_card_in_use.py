"""The card stands above the form on which a contact is written down; how many cards are answered is counted."""

from django.test import Client
from django.utils import timezone

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.customers import actions, queries
from nattoku.customers.facts import Channel
from tests.company import Company


def _known(company: Company) -> str:
    by, at = company.sato, timezone.now()
    pk = actions.register(name="青木 花子", division="sales", by=by, at=at)
    mail, phone = [Channel.MAIL], [Channel.PHONE]
    actions.learn_reach(
        customer=pk, preferred=phone, hardly_seen=mail, not_when="火曜の午前", busy="月末は棚卸し", by=by, at=at
    )
    return pk


def _contact_form(company: Company, customer: str, *, identified: str) -> str:
    intake = Intake(door=Door.PHONE, words="届かない", fact="未着", customer=customer, identified=identified)
    no = no_of(cases.receive(intake, by=company.sato, at=timezone.now())[0].stream)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/cases/{no}/contact-customer").content.decode()


def test_what_the_customer_told_us_stands_above_the_form_once_identity_is_checked(company: Company) -> None:
    customer = _known(company)
    html = _contact_form(company, customer, identified="お名前とご注文番号")
    assert "メールは、ほとんどご覧にならない" in html
    assert "火曜の午前" in html
    assert "火曜の午前" not in _contact_form(company, customer, identified="")


def test_customers_whose_three_answers_are_known_are_counted_as_one_sees_them(company: Company) -> None:
    _known(company)
    actions.register(name="別所 実", division="sales", by=company.sato, at=timezone.now())
    assert queries.asked(company.sato) == (1, 2)
    assert queries.asked(company.mori) == (0, 0)
