"""What CloudFormation reads from a resource type's schema."""

import json

import jsonschema

DEFAULT_TIMEOUT_MINUTES = 120


class InvalidProperties(ValueError):
    """Properties that CloudFormation refuses before any handler is called."""


class ResourceSchema:
    """A registered type's schema: its identifier, kinds of properties and time limits."""

    def __init__(self, text):
        self._schema = json.loads(text)
        self._validator = jsonschema.Draft7Validator(self._schema)
        self.type_name = self._schema["typeName"]
        (self.identifier,) = self._names("primaryIdentifier")
        self.read_only = self._names("readOnlyProperties")
        self.write_only = self._names("writeOnlyProperties")
        self.create_only = self._names("createOnlyProperties")
        self.conditional_create_only = self._names("conditionalCreateOnlyProperties")
        self.tag_property = self._schema["tagging"]["tagProperty"].rsplit("/", 1)[-1]

    @property
    def readable(self):
        """The properties that a template may set and a read returns: what drift compares."""
        return frozenset(self._schema["properties"]) - {*self.read_only, *self.write_only}

    def timeout_seconds(self, action):
        handler = self._schema["handlers"][action.lower()]
        return 60 * handler.get("timeoutInMinutes", DEFAULT_TIMEOUT_MINUTES)

    def properties(self, given):
        """The properties with the schema's types for CloudFormation's strings.

        Raises InvalidProperties, naming each property and what is wrong with it.
        """
        coerced = self._coerce(given, self._schema)
        problems = [f"#/{name}: read-only, a template cannot set it" for name in self.read_only if name in coerced] + [
            "#" + "".join(f"/{step}" for step in error.absolute_path) + f": {error.message}"
            for error in sorted(self._validator.iter_errors(coerced), key=lambda error: list(map(str, error.path)))
        ]
        if problems:
            raise InvalidProperties("; ".join(problems))
        return coerced

    def _names(self, kind):
        return tuple(pointer.rsplit("/", 1)[-1] for pointer in self._schema.get(kind, ()))

    def _coerce(self, value, schema):
        while "$ref" in schema:
            schema = self._schema["definitions"][schema["$ref"].rsplit("/", 1)[-1]]
        kind = schema.get("type")
        if isinstance(value, dict):
            members = schema.get("properties", {})
            return {name: self._coerce(member, members.get(name, {})) for name, member in value.items()}
        if isinstance(value, list):
            return [self._coerce(item, schema.get("items", {})) for item in value]
        if kind == "string" and isinstance(value, bool):
            return str(value).lower()
        if kind == "string" and isinstance(value, (int, float)):
            return str(value)
        if kind == "boolean" and value in ("true", "false"):
            return value == "true"
        if kind == "integer" and isinstance(value, str) and value.lstrip("-").isdigit():
            return int(value)
        return value
