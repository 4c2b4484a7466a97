"""Prints stacks' events as they come."""

import threading
from collections.abc import Callable
from types import TracebackType

from ..json_types import Json

EVENT_SECONDS = 0.5
SETTLED = ("_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED")


class StackEvents:
    """Prints the events of these stacks until they have settled or the block ends.

    ``asked`` gives a stack's events, oldest first.
    """

    def __init__(self, asked: Callable[[str], list[Json]], names: list[str]) -> None:
        self._asked = asked
        self._names = names
        self._seen = {event["EventId"] for name in names for event in asked(name)}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow)
        self._settled: set[str] = set()
        self.settled = threading.Event()
        self.reasons: list[str] = []

    def __enter__(self) -> "StackEvents":
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _raised: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._print_new()

    def _follow(self) -> None:
        while not self.settled.is_set() and not self._over.wait(EVENT_SECONDS):
            self._print_new()

    def _print_new(self) -> None:
        for name in self._names:
            for event in self._asked(name):
                if event["EventId"] not in self._seen:
                    self._seen.add(event["EventId"])
                    self._print(name, event)
        if self._settled == set(self._names):
            self.settled.set()

    def _print(self, name: str, event: Json) -> None:
        reason = event.get("ResourceStatusReason", "")
        self.reasons.append(reason)
        row = f"{event['StackName']:<12} {event['ResourceStatus']:<28} {event['LogicalResourceId']:<13} {reason}"
        print(f"    {row.rstrip()}", flush=True)
        ours = event["ResourceType"] == "AWS::CloudFormation::Stack"
        if ours and event["ResourceStatus"].endswith(SETTLED):
            self._settled.add(name)
