"""Time, so that a test can move it."""

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds: ``now`` of the epoch, and a ``sleep``."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
