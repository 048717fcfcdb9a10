"""A real IMAP server (Dovecot) with one mailbox, in a directory of its own."""

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.house import free_port

BINARY = "/usr/sbin/dovecot"
CONFIG = """
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{dir}/cert.pem
ssl_key = <{dir}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = {service}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{dir}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={dir}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """with Dovecot() as server: port, tls_port (its certificate, for localhost, in the file `cert`), user box, password
    secret, folder INBOX.
    """

    user, password = "box", "secret"

    def __enter__(self) -> Self:
        self.port, self.tls_port = free_port(), free_port()
        self._dir = Path(tempfile.mkdtemp(prefix="nattoku-imap-"))
        me = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        root = os.getuid() == 0
        values = {
            "dir": self._dir,
            "port": self.port,
            "tls_port": self.tls_port,
            "uid": me.pw_uid,
            "gid": me.pw_gid,
            "service": "dovecot" if root else getpass.getuser(),
            "group": "dovecot" if root else grp.getgrgid(os.getgid()).gr_name,
            "login": "dovenull" if root else getpass.getuser(),
        }
        self.cert = _certificate(self._dir)
        (self._dir / "conf").write_text(CONFIG.format(**values))
        for name in ("mail", "home", "run", "state"):
            (self._dir / name).mkdir()
        for name in ("mail", "home") if root else ():
            os.chown(self._dir / name, me.pw_uid, me.pw_gid)
        self._dir.chmod(0o755)
        self._process = subprocess.Popen([BINARY, "-F", "-c", str(self._dir / "conf")], stderr=subprocess.DEVNULL)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self._dir, ignore_errors=True)

    def connected(self) -> imaplib.IMAP4:
        """A client of its own, logged in, INBOX open."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login(self.user, self.password)
        client.select("INBOX")
        return client

    def deliver(self, raw: bytes) -> None:
        """A mail arrives in the mailbox."""
        with self.connected() as client:
            status, said = client.append("INBOX", "", imaplib.Time2Internaldate(time.time()), raw)
            assert status == "OK", said

    def flags(self) -> list[bool]:
        """Whether each mail of the mailbox is marked as seen."""
        with self.connected() as client:
            _, found = client.fetch("1:*", "(FLAGS)")
            return [rb"\Seen" in line for line in found if isinstance(line, bytes)]

    def _wait(self) -> None:
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                self.connected().logout()
                return
            except (OSError, imaplib.IMAP4.error):
                assert self._process.poll() is None, (self._dir / "log").read_text()
                time.sleep(0.05)
        raise RuntimeError((self._dir / "log").read_text())


def _certificate(folder: Path) -> Path:
    """A certificate for localhost that signs itself, and its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "cert.pem").write_bytes(cert.public_bytes(pem))
    return folder / "cert.pem"
