"""Other systems hear by a signed call, again and again until they say yes; never anybody's words."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.lib.refusal import Refusal
from nattoku.notices import outbox
from nattoku.notices.channels.webhook import signing
from nattoku.notices.channels.webhook.client import Webhook
from nattoku.notices.channels.webhook.settings import Settings
from nattoku.notices.marking import Ended, mark
from nattoku.notices.models import Notice
from nattoku.webhooks import actions, queries
from tests.company import Company


class Receiver:
    """Somebody else's system. answers: what it will say, 200 when nothing is left."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.heard: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/nattoku"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    Thread(target=made.server.serve_forever, daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    """The channel as an operator sets it for a receiver on the same machine."""
    made = Webhook(Settings(loopback=True))
    monkeypatch.setattr("nattoku.webhooks.actions.channels", lambda: {"webhook": made})
    yield made
    made.close()


@pytest.fixture
def hook(company: Company, receiver: Receiver, channel: Webhook, at: datetime) -> str:
    return actions.add(url=receiver.url, kinds=["cases.received", "closure.*"], by=company.daihyo, at=at)


def receive(company: Company, at: datetime, **more: Any) -> int:
    given: dict[str, Any] = {"words": "椅子が届きません", "fact": "届いていない", "division": "sales"} | more
    return no_of(cases.receive(cases.Intake(door=Door.PHONE, **given), by=company.sato, at=at)[0].stream)


def carried(channel: Webhook, at: datetime) -> None:
    for leased in outbox.lease(at=at, channel="webhook"):
        mark([Ended(leased.notice, outbox.carry(leased, channel, at=at), channel)], at=at)


def test_a_receiver_reads_what_happened_where_and_when_and_can_check_who_says_so(
    company: Company, hook: str, receiver: Receiver, channel: Webhook, at: datetime
) -> None:
    no = receive(company, at)
    carried(channel, at)
    [(headers, body)] = receiver.heard
    said = json.loads(body)
    assert said["type"] == "cases.received"
    assert said["data"] == {"case": str(no), "fact": 1, "happened_at": at.isoformat()}
    assert "椅子".encode() not in body, "nobody's words"
    key = base64.b64decode(signing.secret(hook).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert signing.secret(hook) != signing.secret("H-another")
    [one] = queries.deliveries(hook, by=company.daihyo)
    assert (one.state, one.peer) == ("sent", "200")


def test_what_a_receiver_did_not_take_comes_again_under_the_same_id_until_it_does(
    company: Company, hook: str, receiver: Receiver, channel: Webhook, at: datetime
) -> None:
    receiver.answers = [500, 429]
    receive(company, at)
    for minutes in (0, 5, 30, 90):
        carried(channel, at + timedelta(minutes=minutes))
        channel._quiet = type(channel._quiet)()  # the minutes of the test are not the machine's
    assert [json.loads(body)["type"] for _, body in receiver.heard] == ["cases.received"] * 3
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    assert [n.state for n in queries.deliveries(hook, by=company.daihyo)] == ["sent"]


def test_what_is_refused_is_listed_with_the_answer_and_sent_again_when_a_person_says_so(
    company: Company, hook: str, receiver: Receiver, channel: Webhook, at: datetime
) -> None:
    receiver.answers = [404]
    receive(company, at)
    carried(channel, at)
    [refused] = queries.deliveries(hook, by=company.daihyo)
    assert refused.state == "refused"
    assert "404" in refused.reason_ja
    actions.send_again(hook, ref=refused.ref, by=company.daihyo, at=at)
    carried(channel, at)
    assert [n.state for n in queries.deliveries(hook, by=company.daihyo)] == ["sent"]


def test_a_receiver_hears_of_no_ring_fenced_case_no_other_kind_and_nothing_after_it_is_removed(
    company: Company, hook: str, receiver: Receiver, at: datetime
) -> None:
    no = receive(company, at)
    cases.ring_fence(no, readers=["chiba"], reason="ハラスメント", by=company.chiba, at=at)
    cases.note(no, words="記録", by=company.chiba, at=at)
    assert [n.kind for n in Notice.objects.filter(to=f"hook:{hook}")] == ["cases.received"]
    receive(company, at, narrow=cases.Narrow.HARASSMENT)
    actions.remove(hook, by=company.daihyo, at=at)
    receive(company, at)
    assert Notice.objects.filter(to=f"hook:{hook}").count() == 0, "what waited for it is not sent either"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/x",
        "https://10.0.0.1/x",
        "https://localhost/x",
        "ftp://example.com/x",
        "https://u:p@example.com/x",
        "",
    ],
)
def test_only_a_public_https_address_is_taken(company: Company, at: datetime, url: str) -> None:
    with pytest.raises(Refusal) as refused:
        actions.add(url=url, kinds=["cases.*"], by=company.daihyo, at=at)
    assert refused.value.status == 400


def test_the_api_adds_lists_and_removes_a_receiver(company: Company, api: Any) -> None:
    chief = api(company.kato)
    body = {"url": "https://hooks.example.com/nattoku", "kinds": ["cases.received"]}
    made = chief.post("/webhooks", body)
    assert made.status_code == 201, made.content
    assert made.json()["secret"].startswith("whsec_")
    assert chief.post("/webhooks", body | {"kinds": ["nothing.like_this"]}).status_code == 400
    assert [one["id"] for one in chief.get("/webhooks").json()] == [made.json()["id"]]
    assert chief.get(f"/webhooks/{made.json()['id']}/deliveries").json() == []
    gone = chief.client.delete(f"/api/v1/webhooks/{made.json()['id']}")
    assert gone.status_code == 204
    assert chief.get("/webhooks").json() == []
    assert api(company.sato).get("/webhooks").status_code == 403
