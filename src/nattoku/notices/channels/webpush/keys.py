"""The key by which every push service knows this installation (VAPID, RFC 8292).

Made once and kept beside the data, readable by its owner alone. A new one would silence every device that was
switched on with the old one, so it belongs into the backup.
"""

import base64
import contextlib
import os
import tempfile
import time
from functools import cached_property
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

_HOURS_12 = 12 * 3600  # a push service refuses more than 24


class Keys:
    """The key pair in a file. Reading it makes it, when it is not there; raises OSError or ValueError as files do."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def private(self) -> ec.EllipticCurvePrivateKey:
        if not self._file.exists():
            self._make()
        key = serialization.load_pem_private_key(self._file.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"not the key of web push: {self._file}")
        return key

    @cached_property
    def public(self) -> str:
        """As a browser wants it (`applicationServerKey`): the uncompressed point, base64url."""
        shape = serialization.PublicFormat.UncompressedPoint
        raw = self.private.public_key().public_bytes(serialization.Encoding.X962, shape)
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    def authorization(self, origin: str, sub: str) -> str:
        """The header that says who pushes, for one push service."""
        claims: dict[str, object] = {"aud": origin, "exp": int(time.time()) + _HOURS_12}
        signed = jwt.encode(claims | ({"sub": sub} if sub else {}), self.private, algorithm="ES256")
        return f"vapid t={signed}, k={self.public}"

    def _make(self) -> None:
        """Linked into its place when it is whole: two processes that start together get the same key."""
        pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        handle, name = tempfile.mkstemp(dir=self._file.parent)  # 0600
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(pem)
                new.flush()
                os.fsync(new.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(name, self._file)
        finally:
            os.unlink(name)
