"""How a crowd of customers buys and stops: BG/NBD (Fader, Hardie, Lee 2005), in weeks.

A customer buys at a rate of his own, gamma over the crowd (r, alpha), and stops after any purchase with a chance of
his own, beta over the crowd (a, b).
"""

from dataclasses import dataclass

import numpy as np
import scipy  # its parts are loaded when first asked for: they take a second, and every command comes by here
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class History:
    """Per customer, float[n]: repeats (days with a purchase after the first), last (weeks from the first to the last
    purchase), age (weeks from the first to the end of what was watched).
    """

    repeats: Floats
    last: Floats
    age: Floats


@dataclass(frozen=True)
class Rhythm:
    """The four parameters of a crowd."""

    r: float
    alpha: float
    a: float
    b: float

    def alive(self, seen: History) -> Floats:
        """Chance that a customer still buys; 1 for who bought once: never rank by it alone."""
        chance: Floats = 1 / (1 + self._gone(seen))
        return chance

    def expected(self, seen: History, weeks: float) -> Floats:
        """Purchases to expect of each in the coming weeks."""
        return self.alive(seen) * self.unbroken(seen, weeks)

    def unbroken(self, seen: History, weeks: float) -> Floats:
        """Purchases to expect in the coming weeks of each who still buys today."""
        r, alpha, b = self.r, self.alpha, self.b
        a = self.a if abs(self.a - 1) > 1e-6 else 1 + 1e-6  # the formula has a hole at one, its limit has none
        rx, z = r + seen.repeats, weeks / (alpha + seen.age + weeks)
        pause = ((alpha + seen.age) / (alpha + seen.age + weeks)) ** rx
        series = scipy.special.hyp2f1(rx, b + seen.repeats, a + b + seen.repeats - 1, z)
        grown: Floats = (a + b + seen.repeats - 1) / (a - 1) * (1 - pause * series)
        return grown

    def silent(self, seen: History, weeks: float) -> Floats:
        """Chance that a customer buys nothing in the coming weeks."""
        pause = ((self.alpha + seen.age) / (self.alpha + seen.age + weeks)) ** (self.r + seen.repeats)
        return 1 - self.alive(seen) * (1 - pause)

    def _gone(self, seen: History) -> Floats:
        """Odds of having stopped, against still buying."""
        ratio = ((self.alpha + seen.age) / (self.alpha + seen.last)) ** (self.r + seen.repeats)
        odds = self.a / (self.b + np.maximum(seen.repeats, 1) - 1) * ratio
        return np.where(seen.repeats > 0, odds, 0.0)


def fitted(seen: History) -> Rhythm | None:
    """The parameters under which this crowd is most likely; None when nobody bought twice or no fit is found."""
    if not (seen.repeats > 0).any():
        return None
    unit = max(1.0, float(seen.age.max()) / 10)  # ages near 10 fit best, whatever the calendar
    scaled = History(seen.repeats, seen.last / unit, seen.age / unit)
    best = None
    for start in (np.zeros(4), np.array([-1.0, 1.0, -1.0, 1.0])):
        found = scipy.optimize.minimize(
            _surprise, start, args=(scaled,), method="L-BFGS-B", jac=True, bounds=[(-8, 8)] * 4, tol=1e-11
        )
        if np.isfinite(found.fun) and (best is None or found.fun < best.fun):
            best = found
    if best is None:
        return None
    r, alpha, a, b = np.exp(best.x)
    return Rhythm(float(r), float(alpha * unit), float(a), float(b))


def _surprise(logs: Floats, seen: History) -> tuple[float, Floats]:
    """Mean negative log likelihood, and its slope along the logarithms of r, alpha, a and b."""
    r, alpha, a, b = np.exp(logs)
    counts, which = np.unique(seen.repeats, return_inverse=True)  # gamma functions once for each count, not customer
    x, before = seen.repeats, np.maximum(seen.repeats, 1) - 1
    first = scipy.special.gammaln(r + counts) - scipy.special.gammaln(r) + r * np.log(alpha)
    kept = (
        scipy.special.gammaln(a + b)
        + scipy.special.gammaln(b + counts)
        - scipy.special.gammaln(b)
        - scipy.special.gammaln(a + b + counts)
    )
    still = -(r + x) * np.log(alpha + seen.age)
    ended = np.where(x > 0, np.log(a / (b + before)) - (r + x) * np.log(alpha + seen.last), -np.inf)
    both = np.logaddexp(still, ended)
    gone = np.exp(ended - both)

    fewer = scipy.special.digamma(a + b) - scipy.special.digamma(a + b + counts)
    age, last = alpha + seen.age, alpha + seen.last
    slope = np.array(
        [
            np.mean(
                (scipy.special.digamma(r + counts) - scipy.special.digamma(r))[which]
                + np.log(alpha / age)
                + gone * np.log(age / last)
            ),
            np.mean(r / alpha - (r + x) * ((1 - gone) / age + gone / last)),
            np.mean(fewer[which] + gone / a),
            np.mean(
                (fewer + scipy.special.digamma(b + counts) - scipy.special.digamma(b))[which] - gone / (b + before)
            ),
        ]
    )
    return float(-np.mean((first + kept)[which] + both)), -slope * np.exp(logs)
