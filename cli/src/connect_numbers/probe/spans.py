"""How long something took, as far as looks at it can tell."""

import dataclasses
import math
from collections.abc import Callable, Iterable

from .answer import Answer

# A time is told where it is known to half a second and a bit, or to a fifth of itself.
NARROW_SECONDS, NARROW_PART = 0.75, 0.2


@dataclasses.dataclass(frozen=True)
class Span:
    """Seconds, at least and at the most; ``most`` is infinite where the end was not seen."""

    least: float
    most: float

    def __str__(self) -> str:
        if math.isinf(self.most):
            return f"longer than {self.least:.1f} s"
        return f"{self.least:.1f} to {self.most:.1f} s"

    def less(self, other: "Span") -> "Span":
        """What is left of it after the other."""
        return Span(max(0.0, self.least - other.most), max(0.0, self.most - other.least))

    @property
    def ends(self) -> list[float | None]:
        """As JSON has them: the second is null where the end was not seen."""
        return [round(self.least, 3), None if math.isinf(self.most) else round(self.most, 3)]

    @property
    def is_narrow(self) -> bool:
        return self.most - self.least <= NARROW_SECONDS + NARROW_PART * self.most

    @property
    def value(self) -> str:
        """As a knob of seconds has it."""
        return "off" if self.most < NARROW_SECONDS else f"{self.most:.1f}".removesuffix(".0")


NOT_SEEN = Span(0, math.inf)


def until(
    write: Answer,
    looks: Iterable[Answer],
    shows: Callable[[Answer], bool],
    hides: Callable[[Answer], bool] = lambda answer: True,
) -> Span:
    """From a write to the first look that shows its effect; a look ``hides`` it that proves that it was not there."""
    least = 0.0
    for look in looks:
        if shows(look):
            return Span(least, look.until - write.at)
        if hides(look):
            least = max(least, look.at - write.until)
    return Span(least, math.inf)
