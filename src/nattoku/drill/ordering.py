"""Which column of a table tells in which order its rows were written: it settles equal moments."""

from collections.abc import Sequence
from typing import Final

from nattoku.drill.columns import NOT_THERE
from nattoku.lib.refusal import Refusal

NAMES: Final = frozenset(["seq", "sequence", "sequence_no", "event_no", "_seq", "連番", "順番", "枝番"])


def ordering(header: Sequence[str], named: str | None) -> str | None:
    """The named column, or one that is called so. Refused (400): the named one is not there."""
    if named is not None and named not in header:
        raise Refusal(NOT_THERE.with_(column=named, there=", ".join(header)), status=400)
    return named or next((name for name in header if name.strip().lower() in NAMES), None)
