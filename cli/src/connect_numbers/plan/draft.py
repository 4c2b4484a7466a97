"""A change set of one's own, for a template that nobody has made one of: made, read and deleted again."""

import contextlib
import pathlib
import uuid
from collections.abc import Iterator, Sequence

from ..problems import CallFailed, Refused
from ..regions import Json, Region
from ..stacks import if_there
from ..templates import parsed

POLL_SECONDS = 2.0
LONGEST = 300.0
# Nothing is executed, so nothing is acknowledged by these.
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
TEMPLATE_BYTES = 51_200


@contextlib.contextmanager
def drafted(region: Region, stack: str, template: pathlib.Path, parameters: Sequence[str]) -> Iterator[str]:
    """The name of the change set, which is gone after the block, whatever happens in it.

    No other plan has this name: what is deleted by it was made here, though no answer may have said so.
    """
    name = f"numbers-plan-{uuid.uuid4()}"
    body = template.read_text(encoding="utf-8")
    if len(body.encode()) > TEMPLATE_BYTES:
        raise Refused(
            f"--template {template} exceeds the {TEMPLATE_BYTES:,} bytes that CloudFormation takes without S3:"
            " make a change set of it with `aws cloudformation package` and `deploy --no-execute-changeset`,"
            " then name that by --change-set"
        )
    there = _stack(region, stack)
    try:
        region.call(
            "cloudformation:CreateChangeSet",
            StackName=stack,
            ChangeSetName=name,
            ChangeSetType="UPDATE" if there else "CREATE",
            TemplateBody=body,
            Parameters=_parameters(there, parsed(body), parameters),
            Capabilities=CAPABILITIES,
        )
        _await(region, stack, name)
        yield name
    finally:
        with contextlib.suppress(CallFailed):
            region.call("cloudformation:DeleteChangeSet", StackName=stack, ChangeSetName=name)
        if not there:
            with contextlib.suppress(CallFailed):
                _delete_begun(region, stack, name)


def _stack(region: Region, name: str) -> Json | None:
    """The stack; None where there is none, or one that only has change sets so far."""
    answer = if_there(region, "cloudformation:DescribeStacks", StackName=name)
    if not answer:
        return None
    (stack,) = answer["Stacks"]
    if stack["StackStatus"] == "REVIEW_IN_PROGRESS":
        raise Refused(f"the stack {name} has change sets and nothing else: name one of them by --change-set")
    return dict(stack)


def _delete_begun(region: Region, stack_name: str, change_set: str) -> None:
    """Deletes the stack that the change set began; not one with resources or change sets that others made meanwhile."""
    (stack,) = region.call("cloudformation:DescribeStacks", StackName=stack_name)["Stacks"]
    there = region.pages("cloudformation:ListChangeSets", "Summaries", StackName=stack["StackId"])
    if stack["StackStatus"] == "REVIEW_IN_PROGRESS" and all(each["ChangeSetName"] == change_set for each in there):
        region.call("cloudformation:DeleteStack", StackName=stack["StackId"])


def _parameters(stack: Json | None, template: Json, given: Sequence[str]) -> list[Json]:
    """Those that were given, and the stack's own values of all others that the template still has."""
    said = dict(text.split("=", 1) for text in given)
    declared = template.get("Parameters") or {}
    there = {item["ParameterKey"] for item in (stack or {}).get("Parameters", [])}
    return [
        *({"ParameterKey": key, "ParameterValue": value} for key, value in said.items()),
        *({"ParameterKey": key, "UsePreviousValue": True} for key in sorted(there & {*declared} - {*said})),
    ]


def _await(region: Region, stack: str, name: str) -> None:
    end = region.clock.now() + LONGEST
    while True:
        told = region.call("cloudformation:DescribeChangeSet", StackName=stack, ChangeSetName=name)
        if told["Status"] not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
            return
        if region.clock.now() > end:
            raise Refused(f"CloudFormation has not made the change set within {LONGEST:.0f} s: run this again later")
        region.clock.sleep(POLL_SECONDS)
