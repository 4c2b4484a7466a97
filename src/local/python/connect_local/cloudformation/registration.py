"""Makes ministack know the registered types: operations, kinds of properties, and what depends on a resource's type."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, drift, handlers, helpers, provisioners, stacks

from ..json_types import Json, Properties
from .bridge import DELETING_STACK, PLACE
from .handlers import Place
from .ministack_internals import or_original, wrap, wrap_action
from .parallel_resources import ParallelResources
from .registered_types import RegisteredTypes

# Such a stack can only be deleted.
NOT_UPDATABLE = ("DELETE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")


def install(types: RegisteredTypes) -> None:
    wrap_action("DescribeStackResources", _describe_by_physical_id)
    wrap_action("CreateChangeSet", _create_change_set)
    by_type = _ByType(types)
    wrap("_runs_on_worker_thread", or_original(types.is_known))
    wrap("_sends_back_failed_update", or_original(types.is_known))
    wrap("_with_stack_tags", by_type.with_place)
    wrap("_delete_resource", _delete_in_stack)
    wrap("_import_resources_async", by_type.import_with_tags)
    wrap("validate_template_support", by_type.refuse_unregistered)
    # The user guide ends a resource import with a drift detection of the stack as it is then.
    drift.DRIFT_DETECTABLE_STATUSES |= {"IMPORT_COMPLETE"}


class Tables:
    """ministack's tables of resource types, as they are for the types that can be used."""

    def __init__(self, types: RegisteredTypes, parallel: ParallelResources) -> None:
        self._types = types
        self._parallel = parallel

    def fill(self, type_name: str) -> None:
        """Shows the type's default version, for which ministack has one entry whatever the account and Region."""
        self._types.known.add(type_name)
        bridge = functools.partial(self._types.bridge, type_name)
        schema = bridge().schema
        provisioners._RESOURCE_HANDLERS[type_name] = {
            "create": functools.partial(self._parallel.create, type_name),
            "update": lambda *arguments: bridge().update(*arguments),
            "update_with_logical_id": True,
            "delete": functools.partial(self._parallel.delete, type_name),
            "delete_with_logical_id": True,
            "import": lambda identifier: bridge().adopt(identifier),
        }
        provisioners._REPLACING_PROPERTIES[type_name] = schema.create_only
        provisioners._CONDITIONALLY_REPLACING_PROPERTIES[type_name] = schema.conditional_create_only
        if schema.tag_property:
            provisioners._STACK_TAG_PROPERTY[type_name] = (schema.tag_property, "list")
        drift._DRIFT_READERS[type_name] = (lambda *arguments: bridge().read(*arguments), schema.readable)
        changesets._IMPORT_LOOKUPS[type_name] = (
            (schema.identifier,),
            lambda physical_id: bridge().import_problem(physical_id),
        )


class _ByType:
    """What ministack decides by a resource's type, for the registered ones."""

    def __init__(self, types: RegisteredTypes) -> None:
        self._types = types

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
        if not self._types.is_known(resource_type):
            return original(resource_type, properties, tags, stack_name, stack_id, logical_id)
        return {**properties, PLACE: Place(stack_id, stack_name, logical_id, provisioners._tag_map(tags))}

    async def import_with_tags(
        self, original: Callable[..., Awaitable[None]], change_set: Json, stack: Json, new_stack: bool
    ) -> None:
        for entry in change_set["_resources_to_import"]:
            if self._types.is_known(entry["ResourceType"]) and stack.get("Tags"):
                bridge = self._types.bridge(entry["ResourceType"])
                physical_id = entry["ResourceIdentifier"][bridge.schema.identifier]
                logical_id = entry["LogicalResourceId"]
                await stacks.run_reentrant(bridge.apply_stack_tags, stack, physical_id, logical_id)
        await original(change_set, stack, new_stack)

    def refuse_unregistered(
        self, original: Callable[..., None], template: Json, conditions: Json, *rest: Any, **options: Any
    ) -> None:
        """ministack knows a type everywhere or nowhere; it is registered in an account and Region."""
        unrecognized = {
            resource["Type"]
            for resource in (template.get("Resources") or {}).values()
            if isinstance(resource, dict)
            and self._types.is_known(resource.get("Type", ""))
            and not self._types.is_registered(resource["Type"])
            and conditions.get(resource.get("Condition", ""), True)
        }
        if unrecognized:
            names = ", ".join(sorted(unrecognized))
            raise ValueError(f"Template format error: Unrecognized resource types: [{names}]")
        original(template, conditions, *rest, **options)


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
