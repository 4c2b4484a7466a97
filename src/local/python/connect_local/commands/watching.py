"""Shows stacks while they are worked on, by the picture and the lines of ``numbers watch``."""

import time
from collections.abc import Callable, Sequence

from connect_numbers.clock import SystemClock
from connect_numbers.mask import Mask
from connect_numbers.output import Output
from connect_numbers.problems import CallFailed
from connect_numbers.regions import Region, Regions
from connect_numbers.watch import COMMAND
from connect_numbers.watch.look import Watcher
from connect_numbers.watch.show import shown
from connect_numbers.watch.state import StackState

EVERY = 1.0
MOST_SECONDS = 600
# Numbers described at the end, of those that no look described as they are.
LAST_LOOKS = 10


def region() -> Region:
    """The Region that the AWS variables name. Its clients keep no pace: one look a second is little."""
    return Regions(COMMAND.actions, SystemClock(), rate=0).region()


def watch(region: Region, stacks: Sequence[str], since: float, over: Callable[[list[StackState]], bool]) -> list[str]:
    """Shows the operations on stacks, by name or id, that have begun since then, until it is over.

    Returns the first failure of each that did not end well. Raises TimeoutError.
    """
    watcher = Watcher(region, *stacks)
    seen: list[StackState] = []
    end = time.monotonic() + MOST_SECONDS
    with shown(Output(as_json=False, mask=Mask(hides=False))) as show:
        while not over(seen):
            if time.monotonic() > end:
                raise TimeoutError(f"still at work after {MOST_SECONDS} s: {', '.join(stacks)}")
            time.sleep(EVERY)
            seen = [state for state in _look(watcher) if state.began >= since]
            show(seen, time.time())
        seen = watcher.look_at_all(_look(watcher), LAST_LOOKS)
        show(seen, time.time())
    return [watcher.first_failure(state) for state in seen if not state.is_good]


def _look(watcher: Watcher) -> list[StackState]:
    """What is there; nothing where no stack is there yet."""
    try:
        return watcher.look()
    except CallFailed as failure:
        if not failure.is_absent_stack:
            raise
        return []


def settled(states: list[StackState]) -> bool:
    """Whether there is no operation under way."""
    return bool(states) and all(state.is_settled for state in states)
