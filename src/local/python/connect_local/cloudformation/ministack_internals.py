"""The parts of ministack that are used though it promises none of them: it has no plug-in API.

``check`` refuses, at start, a ministack that is not the version of requirements/stack.txt or lacks one of them. A test
compares the list with what the other modules use.
"""

import functools
import importlib
import importlib.metadata
from collections.abc import Callable
from typing import Any, NamedTuple

from ministack.services.cloudformation import changesets, handlers, provisioners, stacks

VERSION = "1.5.33"


class Internal(NamedTuple):
    """A function or table of a module of ministack, and why it is used."""

    module: str
    name: str
    why: str


_STATE = "ministack.services.cloudformation"
_STACKS = f"{_STATE}.stacks"
_PROVISIONERS = f"{_STATE}.provisioners"
_ENGINE = f"{_STATE}.engine"
_CHANGESETS = f"{_STATE}.changesets"
_DRIFT = f"{_STATE}.drift"
_HANDLERS = f"{_STATE}.handlers"
_HELPERS = f"{_STATE}.helpers"
_CLOUD_CONTROL = "ministack.services.cloudcontrol"
_RESPONSES = "ministack.core.responses"
_IAM = "ministack.services.iam"
_EVALUATOR = "ministack.core.iam_evaluator"

INTERNALS = (
    # How a resource type is made known.
    Internal(_PROVISIONERS, "_RESOURCE_HANDLERS", "table: a type's create, update, delete, import"),
    Internal(_PROVISIONERS, "_REPLACING_PROPERTIES", "table: a type's create-only properties"),
    Internal(_PROVISIONERS, "_CONDITIONALLY_REPLACING_PROPERTIES", "table: the conditional ones"),
    Internal(_PROVISIONERS, "_STACK_TAG_PROPERTY", "table: where a type keeps its tags"),
    Internal(_DRIFT, "_DRIFT_READERS", "table: how a type is read for drift detection"),
    Internal(_CHANGESETS, "_IMPORT_LOOKUPS", "table: what identifies a type in an import"),
    Internal(_HANDLERS, "_ACTION_HANDLERS", "table: some actions are wrapped in it, the registry's added"),
    Internal(_DRIFT, "DRIFT_DETECTABLE_STATUSES", "IMPORT_COMPLETE is missing there"),
    # Wrapped: they decide by the resource's type.
    Internal(_STACKS, "_runs_on_worker_thread", "wrapped: a waiting handler must not hold the loop"),
    Internal(_STACKS, "_sends_back_failed_update", "wrapped: a failed update is rolled back"),
    Internal(_STACKS, "_with_stack_tags", "wrapped: hands the stack's place to create and update"),
    Internal(_PROVISIONERS, "_delete_resource", "wrapped: tells a delete its stack's name; refuses it"),
    Internal(_CHANGESETS, "_import_resources_async", "wrapped: an import ends with the stack's tags"),
    Internal(_HANDLERS, "validate_template_support", "wrapped: a type is there where it is registered"),
    # Wrapped: what a stack's operation does beside its resources.
    Internal(_STACKS, "_deploy_stack_async", "wrapped: starts creates ahead of the engine; notes the template"),
    Internal(_STACKS, "_roll_back_operation", "wrapped: deletes what was half made or made ahead"),
    Internal(_STACKS, "_delete_stack_async", "wrapped: starts deletes ahead of the engine"),
    Internal(_STACKS, "_add_event", "called and wrapped: tells when a resource is done, or could not be deleted"),
    Internal(_STATE, "handle_request", "wrapped: an action may answer later"),
    Internal(_CLOUD_CONTROL, "handle_request", "replaced: the types' calls go to their handlers"),
    Internal(_CLOUD_CONTROL, "_requests", "the requests of an account and Region, which a reset empties"),
    # Called.
    Internal(_STATE, "_stacks", "the stacks by name, with their resources and tags"),
    Internal(_STACKS, "_resource_policy", "a resource's DeletionPolicy, resolved"),
    Internal(_STACKS, "now_iso", "the time of a resource's record"),
    Internal(_STACKS, "run_reentrant", "a blocking call on a thread that may call the engine"),
    Internal(_PROVISIONERS, "_tag_map", "tags as a mapping"),
    Internal(_PROVISIONERS, "_RETAINING_POLICIES", "the policies that keep a resource"),
    Internal(_ENGINE, "_evaluate_conditions", "which resources a template has"),
    Internal(_ENGINE, "_extract_deps", "what a resource refers to"),
    Internal(_ENGINE, "_resolve_refs", "a resource's properties, resolved"),
    Internal(_ENGINE, "_NO_VALUE", "what AWS::NoValue resolves to"),
    Internal(_CHANGESETS, "_find_change_set", "the change set that a name means"),
    Internal(_CHANGESETS, "_resolve_props_for_diff", "a template's resources, resolved before a deployment"),
    Internal(_STATE, "_stack_events", "the stacks' events by the stacks' ids"),
    Internal(_HANDLERS, "_resolve_stack", "called and wrapped: the stack that a name or an id means"),
    Internal(_HELPERS, "_p", "a request's parameter"),
    Internal(_HELPERS, "_error", "an error's answer"),
    Internal(_HELPERS, "_xml", "an answer"),
    Internal(_IAM, "_roles", "the roles by name, with their policies"),
    Internal(_IAM, "_lookup_policy", "a managed policy"),
    Internal(_EVALUATOR, "EvalContext", "what a trust policy is asked"),
    Internal(_EVALUATOR, "evaluate_trust_policy", "whether a role trusts its caller"),
    Internal(_RESPONSES, "get_account_id", "the account of the request that is served"),
    Internal(_RESPONSES, "get_region", "its Region"),
    Internal(_RESPONSES, "json_response", "a JSON answer"),
)  # fmt: skip


class WrongMinistack(RuntimeError):
    """The installed ministack is not the one that this package was written for."""


def check(installed: str | None = None, internals: tuple[Internal, ...] = INTERNALS) -> None:
    """Raises WrongMinistack where the version differs or a part is missing; the message names all of them."""
    installed = installed or importlib.metadata.version("ministack")
    missing = [
        f"{internal.module}.{internal.name} ({internal.why})"
        for internal in internals
        if not hasattr(importlib.import_module(internal.module), internal.name)
    ]
    if installed != VERSION or missing:
        lacks = f" It lacks {'; '.join(missing)}." if missing else ""
        raise WrongMinistack(
            f"ministack {installed} is installed, and the local CloudFormation was written for {VERSION}.{lacks}"
            " Run `make tools`; after an upgrade, mend connect_local/cloudformation first."
        )


def wrap(name: str, wrapper: Callable[..., Any]) -> None:
    """Puts ``wrapper(original, ...)`` in the place of the engine's function, in every module that has it."""
    modules = [module for module in (stacks, provisioners, changesets, handlers) if hasattr(module, name)]
    if not modules:
        raise WrongMinistack(f"This ministack has no function {name}: it was written for another version")
    original = getattr(modules[0], name)
    for module in modules:
        setattr(module, name, functools.wraps(original)(functools.partial(wrapper, original)))


def wrap_action(name: str, wrapper: Callable[..., Any]) -> None:
    """Puts ``wrapper(original, parameters)`` in the place of what answers an action."""
    handlers._ACTION_HANDLERS[name] = functools.partial(wrapper, handlers._ACTION_HANDLERS[name])


def or_original(is_ours: Callable[[str], bool]) -> Callable[..., bool]:
    """A wrapper that says yes of our resource types, and of others what the engine says."""
    return lambda original, resource_type: is_ours(resource_type) or original(resource_type)
