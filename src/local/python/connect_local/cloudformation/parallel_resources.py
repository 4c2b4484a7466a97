"""Creates and deletes resources at the same time, each as soon as what it depends on allows, as CloudFormation does.

ministack works through a stack one resource after another. Ahead of it, each resource of a registered type is started
on a thread of its own once all that it refers to (on delete: all that refers to it) is done; the engine, when it comes
to it, waits for that one's result. After a failure nothing more is started: the engine does, or gives up, what is left.
"""

import copy
import functools
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, NamedTuple

from ministack.services import cloudformation
from ministack.services.cloudformation import engine, provisioners, stacks

from ..json_types import Json, Properties
from .bridge import Resource
from .clock import Clock
from .ministack_internals import wrap
from .operations_ahead import Created, Key, OperationsAhead, Plan
from .registered_types import RegisteredTypes

# Belief (official; cloudformation): CloudFormation works on resources side by side, each once what it depends on is
# done, and begins nothing more after a failure. Source: CloudFormation user guide, DependsOn and stack failure
# options. Test: test_local_cloudformation.py::test_independent_resources_are_made_and_deleted_side_by_side,
# test_local_cloudformation.py::test_what_depends_on_a_failure_is_never_begun.
CANCELLED = "Resource creation cancelled"


def install(parallel: "ParallelResources") -> None:
    """Runs side by side what ministack does one by one."""
    wrap("_deploy_stack_async", parallel.deploy)
    wrap("_roll_back_operation", parallel.roll_back)
    wrap("_delete_stack_async", parallel.delete_stack)
    wrap("_add_event", parallel.add_event)


class Deployment(NamedTuple):
    """A stack that is being deployed, and what its template's properties are resolved with."""

    stack: Json
    template: Json
    parameters: Json
    conditions: Json


class ParallelResources:
    """What takes the place of ministack's functions; each of these has the original as its first argument."""

    def __init__(self, types: RegisteredTypes, clock: Clock) -> None:
        self._types = types
        self._ahead = OperationsAhead(clock)

    # --- a registered type's operations, which the engine comes to one by one ---

    def create(self, type_name: str, logical_id: str, properties: Properties, stack_name: str) -> Any:
        def now() -> Resource:
            return self._types.bridge(type_name).create(logical_id, properties, stack_name)

        return self._ahead.join(("create", stack_name, logical_id), now)

    def delete(self, type_name: str, physical_id: str, properties: Properties, logical_id: str) -> Any:
        def now() -> None:
            self._types.bridge(type_name).delete(physical_id, properties, logical_id)

        return self._ahead.join(("delete", physical_id), now)

    # --- a stack's operations ---

    async def deploy(
        self,
        original: Callable[..., Awaitable[None]],
        stack_name: str,
        stack_id: str,
        template: Json,
        parameters: Json,
        *rest: Any,
        **options: Any,
    ) -> None:
        stack = cloudformation._stacks[stack_name]
        there = {*stack["_resources"], *(options.get("imports") or {})}
        conditions = engine._evaluate_conditions(template, parameters)
        self._ahead.plan(self._creates(Deployment(stack, template, parameters, conditions), there))
        await original(stack_name, stack_id, template, parameters, *rest, **options)
        for logical_id, record in await self._ahead.left(stack_name):
            physical_id, properties = record["PhysicalResourceId"], record["Properties"]
            bridge = self._types.bridge(record["ResourceType"])
            await stacks.run_reentrant(bridge.delete_from, stack_name, physical_id, properties, logical_id)

    async def roll_back(
        self,
        original: Callable[..., Awaitable[None]],
        stack_name: str,
        stack_id: str,
        stack: Json,
        operation: Json,
        *rest: Any,
        **options: Any,
    ) -> None:
        for logical_id, record in await self._ahead.left(stack_name):
            physical_id, type_name = record["PhysicalResourceId"], record["ResourceType"]
            of_resource = (stack_id, stack_name, logical_id, type_name)
            stacks._add_event(*of_resource, "CREATE_FAILED", CANCELLED, physical_id)
            self._types.bridge(type_name).keep_half_made(stack, logical_id, physical_id, record["Properties"])
        await original(stack_name, stack_id, stack, operation, *rest, **options)

    async def delete_stack(
        self,
        original: Callable[..., Awaitable[None]],
        stack_name: str,
        stack_id: str,
        retain_resources: Sequence[str] = (),
        force: bool = False,
    ) -> None:
        stack = cloudformation._stacks.get(stack_name)
        deletes = self._deletes(stack, retain_resources) if stack and not force else {}
        self._ahead.plan(deletes)
        await original(stack_name, stack_id, retain_resources, force)
        self._ahead.forget(deletes)

    def add_event(
        self,
        original: Callable[..., None],
        stack_id: str,
        stack_name: str,
        logical_id: str,
        kind: str,
        status: str,
        reason: str = "",
        physical_id: str = "",
        **options: Any,
    ) -> None:
        """Lets begin what waits for the resource that the event says is done."""
        original(stack_id, stack_name, logical_id, kind, status, reason, physical_id, **options)
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            self._ahead.done(("create", stack_name, logical_id))
        elif status == "DELETE_COMPLETE":
            self._ahead.done(("delete", physical_id))

    # --- what is planned ---

    def _creates(self, deployment: Deployment, there: set[str]) -> dict[Key, Plan]:
        stack_name = deployment.stack["StackName"]
        return {
            ("create", stack_name, logical_id): Plan(
                {("create", stack_name, other) for other in needed},
                functools.partial(self._create_ahead, deployment, logical_id, definition),
            )
            for logical_id, definition, needed in _to_create(self._types, deployment)
            if logical_id not in there
        }

    def _create_ahead(self, deployment: Deployment, logical_id: str, definition: Json) -> Created:
        stack = deployment.stack
        stack_name = stack["StackName"]
        made = {**stack["_resources"], **self._ahead.made(stack_name)}
        properties = _resolved(definition, made, deployment)
        type_name = definition["Type"]
        placed = stacks._with_stack_tags(
            type_name, properties, stack.get("Tags"), stack_name, stack["StackId"], logical_id
        )
        resource: Resource = self._types.bridge(type_name).create(logical_id, placed, stack_name)
        physical_id, attributes = resource
        record = {"PhysicalResourceId": physical_id, "ResourceType": type_name}
        return Created(resource, {**record, "Properties": placed, "Attributes": attributes})

    def _deletes(self, stack: Json, retained: Sequence[str]) -> dict[Key, Plan]:
        plans: dict[Key, Plan] = {}
        for logical_id, record, needed in _to_delete(self._types, stack, retained):
            physical_id, properties = record["PhysicalResourceId"], record["Properties"]
            delete = functools.partial(
                self._types.bridge(record["ResourceType"]).delete_from,
                *(stack["StackName"], physical_id, properties, logical_id),
            )
            plans["delete", physical_id] = Plan({("delete", other) for other in needed}, delete)
        return plans


def _to_create(types: RegisteredTypes, deployment: Deployment) -> Iterator[tuple[str, Json, set[str]]]:
    """Logical id and definition of registered types' resources, and the logical ids of what each refers to."""
    active = {
        logical_id: definition
        for logical_id, definition in deployment.template.get("Resources", {}).items()
        if deployment.conditions.get(definition.get("Condition"), True)
    }
    for logical_id, definition in active.items():
        # The engine alone knows what a dynamic reference gives.
        if types.is_registered(definition.get("Type", "")) and "{{resolve:" not in json.dumps(definition, default=str):
            yield logical_id, definition, engine._extract_deps(definition, set(active))


def _resolved(definition: Json, resources: Json, deployment: Deployment) -> Properties:
    stack, template = deployment.stack, deployment.template
    properties = engine._resolve_refs(
        copy.deepcopy(definition.get("Properties", {})),
        *(resources, deployment.parameters, deployment.conditions, template.get("Mappings", {})),
        *(stack["StackName"], stack["StackId"]),
    )
    return {name: value for name, value in properties.items() if value is not engine._NO_VALUE}


def _to_delete(types: RegisteredTypes, stack: Json, retained: Sequence[str]) -> Iterator[tuple[str, Json, set[str]]]:
    """Logical id and record of what no policy keeps of registered types, and the physical ids of what refers to each.

    A resource that is kept keeps nothing else.
    """
    definitions = (stack.get("_template") or {}).get("Resources", {})
    going = {
        logical_id: record
        for logical_id, record in stack.get("_resources", {}).items()
        if logical_id not in retained
        and _deletion_policy(definitions.get(logical_id), stack) not in provisioners._RETAINING_POLICIES
    }
    referring: dict[str, set[str]] = {logical_id: set() for logical_id in going}
    for logical_id, record in going.items():
        for needed in engine._extract_deps(definitions.get(logical_id, {}), set(going)) - {logical_id}:
            referring[needed].add(record["PhysicalResourceId"])
    for logical_id, record in going.items():
        if types.is_registered(record["ResourceType"]):
            yield logical_id, record, referring[logical_id]


def _deletion_policy(definition: Json | None, stack: Json) -> Any:
    return stacks._resource_policy(
        *(definition, "DeletionPolicy"),
        *(stack.get("_resources", {}), stack.get("_resolved_params", {}), stack.get("_conditions", {})),
        *((stack.get("_template") or {}).get("Mappings", {}), stack["StackName"], stack["StackId"]),
    )
