"""やり切る: what was agreed, how much is done, and that the customer knows."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from nattoku.customers import actions as customers
from nattoku.ledger.append import history
from tests.company import Company

HEARD = {"door": "phone", "words": "机が届かない", "fact": "机が届いていない"}


@pytest.mark.rule("S003-9")
def test_of_what_was_agreed_the_share_that_is_done_is_known_and_told_to_the_customer(
    company: Company, api: Any
) -> None:
    sato = api(company.sato)
    no = sato.post("/cases", HEARD).json()["no"]
    here = f"/cases/{no}/agreed"
    assert sato.get(here).json()["percent"] is None
    assert sato.post(f"{here}/told", {"channel": "phone"}).status_code == 409, "there is nothing to tell"
    for what, side in (("代わりの机をお届けする", "us"), ("寸法をお知らせいただく", "customer"), ("写真を送る", "us")):
        assert sato.post(here, {"what": what, "side": side, "due_on": "2026-01-05"}).status_code == 201
    found = sato.post(f"{here}/1/done", {"words": "お部屋まで運びました"}).json()
    assert (found["agreed"], found["done"], found["percent"], found["untold"]) == (3, 1, 33, True)
    assert [one["late"] for one in found["actions"]] == [False, True, True]
    dropped = sato.post(f"{here}/3/dropped", {"reason": "「写真はもう要りません」とのこと"}).json()
    assert (dropped["agreed"], dropped["percent"]) == (2, 50)
    told = sato.post(f"{here}/told", {"channel": "phone"}).json()
    assert not told["untold"]
    last = history(f"case:{no}")[-1]
    assert (last.fact.done, last.fact.agreed, last.fact.tells_customer) == (1, 2, True)  # type: ignore[attr-defined]
    assert last.fact.words.startswith("お約束した2件のうち、1件が済みました。")  # type: ignore[attr-defined]
    assert sato.post(f"{here}/2/done").json()["untold"], "what is new, the customer does not know yet"
    assert sato.post(f"{here}/2/done").status_code == 409
    assert sato.post(f"{here}/9/done").status_code == 404


@pytest.mark.rule("S003-9")
def test_in_dealings_without_a_complaint_the_same_list_stands_with_the_customer(
    company: Company, client: Client, at: Any
) -> None:
    aoki = customers.register(name="青木 花子", division="sales", by=company.chiba, at=at)
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    here = f"/customers/{aoki}/agreed"
    agree = {
        "act": "agree",
        "what": "見本を三枚お送りする",
        "side": "us",
        "deal": "春の納め替え",
        "due_on": "2026-12-01",
    }
    assert client.post(here, agree | {"key": "a"}).status_code == 303
    assert client.post(here, {"act": "done", "action": "1", "key": "b"}).status_code == 303
    assert "まだお客様にお伝えしていません" in client.get(here).content.decode()
    tell = {"act": "tell", "channel": "letter", "words": "見本を三枚お送りしました。", "key": "c"}
    assert client.post(here, tell).status_code == 303
    assert "まだお客様にお伝えしていません" not in client.get(here).content.decode()
    kinds = [(r.kind, getattr(r.fact, "due_on", None)) for r in history(f"customer:{aoki}")][-3:]
    assert kinds == [("agreed.action_agreed", date(2026, 12, 1)), ("agreed.action_done", None), ("agreed.told", None)]
    refused = client.post(here, agree | {"what": "", "deal": "春", "key": "d"})
    assert refused.status_code == 400
    assert "春" in refused.content.decode(), "what was typed is still there"
