"""What stands in the house before the pages are looked at: one case with something on every page, one that has ended.

Told through the API, in Japanese with the longest names there are, and in English for the English pages.
"""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Words:
    """The data of one language; of a house that speaks one language every word on a page is then of that language."""

    name: str
    reading: str
    said: str
    fact: str
    plain: str
    goods: str


JA = Words(
    name="株式会社東京中央総合インテリアコーディネート研究所 店舗開発部 第二課 勅使河原 𠮷右衛門",
    reading="てしがわら きちえもん",
    said="頼んだ椅子がまだ届かない。\n\t3日も待っている 😠 𠮷野 髙橋\n何度お電話しても、折り返しますと仰るだけでした。",
    fact="11月19日お届けのお約束の会議用椅子24脚のうち2脚が、お約束の日を過ぎても届いていない",
    plain="出荷の台帳と聞き取りで確かめた",
    goods="椅子2脚の交換と、お届けの日の組み立て",
)
EN = Words(
    name="Featherstonehaugh-Cholmondeley Interiors Ltd, Ms Alexandrina Wolfeschlegelsteinhausen",
    reading="",
    said="The chairs have not come.\n\tThree days I have waited 😠\nEvery time I was told that somebody would call back.",
    fact="Two of 24 conference chairs promised for 19 November have not been delivered",
    plain="Checked against the shipping ledger and by asking",
    goods="two chairs exchanged and assembled",
)


@dataclass(frozen=True)
class Stock:
    """Numbers of the case just received, of the one that is open, of the one that has ended; the customer's id."""

    fresh: str
    open: str
    ended: str
    customer: str


class Teller:
    """One person's token at the API."""

    def __init__(self, url: str, token: str) -> None:
        self._url, self._token = url, token

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self.get(path, json.dumps(body).encode())

    def get(self, path: str, body: bytes | None = None) -> Any:
        asked = urllib.request.Request(
            f"{self._url}/api/v1{path}",
            body,
            {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.read().decode()}") from refused


def stock(url: str, tokens: dict[str, str], words: Words) -> Stock:
    """Both cases of a language."""
    sato, chiba = (Teller(url, tokens[who]) for who in ("sato", "chiba"))
    no = _open(sato, chiba, words)
    return Stock(_fresh(sato, words), no, _ended(sato, words), sato.get(f"/cases/{no}")["customer"]["id"])


def _fresh(sato: Teller, words: Words) -> str:
    complaint = {"door": "phone", "division": "sales", "words": words.said, "fact": words.fact, "about": ["delivery"]}
    return str(sato.post("/cases", complaint | {"customer": {"name": words.name}})["no"])


def _received(sato: Teller, words: Words, **more: Any) -> str:
    complaint = {
        "door": "phone",
        "division": "sales",
        "words": words.said,
        "fact": words.fact,
        "about": ["delivery"],
        "customer": {"name": words.name, "reading": words.reading},
        "danger": "no",
        "severity": "B",
    }
    no = str(sato.post("/cases", complaint | more)["no"])
    sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    sato.post(f"/cases/{no}/reports", {"kind": "shared", "divisions": ["sales", "logistics"]})
    sato.post(f"/cases/{no}/identity", {"how": words.plain})
    return no


def _open(sato: Teller, chiba: Teller, words: Words) -> str:
    no = _received(sato, words)
    now = datetime.now(UTC)
    sato.post(f"/cases/{no}/content", {"words": words.fact})
    _drill(sato, no, words, now)
    _visit(chiba, no, words, now)
    loss = {"amount": 12_000, "goods": words.goods, "reason": words.fact, "basis": words.plain}
    sato.post(f"/cases/{no}/losses", loss)
    return no


def _drill(sato: Teller, no: str, words: Words, now: datetime) -> None:
    def ago(**length: int) -> str:
        return (now - timedelta(**length)).isoformat()

    step = {"process": "order", "role": words.plain[:8], "what": words.plain, "begun_at": ago(days=9)}
    sato.post(f"/cases/{no}/drill/steps", step)
    step = {"process": "shipping", "role": words.plain[:8], "what": words.plain, "begun_at": ago(days=2)}
    sato.post(f"/cases/{no}/drill/steps", step)
    knew = {"process": "shipping", "knew": "yes", "known_at": ago(days=2), "told": "no", "because": words.plain}
    sato.post(f"/cases/{no}/drill/knowledge", knew)
    sent = {"content": words.goods, "medium": words.plain[:6], "sent_at": ago(days=8), "received_at": ago(days=5)}
    sato.post(f"/cases/{no}/handovers", {"process": "order", "to": "shipping", **sent})


def _visit(chiba: Teller, no: str, words: Words, now: datetime) -> None:
    plan = {
        "purposes": ["apologise", "listen"],
        "purpose": words.plain,
        "starts_at": (now + timedelta(days=1)).isoformat(),
        "ends_at": (now + timedelta(days=1, hours=1)).isoformat(),
        "place": words.name,
        "hypothesis": words.plain,
        "leaving": words.plain,
    }
    chiba.post(f"/cases/{no}/visits", plan)
    letter = {
        "kind": "apology_and_thanks",
        "apology": words.plain,
        "heard": words.said.splitlines()[0],
        "promise": words.plain,
        "thanks": words.plain,
    }
    chiba.post(f"/cases/{no}/letters", letter)


def _ended(sato: Teller, words: Words) -> str:
    no = _received(sato, words)
    sato.post(f"/cases/{no}/closure/report", {"done": words.plain})
    sato.post(f"/cases/{no}/closure", {"words": words.said, "kind": "satisfied", "through": "phone"})
    sato.post(f"/cases/{no}/reports", {"kind": "completed", "text": words.fact})
    lesson = {"fact": words.fact, "cause": words.plain, "countermeasure": words.plain, "words": words.said}
    sato.post(f"/cases/{no}/file", lesson)
    return no
