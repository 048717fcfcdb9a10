"""The demo channel: it writes nothing outside. Every letter is said to have arrived at once; nobody gets it.

It is the only channel of a database that was born as a demo: no real room and no real mailbox can be
reached from one, whatever the settings say.
"""

from datetime import datetime, timedelta
from functools import cache

from nattoku.lib.text import Text
from nattoku.notices.channels import Finding, Letter, Readers, Sent


class Demo:
    name = "demo"
    label = Text("お試し用の送信先", "The demo channel")
    settle_after = timedelta(0)

    def send(self, letter: Letter) -> Sent:
        return Sent(f"demo:{letter.ref}")

    def find(self, letter: Letter, since: datetime | None = None) -> Finding:
        """Never there: sending a demo letter a second time harms nobody."""
        return None

    def check_address(self, address: str) -> Text | None:
        return None

    def readers(self, address: str) -> Readers:
        return Readers(inside=1)


@cache
def channel() -> Demo:
    return Demo()
