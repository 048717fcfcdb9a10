"""Why nothing can be started here, told before Django is there: settings that cannot be read, data that cannot be reached."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from nattoku.lib.text import Text

_UNUSABLE = Text(
    "設定 {name} の値を使えません（{why}）。直してからもう一度お試しください。",
    "The setting {name} cannot be used ({why}). Please put it right and try again.",
)
_CLOSED = Text(
    "データの置き場所 {file} を使えません（{why}）。--data（NATTOKU_DATA）の場所と、その持ち主をお確かめください。",
    "The data at {file} cannot be used ({why}). Please check --data (NATTOKU_DATA) and who owns it.",
)

_WHY = {
    "float_parsing": Text("数ではありません", "not a number"),
    "int_parsing": Text("整数ではありません", "not a whole number"),
    "bool_parsing": Text("1（はい）か0（いいえ）にしてください", "write 1 for yes or 0 for no"),
    "greater_than": Text("小さすぎます", "too small"),
    "greater_than_equal": Text("小さすぎます", "too small"),
    "less_than_equal": Text("大きすぎます", "too large"),
    "string_pattern_mismatch": Text("使えない文字があります", "it holds a character that cannot be used"),
}


def why(error: Mapping[str, Any]) -> Text:
    """What pydantic found, in words; its own where we have none."""
    return _WHY.get(str(error["type"]), Text(str(error["msg"]), str(error["msg"])))


def told(wrong: ValidationError | OSError) -> Text:
    """In both languages: which one the terminal speaks is a setting too. A value is never shown; it may be a password."""
    if isinstance(wrong, OSError):
        return _CLOSED.with_(file=wrong.filename or "―", why=wrong.strerror or type(wrong).__name__)
    first = wrong.errors(include_input=False, include_url=False)[0]
    name = "NATTOKU_" + "_".join(str(part) for part in first["loc"]).upper()
    return _UNUSABLE.with_(name=name, why=why(first))
