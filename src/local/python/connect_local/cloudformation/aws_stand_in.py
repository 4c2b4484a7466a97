"""What the stand-ins for AWS's own types of Amazon Connect have in common: how ministack calls them, by their schemas.

A stand-in lets a template that has such a resource beside our numbers be deployed locally. It makes the calls to the
simulator that AWS's type makes to Amazon Connect. What it does not show: the type's own error codes, its retries, and
the ``aws:`` tags, which the API takes from CloudFormation alone.
"""

import abc
import pathlib
from typing import ClassVar

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, drift, provisioners

from ..json_types import Properties, Tags
from . import half_made
from .bridge import Resource
from .clock import Clock
from .connect_api import Api
from .ministack_internals import or_original, wrap
from .schema import ResourceSchema

SCHEMAS = pathlib.Path(__file__).resolve().parents[3] / "schemas"
# As AWS's published handler of an instance looks again.
POLL_SECONDS = 5
POLLS = 175


class StandIn(abc.ABC):
    """One type's operations on the Amazon Connect at ``url``; what it refuses fails the resource with its words."""

    type_name: ClassVar[str]
    # The read property that tells the state of a creation, where it takes time.
    status: ClassVar[str] = ""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url = url
        self._clock = clock
        self.schema = ResourceSchema((SCHEMAS / f"{self.type_name.replace('::', '-')}.json").read_text("utf-8"))

    # --- what each type is ---

    @abc.abstractmethod
    def _create(self, connect: Api, properties: Properties, tags: Tags) -> str:
        """Begins it, and gives the new resource's ARN."""

    def _finish(self, connect: Api, arn: str, properties: Properties) -> None:
        """What a create still does once the resource is there."""
        return

    @abc.abstractmethod
    def _read(self, connect: Api, arn: str) -> Properties:
        """The properties, the read-only ones too, with tags as a mapping."""

    @abc.abstractmethod
    def _change(self, connect: Api, arn: str, old: Properties, new: Properties) -> None:
        """In place, all but the tags."""

    @abc.abstractmethod
    def _delete(self, connect: Api, arn: str) -> None: ...

    # --- what ministack calls ---

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Resource:
        wanted, tags = self._checked(properties)
        with self._clock.working():
            connect = self._connect()
            arn = self._create(connect, wanted, tags)
            try:
                self._settle(connect, arn)
                self._finish(connect, arn, wanted)
            except Exception:
                half_made.keep(cloudformation._stacks[stack_name], logical_id, self.type_name, arn, properties)
                raise
            return self._resource(connect, arn)

    def update(self, physical_id: str, old: Properties, new: Properties, _stack_name: str) -> Resource:
        before, tags_before = self._checked(old)
        after, tags = self._checked(new)
        with self._clock.working():
            connect = self._connect()
            self._change(connect, physical_id, before, after)
            if gone := sorted(tags_before.keys() - tags.keys()):
                connect.untag_resource(resourceArn=physical_id, tagKeys=gone)
            if tags and tags != tags_before:
                connect.tag_resource(resourceArn=physical_id, tags=tags)
            return self._resource(connect, physical_id)

    def delete(self, physical_id: str, _properties: Properties) -> None:
        """Already gone counts as deleted."""
        with self._clock.working():
            connect = self._connect()
            if self._seen(connect, physical_id) is not None:
                self._delete(connect, physical_id)

    def read(self, physical_id: str, properties: Properties | None = None) -> Properties | None:
        """The properties now, of an object only the members that ``properties`` has; None if the resource is gone."""
        with self._clock.working():
            model = self._seen(self._connect(), physical_id)
        if model is None:
            return None
        for name, given in (properties or {}).items():
            if isinstance(given, dict) and isinstance(model.get(name), dict):
                model[name] = {member: value for member, value in model[name].items() if member in given}
        return model | {"Tags": [{"Key": key, "Value": value} for key, value in model["Tags"].items()]}

    def adopt(self, identifier: Properties) -> Resource:
        with self._clock.working():
            return self._resource(self._connect(), identifier[self.schema.identifier])

    def import_problem(self, physical_id: str) -> str | None:
        """Why the resource cannot be imported, or None."""
        if self.read(physical_id) is None:
            return f"Resource of type '{self.type_name}' with identifier '{physical_id}' was not found."
        return None

    def _checked(self, properties: Properties) -> tuple[Properties, Tags]:
        """The properties with the schema's types, and the tags, without those of CloudFormation."""
        tags = provisioners._tag_map(properties.get("Tags"))
        own = {key: value for key, value in tags.items() if not key.startswith("aws:")}
        listed = [{"Key": key, "Value": value} for key, value in own.items()]
        return self.schema.properties(properties | {"Tags": listed}), own

    def _settle(self, connect: Api, arn: str) -> None:
        """Waits until the resource is seen, and no longer in creation."""
        for _ in range(POLLS):
            model = self._seen(connect, arn)
            state = str(model.get(self.status, "") if model is not None else "IN_PROGRESS")
            if state.endswith("FAILED"):
                raise ValueError((model or {}).get("StatusReason", f"The creation of {arn} failed"))
            if not state.endswith("IN_PROGRESS"):
                return
            self._clock.wait(POLL_SECONDS)
        raise ValueError(f"{arn} is still in creation")

    def _seen(self, connect: Api, arn: str) -> Properties | None:
        return connect.found(lambda: self._read(connect, arn))

    def _resource(self, connect: Api, arn: str) -> Resource:
        model = self._read(connect, arn)
        return arn, {name: model[name] for name in self.schema.read_only if name in model}

    def _connect(self) -> Api:
        return Api(self._url, self._clock)


def install(stand_in: StandIn) -> None:
    """Makes ministack know the type."""
    name, schema = stand_in.type_name, stand_in.schema
    provisioners._RESOURCE_HANDLERS[name] = {
        "create": stand_in.create,
        "update": stand_in.update,
        "delete": stand_in.delete,
        "import": stand_in.adopt,
    }
    provisioners._REPLACING_PROPERTIES[name] = schema.create_only
    provisioners._STACK_TAG_PROPERTY[name] = (schema.tag_property, "list")
    drift._DRIFT_READERS[name] = (stand_in.read, schema.readable)
    changesets._IMPORT_LOOKUPS[name] = ((schema.identifier,), stand_in.import_problem)
    # Its operations wait, and what a failed update changed is changed back.
    is_the_type = or_original(lambda resource_type: resource_type == name)
    wrap("_runs_on_worker_thread", is_the_type)
    wrap("_sends_back_failed_update", is_the_type)
