"""The superior was asked for, the mail was never read, old grievances came out, and the apology was received (S001)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.company import NOW, Company

COMPLAINT = {
    "door": "phone",
    "division": "sales",
    "words": "佐藤さんの上司の方をお願いします。メールばかりで、もう任せられません。お取引もやめたい",
    "fact": "お打ち合わせの連絡がメールだけで、お客様に届いていなかった",
    "about": ["conduct", "information"],
    "customer": {"name": "髙橋 花子", "reading": "たかはし はなこ", "dealings": "dealings"},
    "concerns": "佐藤",
    "asked_for": "佐藤の上司",
    "anger": 4,
    "toward": "staff",
    "danger": "no",
    "severity": "B",
    "hurt": ["slighted"],
    "wish": ["other_person"],
}
GRIEVANCES = [
    "撮影の間、鏡を見て化粧を直していた",
    "飾りのたくさん付いた携帯電話を電卓の代わりに使っていた",
    "香水の匂いが強かった",
    "お休みの日や忙しい日を一度も聞かれなかった",
    "仕事が自社の都合で進められていた",
]


def posted(answer: Any, status: int = 201) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def owed(case: Any) -> list[str]:
    return [p["kind"] for p in case["promises"] if p["outcome"] == "open"]


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.rule(
    "S001-1", "S001-2", "S001-7", "S001-14", "S001-16", "S001-17a", "S001-18", "S004-2.2.1.2", "R8-5", "T10"
)
def test_the_superior_goes_listens_apologises_and_is_believed(company: Company, api: Any, clock: Any) -> None:
    kato, chiba, daihyo = api(company.kato), api(company.chiba), api(company.daihyo)
    case = posted(kato.post("/cases", COMPLAINT))
    no = case["no"]
    customer = kato.get(f"/cases/{no}").json()["customer"]["id"]
    posted(kato.post(f"/customers/{customer}/refusals", {"person": "sato", "words": "顔も見たくない"}))
    reach = {"preferred": ["phone"], "hardly_seen": ["mail"], "not_when": "水曜", "busy": "月末"}
    posted(kato.post(f"/customers/{customer}/reach", reach))
    posted(kato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"}))
    posted(kato.post(f"/cases/{no}/reports", {"kind": "shared"}))

    # Somebody the customer does not want to see is neither the contact nor among the visitors.
    refused = posted(kato.post(f"/cases/{no}/contact", {"person": "sato"}), 409)
    assert "佐藤 光さん" in refused["detail"]
    posted(kato.post(f"/cases/{no}/contact", {"person": "chiba", "why": "上司をとのご指名", "agreed": True}))

    plan = {
        "purposes": ["retain"],
        "purpose": "解約を防ぐ",
        "starts_at": (NOW + timedelta(days=2, hours=4)).isoformat(),
        "ends_at": (NOW + timedelta(days=2, hours=5)).isoformat(),
        "place": "髙橋様のご事務所",
        "hypothesis": "メールへのお返事がないまま、担当が進めたこと",
    }
    asked = posted(chiba.post(f"/cases/{no}/visits", plan), 409)
    assert "何のために伺うのですか" in asked["detail"]
    plan |= {"purposes": ["apologise", "listen"], "purpose": "お詫びし、お困りのことを初めから教えていただく"}
    unwanted = posted(chiba.post(f"/cases/{no}/visits", plan | {"visitors": ["chiba", "sato"]}), 409)
    assert "お会いになりたくない" in unwanted["detail"]
    wednesday = plan | {
        "starts_at": (NOW + timedelta(days=3, hours=4)).isoformat(),
        "ends_at": (NOW + timedelta(days=3, hours=5)).isoformat(),
    }
    assert "水曜" in posted(chiba.post(f"/cases/{no}/visits", wednesday), 409)["detail"]
    planned = posted(chiba.post(f"/cases/{no}/visits", plan))
    assert planned["stage"]["number"] == 2  # no cause, no solution yet: the face comes first
    [visit] = planned["visits"]
    assert visit["state"] == "ready"
    assert visit["plan"]["visitors"] == ["chiba", "daihyo"]
    assert visit["plan"]["speaks_first"] == "daihyo"
    assert visit["plan"]["leaving"].startswith("本日はここで失礼いたします")

    clock.move_to(NOW + timedelta(days=2, hours=3, minutes=50))
    arrived = posted(daihyo.post(f"/cases/{no}/visits/1/arrival", {}))
    assert [p["outcome"] for p in arrived["promises"] if p["kind"] == "visits.visit"] == ["kept"]
    clock.move_to(NOW + timedelta(days=2, hours=5, minutes=30))
    record = {
        "started_at": (NOW + timedelta(days=2, hours=4)).isoformat(),
        "ended_at": (NOW + timedelta(days=2, hours=5)).isoformat(),
        "words": "あなたがそこまで言うなら。商品は良いのだから、続けます",
        "received": "yes",
        "continues": "yes",
        "compared": "partly",
        "cause_found": "仕事がお客様ではなく自社の都合で進められていた",
        "items": GRIEVANCES,
        "hints": ["最初に、連絡の方法と忙しい日を聞いてほしい"],
        "next_at": (NOW + timedelta(days=4)).isoformat(),
    }
    assert "お詫びの立場" in posted(chiba.post(f"/cases/{no}/visits/1/record", record), 409)["detail"]
    stance = {"who_i_am": "佐藤の上司の千葉", "failed_at": "佐藤が至らなかった", "suffered": "ないがしろにされた思い"}
    blaming = posted(chiba.post(f"/cases/{no}/visits/1/record", record | stance), 409)
    assert "ご自分と会社のこと" in blaming["detail"]
    stance["failed_at"] = "指導が足りなかった"
    # On arrival one apologises for what is known, and there is no way to write anything else.
    posted(chiba.post(f"/cases/{no}/visits/1/record", record | stance | {"arrival": ["our_fault"]}), 400)
    made = posted(chiba.post(f"/cases/{no}/visits/1/record", record | stance))
    assert made["visits"][0]["record"]["apology"] == (
        "佐藤の上司の千葉でございます。私の指導が足りなかったために、"
        "ないがしろにされた思いをおかけしました。心よりお詫び申し上げます。"
    )
    assert [i["what"] for i in made["items"]][1:] == GRIEVANCES
    assert "visits.letter" in owed(made)
    posted(chiba.post(f"/cases/{no}/anger", {"anger": 0, "toward": "superior"}))

    debrief = {
        "remark": "何のために伺ったのか。お客様は、こちらの都合では動いていない",
        "lesson": "ご連絡の方法とお忙しさを、初めに三つの問いで伺う",
        "thanked_concerned": "この件を通じて学べたことに、礼を伝えた",
        "thanked_reporter": "すぐに知らせてくれたことに、礼を伝えた",
    }
    done = posted(chiba.post(f"/cases/{no}/visits/1/debrief", debrief))
    assert done["visits"][0]["state"] == "debriefed"
    for item in made["items"]:
        posted(chiba.post(f"/cases/{no}/items/answers", {"item": item["item"], "words": "改めてお詫びし、お答えした"}))

    letter = {
        "kind": "apology_and_thanks",
        "apology": made["visits"][0]["record"]["apology"],
        "heard": "「仕事は客の側から見るもの」とのお言葉を、皆で分かち合いました。",
        "promise": "11月26日に、私、千葉からお電話で、改めたことをご報告いたします。",
        "thanks": "率直にお聞かせくださいましたことに、心より御礼申し上げます。",
    }
    drafted = posted(chiba.post(f"/cases/{no}/letters", letter))
    assert drafted["letters"][0]["recipient"] == "髙橋 花子"
    early = posted(chiba.post(f"/cases/{no}/letters/1/sent", {"method": "handwritten"}), 409)
    assert "承認" in early["detail"]
    own = posted(chiba.post(f"/cases/{no}/letters/1/approval", {"approve": True, "words": "はい"}), 403)
    assert "別の方" in own["detail"]
    posted(daihyo.post(f"/cases/{no}/letters/1/approval", {"approve": True, "words": "はい。次の日付も分かる"}))
    sent = posted(chiba.post(f"/cases/{no}/letters/1/sent", {"method": "handwritten"}))
    assert "visits.letter" not in owed(sent)

    done = {"done": "伺ってお詫びし、お約束の品をお届けしました。", "channel": "visit"}
    posted(chiba.post(f"/cases/{no}/closure/report", done | {"despite": "お届けの折に、直にお伝えした"}))
    words = {"words": "もう気にしていませんよ。これからもよろしくね", "kind": "satisfied", "through": "phone"}
    assert posted(chiba.post(f"/cases/{no}/closure", words))["resolved"]
    facts = chiba.get(f"/cases/{no}/facts").json()["facts"]
    anger = [f["sentence"] for f in facts if f["kind"] == "cases.anger_heard"]
    assert anger == ["お怒りの強さを記録しました（応対した者に対して）", "お怒りの強さを記録しました（上司に対して）"]
    assert [f["sentence"] for f in facts if f["kind"] == "letters.sent"] == ["詫び状兼礼状をお送りしました（手書き）"]
