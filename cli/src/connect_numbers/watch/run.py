"""Looks until the operation has ended, and draws or tells what it sees."""

import argparse

from ..command import Context, at_least_zero
from ..exits import Exit
from ..problems import CallFailed
from .look import Watcher
from .show import shown
from .state import StackState

EVERY = 2.0
# Numbers described at the end, of those that no look described as they are.
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
    with shown(output) as show:
        show([state], clock.now())
        while not state.is_settled:
            clock.sleep(EVERY)
            (state,) = watcher.look()
            show([state], clock.now())
        (state,) = watcher.look_at_all([state], LAST_LOOKS)
        show([state], clock.now())
    failure = "" if state.is_good else watcher.first_failure(state)
    output.say(f"{state.name}: {state.status}" + (f"\nFirst failure: {failure}" if failure else ""))
    output.document({"failure": failure, **_document(state)})
    return Exit.DONE if state.is_good else Exit.FAILED


def _begun(watcher: Watcher, context: Context) -> StackState:
    """The first state of an operation under way; without one, the last state there is after the wait."""
    clock = context.clock
    end = clock.now() + context.options.wait
    while True:
        try:
            (state,) = watcher.look()
            if not state.is_settled or clock.now() >= end:
                return state
        except CallFailed as failure:
            if not failure.is_absent_stack or clock.now() >= end:
                raise
        clock.sleep(EVERY)


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
