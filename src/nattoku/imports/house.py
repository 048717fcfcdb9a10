"""Who is who: the divisions, colleagues and customers that the words of a former ledger mean."""

from collections import defaultdict
from datetime import datetime

from nattoku.customers import actions as customers
from nattoku.customers.facts import Dealings
from nattoku.customers.models import Customer
from nattoku.imports import cells
from nattoku.imports.complaints import Party
from nattoku.lib import phone
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

NO_DIVISION = Text(
    "部門「{raw}」が見つからないため、{name}としました", "there is no division “{raw}”; {name} was taken"
)
NO_PERSON = Text("担当者「{raw}」が見つからないため、{name}さんを窓口としました", "nobody is called “{raw}”; {name} is the contact")  # fmt: skip
SEVERAL = Text("「{name}」というお客様が複数おられるため、新しく登録しました", "several customers are called “{name}”; registered anew")  # fmt: skip


class House:
    """The company as it stands, looked up once for a batch of rows."""

    def __init__(self, *, by: Person, division: str) -> None:
        self.by = by
        self.divisions = {cells.key(n): d for d in people.divisions() for n in (d.name, d.name_en, d.pk) if n}
        self.fallback = people.division(division) or next(iter(people.divisions()), None)
        self.colleagues: dict[str, list[Person]] = defaultdict(list)
        for person in people.everyone():
            family, _, _ = person.name.replace("　", " ").partition(" ")
            for name in {cells.key(person.name), cells.key(family)}:
                self.colleagues[name].append(person)
        self.customers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for pk, name, number in Customer.objects.values_list("pk", "name", "phone"):
            self.customers[cells.key(name)].append((pk, _bare(number)))

    def division(self, said: str, assumed: list[Text]) -> str:
        """The id of the division these words mean, or the one that was chosen for the whole ledger."""
        found = self.divisions.get(cells.key(said))
        if found is None and said:
            found = next((d for name, d in self.divisions.items() if name in cells.key(said)), None)
        if found is not None:
            return found.pk
        if said and self.fallback is not None:
            assumed.append(NO_DIVISION.with_(raw=said[:30], name=self.fallback.name))
        return self.fallback.pk if self.fallback else ""

    def contact(self, said: str, division: str, assumed: list[Text]) -> str:
        """Who keeps in touch: the colleague of this name, or who leads the division, or whoever takes the ledger in."""
        bare = cells.key(said).removesuffix("さん").removesuffix("様")
        found = self.colleagues.get(bare, [])
        if len(found) == 1 and access.may(found[0], "cases.write"):
            return found[0].pk
        heads = [p for p in people.heads(division) if access.may(p, "cases.write")]
        taken = heads[0] if heads else self.by
        if said:
            assumed.append(NO_PERSON.with_(raw=said[:30], name=taken.name))
        return taken.pk

    def customer(
        self, party: Party, division: str, assumed: list[Text], *, dealings: Dealings, at: datetime
    ) -> tuple[str, bool]:
        """(the id of this customer's card, whether it was registered now); "" for nobody.

        A card of the same name is the customer's unless both have telephone numbers and these differ.
        """
        if not party.called:
            return "", False
        known = self.customers[cells.key(party.called)]
        number = _bare(party.phone)
        same = [pk for pk, other in known if number and other == number] or [
            pk for pk, other in known if not number or not other
        ]
        if len(same) == 1:
            return same[0], False
        if len(same) > 1:
            assumed.append(SEVERAL.with_(name=party.called))
        pk = customers.register(
            name=party.called,
            reading=party.reading,
            dealings=dealings,
            company=bool(party.company),
            division=division,
            phone=party.phone,
            email=party.email,
            address=party.address,
            by=self.by,
            at=at,
        )
        known.append((pk, number))
        return pk, True


def _bare(number: str) -> str:
    read = phone.number(number) if number else None
    return read.e164 if read else "".join(c for c in number if c.isdigit())
