"""Whom a stream is for."""

from dataclasses import dataclass

BOARD = ""


@dataclass(frozen=True)
class Seat:
    """Somebody who looks at a page. stream: the case's, or BOARD for a page of many cases.

    seen: the version the page shows; session: the key under which the person is signed in; lang: "ja" or "en";
    promise: the one that the page is about to settle, "" for none.
    """

    person: str
    session: str
    stream: str
    seen: int
    lang: str
    promise: str = ""
