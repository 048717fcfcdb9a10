"""The peer: a bare Django POST that writes one row, on the same server, the same SQLite settings.

`python -m bench.bare PORT FILE` serves it with two workers, as Nattoku is served.
"""

import json
import os
import sys
from pathlib import Path

from django.conf import settings

if __name__ == "__main__":  # the workers read it again from the environment
    os.environ["BARE_FILE"] = str(Path(sys.argv[2]))

if not settings.configured:
    settings.configure(
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="bench.bare",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": os.environ.get("BARE_FILE", ":memory:"),
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                },
                "CONN_MAX_AGE": None,
            }
        },
        USE_TZ=True,
    )

import django
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

import nattoku.settings  # noqa: F401 - the same SQLite library as the product

django.setup()


def write(request: HttpRequest) -> HttpResponse:
    """One row, one transaction."""
    body = json.loads(request.body)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare (words, fact) VALUES (%s, %s)", [body["words"], body["fact"]])
        pk = cursor.lastrowid
    return JsonResponse({"id": pk}, status=201)


urlpatterns = [path("write", write), path("health", lambda _: HttpResponse("ok"))]
application = get_wsgi_application()


def serve(port: int) -> None:
    """Two workers, one blocking thread each."""
    from granian.constants import Interfaces
    from granian.server import Server

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, words TEXT, fact TEXT)")
    connection.close()
    Server(
        "bench.bare:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=1,
        log_access=False,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
