"""What was deleted still lies in a database's free pages; here they are written anew."""

from django.db import OperationalError, connection

from nattoku.lib.text import Text

STILL_THERE = Text(
    "ほかの処理が動いているため、空いた場所にまだ残っているかもしれません。あとでもう一度お試しください。",
    "Somebody else is at work, so it may still lie in free space. Please try again later.",
)
POSTGRES = Text(
    "PostgreSQLの空いた場所とWALには、上書きされるまで残ります。急ぐときは VACUUM FULL を実行してください。",
    "PostgreSQL keeps it in free space and in its WAL until they are overwritten. VACUUM FULL hurries the first.",
)
BACKUPS = Text("これまでのバックアップには残っています。", "Earlier backups still hold it.")


def scrub() -> list[Text]:
    """Write the free pages anew, as far as it goes while others work; what is left to know, in words."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("VACUUM")
            return [POSTGRES, BACKUPS]
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
        except OperationalError:
            busy = 1
    return [STILL_THERE, BACKUPS] if busy else [BACKUPS]
