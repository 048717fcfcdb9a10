"""What must be read again and by nobody else: sealed with a key of this installation.

The key is derived from SECRET_KEY, so whoever has the database alone has nothing. Where SECRET_KEY is lost or
changed, second steps are set up anew (`nattoku people reset-second-factor`).
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

UNREADABLE = Text(
    "二段階目の鍵を読み取れません。管理の方に、二段階目の設定を解いてもらってください。",
    "The key of the second step cannot be read. Please have your second step reset.",
)


def seal(words: str) -> str:
    """The words, for nobody else to read or change."""
    return _box().encrypt(words.encode()).decode()


def unseal(sealed: str) -> str:
    """The words again. Refused (409) when they were sealed with another SECRET_KEY."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise Refusal(UNREADABLE) from wrong


def trace(words: str) -> str:
    """What is kept of a secret of many bits that is only compared: HMAC-SHA256, in hex."""
    return salted_hmac("nattoku.signin", words, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"nattoku second factor").derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(key))
