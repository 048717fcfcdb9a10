"""A server that behaves like Chatwork's API v2, and misbehaves when told to.

    with ChatworkPeer(token="t") as peer:
        peer.will("500-after-store")          # the next post, to any room
        peer.will("slow(1.2)", room="1")      # the next post to room 1
        peer.usual = "drop"                   # from now on, whenever nothing is queued

Behaviours: ok · 500-before-store · 500-after-store · slow(seconds), which stores late and then answers ·
store-then-slow(seconds) · store-then-drop-connection · drop · twice (stored twice, answered once) · a status
such as 401, 403, 429 or 503, which stores nothing.

    peer.hook.url = house.url + "/hooks/chatwork"   # with peer.hook.token as NATTOKU_CHATWORK_WEBHOOK_TOKEN
    peer.says("1", 2001, "承知しました", reply_to=peer.messages("1")[0])

In a process of its own: python -m tests.peers.chatwork --port N [--token T] [--rooms 1,2] [--calls N]
[--posts N] [--usual B]. There GET /peer/accepted lists what arrived and when, and POST /peer/will (form:
behaviour, room) queues.
"""

import argparse
import signal
import sys
import threading
from typing import Self

from tests.peers.calls import Server
from tests.peers.hook import Hook
from tests.peers.rooms import ME, Accepted, House


class ChatworkPeer(House):
    """The server as a context manager. port 0: any free one, found in `port` and `url` once it runs."""

    def __init__(
        self,
        token: str = "token-of-the-test",
        port: int = 0,
        rooms: tuple[str, ...] = ("1",),
        calls_per_window: int = 300,
        posts_per_10s: int = 10,
    ) -> None:
        super().__init__(rooms, calls_per_window, posts_per_10s)
        self.token, self.port = token, port
        self.hook = Hook()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v2"

    @property
    def oauth_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    def says(self, room: str, account: int, body: str, *, reply_to: Accepted | None = None) -> Accepted:
        """Somebody writes in a room, as the app writes it; whoever set a webhook for the room hears of it."""
        if reply_to:
            body = f"[rp aid={reply_to.account_id} to={reply_to.room}-{reply_to.message_id}]{ME['name']}さん\n{body}"
        return self.tell(self.store(self.rooms[room], body, account))

    def tell(self, said: Accepted, kind: str = "message_created") -> Accepted:
        """Posts the event to the hook, signed; the status of each answer stands in `hook.answers`."""
        self.hook.post(said, kind)
        return said

    def messages(self, room: str = "1") -> list[Accepted]:
        return list(self.rooms[room].messages)

    def __enter__(self) -> Self:
        self._server = Server(self.port, self.token, self)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up_on_all()


def main(arguments: list[str]) -> None:
    ask = argparse.ArgumentParser(prog="python -m tests.peers.chatwork")
    ask.add_argument("--port", type=int, default=0)
    ask.add_argument("--token", default="token-of-the-test")
    ask.add_argument("--rooms", default="1")
    ask.add_argument("--calls", type=int, default=300, help="per five minutes; 0: no limit")
    ask.add_argument("--posts", type=int, default=10, help="per room and ten seconds; 0: no limit")
    ask.add_argument("--usual", default="ok")
    said = ask.parse_args(arguments)
    peer = ChatworkPeer(said.token, said.port, tuple(said.rooms.split(",")), said.calls, said.posts)
    peer.usual = said.usual
    with peer:
        print(peer.url, flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    main(sys.argv[1:])
