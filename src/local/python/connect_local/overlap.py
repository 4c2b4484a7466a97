"""Creates and deletes independent resources side by side, as CloudFormation does.

ministack works through a stack one resource after another. Before it begins, each resource of the type that
needs nothing else of the template (on delete: that nothing else needs) is started on a thread of its own;
the engine, when it comes to it, waits for that one's result.
"""

import asyncio
import concurrent.futures
import contextvars
import copy
import json
import threading

from ministack.services import cloudformation
from ministack.services.cloudformation import engine, provisioners, stacks

from .bridge import wrap

CANCELLED = "Resource creation cancelled"


def install(bridge, schema):
    """Overlaps what the bridge, installed before, does one by one."""
    operations = provisioners._RESOURCE_HANDLERS[schema.type_name]
    started = _Started()

    def create(logical_id, properties, stack_name):
        return started.join(("create", stack_name, logical_id), bridge.create, logical_id, properties, stack_name)

    def delete(physical_id, properties, logical_id):
        return started.join(("delete", physical_id), bridge.delete, physical_id, properties, logical_id)

    async def deploy(original, stack_name, stack_id, template, parameters, *rest, **options):
        stack = cloudformation._stacks[stack_name]
        there = {*stack["_resources"], *(options.get("imports") or {})}
        for logical_id, properties in _needing_nothing(schema.type_name, stack, template, parameters):
            if logical_id not in there:
                placed = stacks._with_stack_tags(
                    schema.type_name, properties, stack.get("Tags"), stack_name, stack_id, logical_id
                )
                started.start(("create", stack_name, logical_id), bridge.create, logical_id, placed, stack_name)
        await original(stack_name, stack_id, template, parameters, *rest, **options)
        for logical_id, physical_id, properties in await started.left(stack_name):
            await stacks.run_reentrant(bridge.delete_from, stack_name, physical_id, properties, logical_id)

    async def roll_back(original, stack_name, stack_id, stack, operation, *rest, **options):
        for logical_id, physical_id, properties in await started.left(stack_name):
            stacks._add_event(
                stack_id, stack_name, logical_id, schema.type_name, "CREATE_FAILED", CANCELLED, physical_id
            )
            bridge.leave_half_made(stack, logical_id, physical_id, properties)
        await original(stack_name, stack_id, stack, operation, *rest, **options)

    async def delete_stack(original, stack_name, stack_id, retain_resources=(), force=False):
        stack = cloudformation._stacks.get(stack_name)
        if stack and not force:
            for logical_id, record in _needed_by_nothing(schema.type_name, stack, retain_resources):
                physical_id = record["PhysicalResourceId"]
                started.start(
                    ("delete", physical_id),
                    bridge.delete_from,
                    *(stack_name, physical_id, record["Properties"], logical_id),
                )
        await original(stack_name, stack_id, retain_resources, force)

    operations.update(create=create, delete=delete)
    wrap("_deploy_stack_async", deploy)
    wrap("_roll_back_operation", roll_back)
    wrap("_delete_stack_async", delete_stack)


class _Started:
    """The operations that run ahead of the engine, by what they do to which resource."""

    def __init__(self):
        self._futures = {}

    def start(self, key, operation, *arguments):
        future = self._futures[key] = concurrent.futures.Future()
        run = contextvars.copy_context().run

        def work():
            try:
                future.set_result(run(operation, *arguments))
            except Exception as failure:
                future.set_exception(failure)

        future.arguments = arguments
        threading.Thread(target=work, daemon=True).start()

    def join(self, key, operation, *arguments):
        """The result of what was started, or of doing it now."""
        future = self._futures.pop(key, None)
        return operation(*arguments) if future is None else future.result()

    async def left(self, stack_name):
        """Logical id, physical id and properties of creates that the engine never came to, once they are done."""
        made = []
        for key in [key for key in self._futures if key[:2] == ("create", stack_name)]:
            future = self._futures.pop(key)
            logical_id, properties, _ = future.arguments
            try:
                physical_id, _ = await asyncio.wrap_future(future)
                made.append((logical_id, physical_id, properties))
            except Exception:
                continue  # a failed create has left what it half made to the rollback
        return made


def _needing_nothing(type_name, stack, template, parameters):
    """Logical id and properties of the type's resources that refer to no other resource."""
    conditions = engine._evaluate_conditions(template, parameters)
    resources = template.get("Resources", {})
    for logical_id, definition in resources.items():
        if (
            definition.get("Type") == type_name
            and conditions.get(definition.get("Condition"), True)
            and not engine._extract_deps(definition, set(resources))
            and "{{resolve:" not in json.dumps(definition, default=str)
        ):
            properties = engine._resolve_refs(
                copy.deepcopy(definition.get("Properties", {})),
                *({}, parameters, conditions, template.get("Mappings", {})),
                *(stack["StackName"], stack["StackId"]),
            )
            yield logical_id, {k: v for k, v in properties.items() if v is not engine._NO_VALUE}


def _needed_by_nothing(type_name, stack, retained):
    """Logical id and record of the type's resources that no other resource refers to and no policy keeps."""
    template = stack.get("_template") or {}
    definitions = template.get("Resources", {})
    for logical_id, record in stack.get("_resources", {}).items():
        definition = definitions.get(logical_id)
        policy = stacks._resource_policy(
            definition,
            "DeletionPolicy",
            *(stack["_resources"], stack.get("_resolved_params", {}), stack.get("_conditions", {})),
            *(template.get("Mappings", {}), stack["StackName"], stack["StackId"]),
        )
        if (
            record["ResourceType"] == type_name
            and logical_id not in retained
            and policy not in provisioners._RETAINING_POLICIES
            and not any(
                engine._extract_deps(other, {logical_id}) for name, other in definitions.items() if name != logical_id
            )
        ):
            yield logical_id, record
