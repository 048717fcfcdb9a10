"""What the doctor says."""

from typing import NamedTuple

from nattoku.lib.text import Text


class Finding(NamedTuple):
    """what is wrong, and how to mend it."""

    what: Text
    mend: Text
