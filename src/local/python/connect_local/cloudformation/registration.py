"""Makes ministack know the type: its operations, its kinds of properties, and what depends on a resource's type."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, drift, handlers, helpers, provisioners, stacks

from ..json_types import Json, Properties
from .bridge import DELETING_STACK, PLACE, Bridge
from .handlers import Place
from .ministack_internals import wrap
from .schema import ResourceSchema

# Such a stack can only be deleted.
NOT_UPDATABLE = ("DELETE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")


def install(bridge: Bridge, schema: ResourceSchema) -> None:
    _fill_tables(bridge, schema)
    wrap_action("DescribeStackResources", _describe_by_physical_id)
    wrap_action("CreateChangeSet", _create_change_set)
    by_type = _ByType(bridge, schema)
    wrap("_runs_on_worker_thread", by_type.is_ours)
    wrap("_sends_back_failed_update", by_type.is_ours)
    wrap("_with_stack_tags", by_type.with_place)
    wrap("_delete_resource", _delete_in_stack)
    wrap("_import_resources_async", by_type.import_with_tags)


def _fill_tables(bridge: Bridge, schema: ResourceSchema) -> None:
    type_name = schema.type_name
    provisioners._RESOURCE_HANDLERS[type_name] = {
        "create": bridge.create,
        "update": bridge.update,
        "update_with_logical_id": True,
        "delete": bridge.delete,
        "delete_with_logical_id": True,
        "import": bridge.adopt,
    }
    provisioners._REPLACING_PROPERTIES[type_name] = schema.create_only
    provisioners._CONDITIONALLY_REPLACING_PROPERTIES[type_name] = schema.conditional_create_only
    provisioners._STACK_TAG_PROPERTY[type_name] = (schema.tag_property, "list")
    drift._DRIFT_READERS[type_name] = (bridge.read, schema.readable)
    changesets._IMPORT_LOOKUPS[type_name] = ((schema.identifier,), bridge.import_problem)
    # The user guide ends a resource import with a drift detection of the stack as it is then.
    drift.DRIFT_DETECTABLE_STATUSES |= {"IMPORT_COMPLETE"}


class _ByType:
    """What ministack decides by a resource's type, for ours."""

    def __init__(self, bridge: Bridge, schema: ResourceSchema) -> None:
        self._bridge = bridge
        self._schema = schema

    def is_ours(self, original: Callable[[str], bool], resource_type: str) -> bool:
        return resource_type == self._schema.type_name or original(resource_type)

    def with_place(
        self,
        original: Callable[..., Properties],
        resource_type: str,
        properties: Properties,
        tags: list[Json],
        stack_name: str,
        stack_id: str,
        logical_id: str,
    ) -> Properties:
        """The properties with the resource's place in them, where ministack would merge the stack's tags."""
        if resource_type != self._schema.type_name:
            return original(resource_type, properties, tags, stack_name, stack_id, logical_id)
        return {**properties, PLACE: Place(stack_id, stack_name, logical_id, provisioners._tag_map(tags))}

    async def import_with_tags(
        self, original: Callable[..., Awaitable[None]], change_set: Json, stack: Json, new_stack: bool
    ) -> None:
        for entry in change_set["_resources_to_import"]:
            if entry["ResourceType"] == self._schema.type_name and stack.get("Tags"):
                physical_id = entry["ResourceIdentifier"][self._schema.identifier]
                logical_id = entry["LogicalResourceId"]
                await stacks.run_reentrant(self._bridge.apply_stack_tags, stack, physical_id, logical_id)
        await original(change_set, stack, new_stack)


def _delete_in_stack(
    original: Callable[..., Any],
    resource_type: str,
    physical_id: str,
    properties: Properties,
    stack_name: str | None = None,
    logical_id: str | None = None,
) -> Any:
    token = DELETING_STACK.set(stack_name)
    try:
        return original(resource_type, physical_id, properties, stack_name, logical_id)
    finally:
        DELETING_STACK.reset(token)


def wrap_action(name: str, wrapper: Callable[..., Any]) -> None:
    handlers._ACTION_HANDLERS[name] = functools.partial(wrapper, handlers._ACTION_HANDLERS[name])


def _describe_by_physical_id(describe: Callable[[Json], Any], params: Json) -> Any:
    """DescribeStackResources; with a PhysicalResourceId, which ministack ignores, of the stack that has it."""
    physical_id = helpers._p(params, "PhysicalResourceId")
    if not physical_id:
        return describe(params)
    for stack in cloudformation._stacks.values():
        if any(record["PhysicalResourceId"] == physical_id for record in stack.get("_resources", {}).values()):
            return describe({**params, "StackName": [stack["StackId"]]})
    return helpers._error("ValidationError", f"Stack for {physical_id} does not exist")


def _create_change_set(create: Callable[[Json], Any], params: Json) -> Any:
    """CreateChangeSet; refused where ministack's UpdateStack is: for a stack that is left of a failure."""
    name = helpers._p(params, "StackName")
    status = (handlers._resolve_stack(name) or {}).get("StackStatus")
    if status in NOT_UPDATABLE:
        return helpers._error("ValidationError", f"Stack [{name}] is in {status} state and cannot be updated")
    return create(params)
