"""Mail to a customer says who writes."""

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door
from nattoku.lib.text import Text
from nattoku.notices.acknowledging import acknowledge
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from tests.company import NOW, Company


def test_the_receipt_ends_with_who_we_are(company: Company) -> None:
    people.describe_company(name="株式会社みほん", phone="03-0000-0000", by=company.daihyo, at=NOW)
    received = cases.receive(Intake(door=Door.MAIL, words="届かない", fact="未着"), by=company.sato, at=NOW)[0]
    next_ = Text("ご連絡いたします。", "We will write.")
    acknowledge(received, address="aoki@example.com", name="佐藤", following=next_, lang="ja", at=NOW)
    assert Notice.objects.get(to="customer").body.endswith("――\n株式会社みほん\n電話 03-0000-0000")
