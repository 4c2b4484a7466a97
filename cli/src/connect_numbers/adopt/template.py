"""What is written of the numbers: templates, and what pairs their resources with what is there."""

import json
import re
from collections.abc import Iterable
from typing import Any

from ..number import CLAIM_TAG, E164, TYPE, Number

IDENTIFIER = "PhoneNumberArn"

# CloudFormation's quotas for one CreateChangeSet: members of ResourcesToImport, bytes of TemplateBody.
# Belief (official; migration): One change set imports at most 200 resources, and takes a template of at most 51,200
# bytes. Source: CloudFormation user guide, quotas; API reference, CreateChangeSet. Test:
# test_adopt.py::test_the_parts_are_within_the_quotas_of_one_change_set_and_lose_nothing.
RESOURCES = 200
TEMPLATE_BYTES = 51_200

HEADER = """\
AWSTemplateFormatVersion: "2010-09-09"
Description: Phone numbers that existed before this stack

# These numbers are imported, not claimed. Both policies keep them: a number that is released is gone, nobody can
# claim it for up to 180 days. To release one, change its DeletionPolicy to Delete, deploy, then remove it.

Resources:
"""


def logical_id(number: Number) -> str:
    """Of what never changes about a number, so that it is the same in every run."""
    digits = re.sub(r"[^0-9A-Za-z]", "", number.number)
    return f"Number{digits}" if E164.fullmatch(number.number) else f"Number{number.country}{digits}"


def properties(number: Number) -> dict[str, Any]:
    """What a template must say for the number to be as declared; only what the number is."""
    exact = E164.fullmatch(number.number)
    said: dict[str, Any] = {
        "TargetArn": number.target,
        **({"PhoneNumber": number.number} if exact else {"Type": number.type, "CountryCode": number.country}),
        "Description": number.description,
        "ContactFlowArn": number.flow,
        "ReleaseProtection": number.is_protected,
        "Tags": [{"Key": key, "Value": value} for key, value in number.own_tags.items()],
    }
    return {name: value for name, value in said.items() if value}


def parts(numbers: Iterable[Number]) -> list[list[Number]]:
    """The numbers in groups that one change set can import, in their order."""
    groups: list[list[Number]] = [[]]
    size = len(HEADER.encode())
    for number in numbers:
        length = len(resource(number).encode())
        if groups[-1] and (len(groups[-1]) == RESOURCES or size + length > TEMPLATE_BYTES):
            groups.append([])
            size = len(HEADER.encode())
        groups[-1].append(number)
        size += length
    return groups


def template(numbers: Iterable[Number]) -> str:
    return HEADER + "".join(map(resource, numbers))


def resource(number: Number) -> str:
    """One resource of a template in YAML, scalars quoted."""
    by_us = ", claimed by a stack's create" if CLAIM_TAG in number.tags else ""
    lines = [
        f"  {logical_id(number)}: # {number.country} {number.type}{by_us}",
        f"    Type: {TYPE}",
        "    DeletionPolicy: Retain",
        "    UpdateReplacePolicy: Retain",
        "    Properties:",
    ]
    for name, value in properties(number).items():
        if name == "Tags":
            lines.append("      Tags:")
            for tag in value:
                lines += [f"        - Key: {_scalar(tag['Key'])}", f"          Value: {_scalar(tag['Value'])}"]
        else:
            lines.append(f"      {name}: {_scalar(value)}")
    return "\n".join(lines) + "\n"


def _scalar(value: object) -> str:
    if value is True:
        return "true"
    # JSON's escapes are YAML's too; what is not printable must be escaped in YAML, and not in JSON.
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


def to_import(numbers: Iterable[Number]) -> str:
    return json.dumps(
        [
            {
                "ResourceType": TYPE,
                "LogicalResourceId": logical_id(number),
                "ResourceIdentifier": {IDENTIFIER: number.arn},
            }
            for number in numbers
        ],
        indent=2,
    )
