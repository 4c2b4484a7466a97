"""How a request of AWS Cloud Control names a resource, and how an answer does."""

import json

from ..json_types import Json, Properties
from .cloud_control_errors import Refused


class Identifiers:
    """The primary and additional identifiers of a type, from its schema."""

    def __init__(self, schema: Json) -> None:
        self._primary = _names(schema["primaryIdentifier"])
        self._additional = [_names(pointers) for pointers in schema.get("additionalIdentifiers", [])]

    def of(self, model: Properties) -> str | None:
        """The model's primary identifier as one string, None where a part of it is missing."""
        parts = [model.get(name) for name in self._primary]
        return None if None in parts else "|".join(map(str, parts))

    def properties(self, identifier: str) -> Properties:
        """The properties that the identifier names. Raises Refused."""
        # Belief (official; cloudformation): Cloud Control takes a primary identifier as a string, its parts joined by
        # |, or as JSON, and an additional one as JSON. Source: Cloud Control user guide, Identifying resources. Test:
        # test_cloud_control_states.py::test_an_identifier_is_a_string_or_json.
        named = _object(identifier)
        if named is not None:
            if sorted(named) in (sorted(names) for names in (self._primary, *self._additional)):
                return named
            raise Refused("ValidationException", f"Identifier {identifier} is not valid for identifier {self._allowed}")
        # The last part may have the separator in it.
        parts = identifier.split("|", len(self._primary) - 1)
        if len(parts) != len(self._primary):
            raise Refused("ValidationException", f"Identifier {identifier} is not valid for identifier {self._allowed}")
        return dict(zip(self._primary, parts, strict=True))

    @property
    def _allowed(self) -> str:
        return f"[{', '.join(f'/properties/{name}' for name in self._primary)}]"


def _names(pointers: list[str]) -> list[str]:
    return [pointer.rsplit("/", 1)[-1] for pointer in pointers]


def _object(identifier: str) -> Properties | None:
    """The members of a JSON object; keys may be pointers."""
    try:
        named = json.loads(identifier)
    except ValueError:
        return None
    return {name.rsplit("/", 1)[-1]: value for name, value in named.items()} if isinstance(named, dict) else None
