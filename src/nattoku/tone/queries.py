"""How the rules fare: a rule that is mostly dismissed is dropped or mended."""

from typing import Any

from nattoku.tone.models import Tally


def fared() -> list[dict[str, Any]]:
    """{"rule", "found", "dismissed"} of every rule that ever spoke, the most often dismissed first."""
    rows = Tally.objects.order_by("-dismissed", "-found", "rule")
    return [{"rule": row.rule, "found": row.found, "dismissed": row.dismissed} for row in rows]
