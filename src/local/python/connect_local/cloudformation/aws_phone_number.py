"""A stand-in for AWS::Connect::PhoneNumber, so that a migration from it to our type can be tried locally.

It creates by search and claim, deletes by release, and carries the stack's tags and the ``aws:`` ones. It changes
nothing: an update other than of policies and stack tags is refused.

Belief (guess; migration): AWS's own type claims on create, releases on delete, keeps a retained number, and takes the
stack's tags. Source: the type's published schema and source; never compared with what runs today. Test:
test_migration.py::test_retain_remove_import_keeps_the_number,
test_migration.py::test_the_stand_in_refuses_what_it_cannot_do.
"""

from typing import Any

from ministack.services.cloudformation import provisioners

from ..json_types import Properties, Tags
from .bridge import Resource
from .clock import Clock
from .connect_api import Api, control
from .ministack_internals import or_original, wrap

TYPE = "AWS::Connect::PhoneNumber"
CREATE_ONLY = ("Type", "CountryCode", "Prefix", "SourcePhoneNumberArn")
POLL_SECONDS = 1


class AwsPhoneNumber:
    """The type's operations on the Amazon Connect at ``url``, which must be the simulator."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url = url
        self._clock = clock

    def create(self, _logical_id: str, properties: Properties, _stack_name: str) -> Resource:
        """The new number, once it is CLAIMED. Raises ValueError where the claim fails."""
        connect = Api(self._url, self._clock)
        tags = provisioners._tag_map(properties.get("Tags"))
        own = {key: value for key, value in tags.items() if not key.startswith("aws:")}
        arn = connect.claim_phone_number(
            TargetArn=properties["TargetArn"],
            PhoneNumber=self._available(connect, properties),
            PhoneNumberDescription=properties.get("Description"),
            Tags=own or None,
        )["PhoneNumberArn"]
        number = self._claimed(connect, arn)
        self._put_tags(arn, tags)
        return arn, {"PhoneNumberArn": arn, "Address": number}

    def update(self, *_: Any) -> Resource:
        raise ValueError(f"The stand-in for {TYPE} can be created and deleted, not changed")

    def delete(self, physical_id: str, _properties: Properties) -> None:
        """Already gone counts as deleted."""
        connect = Api(self._url, self._clock)
        connect.found(lambda: connect.release_phone_number(PhoneNumberId=physical_id))

    @staticmethod
    def _available(connect: Api, properties: Properties) -> str:
        found = connect.search_available_phone_numbers(
            TargetArn=properties["TargetArn"],
            PhoneNumberCountryCode=properties["CountryCode"],
            PhoneNumberType=properties["Type"],
            PhoneNumberPrefix=properties.get("Prefix"),
        )["AvailableNumbersList"]
        if not found:
            raise ValueError("No phone number of this type, country and prefix is available")
        return str(found[0]["PhoneNumber"])

    def _claimed(self, connect: Api, arn: str) -> str:
        with self._clock.working():
            while True:
                described = connect.found(lambda: connect.describe_phone_number(PhoneNumberId=arn))
                # Where it is not found, it is not visible yet.
                summary = described["ClaimedPhoneNumberSummary"] if described else {}
                status = summary.get("PhoneNumberStatus", {})
                if status.get("Status") == "FAILED":
                    raise ValueError(status.get("Message", "The claim failed"))
                if status.get("Status") == "CLAIMED":
                    return str(summary["PhoneNumber"])
                self._clock.wait(POLL_SECONDS)

    def _put_tags(self, arn: str, tags: Tags) -> None:
        """Past the API, which takes no ``aws:`` key from anybody but CloudFormation."""
        control(self._url, "tags", phoneNumber=arn, tags=tags)


def install(stand_in: AwsPhoneNumber) -> None:
    """Makes ministack know the type."""
    provisioners._RESOURCE_HANDLERS[TYPE] = {
        "create": stand_in.create,
        "update": stand_in.update,
        "delete": stand_in.delete,
    }
    provisioners._REPLACING_PROPERTIES[TYPE] = CREATE_ONLY
    provisioners._STACK_TAG_PROPERTY[TYPE] = ("Tags", "list")
    wrap("_runs_on_worker_thread", or_original(lambda resource_type: resource_type == TYPE))
