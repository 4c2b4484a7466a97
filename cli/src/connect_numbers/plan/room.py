"""Whether there is room: each target's quota, and the account's 200 % budget."""

import dataclasses
import datetime
import functools
import math
from collections.abc import Sequence

from ..number import QUOTA, Number
from ..problems import CallFailed
from ..regions import Region
from .acts import Act, Kind
from .trail import SHOWN, Turnover

# Belief (official; limits): Claims and releases of 180 days count. Source: API reference, ClaimPhoneNumber. Test:
# test_cli_plan.py::test_the_first_safe_date_is_when_enough_has_left_the_window.
WINDOW = datetime.timedelta(days=180)


@dataclasses.dataclass(frozen=True)
class Place:
    """A target's numbers: now, at the most while the deployment runs, and its quota (None: not told)."""

    target: str
    held: int
    most: int
    quota: int | None

    @property
    def fits(self) -> bool:
        return self.quota is None or self.most <= self.quota


@dataclasses.dataclass(frozen=True)
class Budget:
    """The 200 % rule: what was used of it as far as CloudTrail knows, and what the deployment uses."""

    quota: int | None
    used: int
    claims: int
    releases: int
    first_safe: datetime.datetime | None
    certain: datetime.datetime

    @property
    def limit(self) -> int | None:
        return None if self.quota is None else 2 * self.quota

    @property
    def fits(self) -> bool:
        """Whether every claim comes before the block; a release is never blocked."""
        return self.limit is None or not self.claims or self.used + self.claims <= self.limit

    @property
    def quota_needed(self) -> int:
        return math.ceil((self.used + self.claims) / 2)


def places(region: Region, acts: Sequence[Act], held: Sequence[Number]) -> list[Place]:
    """Each target that takes a number. Old numbers leave only after the new ones have come."""
    taking: dict[str, int] = {}
    for act in acts:
        if act.target and (act.claims or act.kind is Kind.MOVE):
            taking[act.target] = taking.get(act.target, 0) + 1
    found = []
    accounts = functools.cache(lambda: quota_of(region))
    for target, more in sorted(taking.items()):
        there = sum(number.target == target for number in held)
        own = quota_of(region, ContextId=target)
        found.append(Place(target, there, there + more, accounts() if own is None else own))
    return found


def quota_of(region: Region, **context: str) -> int | None:
    """The quota of the context, of the account without one; None where Service Quotas tells none."""
    # Belief (guess; limits): The quota of numbers may be told for one instance, by its ARN as ContextId. Source: API
    # reference, GetServiceQuota: ContextId; knob resource-quotas. Test:
    # test_cli_plan.py::test_an_instance_has_the_accounts_quota_where_it_has_none_of_its_own.
    try:
        answer = region.call("servicequotas:GetServiceQuota", ServiceCode="connect", QuotaCode=QUOTA, **context)
    except CallFailed as failure:
        if failure.code not in ("NoSuchResourceException", "IllegalArgumentException"):
            raise
        return None
    told = answer.get("Quota", {})
    return int(told["Value"]) if "Value" in told else None


def budget(acts: Sequence[Act], places: Sequence[Place], turnover: Turnover, now: datetime.datetime) -> Budget:
    """By the smallest quota of the targets that take numbers: no guide says whose quota is doubled."""
    claims, releases = sum(act.claims for act in acts), sum(act.releases for act in acts)
    quotas = [place.quota for place in places if place.quota is not None]
    return spending(claims, releases, min(quotas) if quotas else None, turnover, now)


def spending(claims: int, releases: int, smallest: int | None, turnover: Turnover, now: datetime.datetime) -> Budget:
    """What so many claims and releases more are by twice this quota."""
    used = len(turnover.times)
    too_many = used + claims - 2 * smallest if smallest is not None and claims else 0
    first = None
    if 0 < too_many <= used:
        first = turnover.times[too_many - 1] + WINDOW
    # Whatever CloudTrail no longer shows has left the window by then.
    certain = max(first or now, now + WINDOW - SHOWN)
    return Budget(smallest, used, claims, releases, first, certain)
