"""Who is who: the divisions, colleagues and customers that the words of a former ledger mean."""

from collections import Counter, defaultdict
from datetime import datetime

from nattoku.customers import actions as customers
from nattoku.customers.facts import Dealings
from nattoku.customers.models import Customer
from nattoku.imports import cells, same
from nattoku.imports.choices import Choices
from nattoku.imports.complaints import Party
from nattoku.imports.same import Marks
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

NO_DIVISION = Text(
    "部門「{raw}」が見つからないため、{name}としました", "there is no division “{raw}”; {name} was taken"
)
NO_PERSON = Text("担当者「{raw}」が見つからないため、{name}さんを窓口としました", "nobody is called “{raw}”; {name} is the contact")  # fmt: skip


class House:
    """The company as it stands, looked up once for a batch of rows.

    asked: names that stand in several rows, or on a card, without anything to tell who is meant -> how many rows.
    """

    def __init__(self, *, by: Person, choices: Choices) -> None:
        self.by, self.choices = by, choices
        self.divisions = {cells.key(n): d for d in people.divisions() for n in (d.name, d.name_en, d.pk) if n}
        self.fallback = people.division(choices.division) or next(iter(people.divisions()), None)
        self.colleagues: dict[str, list[Person]] = defaultdict(list)
        for person in people.everyone():
            family, _, _ = person.name.replace("　", " ").partition(" ")
            for name in {cells.key(person.name), cells.key(family)}:
                self.colleagues[name].append(person)
        self.customers: dict[str, list[tuple[str, Marks]]] = defaultdict(list)
        self.asked: Counter[str] = Counter()
        known = Customer.objects.order_by("pk").values_list("pk", "name", "reading", "phone", "email", "address")
        for pk, name, *told in known:
            self.customers[cells.key(name)].append((pk, same.marks(*told)))

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
        """(the id of this customer's card, whether it was registered now); "" for nobody."""
        if not party.called:
            return "", False
        if (found := self.known(party, assumed)) is not None:
            return found, False
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
        self.remember(party, pk)
        return pk, True

    def look(self, party: Party, assumed: list[Text]) -> None:
        """As it would be taken, without registering anybody: the dry run."""
        if party.called and self.known(party, assumed) is None:
            self.remember(party, "")

    def known(self, party: Party, assumed: list[Text]) -> str | None:
        """The card of this customer, None where a new one is due.

        The same name is not enough: a telephone number, an e-mail address or an address must agree. Where nothing
        tells, somebody is asked (`asked`), and until then they stay apart.
        """
        cards, own = self.customers[cells.key(party.called)], same.of(party)
        if agreeing := [pk for pk, card in cards if same.agree(own, card)]:
            return agreeing[0]
        open_ = [pk for pk, card in cards if not same.apart(own, card)]
        if not open_:
            return None
        self.asked[party.called] += 1
        together = self.choices.one_customer(party.called)
        assumed.append((same.TOGETHER if together else same.APART).with_(name=party.called))
        return open_[0] if together else None

    def remember(self, party: Party, pk: str) -> None:
        """A card that stands from now on."""
        self.customers[cells.key(party.called)].append((pk, same.of(party)))
