"""The history says what happened in the reader's own language."""

import pytest

from nattoku.cases import timeline
from nattoku.ledger.facts import Recorded
from nattoku.lib.text import Text
from nattoku.notices.facts import NoticeRefused
from tests.company import NOW


def sentence(fact: NoticeRefused) -> Text:
    recorded = Recorded(id=1, stream="case:1001", seq=1, by="system", happened_at=NOW, recorded_at=NOW, fact=fact)
    return timeline.lines([recorded])[0].sentence


@pytest.mark.usefixtures("db")
def test_why_a_notice_was_refused_is_said_in_both_languages_and_older_facts_say_what_they_have() -> None:
    refused = {"notice": "n1", "channel": "chatwork", "to": "101", "reason": "部屋がありません。"}
    now = sentence(NoticeRefused(**refused, reason_en="There is no such room."))
    assert now.ja == "Chatworkに断られました（101）：部屋がありません。"
    assert now.en == "Refused by Chatwork (101): There is no such room."
    assert sentence(NoticeRefused(**refused)).en == "Refused by Chatwork (101): 部屋がありません。"
