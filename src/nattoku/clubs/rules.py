"""Who is in the club. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nattoku.clubs import facts
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


@dataclass
class Club:
    """A club as it stands. members: customer -> the fact by which they joined; invited: the last invitation."""

    name: str = ""
    purpose: str = ""
    members: dict[str, Recorded] = field(default_factory=dict)
    activities: list[Recorded] = field(default_factory=list)
    invited: dict[str, Recorded] = field(default_factory=dict)


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
            case facts.Invited(customer=customer):
                club.invited[customer] = recorded
            case facts.ActivityHeld():
                club.activities.append(recorded)
    return club


def may_join(club: Club, customer: str) -> None:
    """Refused (409) before there is a club, and for who is in it already."""
    refuse_unopened(club)
    if customer in club.members:
        raise Refusal(Text("すでにご入会いただいています。", "The customer is a member already."))


AGAIN = timedelta(days=180)  # ours: nobody is asked twice in half a year


def may_invite(club: Club, customer: str, *, at: datetime) -> None:
    """Refused (409) for a member, and for who was asked within half a year."""
    may_join(club, customer)
    if asked_lately(club, customer, at=at):
        raise Refusal(
            Text(
                "この半年のうちにお誘いしています。お返事を急がず、お待ちください。",
                "The customer was invited within half a year. Please wait for the answer.",
            )
        )


def asked_lately(club: Club, customer: str, *, at: datetime) -> bool:
    """Whether the customer was invited within half a year."""
    return customer in club.invited and club.invited[customer].happened_at > at - AGAIN


def may_leave(club: Club, customer: str) -> None:
    """Refused (404) for who is not in it."""
    if customer not in club.members:
        raise Refusal(Text("ご入会いただいていません。", "The customer is not a member."), status=404)


def refuse_unopened(club: Club) -> None:
    """Refused (409) before there is a club."""
    if not club.name:
        raise Refusal(Text("まずクラブを設けてください。", "Please open the club first."))
