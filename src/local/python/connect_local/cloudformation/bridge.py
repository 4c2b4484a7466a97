"""What the engine does with resources of the type, done by the type's handlers."""

import contextvars
import functools
from collections.abc import Callable
from typing import TypeAlias

from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners, stacks

from ..json_types import Json, Properties
from . import half_made
from .handlers import NOWHERE, Caller, HandlerFailed, Handlers, Place, Wish
from .schema import ResourceSchema

# The property by which a resource's place and its stack's tags reach create and update; no template can name it.
PLACE = "::place"
REPLACEMENT = "Requested update requires the creation of a new physical resource; hence creating one."

# The name of the stack that a delete belongs to, which ministack does not pass on.
DELETING_STACK = contextvars.ContextVar[str | None]("deleting_stack")

# A resource's physical id and its attributes, for Ref and Fn::GetAtt.
Resource: TypeAlias = tuple[str, Properties]


class Bridge:
    """The operations that ministack calls for a type, and two that it lacks; each on one version of the type."""

    def __init__(
        self,
        schema: ResourceSchema,
        handlers: Handlers,
        caller: Callable[[], Caller],
        created: Callable[[str, str], None],
    ) -> None:
        """``created`` is told the identifier of each new resource, as soon as it is shown, and its stack's name."""
        self.schema = schema
        self.handlers = handlers
        self.caller = caller
        self.created = created

    # --- what ministack calls ---

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Resource:
        """The new resource; one half made is left to the rollback."""
        place: Place = properties[PLACE]
        desired = self.schema.properties(without_place(properties))
        try:
            model = self.handlers.run(
                Wish("CREATE", desired), self.caller(), place, functools.partial(self._initiated, place)
            )
            return self._resource(place, model[self.schema.identifier])
        except HandlerFailed as failure:
            if identifier := failure.model.get(self.schema.identifier):
                # Belief (official; cloudformation): A create that fails after it has shown its identifier is followed
                # by a delete of that resource. Source: CloudFormation CLI user guide, create handlers. Test:
                # test_local_cloudformation.py::test_a_half_made_resource_is_deleted_by_the_rollback,
                # CreateTest#aFailedClaimTellsTheServicesReasonAndTheIdentifierThatTheCleanUpNeeds.
                self.keep_half_made(cloudformation._stacks[stack_name], logical_id, identifier, desired)
            raise

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str, logical_id: str) -> Resource:
        """In place where the update handler agrees, by a new resource where it says NotUpdatable."""
        place: Place = new[PLACE]
        # Belief (official; cloudformation): An update gets the read-only properties of the resource in both states.
        # Source: CloudFormation CLI user guide, update handlers. Test:
        # test_local_cloudformation.py::test_an_update_in_place_has_the_previous_model_and_the_read_only_properties.
        known = {**self._attributes(stack_name, logical_id), self.schema.identifier: physical_id}
        previous = {**without_place(old), **known}
        desired = {**self.schema.properties(without_place(new)), **known}
        try:
            self._run(Wish("UPDATE", desired, previous, old[PLACE].tags, _is_rolling_back(stack_name)), place)
        except HandlerFailed as failure:
            # Belief (official; cloudformation): An update that answers NotUpdatable to a change of a conditionally
            # create-only property becomes a replacement. Source: CloudFormation CLI user guide, resource type schema:
            # conditionalCreateOnlyProperties. Test:
            # test_local_stack.py::test_another_exact_number_replaces_and_the_change_set_says_conditional.
            if failure.code != "NotUpdatable":
                raise
            self._add_event(place, "UPDATE_IN_PROGRESS", REPLACEMENT, physical_id)
            return self.create(logical_id, new, stack_name)
        return self._resource(place, physical_id)

    def delete(self, physical_id: str, properties: Properties, logical_id: str) -> None:
        stack_name = DELETING_STACK.get()
        assert stack_name is not None
        self.delete_from(stack_name, physical_id, properties, logical_id)

    def delete_from(self, stack_name: str, physical_id: str, properties: Properties, logical_id: str) -> None:
        """Already gone counts as deleted."""
        place = self._place(stack_name, logical_id)
        try:
            self._run(Wish("DELETE", {**without_place(properties), self.schema.identifier: physical_id}), place)
        except HandlerFailed as failure:
            # Belief (official; cloudformation): A delete that answers NotFound counts as done. Source: CloudFormation
            # CLI user guide, delete handlers. Test:
            # test_local_cloudformation.py::test_a_delete_of_what_is_gone_is_done.
            if failure.code != "NotFound":
                raise

    def adopt(self, identifier: Properties) -> Resource:
        """An existing resource."""
        physical_id: str = identifier[self.schema.identifier]
        return self._resource(self._owner(physical_id), physical_id)

    def import_problem(self, physical_id: str) -> str | None:
        """Why the resource cannot be imported, or None."""
        if self.read(physical_id) is None:
            return f"Resource of type '{self.schema.type_name}' with identifier '{physical_id}' was not found."
        return None

    def read(self, physical_id: str, _properties: Properties | None = None) -> Properties | None:
        """The resource's properties now, or None if it is gone."""
        try:
            return self._read(self._owner(physical_id), physical_id)
        except HandlerFailed as failure:
            if failure.code == "NotFound":
                return None
            raise

    # --- what is missing there ---

    def apply_stack_tags(self, stack: Json, physical_id: str, logical_id: str) -> None:
        """What CloudFormation does last in an import."""
        # Belief (recorded; cloudformation): An import ends with an update that gives the resource the tags of its
        # stack. Source: its stack event says "Apply stack-level tags to imported resource". Test:
        # test_local_cloudformation.py::test_an_import_reads_the_resource_and_gives_it_the_stacks_tags.
        place = self._place(stack["StackName"], logical_id)
        model = self._read(place, physical_id)
        self._run(Wish("UPDATE", model, model, {}), place)

    def keep_half_made(self, stack: Json, logical_id: str, physical_id: str, properties: Properties) -> None:
        half_made.keep(stack, logical_id, self.schema.type_name, physical_id, without_place(properties))

    def _run(self, wish: Wish, place: Place) -> Properties:
        return self.handlers.run(wish, self.caller(), place)

    def _read(self, place: Place, physical_id: str) -> Properties:
        return self._run(Wish("READ", {self.schema.identifier: physical_id}), place)

    def _resource(self, place: Place, physical_id: str) -> Resource:
        model = self._read(place, physical_id)
        return physical_id, {name: model[name] for name in self.schema.read_only if name in model}

    def _attributes(self, stack_name: str, logical_id: str) -> Properties:
        record: Json = cloudformation._stacks[stack_name]["_resources"].get(logical_id, {})
        return dict(record.get("Attributes", {}))

    def _place(self, stack_name: str, logical_id: str) -> Place:
        stack = cloudformation._stacks[stack_name]
        return Place(stack["StackId"], stack_name, logical_id, provisioners._tag_map(stack.get("Tags")))

    def _owner(self, physical_id: str) -> Place:
        """The place of the stack's resource with this identifier, for reads that come without one."""
        for name, stack in cloudformation._stacks.items():
            for logical_id, record in stack.get("_resources", {}).items():
                if record["PhysicalResourceId"] == physical_id:
                    return self._place(name, logical_id)
        return NOWHERE

    def _initiated(self, place: Place, physical_id: str) -> None:
        self._add_event(place, "CREATE_IN_PROGRESS", "Resource creation Initiated", physical_id)
        self.created(physical_id, place.stack_name)

    def _add_event(self, place: Place, status: str, reason: str, physical_id: str) -> None:
        of_resource = (place.stack_id, place.stack_name, place.logical_id, self.schema.type_name)
        stacks._add_event(*of_resource, status, reason, physical_id)


def _is_rolling_back(stack_name: str) -> bool:
    return "ROLLBACK_IN_PROGRESS" in cloudformation._stacks[stack_name]["StackStatus"]


def without_place(properties: Properties) -> Properties:
    return {name: value for name, value in properties.items() if name != PLACE}
