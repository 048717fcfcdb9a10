"""A security key in software, and the browser around it: makes and shows real passkeys (ES256), honest or not."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as write

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One device. verifies: it checks who holds it; count: uses it shows, None for one that keeps no count."""

    origin: str = "http://testserver"
    verifies: bool = True
    count: int | None = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    holder: str = ""

    def make(self, options: dict[str, Any]) -> str:
        """What navigator.credentials.create() would answer."""
        self.holder = options["user"]["id"]
        known = len(self.credential).to_bytes(2, "big") + self.credential + self._public()
        data = self._data(options["rp"]["id"], ATTESTED) + bytes(16) + known
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        inside = {"attestationObject": write(attestation), "transports": ["internal"]}
        return self._answer(inside, self._client("webauthn.create", options))

    def show(self, options: dict[str, Any]) -> str:
        """What navigator.credentials.get() would answer."""
        if self.count is not None:
            self.count += 1
        data, client = self._data(options["rpId"]), self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        inside = {"authenticatorData": write(data), "signature": write(signature), "userHandle": self.holder}
        return self._answer(inside, client)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _data(self, rp_id: str, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + (self.count or 0).to_bytes(4, "big")

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _answer(self, inside: dict[str, Any], client: bytes) -> str:
        name = write(self.credential)
        response = {"clientDataJSON": write(client), **inside}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
