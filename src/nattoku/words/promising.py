"""nattoku promises: find."""

from datetime import datetime
from typing import BinaryIO

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

NOT_UTF8 = Text("文字コードをUTF-8にしてください（{at}バイト目）。", "Please save it as UTF-8 (byte {at}).")
NO_MOMENT = Text(
    "「{raw}」を日時として読み取れません。2026-10-03T15:00+09:00 のように入れてください。",
    "“{raw}” is no moment. Please write it like 2026-10-03T15:00+09:00.",
)
VAGUE = Text("日時がありません", "no date")


@click.group(help="文の中のお約束 / promises in a text")
def promises() -> None:
    pass


@promises.command(name="find", help="文の中のお約束と期日を挙げる / what a text promises, and by when")
@click.option("--now", "moment", default="", metavar="TIME", help="文の日時（既定は今） / the moment of the text")
@click.argument("file", type=click.File("rb"), default="-")
@as_json
@data
def found(moment: str, file: BinaryIO, as_json: bool, _data: str | None) -> None:
    """In the order of the text."""
    from django.utils import timezone

    from nattoku.lib.terminal import answer, language, tell
    from nattoku.words.promises.finding import find

    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refusal(NOT_UTF8.with_(at=wrong.start + 1), status=400) from wrong
    promised = find(text, _moment(moment) if moment else timezone.now())
    if as_json:
        answer([one.plain() for one in promised])
        return
    for one in promised:
        due = one.due_at.isoformat(timespec="minutes") if one.due_at else one.due_on
        tell(f"{one.text}　{due or VAGUE.to(language())}")


def _moment(raw: str) -> datetime:
    from nattoku.lib.clock import TOKYO

    try:
        read = datetime.fromisoformat(raw)
    except ValueError as wrong:
        raise Refusal(NO_MOMENT.with_(raw=raw[:100]), status=400) from wrong
    return read if read.tzinfo else read.replace(tzinfo=TOKYO)
