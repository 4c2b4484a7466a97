"""What CloudFormation reads from a resource type's schema."""

import json
from typing import Any

import jsonschema

from ..json_types import Json, Properties


class InvalidProperties(ValueError):
    """Properties that CloudFormation refuses before any handler is called."""


class ResourceSchema:
    """A registered type's schema: its identifier, kinds of properties and time limits."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._schema: Json = json.loads(text)
        self._validator = jsonschema.Draft7Validator(self._schema)
        self.type_name: str = self._schema["typeName"]
        (self.identifier,) = self._names("primaryIdentifier")
        self.read_only = self._names("readOnlyProperties")
        self.write_only = self._names("writeOnlyProperties")
        self.create_only = self._names("createOnlyProperties")
        self.conditional_create_only = self._names("conditionalCreateOnlyProperties")
        self.tag_property: str = self._schema["tagging"]["tagProperty"].rsplit("/", 1)[-1]

    @property
    def readable(self) -> frozenset[str]:
        """The properties that a template may set and a read returns: what drift compares."""
        # Belief (official; cloudformation): Drift compares the properties that a template may set and a read returns,
        # less the tags of the stack. Source: CloudFormation user guide, drift detection. Test:
        # test_local_cloudformation.py::test_stack_tags_and_system_tags_are_no_drift_and_a_changed_property_is.
        return frozenset(self._schema["properties"]) - {*self.read_only, *self.write_only}

    def time_out_minutes(self, action: str) -> int | None:
        """How long the action may take, where the schema says."""
        minutes: int | None = self._schema["handlers"][action.lower()].get("timeoutInMinutes")
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
            "#" + "".join(f"/{step}" for step in error.absolute_path) + f": {error.message}"
            for error in sorted(self._validator.iter_errors(coerced), key=lambda error: list(map(str, error.path)))
        ]
        if problems:
            raise InvalidProperties("; ".join(problems))
        return coerced

    def _names(self, kind: str) -> tuple[str, ...]:
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
