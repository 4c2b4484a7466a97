"""What a service's model says against a request, in the words that the services have in common for it."""

import re
from collections.abc import Iterator
from typing import Any

from botocore.model import Shape

from ..json_types import Json

KINDS: dict[str, type] = {"structure": dict, "list": list, "string": str, "integer": int}


def complaint(shape: Shape, request: Json) -> str | None:
    """All that is wrong with a request of this shape; None where nothing is."""
    problems = list(_problems(shape, request, ""))
    if not problems:
        return None
    return f"{len(problems)} validation error{'s' * (len(problems) > 1)} detected: {'; '.join(problems)}"


def _problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    for constraint in _broken(shape, value):
        yield f"Value '{value}' at '{path}' failed to satisfy constraint: Member must {constraint}"
    if isinstance(value, dict) and shape.type_name == "structure":
        for name, member in shape.members.items():
            inner = _joined(path, name)
            if value.get(name) is not None:
                yield from _problems(member, value[name], inner)
            elif name in shape.required_members:
                yield f"Value null at '{inner}' failed to satisfy constraint: Member must not be null"
    if isinstance(value, list) and shape.type_name == "list":
        for place, item in enumerate(value, 1):
            yield from _problems(shape.member, item, f"{path}.{place}.member")


def _broken(shape: Shape, value: Any) -> Iterator[str]:
    """What the value must be and is not."""
    if not isinstance(value, KINDS[shape.type_name]):
        yield f"be of type {shape.type_name}"
        return
    if isinstance(value, (dict, list)):
        return
    size, measure = (len(value), "length") if isinstance(value, str) else (value, "value")
    bounds = shape.metadata
    if size < bounds.get("min", size):
        yield f"have {measure} greater than or equal to {bounds['min']}"
    if size > bounds.get("max", size):
        yield f"have {measure} less than or equal to {bounds['max']}"
    if "pattern" in bounds and not re.fullmatch(bounds["pattern"], str(value), re.DOTALL):
        yield f"satisfy regular expression pattern: {bounds['pattern']}"
    if "enum" in bounds and value not in bounds["enum"]:
        yield f"satisfy enum value set: [{', '.join(bounds['enum'])}]"


def _joined(path: str, name: str) -> str:
    name = name[0].lower() + name[1:]
    return f"{path}.{name}" if path else name
