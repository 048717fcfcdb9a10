"""One house, one Chromium and one Chatwork-like server for all browser stories of a worker.

Playwright keeps an event loop running in its thread, in which Django's database calls of other tests would refuse to
work. So every browser story runs in one thread of its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from stories.browser.people import Desk
from tests.house import found
from tests.house import house as house_at
from tests.peers.chatwork import ChatworkPeer
from tests.peers.smtp import SmtpPeer

_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Stage:
    """What all browser stories play on. data: the house's own directory; post: where its mail arrives."""

    url: str
    tokens: dict[str, str]
    peer: ChatworkPeer
    post: SmtpPeer
    data: Path


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data directory with the company in it, to be copied; and everybody's token."""
    data = tmp_path_factory.mktemp("founded")
    return data, found(data)


@contextmanager
def opened(founded: tuple[Path, dict[str, str]], to: Path) -> Iterator[Stage]:
    """A house of its own: a copy of the founded company behind a running server, and the rooms it writes to."""
    shutil.copytree(founded[0], to)
    with ChatworkPeer(rooms=("101", "102"), calls_per_window=0, posts_per_10s=0) as peer, SmtpPeer() as post:
        channels = {
            "NATTOKU_CHATWORK_URL": peer.url,
            "NATTOKU_CHATWORK_TOKEN": peer.token,
            "NATTOKU_SMTP_HOST": post.host,
            "NATTOKU_SMTP_PORT": str(post.port),
            "NATTOKU_SMTP_STARTTLS": "false",
            "NATTOKU_MAIL_FROM": "nattoku@example.jp",
            "NATTOKU_WEBPUSH_LOOPBACK": "true",
        }
        with house_at(to, **channels) as running:
            yield Stage(running.url, founded[1], peer, post, running.data)


@pytest.fixture(scope="session")
def stage(founded: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The house of the stories; each brings its own cases."""
    with opened(founded, tmp_path_factory.mktemp("house") / "data") as made:
        yield made


@pytest.fixture(scope="session")
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1, thread_name_prefix="browser") as one:
        yield one


@pytest.fixture(scope="session")
def chromium(thread: ThreadPoolExecutor) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("chromium is not installed")
    playwright = thread.submit(sync_playwright().start).result()
    browser = thread.submit(
        partial(playwright.chromium.launch, executable_path=path, args=_ARGS, env=os.environ | {"LANGUAGE": "ja"})
    ).result()
    yield browser
    thread.submit(browser.close).result()
    thread.submit(playwright.stop).result()


@pytest.fixture(scope="session")
def _kept() -> dict[str, Any]:
    """Who has signed in already."""
    return {}


@pytest.fixture
def desk(stage: Stage, chromium: Browser, thread: ThreadPoolExecutor, _kept: dict[str, Any]) -> Iterator[Desk]:
    """Devices for the people of a story; ends with the assurance that no console had anything to complain of."""
    desk = Desk(stage.url, chromium, _kept)
    yield desk
    thread.submit(desk.close).result()
    assert desk.complaints == []


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if "desk" not in pyfuncitem.funcargs:
        return None
    story: Callable[..., Any] = pyfuncitem.obj
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    pyfuncitem.funcargs["thread"].submit(partial(story, **arguments)).result()
    return True
