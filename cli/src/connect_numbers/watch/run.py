"""Looks until the operation has ended, and draws or tells what it sees."""

import argparse
import contextlib
from collections.abc import Callable, Iterator

import rich.live

from ..command import Context, at_least_zero
from ..exits import Exit
from ..output import Output
from ..problems import CallFailed
from .lines import Lines
from .look import Watcher
from .picture import picture
from .state import StackState

EVERY = 2.0
# Numbers described at the end, of those that no look described before.
LAST_LOOKS = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("stack", metavar="STACK", help="name or ARN; its nested stacks are watched too")
    seconds = at_least_zero("a number of seconds")
    parser.add_argument("--wait", metavar="SECONDS", type=seconds, default=0, help="for an operation to begin; else 0")


def run(context: Context) -> Exit:
    """Raises CallFailed; ends with the operation."""
    options, output, clock = context.options, context.output, context.clock
    region = context.regions.region(options.region)
    watcher = Watcher(region, options.stack)
    state = _begun(watcher, context)
    with _shown(output) as draw:

        def show(state: StackState, now: float) -> None:
            _learn(output, state)
            draw(state, now)

        show(state, clock.now())
        while not state.is_settled:
            clock.sleep(EVERY)
            state = watcher.look()
            show(state, clock.now())
        state = watcher.look_at_all(state, LAST_LOOKS)
        show(state, clock.now())
    failure = "" if state.is_good else watcher.first_failure(state.began)
    output.say(f"{state.name}: {state.status}" + (f"\nFirst failure: {failure}" if failure else ""))
    output.document({"failure": failure, **_document(state)})
    return Exit.DONE if state.is_good else Exit.FAILED


def _begun(watcher: Watcher, context: Context) -> StackState:
    """The first state of an operation under way; without one, the last state there is after the wait."""
    clock = context.clock
    end = clock.now() + context.options.wait
    while True:
        try:
            state = watcher.look()
            if not state.is_settled or clock.now() >= end:
                return state
        except CallFailed as failure:
            if not failure.is_absent_stack or clock.now() >= end:
                raise
        clock.sleep(EVERY)


@contextlib.contextmanager
def _shown(output: Output) -> Iterator[Callable[[StackState, float], None]]:
    """Draws on a terminal, tells elsewhere; nothing where one JSON document is asked for."""
    if output.as_json:
        yield lambda _state, _now: None
    elif output.console.is_terminal:
        with rich.live.Live(console=output.console, auto_refresh=False) as live:
            yield lambda state, now: live.update(
                picture([state], now, output.console.height, output.mask), refresh=True
            )
    else:
        lines = Lines()

        def tell(state: StackState, now: float) -> None:
            for line in lines.new(state, now):
                output.say(line)

        yield tell


def _learn(output: Output, state: StackState) -> None:
    """A number in whatever form is hidden where numbers are."""
    for stack in state.all():
        for resource in stack.resources:
            if resource.sight:
                output.mask.learn(resource.sight.number)


def _document(state: StackState) -> dict[str, object]:
    return {
        "stack": state.name,
        "status": state.status,
        "reason": state.reason,
        "resources": [
            {
                "resource": resource.logical_id,
                "type": resource.type,
                "status": resource.status,
                "reason": resource.reason,
                **({"number": resource.sight.number, "connect": resource.sight.status} if resource.sight else {}),
            }
            for resource in state.resources
        ],
        "nested": [_document(nested) for nested in state.nested],
    }
