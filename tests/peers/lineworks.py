"""LINE WORKS: an authorisation server that checks the service account's JWT, and the bot's API."""

import time

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.peers.chats import Answer, Call, ChatPeer

KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class LineWorksPeer(ChatPeer):
    """granted: how many tokens were asked for; only the last of them is taken."""

    retry_header = "rateLimit-reset"

    def __init__(self) -> None:
        super().__init__()
        self.granted = 0

    @property
    def url(self) -> str:
        return f"{self.origin}/v1.0"

    @property
    def auth_url(self) -> str:
        return f"{self.origin}/oauth2/v2.0/token"

    def is_post(self, call: Call) -> bool:
        return call.path.startswith("/v1.0/bots/")

    def welcome(self, call: Call) -> Answer | None:
        fine = not self.is_post(call) or call.headers.get("authorization") == f"Bearer token-{self.granted}"
        return None if fine else Answer(401, {"code": "UNAUTHORIZED"})

    def stored(self, call: Call) -> Answer:
        return Answer(201)

    def asked(self, call: Call) -> Answer:
        form = call.form
        sworn = jwt.decode(form["assertion"], KEY.public_key(), algorithms=["RS256"])
        known = sworn["iss"] == form["client_id"] == "client" and sworn["sub"] == "robot@example"
        if not known or form["client_secret"] != "secret" or not time.time() < sworn["exp"] <= time.time() + 3600:
            return Answer(401, {"error": "invalid_client"})
        self.granted += 1
        return Answer(200, {"access_token": f"token-{self.granted}", "expires_in": "86400", "token_type": "Bearer"})
