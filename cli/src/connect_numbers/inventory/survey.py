"""One Region's numbers with flows and stacks, and its instances that a stack would delete."""

import concurrent.futures
import dataclasses

from .. import account
from ..number import INSTANCE_TYPE, TYPES, Holding, Number
from ..output import Bar
from ..regions import Region
from ..stacks import Stacks
from ..templates import keeps


@dataclasses.dataclass(frozen=True)
class DoomedInstance:
    """An instance that is deleted with its stack, or when it is removed from the template; its numbers with it."""

    arn: str
    holding: Holding


@dataclasses.dataclass(frozen=True)
class Survey:
    """What was found in one Region."""

    region: str
    numbers: list[Number]
    doomed: list[DoomedInstance]


def survey(region: Region, bar: Bar) -> Survey:
    """Reads it; the bar has one step for each number that is listed."""
    stacks = Stacks(region)
    with concurrent.futures.ThreadPoolExecutor(1) as beside:
        # Connect and CloudFormation have rates of their own.
        scanned = beside.submit(stacks.scan)
        items = account.listed(region)
        bar.expect(len(items))
        names = {item["PhoneNumberArn"]: item.get("PhoneNumber", "") for item in items}
        numbers = account.described(region, list(names), lambda _: bar.advance())
        scanned.result()
    # A number whose claim FAILED is in no list, as users report; its stack still has it.
    unlisted = [arn for arn, _ in stacks.of_types(*TYPES) if arn not in names and arn.startswith("arn:")]
    numbers += account.described(region, list(dict.fromkeys(unlisted)))
    found = [number for number in numbers if number is not None]
    for number in found:
        number.listed = names.get(number.arn)
        number.holdings = stacks.holding(number.arn)
    account.find_flows(region, [number for number in found if number.is_claimed])
    return Survey(region.name, found, _doomed(region, stacks))


def _doomed(region: Region, stacks: Stacks) -> list[DoomedInstance]:
    instances = list(stacks.of_types(INSTANCE_TYPE))
    kept = keeps(region, sorted({holding.stack for _, holding in instances}))
    return [DoomedInstance(arn, holding) for arn, holding in instances if not kept(holding.stack, holding.logical_id)]
