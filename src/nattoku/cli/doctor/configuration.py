"""What an operator has set (NATTOKU_*): words that nobody reads, values that leave a door open."""

import difflib
import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from django.conf import settings
from pydantic import ValidationError
from pydantic_settings import BaseSettings

import nattoku
from nattoku.cli.doctor.finding import Finding
from nattoku.cli.unready import why
from nattoku.lib.text import Text

_ALSO = ("NATTOKU_LANG", "NATTOKU_PERSON")
_OURS = ("NATTOKU_TEST_", "NATTOKU_BENCH_")  # of those who work on the code
_NOBODY = Text("{name} という設定はありません。", "There is no setting {name}.")
_NEAR = Text("{near} の書き間違いではないでしょうか。", "Did you mean {near}?")
_REMOVE = Text("書き間違いでなければ、消してください。", "If it is not a slip of the pen, remove it.")
_UNUSABLE = Text("{name} の値を使えません（{why}）。", "The value of {name} cannot be used ({why}).")
_WRITE = Text("設定ファイルの {name} を直し、動かし直してください。", "Put {name} right, and start again.")
_CLEAR = Text(
    "社外から使える名前（{host}）で応えるのに、NATTOKU_HTTPS=1 がありません。",
    "It answers to a public name ({host}) without NATTOKU_HTTPS=1.",
)
_COVER = Text(
    "HTTPSのうしろに置き（docs/running.md）、NATTOKU_HTTPS=1 を設定してください。いまはサインインの印が暗号化されずに送られるおそれがあります。",
    "Put it behind HTTPS (docs/running.md) and set NATTOKU_HTTPS=1: sign-ins may travel in clear as it is.",
)


def findings() -> list[Finding]:
    """What is wrong with it, beside what cannot be read (`unusable`)."""
    return [*unknown(os.environ), *in_clear(settings.ALLOWED_HOSTS, https=settings.SESSION_COOKIE_SECURE)]


def readers() -> Iterator[type[BaseSettings]]:
    """Every class that reads settings, wherever it stands."""
    here = Path(nattoku.__file__).parent
    for file in sorted(here.glob("**/settings.py")):
        name = ".".join(["nattoku", *file.relative_to(here).with_suffix("").parts])
        for one in vars(import_module(name)).values():
            if isinstance(one, type) and issubclass(one, BaseSettings) and one is not BaseSettings:
                yield one


def names() -> set[str]:
    """All that may be set."""
    known = {f"{one.model_config['env_prefix']}{field}".upper() for one in readers() for field in one.model_fields}
    return known | set(_ALSO)


def unknown(environment: Mapping[str, str]) -> list[Finding]:
    """Names that nobody reads: a slip of the pen that would leave a channel silent."""
    known, found = names(), []
    for name in sorted(environment):
        if name.startswith("NATTOKU_") and not name.startswith(_OURS) and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            found.append(Finding(_NOBODY.with_(name=name), _NEAR.with_(near=near[0]) if near else _REMOVE))
    return found


def unusable() -> list[Finding]:
    """Values that cannot be read. The value itself is never shown: it may be a password."""
    found = []
    for one in readers():
        try:
            one()
        except ValidationError as wrong:
            found += [
                _unusable(one, error["loc"], why(error))
                for error in wrong.errors(include_input=False, include_url=False)
            ]
    return found


def _unusable(one: type[BaseSettings], place: tuple[int | str, ...], because: Text) -> Finding:
    name = f"{one.model_config['env_prefix']}{place[0] if place else ''}".upper()
    return Finding(_UNUSABLE.with_(name=name, why=because), _WRITE.with_(name=name))


def in_clear(hosts: list[str], *, https: bool) -> list[Finding]:
    """Names from outside without HTTPS."""
    local = ("localhost", "127.0.0.1", "[::1]", "testserver")
    public = [
        h for h in hosts if h.strip() and h.strip() not in local and not h.endswith((".local", ".lan", ".internal"))
    ]
    return [Finding(_CLEAR.with_(host=public[0]), _COVER)] if public and not https else []
