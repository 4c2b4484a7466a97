"""The query protocol of CloudFormation, by botocore's own model of it: parameters into values, values into XML."""

import datetime
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

import botocore.session

from ..json_types import Json
from .model_constraints import complaint


class Invalid(ValueError):
    """A request that breaks the model's constraints; the message says each, in the service's words."""


class Query:
    """The operations of CloudFormation's model."""

    def __init__(self) -> None:
        self._model = botocore.session.get_session().get_service_model("cloudformation")

    def request(self, action: str, parameters: Mapping[str, Any]) -> Json:
        """The request's members. Raises Invalid."""
        shape = self._model.operation_model(action).input_shape
        request: Json = _parsed(shape, "", {name: _only(value) for name, value in parameters.items()}) or {}
        self.check(action, request)
        return request

    def check(self, action: str, request: Json) -> None:
        """Raises Invalid where the members break the model."""
        shape = self._model.operation_model(action).input_shape
        # Belief (recorded; registration): A request that breaks the model is refused with ValidationError, which
        # names each member, what it was and the constraint. Source: answers of CloudFormation, "1 validation error
        # detected: Value … at …". Test: test_registry.py::test_requests_that_break_the_model_are_refused.
        if problem := complaint(shape, request):
            raise Invalid(problem)

    def has_error(self, action: str, code: str) -> bool:
        return any(shape.name == code for shape in self._model.operation_model(action).error_shapes)

    def answer(self, action: str, result: Json) -> str:
        """The members of the answer as XML, inside the operation's wrapper where it has one."""
        shape = self._model.operation_model(action).output_shape
        if shape is None:
            return ""
        wrapper = shape.serialization.get("resultWrapper", f"{action}Result")
        return f"<{wrapper}>{_written(shape, result)}</{wrapper}>"

    def actions(self) -> list[str]:
        return list(self._model.operation_names)


def _only(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _parsed(shape: Any, prefix: str, parameters: Mapping[str, str]) -> Any:
    """The value whose parameters begin with ``prefix``, or None where there are none."""
    if shape.type_name == "structure":
        members = {
            name: _parsed(member, f"{prefix}.{name}" if prefix else name, parameters)
            for name, member in shape.members.items()
        }
        return {name: value for name, value in members.items() if value is not None} or None
    if shape.type_name == "list":
        items: list[Any] = []
        while (item := _parsed(shape.member, f"{prefix}.member.{len(items) + 1}", parameters)) is not None:
            items.append(item)
        return items or None
    text = parameters.get(prefix)
    if text is None:
        return None
    if shape.type_name == "boolean":
        return text == "true"
    return int(text) if shape.type_name == "integer" and text.lstrip("-").isdigit() else text


def _written(shape: Any, value: Any) -> str:
    if shape.type_name == "structure":
        return "".join(
            f"<{name}>{_written(member, value[name])}</{name}>"
            for name, member in shape.members.items()
            if value.get(name) is not None
        )
    if shape.type_name == "list":
        return "".join(f"<member>{_written(shape.member, item)}</member>" for item in value)
    if shape.type_name == "boolean":
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return escape(str(value))
