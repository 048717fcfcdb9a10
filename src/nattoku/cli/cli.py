"""nattoku serve, web, init, upgrade, doctor, token."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import nattoku.web
from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

F = TypeVar("F", bound=Callable[..., Any])


def _address(command: F) -> F:
    command = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))(command)
    return click.option("--host", default="127.0.0.1", show_default=True)(command)


def _refuse_unbuilt() -> None:
    if not (Path(nattoku.web.__file__).parent / "static" / "nattoku" / "app.css").exists():
        raise Refusal(
            Text(
                "画面の部品がありません。make setup を実行してください。",
                "The assets are not built. Please run: make setup",
            )
        )


@click.command(help="画面と通知をまとめて動かす / web and worker together on the embedded database")
@click.option("--demo", is_flag=True, help="お試しの会社で / with a believable demo company")
@_address
@click.option("--workers", default=0, help="0: one a core, at most 2 on SQLite")
@data
def serve(demo: bool, host: str, port: int, workers: int, _data: str | None) -> None:
    """Makes or upgrades the database, then serves until stopped."""
    from nattoku.cli.supervisor import Supervisor
    from nattoku.ledger import birth
    from nattoku.lib.terminal import tell

    _refuse_unbuilt()
    if demo:
        birth.be_demo()
        birth.refuse_open_demo(host)
        from nattoku.demo.fill import fill_once

        fill_once()
    birth.upgrade()
    birth.refuse_open_demo(host)
    where = f"http://{host}:{port}/"
    tell(Text(f"納得を動かしています：{where}（終えるには Ctrl+C）", f"Nattoku is running: {where} (Ctrl+C stops it)"))
    web = ["web", "--host", host, "--port", str(port), "--workers", str(workers)]
    sys.exit(Supervisor({"web": web, "worker": ["worker"]}).run())


@click.command(help="画面とAPIだけを動かす / the web server alone")
@_address
@click.option("--workers", default=0, help="0: one a core, at most 2 on SQLite")
@data
def web(host: str, port: int, workers: int, _data: str | None) -> None:
    """Serves pages and the API; the worker runs apart."""
    from django.db import connection
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from nattoku.ledger import birth

    birth.refuse_open_demo(host)
    connection.close()
    cores = os.cpu_count() or 1
    # SQLite: at most three writing processes, of which the worker is one
    count = workers or (min(cores, 2) if connection.vendor == "sqlite" else cores)
    Server(
        "nattoku.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=count,
        blocking_threads=1,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


@click.command(help="はじめの用意：会社と代表 / first start: the company and its representative")
@click.option("--division", required=True, help="はじめの部門 / the first division")
@click.option("--name", required=True, help="代表のお名前 / the representative's name")
@click.option("--email", required=True)
@click.password_option(help="代表のパスワード（10文字以上）")
@data
def init(division: str, name: str, email: str, password: str, _data: str | None) -> None:
    """Makes the database, the first division and the representative."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from nattoku.ledger import birth
    from nattoku.ledger.models import Head
    from nattoku.lib.terminal import tell
    from nattoku.people import actions as people
    from nattoku.people.facts import Role

    birth.upgrade()
    if Head.objects.exists():
        raise Refusal(Text("ここにはすでに会社があります。", "There is a company here already."))
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Refusal(Text(" ".join(weak.messages), " ".join(weak.messages)), status=400) from weak
    at = timezone.now()
    pk = people.open_division(name=division, by=people.SYSTEM, at=at)
    top = people.join(name=name, email=email, role=Role.REPRESENTATIVE, password=password, by=people.SYSTEM, at=at)
    people.assign(person=top, division=pk, leads=True, by=top, at=at)
    tell(Text("用意ができました。nattoku serve で始められます。", "Ready. Start it with: nattoku serve"))


@click.command(help="古い版のデータを今の版にする / bring any older data to this version")
@data
def upgrade(_data: str | None) -> None:
    """One step, whatever the older version was."""
    from nattoku.ledger import birth
    from nattoku.lib.terminal import tell

    birth.upgrade()
    tell(Text("今の版になりました。", "The data is at this version."))


@click.command(help="この設置の具合を言葉で言う / what is wrong with this installation, and how to mend it")
@as_json
@data
def doctor(as_json: bool, _data: str | None) -> None:
    """Exit 1 when something is wrong."""
    from nattoku.cli import doctor as look
    from nattoku.lib.terminal import answer, language, tell

    findings = look.findings()
    if as_json:
        answer([{"what": what.to(language()), "mend": mend.to(language())} for what, mend in findings])
    elif not findings:
        tell(Text("問題は見つかりません。", "Nothing is wrong."))
    else:
        for what, mend in findings:
            tell(Text(f"{what.ja}\n　→ {mend.ja}", f"{what.en}\n  -> {mend.en}"))
    sys.exit(1 if findings else 0)


@click.group(help="APIの鍵 / API tokens")
def token() -> None:
    pass


@token.command("create", help="鍵を一つ作る（一度だけ表示） / a new token, shown once")
@click.option("--person", required=True, metavar="EMAIL")
@click.option("--label", default="cli")
@data
def create(person: str, label: str, _data: str | None) -> None:
    """Prints the token on standard output."""
    from django.utils import timezone

    from nattoku.people.actions import issue_token
    from nattoku.people.actor import actor

    found = actor(person)
    click.echo(issue_token(person=found.pk, label=label, by=found.pk, at=timezone.now()))


commands = [serve, web, init, upgrade, doctor, token]
