"""What happens to the company itself: divisions, people, who leads whom, who is on duty."""

from datetime import datetime
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text

COMPANY = "company"


class Role(StrEnum):
    """What a person may do, widest last but one. 代表 alone approves a loss; a viewer only reads, masked."""

    RECEIVER = "receiver"
    LEADER = "leader"
    MANAGER = "manager"
    REPRESENTATIVE = "representative"
    VIEWER = "viewer"


ROLES = {
    Role.RECEIVER: Text("受付・対応", "Receiver"),
    Role.LEADER: Text("リーダー", "Leader"),
    Role.MANAGER: Text("苦情対応管理責任者", "Complaints-handling manager"),
    Role.REPRESENTATIVE: Text("代表", "Representative"),
    Role.VIEWER: Text("閲覧", "Viewer"),
}


class MachineDoor(StrEnum):
    """Where a machine takes complaints in."""

    WEB = "web"
    MAIL = "mail"
    PHONE = "phone"


DOORS = {
    MachineDoor.WEB: Text("ウェブ受付", "Web form"),
    MachineDoor.MAIL: Text("メール受付", "Mail box"),
    MachineDoor.PHONE: Text("電話受付", "Telephone system"),
}


@fact("people.company_described", ja="会社のご案内を改めました", en="What the company says of itself was written down")
class CompanyDescribed(Fact):
    """What customers read of the company: on letters, envelopes, mail, the guide and their page. Replaces the former.

    postcode: "123-4567". doors: how a complaint reaches us, in a few lines. hours: when somebody answers, in words.
    title: how the representative signs (代表取締役). All of it Personal: a sole trader's is a person's.
    """

    name: Personal[str]
    name_en: Personal[str] = ""
    reading: Personal[str] = ""
    postcode: Personal[str] = ""
    address: Personal[str] = ""
    phone: Personal[str] = ""
    mail: Personal[str] = ""
    hours: Personal[str] = ""
    doors: Personal[str] = ""
    title: Personal[str] = ""


@fact(
    "people.delegated",
    ja="代表に代わる者を{person}さんに定めました",
    en="{person} was named to act in the representative's place",
)
class Delegated(Fact):
    """S004-2.1.1.1: the representative answers for every complaint, and this person attends in their place.

    scope: how far, in words. A later one of the same person replaces it.
    """

    person: str
    scope: Personal[str]


@fact(
    "people.delegation_ended",
    ja="{person}さんが代表に代わることを終えました",
    en="{person} no longer acts in the representative's place",
)
class DelegationEnded(Fact):
    person: str


@fact("people.division_opened", ja="部門「{name}」を置きました", en="Division “{name}” was set up")
class DivisionOpened(Fact):
    division: str
    name: str
    name_en: str = ""


@fact("people.joined", ja="{name}さんが加わりました", en="{name} joined")
class PersonJoined(Fact):
    """superior: the direct superior's id, "" for the representative."""

    person: str
    name: Personal[str]
    reading: Personal[str] = ""
    email: Personal[str]
    phone: Personal[str] = ""
    role: Role
    superior: str = ""


@fact("people.door_opened", ja="人のいない受付（{door}）を設けました", en="A door without a person was opened ({door})")
class DoorOpened(Fact):
    """What a machine takes in is written down by the door (`DOORS`), never in a colleague's name.

    It receives and nothing else: it belongs to no division, stands on no roster and cannot sign in.
    """

    person: str
    door: MachineDoor


@fact("people.assigned", ja="{person}さんが部門に所属しました", en="{person} was assigned to a division")
class Assigned(Fact):
    """leads: heads this division (部門長)."""

    person: str
    division: str
    leads: bool = False


@fact("people.duty_set", ja="当番表を決めました", en="The duty roster was set")
class DutySet(Fact):
    """One division's weekly roster, replacing the former one.

    slots: [{"weekday": 0-6 (Monday 0), "from": "09:00", "to": "18:00", "person": id, "stand_ins": [ids]}].
    Hours without a slot fall to: division heads, their superiors, the representative. No hour is empty.
    """

    division: str
    slots: list[dict[str, str | int | list[str]]]


@fact("people.room_set", ja="チャットの部屋を登録しました", en="A chat room was registered")
class RoomSet(Fact):
    """The chat room of a division. channel: "chatwork" …; outside: has members from outside the company."""

    division: str
    channel: str
    address: str
    outside: bool = False


@fact(
    "people.account_added",
    ja="{person}さんの連絡先（{channel}）を登録しました",
    en="A {channel} address of {person} was added",
)
class AccountAdded(Fact):
    """Where one person hears by a channel: a room and whom to ping in it, a mailbox, a device's push address.

    address: what the channel writes to; mention: whom it pings there; both in the channel's own form.
    """

    person: str
    account: str
    channel: str
    address: Personal[str]
    mention: Personal[str] = ""
    label: Personal[str] = ""


@fact(
    "people.account_removed",
    ja="{person}さんの連絡先を一つ消しました",
    en="An address of {person} was removed",
)
class AccountRemoved(Fact):
    person: str
    account: str


@fact("people.hearing_set", ja="{person}さんのお知らせの受け方を決めました", en="How {person} hears was set")
class HearingSet(Fact):
    """How a person wants to hear. order: channels, the first tried first; what is not named comes after.

    quiet_from, quiet_to: "HH:MM" in Tokyo, "" for none; severity S and A come through at any hour.
    digest: what is not urgent is gathered into one message a day.
    """

    person: str
    order: list[str]
    quiet_from: str = ""
    quiet_to: str = ""
    digest: bool = False


class Factor(StrEnum):
    """What a person shows besides the password, or instead of it."""

    CODE = "code"
    PASSKEY = "passkey"


@fact(
    "people.second_factor_added",
    ja="{person}さんがサインインの二段階目を加えました",
    en="{person} added a second step to signing in",
)
class SecondFactorAdded(Fact):
    """No secret of it is a fact, nor how somebody calls their device."""

    person: str
    factor: Factor


@fact(
    "people.second_factor_removed",
    ja="{person}さんのサインインの二段階目を外しました",
    en="A second step of signing in was removed for {person}",
)
class SecondFactorRemoved(Fact):
    """Who removed it is the fact's `by`: the person, or whoever helped somebody who was locked out."""

    person: str
    factor: Factor


@fact(
    "people.session_ended",
    ja="{person}さんのサインインを{count}件終わらせました",
    en="Sessions of {person} were ended: {count}",
)
class SessionEnded(Fact):
    """Ended from afar: not a sign-out at the device itself, and not one that ran out."""

    person: str
    count: int


@fact("people.password_changed", ja="{person}さんのパスワードが変わりました", en="The password of {person} was changed")
class PasswordChanged(Fact):
    """by_link: through a link that a colleague had handed over, not by the former password."""

    person: str
    by_link: bool = False


@fact(
    "people.reset_link_made",
    ja="{person}さんにパスワードを決めるリンクを作りました",
    en="A link to set a password was made for {person}",
)
class ResetLinkMade(Fact):
    """Once usable, until this moment. The link itself is nowhere kept."""

    person: str
    until: datetime


@fact("people.left", ja="{person}さんが退職・異動しました", en="{person} left")
class PersonLeft(Fact):
    person: str


@fact("people.token_issued", ja="APIの鍵を発行しました", en="An API token was issued")
class TokenIssued(Fact):
    person: str
    label: str
