"""Savings from pairs: what was measured alternately, in the same round, with and without something."""

import random
import statistics
from collections.abc import Sequence
from typing import NamedTuple

RESAMPLES = 4000
OUTSIDE = 0.025


class Saving(NamedTuple):
    """A share of what it costs without: the median of the rounds, and the 95 % interval of that median."""

    median: float
    least: float
    most: float


def saving(having: Sequence[float], lacking: Sequence[float]) -> Saving:
    """By bootstrap, with a seed, so that the same figures give the same interval."""
    shares = [1 - own / other for own, other in zip(having, lacking, strict=True)]
    chance = random.Random(1)
    medians = sorted(statistics.median(chance.choices(shares, k=len(shares))) for _ in range(RESAMPLES))
    outside = int(OUTSIDE * RESAMPLES)
    return Saving(statistics.median(shares), medians[outside], medians[-1 - outside])
