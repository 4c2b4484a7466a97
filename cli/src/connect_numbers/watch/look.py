"""Reads a deployment, again and again, without taking its rate away."""

import dataclasses
from typing import Any

from ..account import describe
from ..number import TYPES
from ..regions import Json, Region
from ..stacks import LET_GO, NESTED
from .state import ResourceState, Sight, StackState

GONE = Sight("", "not found")


class Watcher:
    """Looks at one stack and its nested ones.

    The deployment itself describes its numbers, at the same 2 a second. So each look describes one number only: one
    that is being changed rather than another, and the one that was not looked at for longest.
    """

    def __init__(self, region: Region, stack: str) -> None:
        self._region = region
        self._stack = stack
        self._sights: dict[str, Sight] = {}
        self._looked: dict[str, int] = {}
        self._looks = 0

    def look(self) -> StackState:
        """The deployment now. Raises CallFailed where there is no such stack."""
        self._looks += 1
        seen = self._read(self._stack)
        # A stack that is deleted is found by its id alone.
        self._stack = seen.stack_id
        if arn := self._next(seen):
            self._see(arn)
        return self._with_sights(seen)

    def look_at_all(self, seen: StackState, most: int) -> StackState:
        """What was seen, after each number was described that no look has described, so many at most."""
        for arn in [arn for arn in _numbers(seen) if arn not in self._sights][:most]:
            self._see(arn)
        return self._with_sights(seen)

    def first_failure(self, began: float) -> str:
        """The first reason of a failure since then, with its resource; empty for none."""
        failures = []
        for event in self._region.pages("cloudformation:DescribeStackEvents", "StackEvents", StackName=self._stack):
            if _seconds(event["Timestamp"]) < began:
                break
            if event["ResourceStatus"].endswith("_FAILED") and event.get("ResourceStatusReason"):
                failures.append(f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}")
        return failures[-1] if failures else ""

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

    def _next(self, seen: StackState) -> str | None:
        busy = [arn for arn, resource in _numbers(seen).items() if resource.is_busy]
        wanted = busy or list(_numbers(seen))
        return min(wanted, key=lambda arn: self._looked.get(arn, 0), default=None)

    def _see(self, arn: str) -> None:
        self._looked[arn] = self._looks
        number = describe(self._region, arn)
        self._sights[arn] = Sight(number.number, number.status, number.message) if number else GONE

    def _with_sights(self, seen: StackState) -> StackState:
        resources = tuple(
            dataclasses.replace(resource, sight=self._sights.get(resource.physical_id)) for resource in seen.resources
        )
        return dataclasses.replace(seen, resources=resources, nested=tuple(map(self._with_sights, seen.nested)))


def _numbers(seen: StackState) -> dict[str, ResourceState]:
    """The resources that are numbers, by ARN."""
    return {
        resource.physical_id: resource
        for stack in seen.all()
        for resource in stack.resources
        if resource.type in TYPES and resource.physical_id.startswith("arn:")
    }


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
