"""Checks a request by the service's model, and refuses it in the service's words."""

import re
from collections.abc import Iterator
from typing import Any

import botocore.loaders
from botocore.model import ServiceModel, Shape

from ..json_types import Json
from .cloud_control_errors import Refused

MODEL = ServiceModel(botocore.loaders.Loader().load_service_model("cloudcontrol", "service-2"))


def check(action: str, request: Json) -> None:
    """Raises Refused."""
    # Belief (user; cloudformation): A request that the model does not allow is a ValidationException that lists all
    # that is wrong with it. Source: an answer quoted in pulumi/registry #4344. Test:
    # test_cloud_control.py::test_a_request_that_the_model_does_not_allow_is_refused_with_all_that_is_wrong.
    if action not in MODEL.operation_names:
        raise Refused("UnknownOperationException", f"Cloud Control has no {action}")
    shape = MODEL.operation_model(action).input_shape
    problems = list(_problems(shape, request, "")) if shape else []
    if problems:
        detected = f"{len(problems)} validation error{'s' if len(problems) > 1 else ''} detected"
        raise Refused("ValidationException", f"{detected}: {'; '.join(problems)}")


def _problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    for constraint in _broken(shape, value):
        yield f"Value '{value}' at '{path}' failed to satisfy constraint: Member must {constraint}"
    if isinstance(value, dict) and shape.type_name == "structure":
        for name in shape.required_members:
            if value.get(name) is None:
                yield (f"Value null at '{_joined(path, name)}' failed to satisfy constraint: Member must not be null")
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from _problems(member, value[name], _joined(path, name))
    if isinstance(value, list) and shape.type_name == "list":
        for place, item in enumerate(value, 1):
            yield from _problems(shape.member, item, f"{path}.{place}.member")


KINDS: dict[str, type] = {"structure": dict, "list": list, "string": str, "integer": int}


def _broken(shape: Shape, value: Any) -> Iterator[str]:
    """What the value must be and is not."""
    if not isinstance(value, KINDS[shape.type_name]):
        yield f"be of type {shape.type_name}"
        return
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if isinstance(value, str):
        if least is not None and len(value) < least:
            yield f"have length greater than or equal to {least}"
        if most is not None and len(value) > most:
            yield f"have length less than or equal to {most}"
        pattern = shape.metadata.get("pattern")
        if pattern and not re.fullmatch(pattern, value, re.DOTALL):
            yield f"satisfy regular expression pattern: {pattern}"
        if shape.enum and value not in shape.enum:
            yield f"satisfy enum value set: [{', '.join(shape.enum)}]"
    elif isinstance(value, int):
        if least is not None and value < least:
            yield f"have value greater than or equal to {least}"
        if most is not None and value > most:
            yield f"have value less than or equal to {most}"


def _joined(path: str, name: str) -> str:
    name = name[0].lower() + name[1:]
    return f"{path}.{name}" if path else name
