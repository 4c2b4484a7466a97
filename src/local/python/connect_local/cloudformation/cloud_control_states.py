"""The states that AWS Cloud Control lets a resource be created in, or changed to."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonpatch
import jsonpointer
import jsonschema

from ..json_types import Json, Properties
from .cloud_control_errors import Refused

# The names that the service's validator has for JSON's types.
KINDS = {
    "string": "String",
    "boolean": "Boolean",
    "integer": "Integer",
    "number": "Number",
    "array": "JSONArray",
    "object": "JSONObject",
    "null": "Null",
}
MISSING = object()


class States:
    """What a type's schema allows."""

    def __init__(self, schema: Json) -> None:
        self._schema = schema
        self._validator = jsonschema.Draft7Validator(schema)

    def desired(self, text: str) -> Properties:
        """The state that a resource is to be created in. Raises Refused."""
        # Belief (user; cloudformation): A create may name read-only properties; Cloud Control leaves them to the
        # handler. Source: users who saw one taken for the resource's identifier. Test:
        # test_cloud_control_states.py::test_a_create_may_name_read_only_properties.
        state = parsed(text, dict, "DesiredState")
        self._validate(state)
        return dict(state)

    def patched(self, current: Properties, document: str) -> Properties:
        """The state after a patch. Raises Refused.

        ``current`` is what a read returns: a write-only property is in the new state only if the patch adds it.
        """
        # Belief (official; cloudformation): An update is the patch applied to what the read handler returns, operation
        # by operation; where one fails, nothing is updated. Source: Cloud Control user guide, Updating a resource.
        # Test: test_cloud_control.py::test_an_update_is_a_patch_of_what_is_read.
        # Belief (maintainers; cloudformation): A write-only property that a patch does not add is not in the desired
        # state. Source: terraform-provider-awscc #1737, which adds all of them to each patch. Test:
        # test_cloud_control_states.py::test_a_write_only_property_is_in_the_new_state_only_if_the_patch_adds_it.
        state = copy.deepcopy(current)
        for operation in _operations(document):
            try:
                state = jsonpatch.apply_patch(state, [operation])
            except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as problem:
                raise _unpatchable(operation, problem) from problem
        if not isinstance(state, dict):
            raise Refused("ValidationException", "Invalid patch update: the resource is no JSON object after it")
        self._refuse_changed("readOnlyProperties", "ValidationException", current, state)
        self._refuse_changed("createOnlyProperties", "NotUpdatableException", current, state)
        self._validate(state)
        return state

    def without_write_only(self, model: Properties) -> Properties:
        told = copy.deepcopy(model)
        for path in self._paths("writeOnlyProperties"):
            *folders, name = path
            parent = _at(told, folders)
            if isinstance(parent, dict):
                parent.pop(name, None)
        return told

    def _refuse_changed(self, kind: str, code: str, current: Properties, state: Properties) -> None:
        # Belief (recorded; cloudformation): A patch that changes a create-only property is refused with
        # NotUpdatableException, one that changes a read-only property with ValidationException, before any handler is
        # called. Source: answers quoted in pulumi-aws-native #1866 and #941. Test:
        # test_cloud_control_states.py::test_a_patch_changes_neither_what_is_create_only_nor_what_is_read_only.
        changed = [
            "/".join(("/properties", *path)) for path in self._paths(kind) if _at(current, path) != _at(state, path)
        ]
        if changed:
            raise Refused(code, f"Invalid patch update: {kind} [{', '.join(changed)}] cannot be updated")

    def _paths(self, kind: str) -> list[list[str]]:
        return [pointer.split("/")[2:] for pointer in self._schema.get(kind, [])]

    def _validate(self, state: Properties) -> None:
        # Belief (recorded; cloudformation): A desired state that the schema does not allow is refused at once with
        # ValidationException, "Model validation failed (…)"; for an update, the state after the patch. Source: answers
        # quoted in pulumi-aws-native #1866 and pulumi #12844. Test:
        # test_cloud_control_states.py::test_a_state_that_the_schema_does_not_allow_is_refused_in_the_services_words.
        problems = [
            problem
            for error in sorted(self._validator.iter_errors(state), key=lambda error: list(map(str, error.path)))
            for problem in _told(error)
        ]
        if problems:
            raise Refused("ValidationException", f"Model validation failed ({chr(10).join(problems)})")


def parsed(text: str, kind: type, what: str) -> Any:
    """The JSON, which must be of this kind. Raises Refused."""
    # Belief (guess; cloudformation): A text that is not the JSON that it should be is a ValidationException. Source:
    # the model has no error for it. Test: test_cloud_control_states.py::test_what_is_not_json_is_refused.
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, kind):
        raise Refused("ValidationException", f"{what} is not a JSON {'object' if kind is dict else 'array'}")
    return found


def _operations(document: str) -> Iterator[Json]:
    """The operations of a patch; the guide's example has a path without its first slash."""
    for operation in parsed(document, list, "PatchDocument"):
        if not isinstance(operation, dict):
            raise Refused("ValidationException", "PatchDocument has an operation that is not a JSON object")
        pointers = {name: operation[name] for name in ("path", "from") if isinstance(operation.get(name), str)}
        yield operation | {
            name: pointer if pointer.startswith("/") or not pointer else f"/{pointer}"
            for name, pointer in pointers.items()
        }


def _unpatchable(operation: Json, problem: Exception) -> Refused:
    # Belief (recorded; cloudformation): A patch of what is not there is refused with ValidationException, "[REPLACE
    # Operation] noSuchPath in source". Source: an answer quoted in terraform-provider-awscc #3235. Test:
    # test_cloud_control_states.py::test_a_patch_that_cannot_be_applied_is_refused.
    # Belief (guess; cloudformation): So are other patches that cannot be applied, each with its reason. Source: Cloud
    # Control user guide, Updating a resource: the entire update request fails. Test:
    # test_cloud_control_states.py::test_a_patch_that_cannot_be_applied_is_refused.
    kind = f"[{str(operation.get('op')).upper()} Operation]"
    if isinstance(problem, (jsonpatch.JsonPatchConflict, jsonpointer.JsonPointerException)):
        told = f"{kind} noSuchPath in source, path provided : /{operation.get('path')}"
    else:
        told = f"{kind} {problem}"
    return Refused("ValidationException", told)


def _at(model: Any, path: list[str]) -> Any:
    """What is at the path, MISSING where nothing is; of a list, what is at it in each item."""
    if not path:
        return model
    step, *rest = path
    if isinstance(model, list):
        return [_at(item, rest if step == "*" else path) for item in model]
    if isinstance(model, dict) and step in model:
        return _at(model[step], rest)
    return MISSING


def _told(error: jsonschema.ValidationError) -> list[str]:
    """What is wrong, in the words of the service's validator, which shows no values."""
    at = "#" + "".join(f"/{step}" for step in error.absolute_path)
    schema: Any = error.schema
    rule: Any = error.validator_value
    found: Any = error.instance
    if error.validator == "additionalProperties":
        names = [name for name in found if name not in schema.get("properties", {})]
        return [f"{at}: extraneous key [{name}] is not permitted" for name in names]
    if error.validator == "required":
        # One error for each, of which the message alone tells which.
        names = [name for name in rule if error.message.startswith(f"{name!r} ")]
        return [f"{at}: required key [{name}] not found" for name in names]
    if error.validator == "type":
        return [f"{at}: expected type: {KINDS.get(str(rule), rule)}, found: {_kind(found)}"]
    if error.validator in ("minLength", "maxLength"):
        return [f"{at}: expected {error.validator}: {rule}"]
    return [f"{at}: failed validation constraint for keyword [{error.validator}]"]


def _kind(value: Any) -> str:
    checker = jsonschema.Draft7Validator.TYPE_CHECKER
    return next(name for kind, name in KINDS.items() if checker.is_type(value, kind))
