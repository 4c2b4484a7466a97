"""Why a number cannot be imported."""

import json

from ..number import TARGET, TYPE, Holding, Number
from .template import HEADER, TEMPLATE_BYTES, properties, resource


def obstacle(number: Number) -> str | None:
    """Why it cannot be imported now, or None."""
    # PhoneNumber is write-only, so no drift detection finds an ARN that is paired with another number.
    if number.listed not in (None, number.number):
        return f"its ARN is listed as {number.listed}'s and describes {number.number}; run this again"
    if number.holdings:
        return _held(number.holdings[0])
    if number.status == "IN_PROGRESS":
        return "IN_PROGRESS: Amazon Connect is still at work on it; run this again once it is CLAIMED"
    if not number.is_claimed:
        reason = f" ({number.message})" if number.message else ""
        return f"{number.status}{reason}: claim, move or describe it again first, until it is CLAIMED"
    if not TARGET.fullmatch(number.target):
        return "Amazon Connect names no instance or traffic distribution group that it serves"
    if "{{resolve:" in json.dumps(properties(number)):
        return "its description or a tag has {{resolve: in it, which CloudFormation would look up; change that first"
    if len((HEADER + resource(number)).encode()) > TEMPLATE_BYTES:
        return f"its tags alone exceed the {TEMPLATE_BYTES:,} bytes of a template; remove some, or write it by hand"
    return None


def _held(holding: Holding) -> str:
    if holding.resource_type == TYPE:
        return f"the stack {holding.stack} manages it already"
    return (
        f"the stack {holding.stack} holds it as {holding.resource_type}; retain and remove it there first,"
        " see docs/existing-numbers.md"
    )
