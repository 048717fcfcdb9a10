"""Who is in the club. Pure."""

from dataclasses import dataclass, field

from nattoku.clubs import facts
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


@dataclass
class Club:
    """A club as it stands. members: customer -> the fact by which they joined."""

    name: str = ""
    purpose: str = ""
    members: dict[str, Recorded] = field(default_factory=dict)
    activities: list[Recorded] = field(default_factory=list)


def club_of(history: History) -> Club:
    """The club of this division; one without a name is not opened yet."""
    club = Club()
    for recorded in history:
        match recorded.fact:
            case facts.ClubOpened(name=name, purpose=purpose):
                club.name, club.purpose = name, purpose
            case facts.Joined(customer=customer):
                club.members[customer] = recorded
            case facts.Left(customer=customer):
                club.members.pop(customer, None)
            case facts.ActivityHeld():
                club.activities.append(recorded)
    return club


def may_join(club: Club, customer: str) -> None:
    """Refused (409) before there is a club, and for who is in it already."""
    refuse_unopened(club)
    if customer in club.members:
        raise Refusal(Text("すでにご入会いただいています。", "The customer is a member already."))


def may_leave(club: Club, customer: str) -> None:
    """Refused (404) for who is not in it."""
    if customer not in club.members:
        raise Refusal(Text("ご入会いただいていません。", "The customer is not a member."), status=404)


def refuse_unopened(club: Club) -> None:
    """Refused (409) before there is a club."""
    if not club.name:
        raise Refusal(Text("まずクラブを設けてください。", "Please open the club first."))
