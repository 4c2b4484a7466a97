"""Templates of the type, as the tests deploy them."""

import json
from typing import Any

import yaml
from connect_local.json_types import Json, Properties

TYPE = "Example::Connect::PhoneNumber"
ATTRIBUTES = ("PhoneNumberArn", "PhoneNumberId", "Address", "Status")


def template(properties: Properties, **attributes: Any) -> Json:
    """One number, with what Ref and Fn::GetAtt give as outputs."""
    return {
        "Resources": {"Number": number(properties, **attributes)},
        "Outputs": {"Ref": {"Value": {"Ref": "Number"}}}
        | {name: {"Value": {"Fn::GetAtt": ["Number", name]}} for name in ATTRIBUTES},
    }


def number(properties: Properties, **attributes: Any) -> Json:
    return {"Type": TYPE, "Properties": properties, **attributes}


def tag(key: str, value: str) -> Json:
    return {"Key": key, "Value": value}


def without(properties: Properties, *names: str) -> Properties:
    return {name: value for name, value in properties.items() if name not in names}


def to_import(**arns: str) -> tuple[str, str]:
    """The option of create-change-set that imports numbers, by their logical ids."""
    entries = [
        {"ResourceType": TYPE, "LogicalResourceId": logical_id, "ResourceIdentifier": {"PhoneNumberArn": arn}}
        for logical_id, arn in arns.items()
    ]
    return "--resources-to-import", json.dumps(entries)


class _ShortForms(yaml.SafeLoader):
    """YAML with CloudFormation's short forms: !Ref, !GetAtt and the others."""


def _long_form(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> Json:
    if isinstance(node, yaml.SequenceNode):
        return {f"Fn::{name}": loader.construct_sequence(node, deep=True)}
    if name == "GetAtt":
        return {"Fn::GetAtt": node.value.split(".", 1)}
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": node.value}


_ShortForms.add_multi_constructor("!", _long_form)


def parsed(text: str) -> Any:
    """A YAML template as JSON would have it."""
    return yaml.load(text, _ShortForms)
