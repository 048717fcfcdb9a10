"""The forms of a case: one table, one template. Each form asks a few things and calls one action."""

from typing import Final

from nattoku.cases.forms import belonging, heard, inside, mentioned, owed
from nattoku.cases.forms.owed import PROMISE_FORMS
from nattoku.cases.forms.shape import Form, Input, Seen

PAGES: Final[dict[str, tuple[Form, ...]]] = heard.PAGES | owed.PAGES | inside.PAGES | mentioned.PAGES | belonging.PAGES

__all__ = ["PAGES", "PROMISE_FORMS", "Form", "Input", "Seen"]
