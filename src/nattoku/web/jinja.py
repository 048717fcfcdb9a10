"""What every template may use."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from jinja2 import Environment, StrictUndefined

from nattoku.ledger.append import mark
from nattoku.lib import clock, honorific
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people


def lang() -> str:
    """The language of this request: "ja" or "en"."""
    return "en" if (get_language() or "ja").startswith("en") else "ja"


def t(ja: Any, en: str | None = None) -> str:
    """One sentence in the language of this request; takes a Text or the two sentences."""
    return (ja if en is None else Text(ja, en)).to(lang())


def say(words: Any) -> str:
    """A Text in the language of this request; a plain string as it is."""
    return words.to(lang()) if isinstance(words, Text) else str(words)


def when(moment: datetime | date | None) -> str:
    """11月22日(日) 15:00, with the year when it is another than this; "" for nothing."""
    return say(clock.when(moment, at=timezone.now())) if moment else ""


def ago(moment: datetime | None) -> str:
    """12分前, or "" for nothing."""
    return say(clock.ago(moment, at=timezone.now())) if moment else ""


def yen(amount: int) -> str:
    """12,000円 / ¥12,000."""
    return f"¥{amount:,}" if lang() == "en" else f"{amount:,}円"


def addressed(name: str, company: bool = False) -> str:
    """青木 花子様, 株式会社青木 御中; the name alone in English."""
    return say(honorific.addressed(name, company=company))


def environment(**options: Any) -> Environment:
    """The Jinja2 environment: autoescape on, unknown names are errors."""
    options["undefined"] = StrictUndefined
    env = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.do"], **options)
    env.globals.update(static=static, url=_url, t=t, say=say, now=timezone.now, our_company=people.described)
    env.filters.update(when=when, ago=ago, yen=yen, say=say, addressed=addressed, span=lambda d: say(clock.span(d)))
    return env


def _url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs)


MENU = [
    ("/", Text("きょう", "Today"), "board.day"),
    ("/cases", Text("案件", "Cases"), "cases.see"),
    ("/leader", Text("リーダー", "Leader"), "board.leader"),
    ("/representative", Text("代表", "Representative"), "board.representative"),
    ("/duties", Text("務め", "Duties"), "duties.see"),
    ("/signs", Text("兆し", "Signs"), "signs.see"),
    ("/files", Text("対応ファイル", "Case files"), "lessons.see"),
    ("/processes", Text("工程", "Process"), "orders.see"),
    ("/monthly", Text("月次", "Monthly"), "monthly.see"),
    ("/setup", Text("用意", "Set-up"), "setup.run"),
]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: who reads it, the menu the role allows, whether this is a demo."""
    person = request.user if request.user.is_authenticated else None
    here = request.path
    menu = [
        (href, words, here == href or (href != "/" and here.startswith(href)))
        for href, words, act in MENU
        if person is not None and access.may(person, act)
    ]
    return {
        "lang": lang(),
        "person": person,
        "may": lambda act: person is not None and access.may(person, act),
        "menu": menu,
        "demo": bool(mark("demo")),
        "draft_done": request.session.pop("draft_done", None) if hasattr(request, "session") else None,
        "https": settings.SESSION_COOKIE_SECURE,
    }
