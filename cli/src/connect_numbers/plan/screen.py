"""What a plan tells: number by number, then whether there is room, then the verdict."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..exits import Exit
from ..number import QUOTA
from ..output import Output
from .acts import Act, Kind
from .room import Budget, Place

TRAIL = "CloudTrail shows 90 of the 180 days that count, and a call some minutes after it was made"
NO_QUOTA = "not told by Service Quotas"


def show(output: Output, acts: Sequence[Act], places: Sequence[Place], budget: Budget, code: Exit) -> None:
    """For a person."""
    counts = Counter(act.kind for act in acts)
    output.say(", ".join(f"{counts[kind]} {kind.value}" for kind in Kind if counts[kind]) or "No number is concerned.")
    for act in acts:
        output.say(f"\n{act.kind.value.upper()}  {act.name}  ({act.stack}.{act.logical_id})")
        output.say(f"  {_published(act)}{act.why}.")
        if act.to_do:
            output.say(f"  To do: {act.to_do}.")
    if places:
        output.say("\nQuota, numbers for each target:")
    for place in places:
        output.say(f"  {_place(place)}")
    if any(act.claims and act.target is None for act in acts):
        output.say("  Some targets are not known before the deployment: their quotas are not compared.")
    if budget.claims or budget.releases:
        output.say(f"\nThe 200 % rule: {_budget(budget)}")
        output.say(f"  {TRAIL}: what was claimed and released before is not known.")
    output.say(f"\n{verdict(code)}")


def verdict(code: Exit) -> str:
    return {
        Exit.DONE: "Fits: nothing is released.",
        Exit.RELEASES: "STOP: phone numbers would be released. --allow-release NUMBER lets one go on purpose.",
        Exit.DOES_NOT_FIT: "STOP: the deployment would fail.",
    }[code]


def _published(act: Act) -> str:
    return "PUBLISHED (calls reach a flow): " if act.number and act.number.is_published else ""


def _place(place: Place) -> str:
    quota = f"quota {place.quota}" if place.quota is not None else f"quota {NO_QUOTA}"
    said = f"{place.target}: {place.held} now, {place.most} at the most while it runs, {quota}"
    if place.fits:
        return f"{said}: fits"
    return f"{said}: DOES NOT FIT. To do: raise quota {QUOTA} of this instance to {place.most} or more"


def _budget(budget: Budget) -> str:
    known = f"{budget.used} used that CloudTrail knows, {budget.claims} claims and {budget.releases} releases more"
    if budget.limit is None:
        return f"{known}; the quota is {NO_QUOTA}"
    said = f"{known}, {budget.limit} allowed in 180 days"
    if budget.fits:
        return f"{said}: fits, as far as is known"
    fitting = max(0, budget.limit - budget.used)
    when = (
        f"wait until {_day(budget.first_safe)} (certain from {_day(budget.certain)})"
        if budget.first_safe
        else "no date is safe at this quota"
    )
    return (
        f"{said}: DOES NOT FIT. To do: {when}; or deploy {fitting} claims now; or raise quota {QUOTA} to"
        f" {budget.quota_needed}"
    )


def _day(time: datetime.datetime | None) -> str:
    """The day after, in UTC, so that the whole of it is safe."""
    return "" if time is None else (time.astimezone(datetime.UTC).date() + datetime.timedelta(1)).isoformat()


def document(acts: Sequence[Act], places: Sequence[Place], budget: Budget, code: Exit) -> dict[str, Any]:
    """For a program."""
    return {
        "verdict": verdict(code),
        "exitCode": int(code),
        "numbers": [
            {
                "act": act.kind.value,
                "number": act.name,
                "arn": act.number.arn if act.number else None,
                "published": bool(act.number and act.number.is_published),
                "stack": act.stack,
                "resource": act.logical_id,
                "target": act.target,
                "why": act.why,
                "toDo": act.to_do,
            }
            for act in acts
        ],
        "quotas": [
            {"target": place.target, "held": place.held, "most": place.most, "quota": place.quota, "fits": place.fits}
            for place in places
        ],
        "budget": {
            "used": budget.used,
            "claims": budget.claims,
            "releases": budget.releases,
            "allowed": budget.limit,
            "fits": budget.fits,
            "firstSafeDay": _day(budget.first_safe) or None,
            "certainDay": None if budget.fits else _day(budget.certain),
            "quotaNeeded": budget.quota_needed,
            "notKnown": TRAIL,
        },
    }
