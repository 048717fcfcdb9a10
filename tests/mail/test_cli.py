"""`nattoku mail receive`: one message in, one JSON document out, whatever the message is."""

import json
import subprocess
import sys
from typing import Any

from nattoku.mail.models import Mail, Original
from tests.company import Company
from tests.databases import OwnDatabase
from tests.mail.letters import written


def receive(own: OwnDatabase, raw: bytes) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "nattoku", "mail", "receive", "--json"], input=raw, capture_output=True, env=own.env
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_message_on_standard_input_is_taken_in_and_told_as_json(
    own_database: OwnDatabase, own_company: Company
) -> None:
    told = receive(own_database, written("椅子が届きません。\n\n> 先日のお返事"))
    assert told == {
        "action": "received",
        "reason": None,
        "case": "1001",
        "from": {"name": "山田太郎", "address": "taro@example.jp"},
        "subject": "椅子の件",
        "body": "椅子が届きません。",
        "quoted": "> 先日のお返事",
        "automatic": False,
        "attachments": [],
    }
    broken = receive(own_database, b"\xff\x00" * 1000)
    assert (broken["action"], broken["case"]) == ("quarantined", None)
    assert broken["reason"]
    assert Original.objects.count() == Mail.objects.count() == 2
