"""Which stack holds which resource."""

import threading
from collections.abc import Iterator

from .number import Holding
from .problems import CallFailed
from .regions import Json, Region

HOLDER_ACTIONS = ("cloudformation:DescribeStackResources", "cloudformation:ListStackResources")
EXISTS_ACTIONS = ("cloudformation:DescribeStacks",)
SCAN_ACTIONS = ("cloudformation:DescribeStacks", "cloudformation:ListStackResources")
NESTED = "AWS::CloudFormation::Stack"
# A resource that a stack no longer has.
LET_GO = ("DELETE_COMPLETE", "DELETE_SKIPPED")


class Stacks:
    """The stacks of one Region."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._holdings: dict[str, tuple[Holding, ...]] = {}
        self._listed: set[str] = set()
        self._lock = threading.Lock()

    def holding(self, physical_id: str) -> tuple[Holding, ...]:
        """The resources that are this one, by what was read so far."""
        return self._holdings.get(physical_id, ())

    def ask(self, physical_id: str) -> tuple[Holding, ...]:
        """The same, after CloudFormation was asked for this one, unless a stack that has it is known."""
        if physical_id not in self._holdings:
            answer = if_there(self._region, "cloudformation:DescribeStackResources", PhysicalResourceId=physical_id)
            # That answer ends after 100 resources, so it only tells which stacks to list.
            found = {(item["StackId"], item["StackName"]) for item in answer.get("StackResources", [])}
            for stack_id, name in sorted(found):
                self._list(stack_id, name)
        return self.holding(physical_id)

    def scan(self) -> list[Json]:
        """Lists the resources of every stack; the stacks, as DescribeStacks has them."""
        stacks = list(self._region.pages("cloudformation:DescribeStacks", "Stacks"))
        self._region.each(lambda stack: self._list(stack["StackId"], stack["StackName"]), stacks)
        return stacks

    def exists(self, name: str) -> bool:
        found = if_there(self._region, "cloudformation:DescribeStacks", StackName=name).get("Stacks", [])
        return any(stack["StackStatus"] != "DELETE_COMPLETE" for stack in found)

    def of_types(self, *types: str) -> Iterator[tuple[str, Holding]]:
        """Physical id and place of each resource of these types, by what was read so far."""
        for physical_id, holdings in sorted(self._holdings.items()):
            yield from ((physical_id, holding) for holding in holdings if holding.resource_type in types)

    def _list(self, stack_id: str, name: str) -> None:
        """All resources of a stack, once: its other numbers will be asked for too."""
        with self._lock:
            if stack_id in self._listed:
                return
            self._listed.add(stack_id)
        try:
            items = list(resources(self._region, stack_id))
        except CallFailed as failure:
            if failure.is_absent_stack:
                return
            raise
        with self._lock:
            for item in items:
                if physical_id := item.get("PhysicalResourceId"):
                    holding = Holding(name, item["LogicalResourceId"], item["ResourceType"])
                    self._holdings[physical_id] = (*self._holdings.get(physical_id, ()), holding)


def if_there(region: Region, action: str, **parameters: str) -> Json:
    """The answer about a stack; an empty one where CloudFormation knows no such stack."""
    try:
        return region.call(action, **parameters)
    except CallFailed as failure:
        if failure.is_absent_stack:
            return {}
        raise


def resources(region: Region, stack: str) -> Iterator[Json]:
    """The resources that a stack has, as ListStackResources has them."""
    listed = region.pages("cloudformation:ListStackResources", "StackResourceSummaries", StackName=stack)
    return (item for item in listed if item["ResourceStatus"] not in LET_GO)
