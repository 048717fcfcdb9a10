"""A posted form: its fields read with care, its action done once, and nothing typed is lost."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import get_language

from nattoku.ledger.once import Reply
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

E = TypeVar("E", bound=Enum)
T = TypeVar("T")
UNREADABLE = Text(
    "「{name}」を読み取れませんでした。もう一度お選びください。", "“{name}” could not be read. Please choose again."
)
SAVED = Text("保存しました（{clock}）。", "Saved ({clock}).")


class Fields:
    """The fields of a posted form. A value that cannot be read is a Refusal (400), never a crash."""

    def __init__(self, posted: QueryDict) -> None:
        self.posted = posted

    def text(self, name: str) -> str:
        """The words as typed; the browser's CR LF become the line breaks that were typed."""
        return (self.posted.get(name) or "").replace("\r\n", "\n")

    def line(self, name: str) -> str:
        """One line, without blanks around it."""
        return self.text(name).strip()

    def lines(self, name: str) -> list[str]:
        """Every value of the name that holds words."""
        return [v.replace("\r\n", "\n") for v in self.posted.getlist(name) if v.strip()]

    def flag(self, name: str) -> bool:
        """Whether the box was ticked."""
        return self.posted.get(name, "") not in ("", "0", "false", "no")

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; full-width digits and separators are read too."""
        raw = self.line(name).replace(",", "").replace("，", "")
        if not raw:
            return default
        try:
            return int(raw)
        except ValueError as wrong:
            raise Refusal(UNREADABLE.with_(name=name), status=400) from wrong

    def moment(self, name: str) -> datetime | None:
        """A date and time in Tokyo (datetime-local), None when empty."""
        return self._read(name, lambda raw: datetime.fromisoformat(raw).replace(tzinfo=TOKYO))

    def day(self, name: str) -> date | None:
        """A date, None when empty."""
        return self._read(name, date.fromisoformat)

    def choice(self, name: str, kind: type[E]) -> E | None:
        """One of the choices, None when nothing was chosen."""
        return self._read(name, lambda raw: _member(kind, raw))

    def choices(self, name: str, kind: type[E]) -> list[E]:
        """Several of the choices."""
        try:
            return [_member(kind, raw) for raw in self.posted.getlist(name) if raw]
        except ValueError as wrong:
            raise Refusal(UNREADABLE.with_(name=name), status=400) from wrong

    def _read(self, name: str, read: Callable[[str], T]) -> T | None:
        raw = self.line(name)
        if not raw:
            return None
        try:
            return read(raw)
        except ValueError as wrong:
            raise Refusal(UNREADABLE.with_(name=name), status=400) from wrong


def _member(kind: type[E], raw: str) -> E:
    return kind(int(raw)) if issubclass(kind, int) else kind(raw)


def local(moment: datetime | None) -> str:
    """A moment as a datetime-local input shows it, in Tokyo; "" for none."""
    return f"{moment.astimezone(TOKYO):%Y-%m-%dT%H:%M}" if moment else ""


def submit(
    request: HttpRequest,
    act: Callable[[Fields, Person, datetime], str | None],
    *,
    then: str,
    again: Callable[[Refusal], HttpResponse],
) -> HttpResponse:
    """Do what the form asks, once, and go on to the next page; a refusal shows the form again.

    act: returns where to go ("" or None: `then`). again: renders the form with the refusal and what was typed.
    The form's hidden `key` makes a double tap the same fact; its `draft` names the drafts that are now kept.
    """
    fields = Fields(request.POST)
    body = {k: request.POST.getlist(k) for k in request.POST if k != "csrfmiddlewaretoken"}

    def acted() -> Reply:
        return Reply(303, {"to": act(fields, who(request), now(request)) or then})

    try:
        _, answer = once_only(request, body, acted, key=request.POST.get("key", ""))
    except Refusal as refusal:
        return again(refusal)
    if drafts := request.POST.getlist("draft"):
        request.session["draft_done"] = drafts
    saved = SAVED.with_(clock=f"{now(request).astimezone(TOKYO):%H:%M}")
    messages.success(request, saved.to(get_language() or "ja"))
    return HttpResponseRedirect(answer["to"], status=303)
