"""Shows stacks while they are worked on, as ``numbers watch`` does: what is drawn is its picture, and so are the lines."""

import contextlib
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

EVERY = 0.4
MOST_SECONDS = 300
# Numbers of one stack described at the end, of those that no look described before.
LAST_LOOKS = 10


def region() -> Region:
    """The Region that the AWS variables name; its clients keep no pace, for they are alone with the simulator."""
    return Regions(COMMAND.actions, SystemClock(), rate=0).region()


def watch(region: Region, names: Sequence[str], over: Callable[[list[StackState]], bool]) -> list[str]:
    """Shows these stacks, by name or id, until it is over; the first failure of each that did not end well.

    Raises TimeoutError.
    """
    end = time.monotonic() + MOST_SECONDS
    watchers = [Watcher(region, name) for name in names]
    seen: dict[Watcher, StackState] = {}
    with shown(Output(as_json=False, mask=Mask(hides=False))) as show:
        while not over(list(seen.values())):
            if time.monotonic() > end:
                raise TimeoutError(f"still at work after {MOST_SECONDS} s: {', '.join(names)}")
            time.sleep(EVERY)
            for watcher in watchers:
                # A stack that is not there yet.
                with contextlib.suppress(CallFailed):
                    seen[watcher] = watcher.look()
            show(list(seen.values()), time.time())
        seen = {watcher: watcher.look_at_all(watcher.look(), LAST_LOOKS) for watcher in seen}
        show(list(seen.values()), time.time())
    return [watcher.first_failure(state.began) for watcher, state in seen.items() if not state.is_good]


def settled(states: list[StackState]) -> bool:
    return bool(states) and all(state.is_settled for state in states)
