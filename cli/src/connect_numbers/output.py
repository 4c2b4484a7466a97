"""What a command says: results on standard output, progress and problems on standard error, all of it masked alike."""

import contextlib
import dataclasses
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import rich.console
import rich.progress
import rich.table

from .mask import Mask


class Output:
    """Text for a person, or with ``as_json`` one JSON document at the end and no other line."""

    def __init__(self, as_json: bool, mask: Mask) -> None:
        self.as_json = as_json
        self.mask = mask
        self.console = rich.console.Console(highlight=False, soft_wrap=True)
        self._errors = rich.console.Console(stderr=True, highlight=False, soft_wrap=True)

    @property
    def draws(self) -> bool:
        """Whether what was shown can be drawn anew: on a terminal that can, and not in the log of a build."""
        console = self.console
        return console.is_terminal and not (self.as_json or console.is_dumb_terminal or os.environ.get("CI"))

    def say(self, text: str = "") -> None:
        """One line or several of the result."""
        if not self.as_json:
            print(self.mask(text), flush=True)

    def table(self, table: rich.table.Table) -> None:
        if not self.as_json:
            self.console.print(table, soft_wrap=False)

    def document(self, value: Any) -> None:
        """The whole result, where JSON is asked for."""
        if self.as_json:
            print(json.dumps(self.mask.all(value), indent=2, ensure_ascii=False))

    def problem(self, text: str) -> None:
        print(self.mask(text), file=sys.stderr)

    @contextlib.contextmanager
    def progress(self, title: str, total: int | None = None) -> "Iterator[Bar]":
        """A bar on a terminal, one line elsewhere."""
        if not self._errors.is_terminal:
            self.problem(title)
            yield Bar(lambda _count: None, lambda: None)
            return
        with rich.progress.Progress(
            rich.progress.TextColumn("{task.description}"),
            rich.progress.BarColumn(),
            rich.progress.MofNCompleteColumn(),
            rich.progress.TimeRemainingColumn(),
            console=self._errors,
            transient=True,
        ) as bars:
            task = bars.add_task(self.mask(title), total=total)
            expected = _adding(bars, task, total or 0)
            yield Bar(expected, lambda: bars.advance(task))


@dataclasses.dataclass(frozen=True)
class Bar:
    """``expect`` adds to what is to be done, ``advance`` says that one of it is done."""

    expect: Callable[[int], None]
    advance: Callable[[], None]


def _adding(bars: rich.progress.Progress, task: rich.progress.TaskID, total: int) -> Callable[[int], None]:
    """Adds up what several Regions expect."""
    lock = threading.Lock()
    expected = [total]

    def expect(count: int) -> None:
        with lock:
            expected[0] += count
            bars.update(task, total=expected[0])

    return expect
