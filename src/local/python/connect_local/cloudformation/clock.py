"""How an operation waits between two invocations of its handler."""

import contextlib
import json
import math
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol


class Clock(Protocol):
    """Time, as the operations on resources see it."""

    def working(self) -> AbstractContextManager[None]:
        """An operation of this thread; the clock stands while it is neither done nor waiting."""

    def expected(self, work: Callable[[], None]) -> Callable[[], None]:
        """``work``, to be called on a thread that does nothing else, counted as an operation from now on."""

    def now(self) -> float:
        """Seconds since some moment."""

    def wait(self, seconds: float) -> None:
        """Returns when so much time has passed."""


class RealClock:
    """Waits as long as it is told to."""

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        yield

    def expected(self, work: Callable[[], None]) -> Callable[[], None]:
        return work

    def now(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class MovedClock:
    """Moves the simulator's clock once all operations wait, by as much as the first of them waits for.

    While there are operations, nothing else moves it: an operation sees the same times on a fast machine and on a slow
    one. While there are none, the simulator's clock runs.
    """

    def __init__(self, simulator: str) -> None:
        self._url = f"{simulator}/_simulator/clock"
        self._moved = 0  # milliseconds
        self._working = 0
        self._waits: list[int] = []
        self._changed = threading.Condition()
        self._of_thread = threading.local()

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        # An operation that was expected is counted already.
        if getattr(self._of_thread, "is_counted", False):
            yield
            return
        self._begin()
        try:
            yield
        finally:
            self._end()

    def expected(self, work: Callable[[], None]) -> Callable[[], None]:
        self._begin()

        def counted() -> None:
            self._of_thread.is_counted = True
            try:
                work()
            finally:
                self._end()

        return counted

    def now(self) -> float:
        """Seconds by which the clock was moved."""
        return self._moved / 1000

    def wait(self, seconds: float) -> None:
        with self._changed:
            due = self._moved + math.ceil(1000 * seconds)
            self._waits.append(due)
            self._move()
            while self._moved < due:
                self._changed.wait()
            self._waits.remove(due)

    def _begin(self) -> None:
        with self._changed:
            if self._working == 0:
                self._tell(running=False)
            self._working += 1

    def _end(self) -> None:
        with self._changed:
            self._working -= 1
            if self._working == 0:
                self._tell(running=True)
            self._move()

    def _move(self) -> None:
        """With the lock held: to the moment of the first wait, if no operation is at work."""
        if self._waits and len(self._waits) >= self._working:
            step = min(self._waits) - self._moved
            if step > 0:
                self._tell(advanceSeconds=step / 1000)
                self._moved += step
            self._changed.notify_all()

    def _tell(self, **change: float | bool) -> None:
        request = urllib.request.Request(self._url, json.dumps(change).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()
