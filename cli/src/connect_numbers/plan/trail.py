"""What CloudTrail knows of the claims and releases of an account in a Region."""

import dataclasses
import datetime
import json
from collections.abc import Mapping
from typing import Any

from ..regions import Json, Region

# Belief (official; limits): LookupEvents shows 90 days of management events. Source: CloudTrail user guide, event
# history. Test: test_cli_plan.py::test_what_cloudtrail_cannot_know_is_said.
SHOWN = datetime.timedelta(days=90)
# Belief (official; limits): Imports count as claims. Source: API reference, ImportPhoneNumber. Test:
# test_cli_plan.py::test_claims_imports_and_releases_count_once_each.
COUNTED = ("ClaimPhoneNumber", "ImportPhoneNumber", "ReleasePhoneNumber")


@dataclasses.dataclass(frozen=True)
class Turnover:
    """When numbers were claimed, imported and released, the oldest first; refused calls do not count."""

    times: list[datetime.datetime]


# The kind of call and the number's id.
Call = tuple[str, str]


def turnover(region: Region, own: Mapping[Call, datetime.datetime] | None = None) -> Turnover:
    """Looks each kind of call up, and adds calls that it may not show yet; a call that was repeated counts once."""
    first = dict(own or {})
    for name in COUNTED:
        wanted = [{"AttributeKey": "EventName", "AttributeValue": name}]
        for event in region.pages("cloudtrail:LookupEvents", "Events", LookupAttributes=wanted, MaxResults=50):
            told = whole(event)
            if "errorCode" not in told:
                key = call(name, member(told, "PhoneNumberId") or event.get("EventId", ""))
                first[key] = min(event["EventTime"], first.get(key, event["EventTime"]))
    return Turnover(sorted(first.values()))


def call(name: str, number: str) -> Call:
    """A call by its number, whether that is named by id or by ARN."""
    return name, number.rsplit("/", 1)[-1]


def whole(event: Json) -> Json:
    """The event's own JSON; empty where it is none."""
    try:
        told = json.loads(event.get("CloudTrailEvent") or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def member(told: Json, name: str) -> str:
    """A member of the answer or of the request; CloudTrail may write its first letter small."""
    for part in ("responseElements", "requestParameters"):
        members: Any = told.get(part)
        if isinstance(members, dict):
            for key, value in members.items():
                if key.lower() == name.lower() and value:
                    return str(value)
    return ""
