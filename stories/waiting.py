"""A house whose promise falls due while nobody is there: the complaint was received before it opened.

No clock is bent: every door takes the moment from its own clock, but the actions behind the doors are handed theirs,
so the receipt of a while ago is written with the hour it had. Then the house opens on the same data.

`python -m stories.waiting DATA SECONDS` receives a complaint that many seconds ago and prints number and moment.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

ALLOWED = timedelta(minutes=15)


@dataclass(frozen=True)
class Late:
    """A complaint that sato received a while ago, and told nobody of."""

    no: str
    received_at: datetime


def received_before(founded: Path, data: Path, ago: timedelta) -> Late:
    """Copy a founded company to `data` and receive a complaint there `ago` before now."""
    shutil.copytree(founded, data)
    return received_in(data, ago)


def received_in(data: Path, ago: timedelta) -> Late:
    """Receive a complaint `ago` before now in a house that is closed."""
    made = subprocess.run(
        [sys.executable, "-m", "stories.waiting", str(data), str(ago.total_seconds())],
        env=os.environ | {"NATTOKU_DATA": str(data), "NATTOKU_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    return Late(told["no"], datetime.fromisoformat(told["received_at"]))


def _receive(ago: timedelta) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nattoku.settings")
    django.setup()
    from django.utils import timezone

    from nattoku.cases import actions as cases
    from nattoku.cases.words import Door
    from nattoku.people.models import Person

    at = timezone.now() - ago
    intake = cases.Intake(door=Door.PHONE, words="頼んだ椅子がまだ届かない", fact="椅子2脚が届いていない")
    received = cases.receive(intake, by=Person.objects.get(pk="sato"), at=at)[0]
    print(json.dumps({"no": received.stream.partition(":")[2], "received_at": at.isoformat()}))


if __name__ == "__main__":
    _receive(timedelta(seconds=float(sys.argv[2])))
