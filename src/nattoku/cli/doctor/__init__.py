"""What is wrong with this installation, and how to mend it: each finding is two sentences."""

from nattoku.cli.doctor import configuration, data, outside, place, running
from nattoku.cli.doctor.finding import Finding

__all__ = ["Finding", "findings"]


def findings() -> list[Finding]:
    """What is wrong, empty when all is well. What can only be asked once another is mended waits for it."""
    unusable = configuration.unusable()
    found = [*place.findings(), *configuration.findings(), *unusable]
    if broken := data.unreadable():
        return list(dict.fromkeys([*found, *broken]))
    if behind := data.behind():
        return [*found, *behind]
    beyond = [] if unusable else outside.findings()
    return [*found, *data.findings(), *running.findings(), *beyond]
