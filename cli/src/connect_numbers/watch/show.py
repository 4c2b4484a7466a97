"""Deployments as they go: drawn where the output is a terminal, told in lines elsewhere."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import rich.live

from ..output import Output
from .lines import Lines
from .picture import picture
from .state import StackState

# Shows stacks as they are at a time, in seconds of the epoch.
Show: TypeAlias = Callable[[Sequence[StackState], float], None]


@contextlib.contextmanager
def shown(output: Output) -> Iterator[Show]:
    """What shows one state after another; nothing where one JSON document is asked for."""
    with _drawn(output) if output.draws else contextlib.nullcontext(_told(output)) as show:

        def learnt(stacks: Sequence[StackState], now: float) -> None:
            _learn(output, stacks)
            show(stacks, now)

        yield learnt


@contextlib.contextmanager
def _drawn(output: Output) -> Iterator[Show]:
    with rich.live.Live(console=output.console, auto_refresh=False) as live:
        yield lambda stacks, now: live.update(picture(stacks, now, output.console.height, output.mask), refresh=True)


def _told(output: Output) -> Show:
    lines = Lines()

    def tell(stacks: Sequence[StackState], now: float) -> None:
        for line in (line for state in stacks for line in lines.new(state, now)):
            output.say(line)

    return tell


def _learn(output: Output, stacks: Sequence[StackState]) -> None:
    """A number in whatever form is hidden where numbers are."""
    for stack in (stack for state in stacks for stack in state.all()):
        for resource in stack.resources:
            if resource.sight:
                output.mask.learn(resource.sight.number)
