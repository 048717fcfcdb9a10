"""Nobody is sent to a door that is shut: what a page offers its reader, opens."""

import re
from collections import deque
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.company import Company


class _Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith("/"):
            self.found.append(address.partition("#")[0])


@pytest.mark.parametrize("who", ["sato", "chiba", "kato", "daihyo", "viewer"])
@pytest.mark.usefixtures("world")
def test_every_link_a_person_is_shown_opens_for_that_person(company: Company, who: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(getattr(company, who), backend="django.contrib.auth.backends.ModelBackend")
    shut, seen, ahead = [], {"/"}, deque([("/", "the address bar")])
    while ahead:
        address, offered_by = ahead.popleft()
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            shut.append(f"{address} ({answer.status_code}), offered by {offered_by}")
        if answer["Content-Type"].startswith("text/html"):
            for link in _Links(answer.content.decode()).found:
                if _shape(link) not in seen:
                    seen.add(_shape(link))
                    ahead.append((link, address))
    assert len(seen) > 20
    assert not shut, "\n".join(shut)


def _shape(address: str) -> str:
    """The address without its numbers: one page of each kind is opened, and each way of asking for it."""
    return re.sub(r"[0-9a-f]{32,}|\d+", "N", re.sub(r"=[^&]*", "=", address))
