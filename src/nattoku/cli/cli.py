"""nattoku serve, web, upgrade, doctor, token."""

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

OPEN_AT_ONCE = 8192  # requests and open streams of one process
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
    from nattoku.setup import opening

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
    if opening.unfounded():
        first = f"{where}setup/first/{opening.key()}"
        tell(
            Text(
                f"はじめての起動です。次のリンクを開いて、用意を始めてください（一度だけ使えます）：\n　{first}",
                f"This is the first start. Open this link to set the company up (it works once):\n  {first}",
            )
        )
    web = ["web", "--host", host, "--port", str(port), "--workers", str(workers)]
    sys.exit(Supervisor({"web": web, "worker": ["worker"]}).run())


@click.command(help="画面とAPIだけを動かす / the web server alone")
@_address
@click.option("--workers", default=0, help="0: one a core, at most 2 on SQLite")
@data
def web(host: str, port: int, workers: int, _data: str | None) -> None:
    """Serves pages and the API; the worker runs apart."""
    from django.db import connection
    from django.urls import get_resolver
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels
    from granian.server import Server

    from nattoku.ledger import birth
    from nattoku.live import presence

    birth.refuse_open_demo(host)
    presence.forget()
    get_resolver().url_patterns  # noqa: B018  loaded once, before the processes part: they share it
    connection.close()
    cores = os.cpu_count() or 1
    # SQLite: at most three writing processes, of which the worker is one
    count = workers or (min(cores, 2) if connection.vendor == "sqlite" else cores)
    Server(
        "nattoku.web.rsgi:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,
        websockets=False,
        workers=count,
        backpressure=OPEN_AT_ONCE,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


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


@click.command(help="一つのファイルに控える（動かしたまま） / one file that holds everything, made while running")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
@data
def backup(file: Path, as_json: bool, _data: str | None) -> None:
    """Verified by restoring it to a place of its own before it is called done."""
    from django.utils import timezone

    from nattoku.cli import backup as copies
    from nattoku.lib.terminal import answer, tell

    tell(Text("控えを作り、戻して確かめています…", "Making the backup, and restoring it to check…"))
    manifest = copies.make(file.absolute(), at=timezone.now())
    told = copies.summary(manifest, file)
    if as_json:
        answer(told)
    tell(
        Text(
            "控えました：{file}（記録{n}件、戻して確かめました）", "Done: {file} ({n} facts, restored and verified)"
        ).with_(file=file, n=manifest.facts)
    )


@click.command(help="控えから戻す（空の場所へ） / restore a backup into an empty directory")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@as_json
@data
def restore(file: Path, as_json: bool, _data: str | None) -> None:
    """Nothing that was on its way is sent again by itself: look at the notices that did not arrive."""
    import subprocess

    from django.conf import settings
    from django.db import connection

    from nattoku.cli import backup as copies
    from nattoku.lib.terminal import answer, tell

    connection.close()
    where = Path(settings.NATTOKU_DATA)
    manifest = copies.restore(file, where)
    settled = subprocess.run(
        [sys.executable, "-m", "nattoku", "settle-restored", "--data", str(where)],
        capture_output=True,
        text=True,
        check=False,
    )
    if settled.returncode:
        raise Refusal(
            Text("戻した記録を確かめられませんでした：{why}", "What was restored does not verify: {why}").with_(
                why=settled.stderr[-500:]
            )
        )
    if as_json:
        answer(copies.summary(manifest, file))
    tell(
        Text(
            "{dir} に戻しました（記録{n}件）。送信の途中だったお知らせは、「届いていないお知らせ」でお確かめください。",
            "Restored to {dir} ({n} facts). Please look at the notices that did not arrive: they are not sent by themselves.",
        ).with_(dir=where, n=manifest.facts)
    )


@click.command("settle-restored", hidden=True)
@data
def settle_restored(_data: str | None) -> None:
    """Called by `restore` in the restored directory: brings it to this version, verifies, holds what was on its way."""
    from django.utils import timezone

    from nattoku.cli import backup as copies
    from nattoku.ledger import birth
    from nattoku.ledger.verify import verify

    birth.upgrade()
    if broken := verify().broken:
        raise Refusal(Text("記録が合いません：{why}", "The ledger does not verify: {why}").with_(why=broken[0].why))
    copies.settle(at=timezone.now())


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


commands = [serve, web, upgrade, doctor, backup, restore, settle_restored, token]
