"""Where the tests keep their data: a directory and a database of their own, never the user's.

Django is set up here and not by pytest-django, which would read the settings before this file runs.
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings

sys.path.insert(0, str(Path(__file__).parent))
from tests import postgres

if settings.configured:
    raise SystemExit("the settings were read before the tests chose their data: unset DJANGO_SETTINGS_MODULE")
os.environ["NATTOKU_DATA"] = tempfile.mkdtemp(prefix="nattoku-test-")
atexit.register(shutil.rmtree, os.environ["NATTOKU_DATA"], ignore_errors=True)
os.environ["NATTOKU_DATABASE_URL"] = postgres.start() if postgres.wanted() else ""
os.environ["DJANGO_SETTINGS_MODULE"] = "nattoku.settings"
django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]  # a worker of a parallel run would read the settings before its own choice

# The same examples every time, so that a green run stays green; other ones with NATTOKU_TEST_RANDOM=1. No test is
# failed for time.
hypothesis.settings.register_profile("nattoku", deadline=None, derandomize=not os.environ.get("NATTOKU_TEST_RANDOM"))
hypothesis.settings.load_profile("nattoku")
_DATABASE = {"db", "transactional_db", "own_database"}
# On PostgreSQL what lies above the database is left out: who may do what, pages, words, the demo's stories. They are run
# there by `make test-postgres`.
_ABOVE = "access board causes credo demo figures imports lateness letters lessons live mail prints processes"
_ABOVE += " response setup signin solutions standing tone visits voice web webform"
_SAME = () if os.environ.get("NATTOKU_TEST_ALL") else tuple(f"tests/{room}/" for room in _ABOVE.split())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The stories first, so that no process of a parallel run waits for a long one at the end. On PostgreSQL only what
    asks for a database is run, and what could differ there.
    """
    items.sort(key=lambda item: not item.nodeid.startswith("stories/"))
    if not postgres.wanted():
        return

    def asks(item: pytest.Item) -> bool:
        if item.nodeid.startswith(_SAME):
            return False
        return (
            bool(_DATABASE & set(getattr(item, "fixturenames", ()))) or item.get_closest_marker("postgres") is not None
        )

    config.hook.pytest_deselected(items=[i for i in items if not asks(i)])
    items[:] = [i for i in items if asks(i)]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no search for garbage looks at it again."""
    gc.collect()
    gc.freeze()
