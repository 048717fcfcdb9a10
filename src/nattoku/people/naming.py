"""How the company signs: at the foot of a letter, of a mail, of a page. Pure."""

from nattoku.lib.text import Text
from nattoku.people.facts import CompanyDescribed


def in_place_of(company: CompanyDescribed, representative: str) -> str:
    """代表に代わり: every complaint is the representative's, and whoever else signs does so in their place (S004-2.1.1.1)."""
    return f"{company.title or '代表'} {representative}に代わり"


def signature(company: CompanyDescribed, *, division: str, name: str, title: str = "", instead: str = "") -> str:
    """The sender of a letter, a line each, the name last: company, division (or title), in whose place, name; telephone
    after it."""
    rows = [company.name, title or division, instead, name, company.phone]
    return "\n".join(row for row in rows if row)


def foot(company: CompanyDescribed) -> Text:
    """What stands under a mail to a customer: who writes, where we are, when we answer. Empty before it is known."""
    if not company.name:
        return Text("", "")
    where = " ".join(part for part in (f"〒{company.postcode}" if company.postcode else "", company.address) if part)
    ja = [company.name, where, f"電話 {company.phone}" if company.phone else "", company.hours]
    en = [company.name_en or company.name, where, f"Tel. {company.phone}" if company.phone else "", company.hours]
    return Text(*("\n".join(["――", *(row for row in rows if row)]) for rows in (ja, en)))
