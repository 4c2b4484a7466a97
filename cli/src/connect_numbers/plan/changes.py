"""What a change set says, nested ones included."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from ..problems import Refused
from ..regions import Json, Region
from ..stacks import NESTED
from ..templates import KEEPING

# Belief (official; cloudformation): DescribeChangeSet with IncludePropertyValues tells a resource's properties before
# and after, as JSON text; a value that only the deployment will tell is this. Source: API reference, ResourceChange;
# CloudFormation user guide, change sets. Test: test_cli_plan.py::test_the_engine_tells_property_values.
UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}"
NO_CHANGES = ("didn't contain changes", "No updates are to be performed")


@dataclasses.dataclass(frozen=True)
class Change:
    """One resource's change; ``before`` and ``after`` are None where CloudFormation does not tell."""

    stack: str
    logical_id: str
    type: str
    action: str
    replacement: str
    policy: str
    physical_id: str
    before: Json | None
    after: Json | None
    nested: str

    def value(self, name: str) -> Any:
        """A property as it will be; None where it is absent, UNKNOWN where nobody can tell yet."""
        if self.after is None:
            return UNKNOWN
        value = self.after.get("Properties", {}).get(name)
        return UNKNOWN if UNKNOWN in json.dumps(value) else value

    def differs(self, name: str) -> bool:
        before = (self.before or {}).get("Properties", {}).get(name)
        return self.before is None or before != self.value(name)

    @property
    def keeps_old(self) -> bool:
        """Whether what is removed or replaced stays."""
        said = self.policy or str((self.after or {}).get("UpdateReplacePolicy", ""))
        return said in (*KEEPING, "ReplaceAndRetain")


def changes(region: Region, stack: str, change_set: str) -> Iterator[Change]:
    """All changes, those of nested change sets after their stack's. Raises Refused where it cannot be executed."""
    whole = _described(region, stack, change_set)
    _check(whole, change_set)
    name = whole.get("StackName", stack)
    for item in whole["Changes"]:
        if "ResourceChange" in item:
            change = _change(name, item["ResourceChange"])
            yield change
            if change.nested:
                yield from changes(region, change.physical_id, change.nested)


def _described(region: Region, stack: str, change_set: str) -> Json:
    """The change set with the changes of all its pages."""
    named: Json = {"ChangeSetName": change_set, "IncludePropertyValues": True}
    if not change_set.startswith("arn:"):
        named["StackName"] = stack
    pages = list(region.answers("cloudformation:DescribeChangeSet", **named))
    return {**pages[0], "Changes": [change for page in pages for change in page.get("Changes", [])]}


def _check(whole: Json, name: str) -> None:
    status, execution = whole.get("Status", ""), whole.get("ExecutionStatus", "")
    reason = whole.get("StatusReason", "")
    if status == "FAILED" and any(words in reason for words in NO_CHANGES):
        return
    if execution.startswith("EXECUTE_"):
        raise Refused(
            f"the change set {name} was executed already ({execution}): make a new one from the template, and plan that"
        )
    if status == "FAILED":
        raise Refused(f"the change set {name} FAILED: {reason}: mend that, then make a new one")
    if status != "CREATE_COMPLETE":
        raise Refused(
            f"the change set {name} is {status}: run `aws cloudformation wait change-set-create-complete`, then this"
        )
    if execution not in ("AVAILABLE", ""):
        raise Refused(f"the change set {name} cannot be executed, it is {execution}: make a new one")


def _change(stack: str, told: Json) -> Change:
    return Change(
        stack=stack,
        logical_id=told.get("LogicalResourceId", ""),
        type=told.get("ResourceType", ""),
        action=told.get("Action", ""),
        replacement=told.get("Replacement", "False"),
        policy=told.get("PolicyAction", ""),
        physical_id=told.get("PhysicalResourceId", ""),
        before=_context(told.get("BeforeContext")),
        after=_context(told.get("AfterContext")),
        nested=told.get("ChangeSetId", "") if told.get("ResourceType") == NESTED else "",
    )


def _context(text: str | None) -> Json | None:
    try:
        read = json.loads(text) if text else None
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
