"""A form that is not from this session takes nothing, and says so in words."""

from django.test import Client

from nattoku.cases.models import Case
from tests.company import Company


def test_a_form_from_before_the_sign_in_is_refused_in_words_and_nothing_is_saved(company: Company) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(company.sato)
    answer = browser.post("/intake", {"words": "届かない", "fact": "届いていない"})
    assert answer.status_code == 403
    assert "もう一度お送りください" in answer.content.decode()
    assert not Case.objects.exists()
