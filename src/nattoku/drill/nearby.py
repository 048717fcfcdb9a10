"""A value in a sorted column on disk, looked for around the place where it should be: few pages are touched."""

from typing import Any, Final

import numpy as np

from nattoku.drill.log import Ints

STEP: Final = 512  # values: half a page


def near(column: Ints, value: Any, guess: int) -> int:
    """The first place whose value is not below `value`, as np.searchsorted tells it; a bad guess costs only time.

    value: of the type of the column, else the whole column would be copied.
    """
    low = high = min(max(guess, 0), len(column))
    step = STEP
    while low > 0 and column[low - 1] >= value:
        low, high, step = max(0, low - step), low, 4 * step
    step = STEP
    while high < len(column) and column[high] < value:
        low, high, step = high, min(len(column), high + step), 4 * step
    return low + int(np.searchsorted(column[low:high], value))
