"""The numbers of one Region, as Amazon Connect tells them."""

from collections.abc import Callable, Iterable, Sequence

from .number import FLOW, TARGET, Number
from .problems import CallFailed, Refused
from .regions import Json, Region

LISTS = ("connect:ListPhoneNumbersV2",)
READS = (
    *LISTS,
    "connect:DescribePhoneNumber",
    "connect:BatchGetFlowAssociation",
    "connect:DescribeTrafficDistributionGroup",
)
# Amazon Connect's: items of one ListPhoneNumbersV2, resources of one BatchGetFlowAssociation.
# Belief (official; migration): One call lists at most 1,000 numbers, and asks for the flows of at most 100. Source:
# service model, MaxResult1000 and resourceArnListMaxLimit100. Test:
# test_adopt.py::test_all_pages_are_read_and_flows_asked_for_in_batches, ModelConformanceTest#boundsAreTheModels.
LIST_PAGE = 1_000
FLOW_BATCH = 100


def listed(region: Region, target: str | None = None) -> list[Json]:
    """The items of the list, in the order of their numbers. Raises Refused where there is no such target."""
    of_target = {"TargetArn": target} if target else {}
    pages = region.pages(LISTS[0], "ListPhoneNumbersSummaryList", MaxResults=LIST_PAGE, **of_target)
    try:
        items = [item for item in pages if item.get("PhoneNumberArn")]
    except CallFailed as refused:
        if target and refused.code == "ResourceNotFoundException":
            raise Refused(
                f"--target {target}: {refused}; `aws connect list-instances` shows what there is"
            ) from refused
        raise
    return sorted(items, key=lambda item: (item.get("PhoneNumber", ""), item["PhoneNumberArn"]))


def described(
    region: Region, arns: Sequence[str], then: Callable[[str], object] = lambda _: None
) -> list[Number | None]:
    """Each number as ``describe`` has it; ``then`` is called with each ARN once it is described."""

    def one(arn: str) -> Number | None:
        number = describe(region, arn)
        then(arn)
        return number

    return region.each(one, arns)


def describe(region: Region, arn: str) -> Number | None:
    """The number as its own description says, without flow and stack; None for one that is gone."""
    try:
        answer = region.call("connect:DescribePhoneNumber", PhoneNumberId=arn)
    except CallFailed as failure:
        if failure.code == "ResourceNotFoundException":
            return None
        raise
    summary = answer.get("ClaimedPhoneNumberSummary", {})
    status = summary.get("PhoneNumberStatus", {})
    return Number(
        arn=summary.get("PhoneNumberArn", arn),
        number=summary.get("PhoneNumber", ""),
        country=summary.get("PhoneNumberCountryCode", ""),
        type=summary.get("PhoneNumberType", ""),
        target=summary.get("TargetArn", ""),
        status=status.get("Status", "of unknown status"),
        message=status.get("Message", ""),
        description=summary.get("PhoneNumberDescription", ""),
        tags=summary.get("Tags", {}),
    )


def find_flows(region: Region, numbers: Iterable[Number]) -> None:
    """Sets each number's contact flow, which only its instance knows; of a group's numbers, the group's instance."""
    by_target: dict[str, dict[str, Number]] = {}
    for number in numbers:
        by_target.setdefault(number.target, {})[number.arn] = number
    for target, here in sorted(by_target.items()):
        if instance := _instance_of(region, target):
            for start in range(0, len(here), FLOW_BATCH):
                _find_batch(region, instance, dict(list(here.items())[start : start + FLOW_BATCH]))


def _find_batch(region: Region, instance: str, batch: dict[str, Number]) -> None:
    answer = region.call(
        "connect:BatchGetFlowAssociation",
        InstanceId=instance,
        ResourceType="VOICE_PHONE_NUMBER",
        ResourceIds=list(batch),
    )
    for bound in answer.get("FlowAssociationSummaryList", []):
        if bound.get("ResourceId") in batch and FLOW.fullmatch(bound.get("FlowId", "")):
            batch[bound["ResourceId"]].flow = bound["FlowId"]


def _instance_of(region: Region, target: str) -> str | None:
    """The id of the instance behind a target; None for a group that tells none."""
    named = TARGET.fullmatch(target)
    if named is None:
        return None
    if named[2] == "instance":
        return named[3]
    answer = region.call("connect:DescribeTrafficDistributionGroup", TrafficDistributionGroupId=target)
    instance = TARGET.fullmatch(answer.get("TrafficDistributionGroup", {}).get("InstanceArn", ""))
    return instance[3] if instance else None
