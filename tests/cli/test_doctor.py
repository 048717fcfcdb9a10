"""What is wrong with an installation is said in words, and how to mend it."""

import fcntl
import os
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pydantic import ValidationError

from nattoku.cases import actions as cases
from nattoku.cases.words import Door
from nattoku.cli import doctor, unready
from nattoku.cli.doctor import configuration, data, outside, place, running
from nattoku.mail.settings import Settings as In
from nattoku.notices.channels.mail.settings import Settings as Out
from nattoku.settings import Environment
from tests.company import NOW, Company
from tests.peers.smtp import SmtpPeer


def said(found: list[doctor.Finding]) -> str:
    assert all(one.what.ja and one.what.en and one.mend.ja and one.mend.en for one in found)
    return " ".join(f"{one.what.ja} {one.mend.ja}" for one in found)


def received(company: Company) -> None:
    cases.receive(
        cases.Intake(door=Door.PHONE, words="届かない", fact="届いていない", division=company.sales),
        by=company.sato,
        at=NOW,
    )


def run(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("NATTOKU_")} | more.pop("environment", {})
    return subprocess.run(
        [sys.executable, "-m", "nattoku", *words], capture_output=True, text=True, env=environment, check=False, **more
    )


def test_a_sound_installation_has_nothing_wrong(company: Company) -> None:
    assert data.findings() == [f for f in data.findings() if "SQLite" in f.what.ja], (
        "but for an old SQLite, if it is one"
    )
    assert not running.findings()
    assert not data.unreadable()


def test_a_disk_that_is_nearly_full_is_told_with_what_would_happen(tmp_path: Path) -> None:
    assert "MBしかありません" in said(place.room(tmp_path, low=1 << 62))
    assert not place.room(tmp_path, low=0)


def test_data_that_others_can_read_is_told_with_the_command_that_closes_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    tmp_path.chmod(0o755)
    (tmp_path / "secret").chmod(0o644)
    assert f"chmod go-rwx {tmp_path}" in said(place.opened(tmp_path))
    tmp_path.chmod(0o700)
    assert not place.opened(tmp_path), "a closed directory closes what is in it"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_another_user_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "nattoku.sqlite3").touch(0o400)
    assert "nattoku.sqlite3 に書き込めません" in said(place.closed(tmp_path))


@pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="a file is locked")
def test_a_database_that_somebody_holds_is_told_after_a_while_and_not_called_broken(own_database: Any) -> None:
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "占められたまま" in said(data.unreadable(patience=0.05))
    other.execute("ROLLBACK")
    assert not data.unreadable(patience=0.05)
    other.close()


def test_a_clock_that_has_fallen_behind_the_last_record_is_told() -> None:
    assert "最後の記録" in said(data.clock(now=NOW, last=NOW + timedelta(hours=3)))
    assert not data.clock(now=NOW, last=NOW + timedelta(seconds=3)), "seconds are no matter"
    assert not data.clock(now=NOW, last=None)


@pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="the embedded database has one worker"
)
def test_promises_that_nobody_watches_are_told(company: Company) -> None:
    assert not running.asleep(), "there is nothing to do yet"
    received(company)
    assert "nattoku worker" in said(running.asleep())
    held = os.open(Path(settings.NATTOKU_DATA) / "worker.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    assert not running.asleep(), "the lock is the worker's life"
    os.close(held)


def test_a_notice_that_should_have_gone_out_is_told(company: Company) -> None:
    received(company)
    assert not running.standing(at=NOW + timedelta(minutes=1))
    assert "まだ出ていません" in said(running.standing(at=NOW + timedelta(days=9)))


def test_a_setting_that_nobody_reads_is_told_with_the_one_that_was_meant() -> None:
    found = configuration.unknown(
        {"NATTOKU_SMTP_HOTS": "x", "NATTOKU_DATA": "/x", "NATTOKU_TEST_DATABASE": "", "HOME": ""}
    )
    assert (
        said(found) == "NATTOKU_SMTP_HOTS という設定はありません。 NATTOKU_SMTP_HOST の書き間違いではないでしょうか。"
    )


def test_every_setting_of_the_example_and_of_the_documents_is_one_that_is_read() -> None:
    root = Path(__file__).parents[2]
    example = re.findall(r"(?m)^[# ]*(NATTOKU_[A-Z0-9_]+)=", (root / "examples/running/nattoku.env").read_text())
    pages = [root / "README.ja.md", root / "docs/running.md", *(root / "docs/channels").glob("*.md")]
    told = [name for page in pages for name in re.findall(r"`(NATTOKU_[A-Z0-9_]+)[`=]", page.read_text())]
    assert example
    assert len(told) > 20
    assert not configuration.unknown(dict.fromkeys([*example, *told], ""))


def test_a_value_that_cannot_be_read_is_named_and_never_shown(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NATTOKU_SMTP_PORT", "s3cret")
    told = said(configuration.unusable())
    assert "NATTOKU_SMTP_PORT" in told
    assert "s3cret" not in told
    assert "NATTOKU_SMTP_PORT" in said(doctor.findings()), "and the mail servers are not asked with it"


def test_a_public_name_without_https_is_told() -> None:
    assert "NATTOKU_HTTPS=1" in said(configuration.in_clear(["localhost", "nattoku.example.jp"], https=False))
    assert not configuration.in_clear(["localhost", "nattoku.example.jp"], https=True)
    assert not configuration.in_clear(["localhost", "127.0.0.1"], https=False)


def test_a_mail_server_that_is_away_or_does_not_let_us_in_is_told_and_gets_no_mail() -> None:
    with SmtpPeer() as peer:
        told = Out(smtp_host=peer.host, smtp_port=peer.port, smtp_starttls=False, mail_from="nattoku@example.jp")
        assert not outside.sending(told)
        assert "STARTTLS" in said(outside.sending(told.model_copy(update={"smtp_starttls": True})))
        assert not peer.arrived
    assert "接続できません" in said(outside.sending(told)), "it is gone"
    assert "NATTOKU_MAIL_FROM" in said(outside.sending(told.model_copy(update={"mail_from": ""})))
    assert not outside.sending(Out(smtp_host="")), "where none is set up, nothing is wrong"


def test_a_mailbox_that_cannot_be_opened_is_told() -> None:
    with SmtpPeer() as peer:  # a server that speaks no IMAP
        told = In(imap_host=peer.host, imap_port=peer.port, imap_tls=False, imap_user="x", imap_password="y")
        found = said(outside.receiving(told))
    assert "メールボックスを読めません" in found
    assert f"{peer.host}:{peer.port}" in found


def test_settings_that_cannot_be_read_are_named_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATTOKU_SESSION_DAYS", "s3cret")
    with pytest.raises(ValidationError) as wrong:
        Environment()
    told = unready.told(wrong.value)
    assert told.ja.startswith("設定 NATTOKU_SESSION_DAYS の値を使えません（数ではありません）")
    assert "s3cret" not in told.ja + told.en


def test_data_that_cannot_be_reached_ends_every_command_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = run("doctor", "--data", str(tmp_path / "file"))
    assert told.returncode == 1
    assert "データの置き場所" in told.stderr
    assert "Traceback" not in told.stderr
