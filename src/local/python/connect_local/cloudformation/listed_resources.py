"""What CloudFormation tells of a stack while it is worked on, and once it is deleted; ministack lists what is done.

Belief (official; cloudformation): ListStackResources has a resource from its first event on, and all of a deleted
stack, each in the status of its last event; DescribeStacks tells when a deletion began. Source: CloudFormation API
reference, ListStackResources, StackResourceSummary, Stack: DeletionTime. Test:
test_local_cloudformation.py::test_resources_are_listed_while_they_are_worked_on_and_once_they_are_gone.
"""

import contextvars
from collections.abc import Callable, Iterable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers, helpers

from ..json_types import Json
from .ministack_internals import wrap, wrap_action

# Whether the request that is served lists a stack's resources.
_LISTS = contextvars.ContextVar[bool]("lists", default=False)


def install() -> None:
    wrap("_resolve_stack", _resolve)
    wrap_action("ListStackResources", _list)
    wrap_action("DescribeStacks", _describe)


def _list(original: Callable[[Json], Any], params: Json) -> Any:
    token = _LISTS.set(True)
    try:
        return original(params)
    finally:
        _LISTS.reset(token)


def _resolve(original: Callable[[str], Json | None], name: str) -> Json | None:
    stack = original(name)
    return {**stack, "_resources": _listed(stack)} if stack and _LISTS.get() else stack


def _listed(stack: Json) -> Json:
    """The records of a stack's resources, those at work and those of a deleted stack as their last events have them."""
    listed: Json = dict(stack["_resources"])
    status = stack["StackStatus"]
    if not status.endswith("_IN_PROGRESS") and status != "DELETE_COMPLETE":
        return listed
    for event in _last_events(stack):
        record = listed.get(event["LogicalResourceId"], {})
        # What an update replaced or removed is no longer the stack's.
        if not (event["ResourceStatus"].startswith("DELETE_") and status.startswith("UPDATE_")):
            listed[event["LogicalResourceId"]] = {
                **record,
                **{name: event[name] for name in ("ResourceType", "ResourceStatus", "Timestamp")},
                "PhysicalResourceId": record.get("PhysicalResourceId") or event["PhysicalResourceId"],
            }
    return listed


def _last_events(stack: Json) -> Iterable[Json]:
    """The last event of each resource."""
    events = cloudformation._stack_events.get(stack["StackId"], [])
    of_resources = [event for event in events if event["PhysicalResourceId"] != stack["StackId"]]
    return {event["LogicalResourceId"]: event for event in of_resources}.values()


def _describe(original: Callable[[Json], Any], params: Json) -> Any:
    status, headers, body = original(params)
    stack = handlers._resolve_stack(helpers._p(params, "StackName") or "")
    if stack and stack["StackStatus"].startswith("DELETE_"):
        events = cloudformation._stack_events.get(stack["StackId"], [])
        began = [event["Timestamp"] for event in events if _is_deletion(stack, event)]
        told = b"".join(b"<DeletionTime>%s</DeletionTime>" % time.encode() for time in began[-1:])
        body = body.replace(b"<DisableRollback>", told + b"<DisableRollback>")
    return status, headers, body


def _is_deletion(stack: Json, event: Json) -> bool:
    return bool(event["PhysicalResourceId"] == stack["StackId"] and event["ResourceStatus"] == "DELETE_IN_PROGRESS")
