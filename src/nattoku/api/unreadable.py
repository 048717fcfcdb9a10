"""Why a field of a body was not taken, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import get_language

from nattoku.lib.text import Text

_WHOLE = Text("整数で入れてください", "a whole number is needed")
_MOMENT = Text(
    "日時の形ではありません（例：2026-11-22T15:00:00+09:00）", "no date and time, such as 2026-11-22T15:00:00+09:00"
)
_DAY = Text("日付の形ではありません（例：2026-11-22）", "no date, such as 2026-11-22")
_CHOICE = Text("次のどれかにしてください：{expected}", "one of these is needed: {expected}")
WHY: Final[dict[str, Text]] = {
    "missing": Text("必要な項目です", "this is needed"),
    "string_type": Text("文字で入れてください", "text is needed"),
    "string_too_long": Text("長すぎます（{max_length}文字まで）", "too long, {max_length} characters at most"),
    "string_too_short": Text("短すぎます（{min_length}文字以上）", "too short, {min_length} characters at least"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": Text("数で入れてください", "a number is needed"),
    "float_parsing": Text("数で入れてください", "a number is needed"),
    "finite_number": Text("有限の数で入れてください", "a finite number is needed"),
    "greater_than_equal": Text("{ge}以上にしてください", "{ge} or more is needed"),
    "less_than_equal": Text("{le}以下にしてください", "{le} or less is needed"),
    "greater_than": Text("{gt}より大きくしてください", "more than {gt} is needed"),
    "bool_type": Text("trueかfalseにしてください", "true or false is needed"),
    "bool_parsing": Text("trueかfalseにしてください", "true or false is needed"),
    "list_type": Text("並び（[ ]）にしてください", "a list is needed"),
    "dict_type": Text("項目の組（{{ }}）にしてください", "an object is needed"),
    "model_attributes_type": Text("項目の組（{{ }}）にしてください", "an object is needed"),
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "json_invalid": Text("JSONとして読めません", "that is no JSON"),
}


def why(error: Mapping[str, Any]) -> str:
    """One sentence part for one of pydantic's errors; its own English words for those nobody has met."""
    known = WHY.get(str(error.get("type", "")))
    if known is None:
        return str(error.get("msg", ""))
    return known.with_(**error.get("ctx", {})).to(get_language() or "ja")
