"""What was looked at while setting up: a default that somebody has read and let stand is no oversight."""

from nattoku.ledger.facts import Fact, fact


@fact("setup.looked_at", ja="はじめの用意の「{step}」を確かめました", en="“{step}” of the set-up was looked at")
class LookedAt(Fact):
    """step: which (`setup.steps`). What stood there then holds: our default, or what had been decided."""

    step: str
