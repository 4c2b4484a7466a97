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

    def expected(self, work):
        return work

    def now(self):
        """Seconds since some moment."""
        return time.monotonic()

    def wait(self, seconds):
        time.sleep(seconds)


class MovedClock:
    """Moves the simulator's clock, by as much as the first of them waits for, once all operations wait.

    While there are operations that time is the only one: how long they take for real, and so how fast or busy the
    machine is, makes no difference to what they see. Without any, the simulator's clock runs.
    """

    def __init__(self, simulator):
        self._url = f"{simulator}/_simulator/clock"
        self._moved = 0  # milliseconds
        self._working = 0
        self._waits = []
        self._changed = threading.Condition()
        self._of_thread = threading.local()

    @contextlib.contextmanager
    def working(self):
        """An operation of this thread, unless it was expected, and so is counted already."""
        if getattr(self._of_thread, "is_counted", False):
            yield
            return
        self._begin()
        try:
            yield
        finally:
            self._end()

    def expected(self, work):
        """``work``, to be called on a thread that does nothing else, counted as an operation from now on."""
        self._begin()

        def counted(*arguments):
            self._of_thread.is_counted = True
            try:
                return work(*arguments)
            finally:
                self._end()

        return counted

    def now(self):
        """Seconds by which the clock was moved."""
        return self._moved / 1000

    def wait(self, seconds):
        with self._changed:
            due = self._moved + math.ceil(1000 * seconds)
            self._waits.append(due)
            self._move()
            while self._moved < due:
                self._changed.wait()
            self._waits.remove(due)

    def _begin(self):
        with self._changed:
            if self._working == 0:
                self._tell(running=False)
            self._working += 1

    def _end(self):
        with self._changed:
            self._working -= 1
            if self._working == 0:
                self._tell(running=True)
            self._move()

    def _move(self):
        """With the lock held: to the moment of the first wait, where nobody works."""
        if self._waits and len(self._waits) >= self._working:
            step = min(self._waits) - self._moved
            if step > 0:
                self._tell(advanceSeconds=step / 1000)
                self._moved += step
            self._changed.notify_all()

    def _tell(self, **change):
        request = urllib.request.Request(self._url, json.dumps(change).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()
