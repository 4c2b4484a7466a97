"""Creates and deletes resources side by side, each as soon as what it depends on allows, as CloudFormation does.

ministack works through a stack one resource after another. Ahead of it, each resource of the type is started on a
thread of its own once all that it refers to (on delete: all that refers to it) is done; the engine, when it comes to
it, waits for that one's result. After a failure nothing more is started: the engine does, or gives up, what is left.
"""

import asyncio
import concurrent.futures
import contextvars
import copy
import functools
import json
import threading

from ministack.services import cloudformation
from ministack.services.cloudformation import engine, provisioners, stacks

from .bridge import wrap

CANCELLED = "Resource creation cancelled"


def install(bridge, schema, clock):
    """Overlaps what the bridge, installed before, does one by one."""
    operations = provisioners._RESOURCE_HANDLERS[schema.type_name]
    ahead = _Ahead(clock)

    def create(logical_id, properties, stack_name):
        return ahead.join(("create", stack_name, logical_id), bridge.create, logical_id, properties, stack_name)

    def delete(physical_id, properties, logical_id):
        return ahead.join(("delete", physical_id), bridge.delete, physical_id, properties, logical_id)

    async def deploy(original, stack_name, stack_id, template, parameters, *rest, **options):
        stack = cloudformation._stacks[stack_name]
        there = {*stack["_resources"], *(options.get("imports") or {})}
        conditions = engine._evaluate_conditions(template, parameters)

        def create_ahead(logical_id, definition):
            resources = {**stack["_resources"], **ahead.made(stack_name)}
            properties = _resolved(definition, resources, stack, template, parameters, conditions)
            tags = stack.get("Tags")
            placed = stacks._with_stack_tags(schema.type_name, properties, tags, stack_name, stack_id, logical_id)
            physical_id, attributes = bridge.create(logical_id, placed, stack_name)
            record = {"PhysicalResourceId": physical_id, "ResourceType": schema.type_name}
            return physical_id, attributes, {**record, "Properties": placed, "Attributes": attributes}

        ahead.plan(
            {
                ("create", stack_name, logical_id): (
                    {("create", stack_name, other) for other in needed},
                    functools.partial(create_ahead, logical_id, definition),
                )
                for logical_id, definition, needed in _to_create(schema.type_name, template, conditions)
                if logical_id not in there
            }
        )
        await original(stack_name, stack_id, template, parameters, *rest, **options)
        for logical_id, record in await ahead.left(stack_name):
            physical_id, properties = record["PhysicalResourceId"], record["Properties"]
            await stacks.run_reentrant(bridge.delete_from, stack_name, physical_id, properties, logical_id)

    async def roll_back(original, stack_name, stack_id, stack, operation, *rest, **options):
        for logical_id, record in await ahead.left(stack_name):
            physical_id = record["PhysicalResourceId"]
            stacks._add_event(
                stack_id, stack_name, logical_id, schema.type_name, "CREATE_FAILED", CANCELLED, physical_id
            )
            bridge.leave_half_made(stack, logical_id, physical_id, record["Properties"])
        await original(stack_name, stack_id, stack, operation, *rest, **options)

    async def delete_stack(original, stack_name, stack_id, retain_resources=(), force=False):
        stack = cloudformation._stacks.get(stack_name)
        planned = {}
        if stack and not force:
            for logical_id, record, needed in _to_delete(schema.type_name, stack, retain_resources):
                physical_id, properties = record["PhysicalResourceId"], record["Properties"]
                planned["delete", physical_id] = (
                    {("delete", other) for other in needed},
                    functools.partial(bridge.delete_from, stack_name, physical_id, properties, logical_id),
                )
        ahead.plan(planned)
        await original(stack_name, stack_id, retain_resources, force)
        ahead.forget(planned)

    def add_event(original, stack_id, stack_name, logical_id, kind, status, reason="", physical_id="", **options):
        original(stack_id, stack_name, logical_id, kind, status, reason, physical_id, **options)
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            ahead.done(("create", stack_name, logical_id))
        elif status == "DELETE_COMPLETE":
            ahead.done(("delete", physical_id))

    operations.update(create=create, delete=delete)
    wrap("_deploy_stack_async", deploy)
    wrap("_roll_back_operation", roll_back)
    wrap("_delete_stack_async", delete_stack)
    wrap("_add_event", add_event)


class _Ahead:
    """The operations that run ahead of the engine, by what they do to which resource."""

    def __init__(self, clock):
        self._clock = clock
        self._lock = threading.RLock()
        self._planned = {}
        self._started = {}
        self._joined = set()

    def plan(self, operations):
        """Has each operation, given by its key with the keys that it waits for, run once these are done.

        After a failure none of them that has not begun ever does.
        """
        with self._lock:
            for key, (needed, operation) in operations.items():
                run = functools.partial(contextvars.copy_context().run, operation)
                self._planned[key] = (needed, run, list(operations))
            self._start_what_can()

    def done(self, key):
        """Says so of something that operations may wait for, whoever did it."""
        with self._lock:
            for needed, _, _ in self._planned.values():
                needed.discard(key)
            self._start_what_can()

    def join(self, key, operation, *arguments):
        """The result of what was started, or of doing it now."""
        with self._lock:
            self._planned.pop(key, None)
            future = self._started.get(key)
            if future is not None:
                self._joined.add(key)
        if future is None:
            return operation(*arguments)
        result = future.result()
        return result and result[:2]

    def made(self, stack_name):
        """The records, by logical id, of the creates that are done."""
        with self._lock:
            creates = [(key, future) for key, future in self._started.items() if key[:2] == ("create", stack_name)]
        return {key[2]: future.result()[2] for key, future in creates if future.done() and not future.exception()}

    async def left(self, stack_name):
        """Logical id and record of creates that the engine never came to, once they are done; forgets all of them."""
        with self._lock:
            keys = [key for key in {**self._planned, **self._started} if key[:2] == ("create", stack_name)]
            left = {key: self._started[key] for key in keys if key in self._started and key not in self._joined}
            self.forget(keys)
        await asyncio.gather(*map(asyncio.wrap_future, left.values()), return_exceptions=True)
        # A failed create has left what it half made to the rollback.
        return [(key[2], future.result()[2]) for key, future in left.items() if not future.exception()]

    def forget(self, keys):
        with self._lock:
            for key in keys:
                self._planned.pop(key, None)
                self._started.pop(key, None)
                self._joined.discard(key)

    def _start_what_can(self):
        for key in [key for key, (needed, _, _) in self._planned.items() if not needed]:
            _, run, siblings = self._planned.pop(key)
            future = self._started[key] = concurrent.futures.Future()
            work = self._clock.expected(functools.partial(self._work, key, run, siblings, future))
            threading.Thread(target=work, daemon=True).start()

    def _work(self, key, run, siblings, future):
        try:
            future.set_result(run())
        except Exception as failure:
            with self._lock:
                for sibling in siblings:
                    self._planned.pop(sibling, None)
            future.set_exception(failure)
        else:
            self.done(key)


def _to_create(type_name, template, conditions):
    """Logical id and definition of the type's resources, and the logical ids of what each refers to."""
    active = {
        logical_id: definition
        for logical_id, definition in template.get("Resources", {}).items()
        if conditions.get(definition.get("Condition"), True)
    }
    for logical_id, definition in active.items():
        # The engine alone knows what a dynamic reference gives.
        if definition.get("Type") == type_name and "{{resolve:" not in json.dumps(definition, default=str):
            yield logical_id, definition, engine._extract_deps(definition, set(active))


def _resolved(definition, resources, stack, template, parameters, conditions):
    properties = engine._resolve_refs(
        copy.deepcopy(definition.get("Properties", {})),
        *(resources, parameters, conditions, template.get("Mappings", {})),
        *(stack["StackName"], stack["StackId"]),
    )
    return {name: value for name, value in properties.items() if value is not engine._NO_VALUE}


def _to_delete(type_name, stack, retained):
    """Logical id and record of the type's resources that no policy keeps, and the physical ids of what refers to each.

    What is kept itself keeps nothing else.
    """
    template = stack.get("_template") or {}
    definitions = template.get("Resources", {})
    resources = stack.get("_resources", {})
    context = (
        *(resources, stack.get("_resolved_params", {}), stack.get("_conditions", {})),
        *(template.get("Mappings", {}), stack["StackName"], stack["StackId"]),
    )
    going = {
        logical_id: record
        for logical_id, record in resources.items()
        if logical_id not in retained
        and stacks._resource_policy(definitions.get(logical_id), "DeletionPolicy", *context)
        not in provisioners._RETAINING_POLICIES
    }
    referring = {logical_id: set() for logical_id in going}
    for logical_id, record in going.items():
        for needed in engine._extract_deps(definitions.get(logical_id, {}), set(going)) - {logical_id}:
            referring[needed].add(record["PhysicalResourceId"])
    for logical_id, record in going.items():
        if record["ResourceType"] == type_name:
            yield logical_id, record, referring[logical_id]
