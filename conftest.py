"""Where the tests keep their data: a directory and a database of their own, never the user's."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from tests import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nattoku.settings")
os.environ["NATTOKU_DATA"] = tempfile.mkdtemp(prefix="nattoku-test-")
atexit.register(shutil.rmtree, os.environ["NATTOKU_DATA"], ignore_errors=True)
os.environ["NATTOKU_DATABASE_URL"] = postgres.start() if postgres.wanted() else ""
