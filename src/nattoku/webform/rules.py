"""When a person looks before a posting counts as a complaint; what must be there. Pure."""

import re
from dataclasses import dataclass
from datetime import timedelta

from nattoku.cases.words import About, Danger
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.webform.facts import Lang, Sign

SOONEST = timedelta(seconds=3)
LATEST = timedelta(hours=24)
HERE_AN_HOUR, HERE_A_DAY, ALL_AN_HOUR = 5, 20, 100
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LETTER = re.compile(r"\w")
FEWEST_LETTERS = 8

STALE = Text(
    "この画面を開いてから時間が経ちました。お書きになった内容は残っています。もう一度「送信する」を押してください。",
    "This page was open for a long time. What you wrote is still here: please press “Send” once more.",
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the customer typed. silent: 連絡は不要."""

    words: str
    about: tuple[About, ...] = ()
    danger: Danger = Danger.UNKNOWN
    name: str = ""
    phone: str = ""
    mail: str = ""
    silent: bool = False
    convenient: str = ""
    order: str = ""
    consent: bool = False
    lang: Lang = Lang.JA

    @property
    def reach(self) -> str:
        return "" if self.silent else self.phone or self.mail


@dataclass(frozen=True)
class Came:
    """How a posting came. age: how long the form was open, None when its seal is not ours; here, all: earlier ones."""

    age: timedelta | None
    trap: bool = False
    here_an_hour: int = 0
    here_a_day: int = 0
    all_an_hour: int = 0


def signs(entry: Entry, came: Came) -> list[Sign]:
    """Why a person should look first; none for almost everybody. Never a reason to drop it."""
    seen = {
        Sign.TRAP: came.trap,
        Sign.FORGED: came.age is None,
        Sign.FAST: came.age is not None and came.age < SOONEST,
        Sign.LINKS: only_links(entry.words),
        Sign.MANY_HERE: came.here_an_hour >= HERE_AN_HOUR or came.here_a_day >= HERE_A_DAY,
        Sign.MANY: came.all_an_hour >= ALL_AN_HOUR,
    }
    return [sign for sign, shown in seen.items() if shown]


def only_links(words: str) -> bool:
    """Whether there is a link and hardly a word beside it."""
    return bool(_LINK.search(words)) and len(_LETTER.findall(_LINK.sub("", words))) < FEWEST_LETTERS


def refuse_unfinished(entry: Entry, *, is_mail: bool) -> None:
    """Nothing is asked that can be left out: the words, a way to answer or the wish for none, and the consent."""
    if not entry.words.strip():
        raise _missing("どのようなことがあったかをお書きください。", "Please tell us what happened.")
    if not entry.silent and not entry.phone.strip() and not entry.mail.strip():
        raise _missing(
            "お電話番号かメールアドレスをご記入ください。ご連絡が不要のときは「連絡は不要です」をお選びください。",
            "Please give a phone number or an e-mail address, or tick “Please do not contact me”.",
        )
    if entry.mail.strip() and not is_mail:
        raise _missing("メールアドレスをお確かめください。", "Please check the e-mail address.")
    if not entry.consent:
        raise _missing(
            "お書きいただいた内容をこのお申し出への対応にだけ用いることに、ご同意をお願いいたします。",
            "Please agree that we use what you write for handling this matter only.",
        )


def _missing(ja: str, en: str) -> Refusal:
    return Refusal(Text(ja, en), status=400)
