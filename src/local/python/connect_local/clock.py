"""How an operation waits between two invocations of its handler."""

import contextlib
import json
import math
import threading
import time
import urllib.request


class RealClock:
    """Waits as long as it is told to."""

    @contextlib.contextmanager
    def working(self):
        yield

    def now(self):
        """Seconds since some moment."""
        return time.monotonic()

    def wait(self, seconds):
        time.sleep(seconds)


class MovedClock:
    """Moves the simulator's clock, by as much as the first of them waits for, once all operations wait.

    Real time counts too: an operation that works while others wait delays nobody.
    """

    def __init__(self, simulator):
        self._url = f"{simulator}/_simulator/clock"
        self._moved = 0.0
        self._working = 0
        self._waits = []
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def working(self):
        with self._changed:
            self._working += 1
        try:
            yield
        finally:
            with self._changed:
                self._working -= 1
                self._move()

    def now(self):
        """Seconds since some moment, with those by which the clock was moved."""
        return time.monotonic() + self._moved

    def wait(self, seconds):
        with self._changed:
            due = self.now() + seconds
            self._waits.append(due)
            self._move()
            while (left := due - self.now()) > 0:
                self._changed.wait(left)
            self._waits.remove(due)

    def _move(self):
        """With the lock held: to the moment of the first wait, in whole milliseconds, where nobody works."""
        if self._waits and len(self._waits) >= self._working:
            step = math.ceil(1000 * (min(self._waits) - self.now())) / 1000
            if step > 0:
                self._advance(step)
                self._moved += step
            self._changed.notify_all()

    def _advance(self, seconds):
        body = json.dumps({"advanceSeconds": seconds}).encode()
        request = urllib.request.Request(self._url, body, {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()
