"""How one person hears: their own addresses, which is tried first, quiet hours, and a notice to try it out."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nattoku.ledger.append import mark
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Lang, Text
from nattoku.notices.channels import Channel, channels, label
from nattoku.notices.models import Notice
from nattoku.notices.queries import LOOK, STATES
from nattoku.people import access
from nattoku.people import actions as people
from nattoku.people import queries as company
from nattoku.people.models import Person

TRIED = "notices.tried"
MOST = 20
OWN = "mail"  # stands for the mailbox that a person signs in with
NO_CHANNEL = Text("その連絡手段はありません。", "There is no such channel.")
NO_ADDRESS = Text("その連絡先が見つかりません。", "There is no such address.")
KEPT = Text(
    "サインインに使うメールアドレスは、ここでは消せません。", "The address you sign in with cannot be removed here."
)
TOO_MANY = Text(
    "連絡先は{most}件までです。使っていないものを消してください。",
    "There can be {most} addresses. Please remove one that is not used.",
)
HIDDEN = Text("登録済み", "Registered")
MAILBOX = Text("サインインに使うメール", "The mailbox you sign in with")
_SUBJECT = Text("【お試し】納得からのお知らせ", "[Test] A notice from Nattoku")
_BODY = Text(
    "このお知らせが届いていれば、お申し出のお知らせもここに届きます。お返事は要りません。",
    "If this arrived, notices of complaints will arrive here too. No answer is needed.",
)


@dataclass(frozen=True)
class Address:
    """One way to reach a person. shown: the address, or a word for one that is a secret. tried: the last test."""

    account: str
    channel: str
    label: str
    shown: Text
    mention: str
    tried: Notice | None

    @property
    def through(self) -> Text:
        return label(self.channel)

    @property
    def removable(self) -> bool:
        return self.account != OWN

    @property
    def state(self) -> Text | None:
        return STATES[self.tried.state] if self.tried else None

    @property
    def reason(self) -> Text | None:
        if self.tried and self.tried.state == "unknown":
            return LOOK
        return Text(self.tried.reason_ja, self.tried.reason_en) if self.tried and self.tried.reason_ja else None


def addresses(by: Person) -> list[Address]:
    """Where this person hears, the mailbox they sign in with last."""
    access.allow(by, "notices.hear")
    tried = {n.address: n for n in Notice.objects.filter(kind=TRIED, to=f"person:{by.pk}").order_by("id")}
    known = channels()
    own = [
        Address(a.pk, a.channel, a.label, _shown(known.get(a.channel), a.address), a.mention, tried.get(a.address))
        for a in company.accounts(by.pk)
    ]
    return [*own, Address(OWN, "mail", "", Text(by.email, by.email), "", tried.get(by.email))]


def order(by: Person) -> list[str]:
    """The channels this person has, the first tried first."""
    has = list(dict.fromkeys(a.channel for a in addresses(by)))
    chosen = [one for one in by.channels if one in has]
    return [*chosen, *(one for one in has if one not in chosen)]


def offered() -> list[tuple[str, Text, Text]]:
    """(name, label, how to write an address) of every channel that a person may add an address of."""
    found = [(c, getattr(c, "address_hint", None)) for c in channels().values() if getattr(c, "ready", True)]
    return sorted(((c.name, label(c.name), hint) for c, hint in found if hint), key=lambda one: one[1].en)


def add(*, channel: str, address: str, mention: str = "", words: str = "", by: Person, at: datetime) -> str:
    """An address of one's own; returns the account's id. words: what the person calls it.

    Refused (400) when the channel is unknown or cannot use the address.
    """
    access.allow(by, "notices.hear")
    found = channels().get(channel)
    if found is None or channel == "demo":
        raise Refusal(NO_CHANNEL, status=400)
    if sentence := found.check_address(address):
        raise Refusal(sentence, status=400)
    if len(company.accounts(by.pk)) >= MOST:
        raise Refusal(TOO_MANY.with_(most=MOST))
    return people.add_account(
        person=by.pk, channel=channel, address=address, mention=mention, label=words, by=by.pk, at=at
    )


def remove(account: str, *, by: Person, at: datetime) -> None:
    """That address is no longer used. Refused (404) when it is not this person's, (409) for the one to sign in."""
    access.allow(by, "notices.hear")
    if account == OWN:
        raise Refusal(KEPT)
    people.remove_account(person=by.pk, account=account, by=by.pk, at=at)


def choose(*, order: Sequence[str], quiet_from: str, quiet_to: str, digest: bool, by: Person, at: datetime) -> None:
    """Which channel is tried first, the quiet hours, one digest a day. Refused (400) for what cannot be used."""
    access.allow(by, "notices.hear")
    if any(one not in channels() for one in order):
        raise Refusal(NO_CHANNEL, status=400)
    people.set_hearing(
        person=by.pk,
        order=list(dict.fromkeys(order)),
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        digest=digest,
        by=by.pk,
        at=at,
    )


def try_out(account: str, *, lang: Lang = "ja", by: Person, at: datetime) -> str:
    """Send this person a test notice there, by the outbox like every other; returns its mark. Refused (404)."""
    access.allow(by, "notices.hear")
    channel, address, mention = _account(account, by)
    notice = Notice(
        ref=f"N-{secrets.token_hex(8)}",
        stream="",
        seq=0,
        kind=TRIED,
        to=f"person:{by.pk}",
        channel="demo" if mark("demo") else channel,
        address=address,
        mention=mention,
        subject=_SUBJECT.to(lang),
        body=_BODY.to(lang),
        due_at=at,
        created_at=at,
    )
    notice.save(force_insert=True)
    return notice.ref


def _account(account: str, by: Person) -> tuple[str, str, str]:
    if account == OWN:
        return "mail", by.email, ""
    for one in company.accounts(by.pk):
        if one.pk == account:
            return one.channel, one.address, one.mention
    raise Refusal(NO_ADDRESS, status=404)


def _shown(channel: Channel | None, address: str) -> Text:
    return HIDDEN if getattr(channel, "secret_address", channel is None) else Text(address, address)
