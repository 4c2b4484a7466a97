"""Templates of stacks, as far as policies go."""

from collections.abc import Callable, Iterable
from typing import Any

import yaml

from .regions import Region
from .stacks import if_there

# Policies under which a resource stays. Snapshot is none: it keeps data of a resource that goes.
KEEPING = ("Retain", "RetainExceptOnCreate")


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms, !Ref and the others, as whatever they hold."""


def _short_form(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    assert isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node)


_Loader.add_multi_constructor("!", _short_form)
# A version such as 2010-09-09 is text.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parsed(body: Any) -> dict[str, Any]:
    """A template as GetTemplate gives it, text or read already; empty where it is no template."""
    if isinstance(body, str):
        try:
            body = yaml.load(body, _Loader)
        except yaml.YAMLError:
            return {}
    return body if isinstance(body, dict) else {}


def keeps(region: Region, stacks: Iterable[str]) -> Callable[[str, str], bool]:
    """Whether the stack of that name keeps the resource of that logical id when it is deleted."""
    by_stack = {stack: policies(region, stack) for stack in stacks}
    return lambda stack, logical_id: by_stack[stack].get(logical_id, "Delete") in KEEPING


def policies(region: Region, stack: str) -> dict[str, Any]:
    """Logical id to DeletionPolicy, where the template has one."""
    answer = if_there(region, "cloudformation:GetTemplate", StackName=stack, TemplateStage="Processed")
    resources = parsed(answer.get("TemplateBody")).get("Resources") or {}
    return {
        name: resource["DeletionPolicy"]
        for name, resource in resources.items()
        if isinstance(resource, dict) and isinstance(resource.get("DeletionPolicy"), str)
    }
