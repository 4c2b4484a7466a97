"""Service Quotas and CloudTrail of the simulator, read by a client that nobody here wrote."""

import datetime
import json

import botocore.exceptions
import botocore.session
import pytest
from connect import simulated

NUMBERS = {"ServiceCode": "connect", "QuotaCode": "L-8F812903"}


@pytest.fixture(scope="module")
def simulator():
    with simulated("--manual-clock", "TRAIL_LAG_SECONDS=off", "QUOTA=7") as connect:
        yield connect


def client(simulator, service):
    return botocore.session.get_session().create_client(
        service,
        endpoint_url=simulator.endpoint,
        region_name=simulator.region,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )


def test_boto3_reads_the_answers_as_the_models_say(simulator):
    quotas, trail = client(simulator, "service-quotas"), client(simulator, "cloudtrail")
    own = quotas.get_service_quota(**NUMBERS, ContextId=simulator.instance)["Quota"]
    assert own["Value"] == 7.0 and own["QuotaContext"]["ContextId"] == simulator.instance
    assert quotas.get_service_quota(**NUMBERS)["Quota"]["QuotaAppliedAtLevel"] == "ACCOUNT"
    assert quotas.get_aws_default_service_quota(**NUMBERS)["Quota"]["Value"] == 5.0
    with pytest.raises(quotas.exceptions.NoSuchResourceException, match="does not exist"):
        quotas.get_service_quota(ServiceCode="connect", QuotaCode="L-00000000")

    connect = client(simulator, "connect")
    wanted = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
    found = connect.search_available_phone_numbers(TargetArn=simulator.instance, **wanted)
    number = found["AvailableNumbersList"][0]["PhoneNumber"]
    claimed = connect.claim_phone_number(TargetArn=simulator.instance, PhoneNumber=number)
    (event,) = trail.lookup_events()["Events"]
    assert event["EventName"] == "ClaimPhoneNumber" and event["ReadOnly"] == "false"
    assert event["EventTime"] == datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert json.loads(event["CloudTrailEvent"])["responseElements"]["PhoneNumberId"] == claimed["PhoneNumberId"]
    assert trail.lookup_events(StartTime=event["EventTime"] + datetime.timedelta(1))["Events"] == []
    with pytest.raises(trail.exceptions.InvalidMaxResultsException):
        trail.lookup_events(MaxResults=51)


def test_a_caller_without_the_action_is_denied(simulator):
    allowed = {"Effect": "Allow", "Action": "connect:*", "Resource": "*"}
    simulator("PATCH", "knobs", permissions={"Version": "2012-10-17", "Statement": [allowed]})
    try:
        with pytest.raises(botocore.exceptions.ClientError, match="cloudtrail:LookupEvents") as denied:
            client(simulator, "cloudtrail").lookup_events()
    finally:
        simulator("PATCH", "knobs", permissions="*")
    assert denied.value.response["Error"]["Code"] == "AccessDeniedException"
