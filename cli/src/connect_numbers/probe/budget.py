"""Whether a stage's price can be paid: the instance's room, and what is left of the account's 200 %."""

import datetime

from ..account import listed
from ..plan.room import Budget, quota_of, spending
from ..plan.trail import call, turnover
from .bench import CLAIM, RELEASE, Bench
from .stages import Stage

# Claims and releases that must be left of the 200 %, whatever the price: it is known for 90 of 180 days only.
LEAST_LEFT = 4
# For which CloudTrail may not show the probe's own calls yet.
LAG = 1_200.0


class Short(Exception):
    """There is no room, or too little budget; the message says so."""


def check(bench: Bench, stage: Stage) -> str:
    """What there is for a stage, in a sentence. Raises Short."""
    region, target = bench.region, bench.settings.target
    accounts, own = quota_of(region), quota_of(region, ContextId=target)
    quota = accounts if own is None else own
    if quota is None:
        raise Short("Service Quotas tells no quota of numbers, so that nobody knows what the 200 % rule leaves")
    there = len(listed(region, target))
    if stage.needs_room and there >= quota:
        raise Short(f"{target} has no room: it holds {there} numbers of {quota}. To do: release one, raise its quota")
    smallest = quota if accounts is None else min(quota, accounts)
    budget = _budget(bench, stage, smallest)
    left, least = (budget.limit or 0) - budget.used, max(LEAST_LEFT, stage.claims + stage.releases)
    known = f"{budget.used} of {budget.limit} claims and releases are used, as far as CloudTrail's 90 of 180 days tell"
    if left < least:
        raise Short(f"{known}; {least} must be left. To do: wait until {budget.certain.date()}, or raise the quota")
    return f"{known}; {target} holds {there} of {quota}"


def _budget(bench: Bench, stage: Stage, quota: int) -> Budget:
    """With the probe's own calls that CloudTrail may not show yet."""
    region = bench.region
    own = {
        call(answer.action.split(":")[1], answer.id or answer.parameters["PhoneNumberId"]): _time(answer.until)
        for answer in bench.journal.answers.values()
        if answer.action in (CLAIM, RELEASE) and answer.ok and answer.until > region.clock.now() - LAG
    }
    return spending(stage.claims, stage.releases, quota, turnover(region, own), _time(region.clock.now()))


def _time(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
