"""numbers plan: what a deployment would do to phone numbers, before it does it."""

from ..account import READS
from ..command import Command
from .run import arguments, run

COMMAND = Command(
    name="plan",
    summary="tells what a change set would claim, release, replace, keep and move, and whether quotas and budget allow",
    actions=(
        *READS,
        "cloudformation:DescribeChangeSet",
        "cloudformation:GetTemplate",
        "cloudformation:ListStackResources",
        "servicequotas:GetServiceQuota",
        "cloudtrail:LookupEvents",
    ),
    # --template makes a change set, and deletes it again with the stack that it began.
    writes=(
        "cloudformation:CreateChangeSet",
        "cloudformation:DeleteChangeSet",
        "cloudformation:DeleteStack",
        "cloudformation:DescribeStacks",
        "cloudformation:ListChangeSets",
    ),
    arguments=arguments,
    run=run,
)
