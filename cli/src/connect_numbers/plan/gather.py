"""Everything that a plan needs to know before it judges."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from .. import account
from ..number import INSTANCE_TYPE, TYPES, Number
from ..output import Bar
from ..regions import Region
from ..stacks import NESTED, resources
from ..templates import policies
from .changes import Change, changes
from .judge import GROUP_TYPE


@dataclasses.dataclass(frozen=True)
class Deployment:
    """The changes, and the numbers that the account holds, by ARN."""

    changes: list[Change]
    held: dict[str, Number]


def gather(region: Region, stack: str, change_set: str, bar: Bar) -> Deployment:
    """Reads the change set, the account's list, and what becomes of which is asked, number by number."""
    found = list(_with_nested(region, changes(region, stack, change_set)))
    items = account.listed(region)
    held = {item["PhoneNumberArn"]: _as_listed(item) for item in items}
    deleted = {change.physical_id for change in found if change.type in (INSTANCE_TYPE, GROUP_TYPE)}
    concerned = [change.physical_id for change in found if change.type in TYPES and change.physical_id]
    concerned += [number.arn for number in held.values() if number.target in deleted]
    arns = list(dict.fromkeys(concerned))
    bar.expect(len(arns))
    told = account.described(region, arns, lambda _: bar.advance())
    described = [number for number in told if number is not None]
    account.find_flows(region, [number for number in described if number.is_claimed])
    for arn in arns:
        held.pop(arn, None)
    held |= {number.arn: number for number in described}
    return Deployment(found, held)


def _as_listed(item: dict[str, str]) -> Number:
    """A number as the list has it, which is enough where the deployment does not concern it."""
    return Number(
        arn=item["PhoneNumberArn"],
        number=item.get("PhoneNumber", ""),
        country=item.get("PhoneNumberCountryCode", ""),
        type=item.get("PhoneNumberType", ""),
        target=item.get("TargetArn", ""),
        status="",
    )


def _with_nested(region: Region, found: Iterable[Change]) -> Iterator[Change]:
    """The changes, and what a nested stack that is removed had."""
    for change in found:
        yield change
        if change.type == NESTED and change.action == "Remove" and not change.keeps_old:
            yield from _with_nested(region, _removed(region, change.physical_id))


def _removed(region: Region, stack: str) -> Sequence[Change]:
    """The removal of each resource of a stack, by its own policy."""
    kept = policies(region, stack)
    name = stack.split("/")[1] if stack.count("/") > 1 else stack
    return [
        Change(
            stack=name,
            logical_id=item["LogicalResourceId"],
            type=item["ResourceType"],
            action="Remove",
            replacement="False",
            policy=kept.get(item["LogicalResourceId"], "Delete"),
            physical_id=item.get("PhysicalResourceId", ""),
            before=None,
            after=None,
            nested="",
        )
        for item in resources(region, stack)
    ]
