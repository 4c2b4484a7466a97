"""DescribeChangeSet with IncludePropertyValues, which ministack ignores: each resource before and after the change."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, helpers

from ..json_types import Json
from .ministack_internals import wrap_action

# Belief (official; cloudformation): A value that only the deployment will tell is written so. Source: CloudFormation
# user guide, change sets with property values. Test: test_cli_plan.py::test_the_engine_tells_property_values.
UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}"
TOLD = ("Properties", "DeletionPolicy", "UpdateReplacePolicy", "Metadata", "DependsOn")


def install() -> None:
    wrap_action("DescribeChangeSet", _with_values)


def _with_values(describe: Callable[[Json], Any], params: Json) -> Any:
    status, headers, body = describe(params)
    named = helpers._p(params, "ChangeSetName"), helpers._p(params, "StackName")
    _, change_set = changesets._find_change_set(*named)
    if helpers._p(params, "IncludePropertyValues").lower() != "true" or not change_set:
        return status, headers, body
    stack = cloudformation._stacks.get(change_set["StackName"], {})
    before = _resolved(stack.get("_template"), stack.get("_resolved_params", {}), change_set)
    after = _resolved(change_set["_template"], change_set["_resolved_params"], change_set)

    def with_contexts(change: re.Match[str]) -> str:
        name = html.unescape(change[1])
        return _context("BeforeContext", before.get(name)) + _context("AfterContext", after.get(name)) + change[0]

    text = body.decode() if isinstance(body, bytes) else body
    filled = re.sub(r"<LogicalResourceId>(.*?)</LogicalResourceId>", with_contexts, text)
    return status, headers, filled.encode() if isinstance(body, bytes) else filled


def _resolved(template: Json | None, values: Json, change_set: Json) -> dict[str, Json]:
    """Logical id to the resource, as far as the engine can resolve it now."""
    place = change_set["StackName"], change_set["StackId"]
    resources: dict[str, Json] = changesets._resolve_props_for_diff(template or {}, values, *place).get("Resources", {})
    return resources


def _context(member: str, resource: Json | None) -> str:
    if resource is None:
        return ""
    told = {name: _known(resource[name]) for name in TOLD if name in resource}
    return f"<{member}>{html.escape(json.dumps(told), quote=False)}</{member}>"


def _known(value: Any) -> Any:
    """The value, with what is not resolved yet in CloudFormation's words."""
    if isinstance(value, dict):
        if len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::")):
            return UNKNOWN
        return {name: _known(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_known(member) for member in value]
    return value
