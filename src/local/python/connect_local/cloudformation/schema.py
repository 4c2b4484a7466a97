"""What CloudFormation reads from a resource type's schema."""

import json
from typing import Any

import jsonschema

from ..json_types import Json, Properties


class InvalidProperties(ValueError):
    """Properties that CloudFormation refuses before any handler is called."""


class UnusableSchema(ValueError):
    """A schema that no type can be registered with here; the message says why."""


class ResourceSchema:
    """A registered type's schema: its identifier, kinds of properties and time limits."""

    def __init__(self, text: str) -> None:
        """Raises UnusableSchema."""
        self.text = text
        self._schema: Json = _read(text)
        self._validator = jsonschema.Draft7Validator(self._schema)
        self.type_name: str = self._schema["typeName"]
        (self.identifier,) = self._names("primaryIdentifier")
        self.read_only = self._names("readOnlyProperties")
        self.write_only = self._names("writeOnlyProperties")
        # A type without an update handler is replaced whatever changes.
        self.create_only = self._names("createOnlyProperties" if self.has("update") else "properties")
        self.conditional_create_only = self._names("conditionalCreateOnlyProperties")
        self.tag_property: str = self._schema.get("tagging", {}).get("tagProperty", "").rsplit("/", 1)[-1]
        self.type_configuration: Json | None = self._schema.get("typeConfiguration")
        self.description: str = self._schema.get("description", "")
        self.source_url: str | None = self._schema.get("sourceUrl")
        self.documentation_url: str | None = self._schema.get("documentationUrl")

    @property
    def provisioning(self) -> str:
        """What the registry calls the type, by the handlers that it has."""
        # Belief (official; registration): A type without create, read and delete handlers is NON_PROVISIONABLE, one
        # without an update handler IMMUTABLE. Source: API reference, DescribeType: ProvisioningType. Test:
        # test_registry.py::test_a_type_without_an_update_handler_is_immutable.
        if not all(map(self.has, ("create", "read", "delete"))):
            return "NON_PROVISIONABLE"
        return "FULLY_MUTABLE" if self.has("update") else "IMMUTABLE"

    def has(self, handler: str) -> bool:
        return handler in self._schema["handlers"]

    def configuration_problems(self, configuration: Json) -> list[str]:
        """What the schema's typeConfiguration says against a configuration of the type."""
        if self.type_configuration is None:
            return ["the type has no configuration"]
        definitions = {"definitions": self._schema.get("definitions", {})}
        rules = jsonschema.Draft7Validator({"type": "object", **self.type_configuration, **definitions})
        return [_told(error) for error in rules.iter_errors(configuration)]

    @property
    def readable(self) -> frozenset[str]:
        """The properties that a template may set and a read returns: what drift compares."""
        # Belief (official; cloudformation): Drift compares the properties that a template may set and a read returns,
        # less the tags of the stack. Source: CloudFormation user guide, drift detection. Test:
        # test_local_cloudformation.py::test_stack_tags_and_system_tags_are_no_drift_and_a_changed_property_is.
        return frozenset(self._schema["properties"]) - {*self.read_only, *self.write_only}

    def time_out_minutes(self, action: str) -> int | None:
        """How long the action may take, where the schema says."""
        minutes: int | None = self._schema["handlers"].get(action.lower(), {}).get("timeoutInMinutes")
        return minutes

    def properties(self, given: Properties) -> Properties:
        """The properties with the schema's types for CloudFormation's strings.

        Raises InvalidProperties, naming each property and what is wrong with it.
        """
        # Belief (official; cloudformation): CloudFormation checks a template's properties by the type's schema before
        # it calls a handler, and reads strings as the schema's types. Source: CloudFormation CLI user guide, resource
        # type schema. Test: test_local_cloudformation.py::test_properties_are_checked_before_any_handler_is_called,
        # test_commands.py::test_cloudformations_strings_become_what_the_schema_says.
        coerced: Properties = self._coerce(given, self._schema)
        problems = [f"#/{name}: read-only, a template cannot set it" for name in self.read_only if name in coerced] + [
            _told(error)
            for error in sorted(self._validator.iter_errors(coerced), key=lambda error: list(map(str, error.path)))
        ]
        if problems:
            raise InvalidProperties("; ".join(problems))
        return coerced

    def _names(self, kind: str) -> tuple[str, ...]:
        """The names in a list of JSON pointers, or in an object."""
        return tuple(pointer.rsplit("/", 1)[-1] for pointer in self._schema.get(kind, ()))

    def _coerce(self, value: Any, schema: Json) -> Any:
        while "$ref" in schema:
            schema = self._schema["definitions"][schema["$ref"].rsplit("/", 1)[-1]]
        if isinstance(value, dict):
            members = schema.get("properties", {})
            return {name: self._coerce(member, members.get(name, {})) for name, member in value.items()}
        if isinstance(value, list):
            return [self._coerce(item, schema.get("items", {})) for item in value]
        return _scalar(value, schema.get("type"))


def _read(text: str) -> Json:
    try:
        schema: Json = json.loads(text)
    except ValueError as problem:
        raise UnusableSchema(f"the schema is not JSON: {problem}") from problem
    needed = ("typeName", "properties", "primaryIdentifier", "handlers")
    if missing := [name for name in needed if not isinstance(schema, dict) or not schema.get(name)]:
        raise UnusableSchema(f"the schema lacks {', '.join(missing)}")
    if len(schema["primaryIdentifier"]) != 1 or schema["primaryIdentifier"][0].count("/") != 2:
        raise UnusableSchema("the local registry takes types whose primary identifier is one property of the top level")
    return schema


def _told(error: jsonschema.ValidationError) -> str:
    return "#" + "".join(f"/{step}" for step in error.absolute_path) + f": {error.message}"


def _scalar(value: Any, kind: str | None) -> Any:
    if kind == "string" and isinstance(value, bool):
        return str(value).lower()
    if kind == "string" and isinstance(value, (int, float)):
        return str(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    if kind == "integer" and isinstance(value, str) and value.lstrip("-").isdigit():
        return int(value)
    return value
