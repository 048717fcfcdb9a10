"""Where a message may go whose address is anybody's to choose: a push, handed in by a browser; a webhook.

Only https, only public machines; the name is resolved here, once, and the connection goes to that very address, so
that a name that changes its mind in between (DNS rebinding) leads nowhere.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")


@dataclass(frozen=True)
class Endpoint:
    """host, port and path of an endpoint that has the form of one."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        usual = {"https": 443, "http": 80}[self.scheme] == self.port
        return f"{self.scheme}://{self.host}" + ("" if usual else f":{self.port}")

    def at(self, address: str) -> str:
        """The URL of the same place at one address."""
        number = f"[{address}]" if ":" in address else address
        return f"{self.scheme}://{number}:{self.port}{self.path}"


def endpoint(url: str, *, loopback: bool) -> Endpoint | None:
    """None for what is no public https address by its form. loopback: also services on this machine, for tests."""
    if not re.fullmatch(r"https?://[!-~]{1,1500}", url) or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    here = loopback and host in ("127.0.0.1", "localhost")
    fine = parts.username is None and bool(_HOST.fullmatch(host)) and bool(parts.path)
    named = not re.fullmatch(r"[0-9.]+|0x[0-9a-f.x]*", host) and "." in host
    if not fine or not (here or (parts.scheme == "https" and port in (None, 443) and named)):
        return None
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return Endpoint(parts.scheme, host, port or {"https": 443, "http": 80}[parts.scheme], path)


def addresses(place: Endpoint, *, loopback: bool) -> list[str]:
    """Where the name leads. Empty when any of it is not public. Raises OSError when the name leads nowhere."""
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
    here = loopback and place.host in ("127.0.0.1", "localhost")
    return numbers if all(public(n) or (here and ipaddress.ip_address(n).is_loopback) for n in numbers) else []


def public(number: str) -> bool:
    """Whether an address is a machine of the open internet, also behind the ways to write IPv4 into IPv6."""
    try:
        one = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address):
        hidden = [one.ipv4_mapped, one.sixtofour, *(one.teredo or ())]
        if one in ipaddress.ip_network("64:ff9b::/96") or one in ipaddress.ip_network("::/96"):
            hidden.append(ipaddress.IPv4Address(int(one) & 0xFFFFFFFF))
        if any(v4 is not None and not _open(v4) for v4 in hidden):
            return False
    return _open(one)


def _open(one: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return one.is_global and not one.is_multicast and not one.is_reserved
