"""Resources whose create failed after it had shown their identifier.

ministack forgets them. CloudFormation deletes them: in the rollback, or with the stack where rollback is off.
"""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners, stacks

from ..json_types import Json, Properties
from .ministack_internals import wrap

# Where in a stack's record they are kept until then: records of resources by logical id.
_KEPT = "_half_made"


def keep(stack: Json, logical_id: str, resource_type: str, physical_id: str, properties: Properties) -> None:
    """Keeps one for the engine's rollback, or the stack's deletion, to find."""
    stack.setdefault(_KEPT, {})[logical_id] = {
        "PhysicalResourceId": physical_id,
        "ResourceType": resource_type,
        "ResourceStatus": "CREATE_FAILED",
        "LogicalResourceId": logical_id,
        "Properties": properties,
        "Attributes": {},
        "Timestamp": stacks.now_iso(),
    }


def install() -> None:
    """Makes the engine delete what was kept."""
    wrap("_roll_back_operation", _roll_back)
    wrap("_delete_stack_async", _delete_stack)
    nested = provisioners._RESOURCE_HANDLERS["AWS::CloudFormation::Stack"]
    nested["create"] = functools.partial(_create_nested, nested["create"], nested["delete"])


async def _roll_back(
    original: Callable[..., Awaitable[None]],
    stack_name: str,
    stack_id: str,
    stack: Json,
    operation: Json,
    *rest: Any,
    **options: Any,
) -> None:
    for logical_id, record in stack.pop(_KEPT, {}).items():
        stack["_resources"][logical_id] = record
        operation["created"].append(logical_id)
    made = dict(stack["_resources"])
    await original(stack_name, stack_id, stack, operation, *rest, **options)
    if stack["StackStatus"] == "ROLLBACK_FAILED":
        # Belief (official; cloudformation): What a rollback could not delete stays in the stack, and its deletion
        # tries again. Source: CloudFormation user guide, ROLLBACK_FAILED. Test:
        # test_local_cloudformation.py::test_what_a_rollback_could_not_delete_stays_in_the_stack_until_its_deletion.
        # What could not be deleted stays in the stack, for its deletion to try again; ministack forgets it.
        for logical_id in stack["_rollback_failed"]:
            stack["_resources"][logical_id] = {**made[logical_id], "ResourceStatus": "DELETE_FAILED"}


async def _delete_stack(original: Callable[..., Awaitable[None]], stack_name: str, *rest: Any, **options: Any) -> None:
    stack = cloudformation._stacks.get(stack_name) or {}
    for logical_id, record in stack.pop(_KEPT, {}).items():
        stack["_resources"].setdefault(logical_id, record)
    await original(stack_name, *rest, **options)


def _create_nested(
    create: Callable[..., Any], delete: Callable[..., Any], logical_id: str, properties: Properties, parent: str
) -> Any:
    """A nested stack's creation that cleans up after itself where it fails; ministack's leaves what it made."""
    try:
        return create(logical_id, properties, parent)
    except Exception:
        for name, child in list(cloudformation._stacks.items()):
            if child.get("_parent_stack_name") == parent and name.startswith(f"{parent}-{logical_id}-"):
                child["_resources"].update(child.pop(_KEPT, {}))
                delete(name, properties)
        raise
