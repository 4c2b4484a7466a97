"""Templates of the type, as the tests deploy them."""

import json

import yaml

TYPE = "Example::Connect::PhoneNumber"
ATTRIBUTES = ("PhoneNumberArn", "PhoneNumberId", "Address", "Status")


def template(properties, **attributes):
    """One number, with what Ref and Fn::GetAtt give as outputs."""
    return {
        "Resources": {"Number": number(properties, **attributes)},
        "Outputs": {"Ref": {"Value": {"Ref": "Number"}}}
        | {name: {"Value": {"Fn::GetAtt": ["Number", name]}} for name in ATTRIBUTES},
    }


def number(properties, **attributes):
    return {"Type": TYPE, "Properties": properties, **attributes}


def tag(key, value):
    return {"Key": key, "Value": value}


def without(properties, *names):
    return {name: value for name, value in properties.items() if name not in names}


def to_import(**arns):
    """The option of create-change-set that imports numbers, by their logical ids."""
    entries = [
        {"ResourceType": TYPE, "LogicalResourceId": logical_id, "ResourceIdentifier": {"PhoneNumberArn": arn}}
        for logical_id, arn in arns.items()
    ]
    return "--resources-to-import", json.dumps(entries)


class _ShortForms(yaml.SafeLoader):
    """YAML with CloudFormation's short forms: !Ref, !GetAtt and the others."""


def _long_form(loader, name, node):
    if not isinstance(node, yaml.ScalarNode):
        return {f"Fn::{name}": loader.construct_sequence(node, deep=True)}
    if name == "GetAtt":
        return {"Fn::GetAtt": node.value.split(".", 1)}
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": node.value}


_ShortForms.add_multi_constructor("!", _long_form)


def parsed(text):
    """A YAML template as JSON would have it."""
    return yaml.load(text, _ShortForms)
