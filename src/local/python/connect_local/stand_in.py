"""A stand-in for AWS::Connect::PhoneNumber, so that the way from it to our type can be walked here.

GUESS: all of it. ministack has no such type, and this is made from the type's published schema, never compared with
the real one. It creates by search and claim, deletes by release, and carries the stack's tags and the ``aws:`` ones.
It changes nothing: an update other than of policies and stack tags is refused.
"""

import contextlib
import json
import urllib.request

import botocore.config
import botocore.session
from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import provisioners

from .bridge import wrap

TYPE = "AWS::Connect::PhoneNumber"
CREATE_ONLY = ("Type", "CountryCode", "Prefix", "SourcePhoneNumberArn")
LOOK_SECONDS = 1


class StandIn:
    """The type's operations on the Amazon Connect at ``url``, which must be the simulator."""

    def __init__(self, url, clock):
        self._url = url
        self._clock = clock

    def create(self, _logical_id, properties, _stack_name):
        """The new number's ARN and attributes, once it is CLAIMED. Raises ValueError where it is not to be."""
        connect = self._connect()
        tags = provisioners._tag_map(properties.get("Tags"))
        own = {key: value for key, value in tags.items() if not key.startswith("aws:")}
        arn = connect.claim_phone_number(
            TargetArn=properties["TargetArn"],
            PhoneNumber=self._available(connect, properties),
            **({"PhoneNumberDescription": properties["Description"]} if "Description" in properties else {}),
            **({"Tags": own} if own else {}),
        )["PhoneNumberArn"]
        number = self._claimed(connect, arn)
        self._put_tags(arn, tags)
        return arn, {"PhoneNumberArn": arn, "Address": number}

    def update(self, *_):
        raise ValueError(f"The stand-in for {TYPE} can be created and deleted, not changed")

    def delete(self, physical_id, _properties):
        """Gone already is deleted."""
        connect = self._connect()
        with contextlib.suppress(connect.exceptions.ResourceNotFoundException):
            connect.release_phone_number(PhoneNumberId=physical_id)

    def _connect(self):
        return botocore.session.get_session().create_client(
            "connect",
            endpoint_url=self._url,
            region_name=get_region(),
            aws_access_key_id=get_account_id(),
            aws_secret_access_key="local",
            config=botocore.config.Config(retries={"mode": "standard", "max_attempts": 10}),
        )

    @staticmethod
    def _available(connect, properties):
        found = connect.search_available_phone_numbers(
            TargetArn=properties["TargetArn"],
            PhoneNumberCountryCode=properties["CountryCode"],
            PhoneNumberType=properties["Type"],
            **({"PhoneNumberPrefix": properties["Prefix"]} if "Prefix" in properties else {}),
        )["AvailableNumbersList"]
        if not found:
            raise ValueError("No phone number of this type, country and prefix is available")
        return found[0]["PhoneNumber"]

    def _claimed(self, connect, arn):
        with self._clock.working():
            while True:
                try:
                    summary = connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]
                    status = summary["PhoneNumberStatus"]
                    if status["Status"] == "FAILED":
                        raise ValueError(status.get("Message", "The claim failed"))
                    if status["Status"] == "CLAIMED":
                        return summary["PhoneNumber"]
                except connect.exceptions.ResourceNotFoundException:
                    pass  # not visible yet
                self._clock.wait(LOOK_SECONDS)

    def _put_tags(self, arn, tags):
        """Past the API, which takes no ``aws:`` key from anybody but CloudFormation."""
        body = json.dumps({"phoneNumber": arn, "tags": tags}).encode()
        request = urllib.request.Request(f"{self._url}/_simulator/tags", body, {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()


def install(stand_in):
    """Makes ministack know the type."""
    provisioners._RESOURCE_HANDLERS[TYPE] = {
        "create": stand_in.create,
        "update": stand_in.update,
        "delete": stand_in.delete,
    }
    provisioners._REPLACING_PROPERTIES[TYPE] = CREATE_ONLY
    provisioners._STACK_TAG_PROPERTY[TYPE] = ("Tags", "list")
    wrap("_runs_on_worker_thread", lambda original, resource_type: resource_type == TYPE or original(resource_type))
