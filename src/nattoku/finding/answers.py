"""What was found, as JSON."""

from collections.abc import Iterable
from typing import Any

from nattoku.finding.queries import Found


def found(these: Iterable[Found]) -> list[dict[str, Any]]:
    """[{"case", "score", "excerpt", "matched"}] in the order found."""
    return [{"case": str(f.no), "score": f.score, "excerpt": f.excerpt, "matched": f.matched} for f in these]
