"""What a command says: results on standard output, progress and problems on standard error, all of it masked alike."""

import contextlib
import json
import sys
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

    def say(self, text: str = "") -> None:
        """One line or several of the result."""
        if not self.as_json:
            print(self.mask(text))

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
    def progress(self, title: str, total: int | None = None) -> Iterator[Callable[[], None]]:
        """A bar on a terminal, one line elsewhere; the block calls what it gets once for each step that is done."""
        if not self._errors.is_terminal:
            self.problem(title)
            yield lambda: None
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
            yield lambda: bars.advance(task)
