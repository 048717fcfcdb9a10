"""What we know of a customer: who they are, how they want to be reached, whom not to send, what was agreed."""

from datetime import date
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text


class Dealings(StrEnum):
    """S004-5.1.1: 'our customer' is one who has dealings; complaints of all are accepted."""

    DEALINGS = "dealings"
    PROSPECT = "prospect"
    THIRD_PARTY = "third_party"


class Channel(StrEnum):
    """How a customer can be reached."""

    PHONE = "phone"
    VISIT = "visit"
    MAIL = "mail"
    CHAT = "chat"
    FAX = "fax"
    LETTER = "letter"


DEALINGS = {
    Dealings.DEALINGS: Text("お取引あり", "Has dealings"),
    Dealings.PROSPECT: Text("ご検討中", "Prospect"),
    Dealings.THIRD_PARTY: Text("第三者", "Third party"),
}
CHANNELS = {
    Channel.PHONE: Text("電話", "phone"),
    Channel.VISIT: Text("ご来訪・お伺い", "in person"),
    Channel.MAIL: Text("メール", "e-mail"),
    Channel.CHAT: Text("チャット・LINE", "chat"),
    Channel.FAX: Text("FAX", "fax"),
    Channel.LETTER: Text("お手紙", "letter"),
}


def stream(customer: str) -> str:
    """The stream of a customer."""
    return f"customer:{customer}"


@fact("customers.registered", ja="お客様を登録しました", en="The customer was registered")
class CustomerRegistered(Fact):
    """The customer's card; a later one replaces an earlier one. division: who looks after the customer."""

    customer: str
    company: bool = False
    dealings: Dealings
    division: str = ""
    name: Personal[str]
    reading: Personal[str] = ""
    phone: Personal[str] = ""
    email: Personal[str] = ""
    town: Personal[str] = ""
    address: Personal[str] = ""


@fact(
    "customers.reach_learned",
    ja="ご都合のよいご連絡方法とお時間を伺いました",
    en="We learned how and when the customer wants to be reached",
)
class ReachLearned(Fact):
    """The three questions (S001-10): how to reach, when not, how busy; and what is hardly seen (S001-5)."""

    preferred: list[Channel]
    hardly_seen: list[Channel]
    not_when: Personal[str] = ""
    busy: Personal[str] = ""


@fact(
    "customers.refusal_heard",
    ja="お会いになりたくない者を伺いました",
    en="The customer named somebody not to send",
)
class RefusalHeard(Fact):
    """S001-1: a person we must not send. The customer's words are the reason."""

    person: str
    words: Personal[str] = ""


@fact(
    "customers.background_learned",
    ja="お付き合いの上で知っておくことを伺いました",
    en="Something worth knowing about the customer was learned",
)
class BackgroundLearned(Fact):
    """S001-8: what helps us to meet the customer, as the customer may read it; who said it, and when."""

    words: Personal[str]
    source: Personal[str]
    heard_on: date


@fact("customers.contract_recorded", ja="ご契約の条件を記録しました", en="Terms of a contract were recorded")
class ContractRecorded(Fact):
    """S000-7: special: the terms differ from our standard (for instance a shorter lead time)."""

    contract: str
    title: Personal[str]
    special: bool = False
    terms: Personal[str] = ""
    begins_on: date | None = None
