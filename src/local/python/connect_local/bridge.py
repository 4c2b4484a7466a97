"""Sends one resource type's operations from ministack to its handlers.

ministack has no plug-in API: this hangs on private tables and functions of the version in
requirements/stack.txt, and ``install`` refuses a ministack that lacks one of them.
"""

import contextvars
import functools
import logging

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, drift, helpers, provisioners, stacks
from ministack.services.cloudformation import handlers as api

from .handlers import Caller, HandlerFailed, Place

log = logging.getLogger(__name__)

# The property by which the engine's place and tags reach create and update; no template can name it.
PLACE = "::place"
REPLACEMENT = "Requested update requires the creation of a new physical resource; hence creating one."

# Such a stack can only be deleted.
NOT_UPDATABLE = ("DELETE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")

_stack_name = contextvars.ContextVar("stack_name")


class Bridge:
    """What the engine does with resources of the type, done by its handlers."""

    def __init__(self, schema, handlers, type_configuration=None):
        self._schema = schema
        self._handlers = handlers
        self._type_configuration = type_configuration

    # --- what ministack calls ---

    def create(self, logical_id, properties, stack_name):
        """The new resource's physical id and attributes; one half made is left to the rollback."""
        place = properties[PLACE]
        desired = self._schema.properties(_without_place(properties))
        try:
            model = self._run("CREATE", place, desired, identified=functools.partial(_initiated, self._schema, place))
            return self._resource(place, model[self._schema.identifier])
        except HandlerFailed as failure:
            if identifier := failure.model.get(self._schema.identifier):
                stack = cloudformation._stacks[stack_name]
                self.leave_half_made(stack, logical_id, identifier, desired)
            raise

    def update(self, physical_id, old, new, stack_name, logical_id):
        """In place where the update handler agrees, by a new resource where it says NotUpdatable."""
        place = new[PLACE]
        known = {**self._attributes(stack_name, logical_id), self._schema.identifier: physical_id}
        previous = {**_without_place(old), **known}
        desired = {**self._schema.properties(_without_place(new)), **known}
        try:
            self._run("UPDATE", place, desired, previous, old[PLACE].tags)
        except HandlerFailed as failure:
            if failure.code != "NotUpdatable":
                raise
            _event(self._schema, place, "UPDATE_IN_PROGRESS", REPLACEMENT, physical_id)
            return self.create(logical_id, new, stack_name)
        return self._resource(place, physical_id)

    def delete(self, physical_id, properties, logical_id):
        self.delete_from(_stack_name.get(), physical_id, properties, logical_id)

    def delete_from(self, stack_name, physical_id, properties, logical_id):
        """Gone already is deleted."""
        place = self._place(stack_name, logical_id)
        try:
            self._run("DELETE", place, {**_without_place(properties), self._schema.identifier: physical_id})
        except HandlerFailed as failure:
            if failure.code != "NotFound":
                raise

    def adopt(self, identifier):
        """An existing resource's physical id and attributes."""
        physical_id = identifier[self._schema.identifier]
        return self._resource(self._owner(physical_id), physical_id)

    def import_problem(self, physical_id):
        """Why the resource cannot be imported, or None."""
        if self.read(physical_id) is None:
            return f"Resource of type '{self._schema.type_name}' with identifier '{physical_id}' was not found."
        return None

    def read(self, physical_id, _properties=None):
        """The resource's properties now, or None if it is gone."""
        try:
            return self._read(self._owner(physical_id), physical_id)
        except HandlerFailed as failure:
            if failure.code == "NotFound":
                return None
            raise

    # --- what is missing there ---

    def apply_stack_tags(self, stack, physical_id, logical_id):
        """What CloudFormation does last in an import: "Apply stack-level tags to imported resource"."""
        place = self._place(stack["StackName"], logical_id)
        model = self._read(place, physical_id)
        self._run("UPDATE", place, model, model, {})

    def leave_half_made(self, stack, logical_id, physical_id, properties):
        """Where the engine's rollback, or the stack's deletion, finds it."""
        stack.setdefault("_half_made", {})[logical_id] = {
            "PhysicalResourceId": physical_id,
            "ResourceType": self._schema.type_name,
            "ResourceStatus": "CREATE_FAILED",
            "LogicalResourceId": logical_id,
            "Properties": _without_place(properties),
            "Attributes": {},
            "Timestamp": stacks.now_iso(),
        }

    def _run(self, action, place, desired, previous=None, previous_tags=None, **options):
        caller = Caller(get_account_id(), get_region(), self._type_configuration)
        return self._handlers.run(action, caller, place, desired, previous, previous_tags, **options)

    def _read(self, place, physical_id):
        return self._run("READ", place, {self._schema.identifier: physical_id})

    def _resource(self, place, physical_id):
        model = self._read(place, physical_id)
        return physical_id, {name: model[name] for name in self._schema.read_only if name in model}

    def _attributes(self, stack_name, logical_id):
        return cloudformation._stacks[stack_name]["_resources"].get(logical_id, {}).get("Attributes", {})

    def _place(self, stack_name, logical_id):
        stack = cloudformation._stacks[stack_name]
        return Place(stack["StackId"], stack_name, logical_id, provisioners._tag_map(stack.get("Tags")))

    def _owner(self, physical_id):
        """The place of the stack's resource with this identifier, for reads that come without one."""
        for name, stack in cloudformation._stacks.items():
            for logical_id, record in stack.get("_resources", {}).items():
                if record["PhysicalResourceId"] == physical_id:
                    return self._place(name, logical_id)
        return Place("", "", "", {})


def install(bridge, schema):
    """Makes ministack know the type."""
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

    describe = api._ACTION_HANDLERS["DescribeStackResources"]
    api._ACTION_HANDLERS["DescribeStackResources"] = functools.partial(_describe_by_physical_id, describe)

    create_change_set = api._ACTION_HANDLERS["CreateChangeSet"]
    api._ACTION_HANDLERS["CreateChangeSet"] = functools.partial(_create_change_set, create_change_set)

    nested = provisioners._RESOURCE_HANDLERS["AWS::CloudFormation::Stack"]
    nested["create"] = functools.partial(_create_nested, nested["create"], nested["delete"])

    def is_ours(original, resource_type):
        return resource_type == type_name or original(resource_type)

    def with_place(original, resource_type, properties, tags, stack_name, stack_id, logical_id):
        if resource_type != type_name:
            return original(resource_type, properties, tags, stack_name, stack_id, logical_id)
        return {**properties, PLACE: Place(stack_id, stack_name, logical_id, provisioners._tag_map(tags))}

    def delete_in_stack(original, resource_type, physical_id, properties, stack_name=None, logical_id=None):
        token = _stack_name.set(stack_name)
        try:
            return original(resource_type, physical_id, properties, stack_name, logical_id)
        finally:
            _stack_name.reset(token)

    async def import_with_tags(original, change_set, stack, new_stack):
        for entry in change_set["_resources_to_import"]:
            if entry["ResourceType"] == type_name and stack.get("Tags"):
                await stacks.run_reentrant(
                    bridge.apply_stack_tags,
                    stack,
                    entry["ResourceIdentifier"][schema.identifier],
                    entry["LogicalResourceId"],
                )
        await original(change_set, stack, new_stack)

    async def roll_back_half_made(original, stack_name, stack_id, stack, operation, *rest, **options):
        for logical_id, record in stack.pop("_half_made", {}).items():
            stack["_resources"][logical_id] = record
            operation["created"].append(logical_id)
        made = dict(stack["_resources"])
        await original(stack_name, stack_id, stack, operation, *rest, **options)
        if stack["StackStatus"] == "ROLLBACK_FAILED":
            # What could not be deleted stays in the stack, for its deletion to try again; ministack forgets it.
            for logical_id in stack["_rollback_failed"]:
                stack["_resources"][logical_id] = {**made[logical_id], "ResourceStatus": "DELETE_FAILED"}

    async def delete_half_made(original, stack_name, *rest, **options):
        stack = cloudformation._stacks.get(stack_name) or {}
        for logical_id, record in stack.pop("_half_made", {}).items():
            stack["_resources"].setdefault(logical_id, record)
        await original(stack_name, *rest, **options)

    wrap("_runs_on_worker_thread", is_ours)
    wrap("_sends_back_failed_update", is_ours)
    wrap("_with_stack_tags", with_place)
    wrap("_delete_resource", delete_in_stack)
    wrap("_import_resources_async", import_with_tags)
    wrap("_roll_back_operation", roll_back_half_made)
    wrap("_delete_stack_async", delete_half_made)


def _describe_by_physical_id(describe, params):
    """DescribeStackResources; with a PhysicalResourceId, which ministack ignores, of the stack that has it."""
    physical_id = helpers._p(params, "PhysicalResourceId")
    if not physical_id:
        return describe(params)
    for stack in cloudformation._stacks.values():
        if any(record["PhysicalResourceId"] == physical_id for record in stack.get("_resources", {}).values()):
            return describe({**params, "StackName": [stack["StackId"]]})
    return helpers._error("ValidationError", f"Stack for {physical_id} does not exist")


def _create_change_set(create, params):
    """CreateChangeSet; refused where ministack's UpdateStack is: for a stack that is left of a failure."""
    name = helpers._p(params, "StackName")
    status = (api._resolve_stack(name) or {}).get("StackStatus")
    if status in NOT_UPDATABLE:
        return helpers._error("ValidationError", f"Stack [{name}] is in {status} state and cannot be updated")
    return create(params)


def _create_nested(create, delete, logical_id, properties, parent):
    """A nested stack's creation that cleans up after itself where it fails; ministack's leaves what it made."""
    try:
        return create(logical_id, properties, parent)
    except Exception:
        for name, child in list(cloudformation._stacks.items()):
            if child.get("_parent_stack_name") == parent and name.startswith(f"{parent}-{logical_id}-"):
                child["_resources"].update(child.pop("_half_made", {}))
                delete(name, properties)
        raise


def wrap(name, wrapper):
    """Puts ``wrapper(original, ...)`` in the place of the engine's function, in every module that has it."""
    modules = [module for module in (stacks, provisioners, changesets, api) if hasattr(module, name)]
    if not modules:
        raise RuntimeError(f"This ministack has no function {name}: the bridge was written for another version")
    original = getattr(modules[0], name)
    for module in modules:
        setattr(module, name, functools.wraps(original)(functools.partial(wrapper, original)))


def _without_place(properties):
    return {name: value for name, value in properties.items() if name != PLACE}


def _initiated(schema, place, physical_id):
    _event(schema, place, "CREATE_IN_PROGRESS", "Resource creation Initiated", physical_id)


def _event(schema, place, status, reason, physical_id):
    stacks._add_event(place.stack_id, place.stack_name, place.logical_id, schema.type_name, status, reason, physical_id)
