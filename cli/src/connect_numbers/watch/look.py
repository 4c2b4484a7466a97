"""Reads a deployment, again and again, without taking its rate away."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from ..account import describe
from ..number import TYPES
from ..problems import CallFailed
from ..regions import Json, Region
from ..stacks import LET_GO, NESTED
from .state import ResourceState, Sight, StackState

GONE = Sight("", "not found")


class Watcher:
    """Looks at stacks, which are worked on at once, and at those nested in them.

    The deployment itself describes its numbers, at the same 2 a second. So each look describes one number only: one
    that is being changed or has been since it was looked at rather than another, and the one that was not looked at for
    longest.
    """

    def __init__(self, region: Region, *stacks: str) -> None:
        self._region = region
        self._stacks = list(stacks)
        self._sights: dict[str, Sight] = {}
        # For each number the last look, and the resource's status then.
        self._looked: dict[str, tuple[int, str]] = {}
        self._looks = 0

    def look(self) -> list[StackState]:
        """The stacks now, those that are there. Raises CallFailed where none is."""
        self._looks += 1
        seen = self._read_all()
        if resource := self._next(seen):
            self._see(resource)
        return self._with_sights(seen)

    def look_at_all(self, seen: list[StackState], most: int) -> list[StackState]:
        """What was seen, after each number was described that has changed since a look, so many at most."""
        for resource in [resource for resource in _numbers(seen) if self._has_changed(resource)][:most]:
            self._see(resource)
        return self._with_sights(seen)

    def first_failure(self, stack: StackState) -> str:
        """The first reason of a failure in the stack's operation, with its resource; empty for none."""
        failures = []
        name = stack.stack_id
        for event in self._region.pages("cloudformation:DescribeStackEvents", "StackEvents", StackName=name):
            if _seconds(event["Timestamp"]) < stack.began:
                break
            if event["ResourceStatus"].endswith("_FAILED") and event.get("ResourceStatusReason"):
                failures.append(f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}")
        return failures[-1] if failures else ""

    def _read_all(self) -> list[StackState]:
        seen: list[StackState] = []
        absent: list[CallFailed] = []
        for place, stack in enumerate(self._stacks):
            try:
                seen.append(self._read(stack))
                # A stack that is deleted is found by its id alone.
                self._stacks[place] = seen[-1].stack_id
            except CallFailed as failure:
                if not failure.is_absent_stack:
                    raise
                absent.append(failure)
        if absent and not seen:
            raise absent[0]
        return seen

    def _read(self, stack: str) -> StackState:
        (told,) = self._region.call("cloudformation:DescribeStacks", StackName=stack)["Stacks"]
        listed = self._region.pages(
            "cloudformation:ListStackResources", "StackResourceSummaries", StackName=told["StackId"]
        )
        resources = tuple(_resource(item) for item in listed)
        nested = tuple(
            self._read(resource.physical_id)
            for resource in resources
            if resource.type == NESTED and resource.physical_id and resource.status not in LET_GO
        )
        return StackState(
            name=told["StackName"],
            stack_id=told["StackId"],
            status=told["StackStatus"],
            reason=told.get("StackStatusReason", ""),
            began=_began(told),
            resources=resources,
            nested=nested,
        )

    def _next(self, seen: list[StackState]) -> ResourceState | None:
        numbers = _numbers(seen)
        wanted = [resource for resource in numbers if resource.is_busy or self._has_changed(resource)] or numbers
        return min(wanted, key=lambda resource: self._looked.get(resource.physical_id, (0, ""))[0], default=None)

    def _has_changed(self, resource: ResourceState) -> bool:
        """Whether it has another status than when its number was looked at, if ever it was."""
        return self._looked.get(resource.physical_id, (0, ""))[1] != resource.status

    def _see(self, resource: ResourceState) -> None:
        arn = resource.physical_id
        self._looked[arn] = self._looks, resource.status
        number = describe(self._region, arn)
        self._sights[arn] = Sight(number.number, number.status, number.message) if number else GONE

    def _with_sights(self, seen: Iterable[StackState]) -> list[StackState]:
        return [
            dataclasses.replace(
                stack,
                resources=tuple(
                    # What was seen of it before it changed is not what Connect says of it as it is.
                    resource
                    if self._has_changed(resource)
                    else dataclasses.replace(resource, sight=self._sights.get(resource.physical_id))
                    for resource in stack.resources
                ),
                nested=tuple(self._with_sights(stack.nested)),
            )
            for stack in seen
        ]


def _numbers(seen: list[StackState]) -> list[ResourceState]:
    """The resources that are numbers, one for each number."""
    found = {
        resource.physical_id: resource
        for whole in seen
        for stack in whole.all()
        for resource in stack.resources
        if resource.type in TYPES and resource.physical_id.startswith("arn:")
    }
    return list(found.values())


def _resource(item: Json) -> ResourceState:
    return ResourceState(
        logical_id=item["LogicalResourceId"],
        type=item["ResourceType"],
        physical_id=item.get("PhysicalResourceId", ""),
        status=item["ResourceStatus"],
        reason=item.get("ResourceStatusReason", ""),
        since=_seconds(item.get("LastUpdatedTimestamp")),
    )


def _began(told: Json) -> float:
    """When the operation began that is under way, or was last."""
    times = [told.get(name) for name in ("CreationTime", "LastUpdatedTime", "DeletionTime")]
    return max(_seconds(time) for time in times)


def _seconds(time: Any) -> float:
    return float(time.timestamp()) if time is not None else 0.0
