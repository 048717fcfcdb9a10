"""What open streams cost: ordinary requests a second with none and with a thousand open on one process.

`python -m bench.live` founds a house of its own, asks in turns so that a busy machine is busy for both, and prints the
best of each. `--old` measures granian's WSGI beside it (docs/decisions/0016-live-streams.md).
"""

import asyncio
import http.client
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from bench.client import Client
from tests.house import House, found, free_port

STREAMS, CLIENTS, REQUESTS, ROUNDS = 1000, 4, 600, 5
PASSWORD = "a long enough password"
_WSGI = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "nattoku.settings"
from granian.constants import Interfaces
from granian.server import Server
Server("nattoku.web.wsgi:application", port=int(sys.argv[1]), interface=Interfaces.WSGI, workers=1,
       blocking_threads=1, log_enabled=False).serve()
"""


def cookie(port: int, who: str = "sato") -> str:
    """Signs in as a browser does; the cookie header."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked.request("GET", "/sign-in")
    page = asked.getresponse()
    jar = SimpleCookie(page.headers["Set-Cookie"])
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert token is not None
    form = {"email": f"{who}@example.jp", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    sent = {"Cookie": jar.output(attrs=[], header="").strip(), "Content-Type": "application/x-www-form-urlencoded"}
    asked.request("POST", "/sign-in", urlencode(form), sent)
    answer = asked.getresponse()
    for header in answer.headers.get_all("Set-Cookie") or []:
        jar.load(header)
    asked.close()
    return "; ".join(f"{name}={one.value}" for name, one in jar.items())


async def _one(port: int, path: str, sent: str, opened: asyncio.Semaphore, ready: list[int]) -> None:
    async with opened:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {sent}\r\n\r\n".encode())
        await reader.readuntil(b"retry:")
        ready.append(1)
    while await reader.read(65536):
        pass


async def hold(port: int, path: str, sent: str, count: int) -> None:
    """Keeps so many streams open until the process is ended; says when all are."""
    opened, ready = asyncio.Semaphore(32), list[int]()
    tasks = [asyncio.create_task(_one(port, path, sent, opened, ready)) for _ in range(count)]
    while len(ready) < count:
        await asyncio.sleep(0.05)
    print("open", flush=True)
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    sys.exit("a stream ended")


async def _ask(port: int, request: bytes, count: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(count):
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = re.search(rb"content-length: (\d+)", head)
        assert length is not None
        await reader.readexactly(int(length[1]))
    writer.close()


async def rate(port: int, path: str, sent: str) -> float:
    """Requests a second over a few kept connections."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {sent}\r\n\r\n".encode()
    begun = time.perf_counter()
    await asyncio.gather(*(_ask(port, request, REQUESTS // CLIENTS) for _ in range(CLIENTS)))
    return REQUESTS / (time.perf_counter() - begun)


@dataclass
class Server:
    """What is measured."""

    name: str
    port: int
    streams: int = 0


def start(data: Path, port: int, *command: str) -> House:
    """A web server of one process."""
    env = os.environ | {"NATTOKU_DATA": str(data), "NATTOKU_DATABASE_URL": ""}
    process = subprocess.Popen([sys.executable, *command, str(port)], env=env, start_new_session=True)
    house = House(data, port, process)
    house.wait()
    return house


def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        tokens = found(data)
        plain, busy, old = free_port(), free_port(), free_port()
        houses = [start(data, port, "-m", "nattoku", "web", "--workers", "1", "--port") for port in (plain, busy)]
        try:
            case = {"door": "phone", "words": "椅子が届かない。", "fact": "椅子2脚が届いていない"}
            no = Client(plain, tokens["sato"]).post("/api/v1/cases", case)[1]["no"]
            sent = cookie(plain)
            servers = [Server("none open", plain), Server(f"{STREAMS} open", busy, STREAMS)]
            if "--old" in sys.argv:
                houses.append(start(data, old, "-c", _WSGI))
                servers.insert(0, Server("WSGI", old))
            held = subprocess.Popen(
                [sys.executable, "-m", "bench.live", "hold", str(busy), f"/live/cases/{no}", sent],
                stdout=subprocess.PIPE,
            )
            assert held.stdout is not None
            assert held.stdout.readline() == b"open\n"
            for path in ("/health", f"/cases/{no}", "/cases"):
                best = dict.fromkeys((s.name for s in servers), 0.0)
                for _ in range(ROUNDS):
                    for server in servers:
                        best[server.name] = max(best[server.name], asyncio.run(rate(server.port, path, sent)))
                first = best[servers[0].name]
                print(path, "  ".join(f"{n}: {r:.0f}/s ({r / first:.0%})" for n, r in best.items()), flush=True)
            assert held.poll() is None
            held.kill()
        finally:
            for house in houses:
                house.stop()


if __name__ == "__main__":
    if sys.argv[1:2] == ["hold"]:
        asyncio.run(hold(int(sys.argv[2]), sys.argv[3], sys.argv[4], STREAMS))
    else:
        main()
