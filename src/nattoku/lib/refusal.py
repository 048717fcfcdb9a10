"""A refusal in plain words: the same sentence on the page, in the API and on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nattoku.lib.text import Text


class Refusal(Exception):
    """What is in the way and what to do, in both languages.

    status: 400 bad input, 403 not yours to do, 404 unknown or foreign, 409 a gate is closed or somebody
    was faster, 422 the same id with another body.
    confirm: what one says to go on all the same (the field `again`), None where nothing can be said.
    owed: open promises in the way (dicts of promise, to, what, due_at); unanswered: questions in the way.
    """

    def __init__(
        self,
        sentence: Text,
        *,
        status: int = 409,
        owed: Sequence[dict[str, Any]] = (),
        unanswered: Sequence[Text] = (),
        confirm: Text | None = None,
    ) -> None:
        super().__init__(sentence.ja)
        self.sentence = sentence
        self.status = status
        self.owed = list(owed)
        self.unanswered = list(unanswered)
        self.confirm = confirm
