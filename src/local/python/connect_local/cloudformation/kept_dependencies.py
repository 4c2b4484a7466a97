"""Keeps what a resource refers to where that resource could not be deleted; ministack goes on and deletes it."""

from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import engine

from ..json_types import Json, Properties
from .ministack_internals import wrap

# Belief (official; cloudformation): A resource is deleted after all that refer to it; where one of these could not be
# deleted, it is kept too. Source: CloudFormation user guide, DependsOn, and the console's forced deletion, which keeps
# "resources that failed to delete" and "dependencies of those resources". Test:
# test_contact_center.py::test_without_any_policy_a_protected_number_keeps_its_instance,
# test_contact_center.py::test_a_rollback_that_meets_a_protected_number_keeps_its_instance.


class KeptDependencies:
    """What takes the place of ministack's functions; each of these has the original as its first argument."""

    def __init__(self) -> None:
        # By stack id: the logical ids whose deletion failed last.
        self._failed: dict[str, set[str]] = {}
        # By stack id: the template of the last deployment, which a stack's record has only after its success.
        self._deployed: dict[str, Json] = {}

    def deploy(
        self,
        original: Callable[..., Awaitable[None]],
        stack_name: str,
        stack_id: str,
        template: Json,
        *rest: Any,
        **options: Any,
    ) -> Awaitable[None]:
        self._deployed[stack_id] = template
        return original(stack_name, stack_id, template, *rest, **options)

    def add_event(
        self,
        original: Callable[..., None],
        stack_id: str,
        stack_name: str,
        logical_id: str,
        kind: str,
        status: str,
        *rest: Any,
        **options: Any,
    ) -> None:
        original(stack_id, stack_name, logical_id, kind, status, *rest, **options)
        failed = self._failed.setdefault(stack_id, set())
        if status == "DELETE_FAILED":
            failed.add(logical_id)
        elif status.startswith("DELETE_"):
            failed.discard(logical_id)

    def delete(
        self,
        original: Callable[..., Any],
        resource_type: str,
        physical_id: str,
        properties: Properties,
        stack_name: str | None = None,
        logical_id: str | None = None,
    ) -> Any:
        """Raises ValueError, which the stack's event then says."""
        stack = cloudformation._stacks.get(stack_name)
        if stack and logical_id and (kept := sorted(self._kept_that_refer_to(stack, logical_id))):
            raise ValueError(f"Not deleted: {', '.join(kept)}, which refers to it, could not be deleted")
        return original(resource_type, physical_id, properties, stack_name, logical_id)

    def _kept_that_refer_to(self, stack: Json, logical_id: str) -> list[str]:
        templates = (self._deployed.get(stack["StackId"]), stack.get("_template"))
        definitions = {
            name: definition
            for template in templates
            for name, definition in (template or {}).get("Resources", {}).items()
        }
        return [
            failed
            for failed in self._failed.get(stack["StackId"], set()) - {logical_id}
            if logical_id in engine._extract_deps(definitions.get(failed, {}), {logical_id})
        ]


def install() -> None:
    kept = KeptDependencies()
    wrap("_deploy_stack_async", kept.deploy)
    wrap("_add_event", kept.add_event)
    wrap("_delete_resource", kept.delete)
