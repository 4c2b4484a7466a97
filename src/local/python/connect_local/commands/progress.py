"""What a long command is doing: what runs, for how long, and how long that took last time on this machine.

A terminal shows it in one line, which is drawn anew each second. Elsewhere each part has a line at its start and at its
end, and a minute without a line gets one, so that the log of a build does not look hung.
"""

import contextlib
import dataclasses
import pathlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from .. import steps

# The longest silence of a log that nobody draws anew.
SILENCE_SECONDS = 60


@dataclasses.dataclass
class Task:
    """One of the things that run side by side; its parts come one after another, and are named in ``part``."""

    part: Callable[[], str]
    name: str
    began: float
    took: dict[str, float] = dataclasses.field(default_factory=dict)


class Progress:
    """Says what runs, and keeps how long it took in a file of JSON: seconds by part."""

    def __init__(
        self, kept: pathlib.Path, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._out = out or sys.stdout
        self._kept = kept
        self._last = steps.read(kept)
        self._clock = clock
        self._began = self._said = clock()
        self._tasks: list[Task] = []
        self._lock = threading.RLock()
        self._console = Console(file=self._out, force_terminal=self._out.isatty())
        self._live = Live(console=self._console, auto_refresh=False, transient=True)
        self.took: dict[str, float] = {}

    @contextlib.contextmanager
    def shown(self) -> Iterator[None]:
        """Looks each second, in a thread of its own, until the block ends."""
        ended = threading.Event()

        def look_on() -> None:
            while not ended.wait(1):
                self.look()

        looking = threading.Thread(target=look_on, daemon=True)
        with self._live if self._out.isatty() else contextlib.nullcontext():
            looking.start()
            try:
                yield
            finally:
                ended.set()
                looking.join()

    @contextlib.contextmanager
    def running(self, part: Callable[[], str]) -> Iterator[Task]:
        """A task for as long as the block; afterwards it says how long its parts took."""
        task = Task(part, part(), self._clock())
        with self._lock:
            self._tasks.append(task)
            self._begins(task)
        try:
            yield task
            self.look()
        finally:
            with self._lock:
                self._ends(task)
                self._tasks.remove(task)

    def look(self) -> None:
        """Sees which parts are over, and shows what runs."""
        with self._lock:
            for task in self._tasks:
                if (name := task.part()) != task.name:
                    self._ends(task)
                    task.name, task.began = name, self._clock()
                    self._begins(task)
            if self._out.isatty():
                self._live.update(Text(self._line(), no_wrap=True, overflow="ellipsis"), refresh=True)
            elif self._tasks and self._clock() - self._said >= SILENCE_SECONDS:
                self.say(self._line())

    def say(self, text: str) -> None:
        """A line, or some, that stay."""
        with self._lock:
            self._said = self._clock()
            if self._out.isatty():
                self._console.print(Text(text), soft_wrap=True)
            else:
                print(text, file=self._out, flush=True)

    def keep(self) -> None:
        """Writes how long the parts took."""
        steps.keep(self._kept, {name: round(took) for name, took in self.took.items()})

    @property
    def elapsed(self) -> float:
        return self._clock() - self._began

    def last_time(self, name: str) -> str:
        return f" ({minutes(self._last[name])} last time)" if name in self._last else ""

    def _begins(self, task: Task) -> None:
        if not self._out.isatty():
            self.say(f"{minutes(self.elapsed):>5}  begins: {task.name}{self.last_time(task.name)}")

    def _ends(self, task: Task) -> None:
        task.took[task.name] = self._clock() - task.began
        if not self._out.isatty():
            self.say(f"{minutes(self.elapsed):>5}  ended:  {task.name}, {minutes(task.took[task.name])}")

    def _line(self) -> str:
        parts = []
        for task in self._tasks:
            last = f" of {minutes(self._last[task.name])}" if task.name in self._last else ""
            parts.append(f"{task.name} {minutes(self._clock() - task.began)}{last}")
        return f"{minutes(self.elapsed):>5}  runs: {' | '.join(parts)}"


def minutes(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"
