"""Drives the simulator by clients that share no code with it: the AWS CLI, boto3, the AWS SDK for JavaScript.

Each is pointed at the simulator by its environment alone, and tells what came over the wire as it tells an account's
answers: by its own paginators, error classes, client tokens and retries.
"""

import subprocess

import pytest
from clients import AwsCli, Boto3, Failed, JavaScript
from connect import simulated
from connect_local.stack import simulator_command

NUMBER = "+12065550100"
OTHERS = ["+12065550101", "+12065550102", "+12065550103"]
TOKEN = "11111111-2222-4333-8444-555555555555"
CLAIM_SECONDS = 3
CLIENTS = {"aws-cli": AwsCli, "boto3": Boto3, "javascript": JavaScript}


@pytest.fixture(scope="module", name="shared")
def _shared():
    with simulated("--manual-clock", "--rate=off", f"--claim-seconds={CLAIM_SECONDS}") as connect:
        yield connect


@pytest.fixture(name="connect")
def _connect(shared):
    shared("POST", "reset")
    return shared


@pytest.fixture(scope="module", params=CLIENTS)
def client(request, shared):
    """A client with the retries that it has by itself."""
    return CLIENTS[request.param](shared.environment)


@pytest.fixture(scope="module", params=CLIENTS)
def impatient(request, shared):
    """A client that never tries again."""
    return CLIENTS[request.param]({**shared.environment, "AWS_MAX_ATTEMPTS": "1"})


def claimed(client, connect, number=NUMBER):
    """Claims the number on the first instance, lets it become CLAIMED, and gives its id and ARN."""
    answer = client(
        "ClaimPhoneNumber",
        PhoneNumber=number,
        TargetArn=connect.instance,
        PhoneNumberDescription="front desk",
        Tags={"team": "blue"},
    )
    assert described(client, answer["PhoneNumberId"])["PhoneNumberStatus"]["Status"] == "IN_PROGRESS"
    connect("POST", "clock", advanceSeconds=CLAIM_SECONDS)
    return answer["PhoneNumberId"], answer["PhoneNumberArn"]


def described(client, number):
    return client("DescribePhoneNumber", PhoneNumberId=number)["ClaimedPhoneNumberSummary"]


def failure(client, operation, **parameters):
    """How the call fails."""
    with pytest.raises(Failed) as failed:
        client(operation, **parameters)
    return failed.value


def test_a_number_from_search_to_release(client, connect):
    """Every call on a number of an instance, by id and by ARN."""
    wanted = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID", "PhoneNumberPrefix": NUMBER}
    found = client("SearchAvailablePhoneNumbers", TargetArn=connect.instance, **wanted)
    assert [number["PhoneNumber"] for number in found["AvailableNumbersList"]] == [NUMBER]

    number, arn = claimed(client, connect)
    summary = described(client, arn)
    assert summary["PhoneNumberStatus"] == {"Status": "CLAIMED"}
    assert summary["PhoneNumberId"] == number
    assert summary["PhoneNumberDescription"] == "front desk"
    assert summary["Tags"] == {"team": "blue"}

    client("UpdatePhoneNumberMetadata", PhoneNumberId=number, PhoneNumberDescription="")
    client("TagResource", resourceArn=arn, tags={"team": "red", "cost centre": "7"})
    client("UntagResource", resourceArn=arn, tagKeys=["team", "none"])
    assert client("ListTagsForResource", resourceArn=arn) == {"tags": {"cost centre": "7"}}
    connect("POST", "clock", advanceSeconds=CLAIM_SECONDS)
    (listed,) = client("ListPhoneNumbersV2")["ListPhoneNumbersSummaryList"]
    assert listed["PhoneNumberArn"] == arn
    assert "PhoneNumberDescription" not in listed

    client("ReleasePhoneNumber", PhoneNumberId=number)
    assert failure(client, "DescribePhoneNumber", PhoneNumberId=number).kind == "ResourceNotFoundException"


def test_a_number_on_a_traffic_distribution_group_with_a_flow(client, connect):
    """The move, the group, and the contact-flow calls."""
    number, arn = claimed(client, connect)
    client("UpdatePhoneNumber", PhoneNumberId=number, TargetArn=connect.tdg)
    connect("POST", "clock", advanceSeconds=CLAIM_SECONDS)
    assert described(client, number)["TargetArn"] == connect.tdg
    group = client("DescribeTrafficDistributionGroup", TrafficDistributionGroupId=connect.tdg)
    assert group["TrafficDistributionGroup"]["InstanceArn"] == connect.instance

    instance = connect.instance.rsplit("/", 1)[1]
    bound = {"PhoneNumberId": number, "InstanceId": instance}
    client("AssociatePhoneNumberContactFlow", **bound, ContactFlowId=connect.flow)
    association = {"ResourceId": arn, "FlowId": connect.flow, "ResourceType": "VOICE_PHONE_NUMBER"}
    asked = client("BatchGetFlowAssociation", InstanceId=instance, ResourceIds=[arn])
    assert asked["FlowAssociationSummaryList"] == [association]
    assert client.all("ListFlowAssociations", "FlowAssociationSummaryList", 1, InstanceId=instance) == [association]
    client("DisassociatePhoneNumberContactFlow", **bound)
    assert client("ListFlowAssociations", InstanceId=instance)["FlowAssociationSummaryList"] == []


def test_a_number_is_imported(client, connect):
    """ImportPhoneNumber, and the source that Describe tells."""
    instance = connect.instance.rsplit("/", 1)[1]
    answer = client("ImportPhoneNumber", InstanceId=instance, SourcePhoneNumberArn=connect.source)
    assert described(client, answer["PhoneNumberId"])["SourcePhoneNumberArn"] == connect.source


def test_a_list_is_paged_by_the_clients_own_paginator(client, connect):
    arns = {claimed(client, connect, number)[1] for number in OTHERS}
    connect("DELETE", "calls")
    listed = client.all("ListPhoneNumbersV2", "ListPhoneNumbersSummaryList", 2)
    assert {number["PhoneNumberArn"] for number in listed} == arns and len(listed) == 3
    first, second = connect("GET", "calls")["calls"]
    assert "NextToken" not in first["parameters"] and second["parameters"]["NextToken"]


def test_an_error_is_the_class_that_the_client_has_for_it(client, connect):
    """The code in the header names the class, and the body's message is the error's."""
    number, _ = claimed(client, connect)
    claim = {"TargetArn": connect.instance, "PhoneNumber": NUMBER}
    taken = failure(client, "ClaimPhoneNumber", **claim)
    assert (taken.code, taken.kind) == ("InvalidParameterException", "InvalidParameterException")
    assert taken.args == (f"InvalidParameterException: Phone number not available: {NUMBER}",)

    moving = {"PhoneNumberId": number, "TargetArn": connect.other_instance}
    client("UpdatePhoneNumber", **moving)
    assert failure(client, "ReleasePhoneNumber", PhoneNumberId=number).kind == "ResourceInUseException"
    assert failure(client, "ReleasePhoneNumber", PhoneNumberId=TOKEN).kind == "ResourceNotFoundException"


def test_a_client_token_makes_a_repeated_claim_the_same_claim(client, connect):
    claim = {"TargetArn": connect.instance, "PhoneNumber": NUMBER, "ClientToken": TOKEN}
    assert client("ClaimPhoneNumber", **claim) == client("ClaimPhoneNumber", **claim)
    other = failure(client, "ClaimPhoneNumber", **{**claim, "PhoneNumber": OTHERS[0]})
    assert other.kind == "IdempotencyException"
    assert connect.claims == 1


@pytest.mark.parametrize("fault", ["THROTTLE", "TOO_MANY_REQUESTS", "INTERNAL_ERROR_AFTER", "DROP_AFTER"])
def test_a_client_tries_again_by_itself_and_claims_once(client, connect, fault):
    """A claim without a ClientToken: each client makes one, and sends it with the second attempt too."""
    connect("POST", "trouble", operation="ClaimPhoneNumber", fault=fault)
    client("ClaimPhoneNumber", TargetArn=connect.instance, PhoneNumber=NUMBER)
    attempts = connect("GET", "calls")["calls"]
    assert len(attempts) == 2
    assert len({attempt["parameters"]["ClientToken"] for attempt in attempts}) == 1
    assert connect.claims == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("THROTTLE", "ThrottlingException"),
        ("TOO_MANY_REQUESTS", "TooManyRequestsException"),
        ("INTERNAL_ERROR_AFTER", "InternalServiceException"),
        ("DROP_AFTER", ""),
    ],
)
def test_trouble_is_what_the_client_takes_it_for(impatient, connect, fault, code):
    """An error's code is read, a dropped connection is no answer, and one attempt is one call."""
    connect("POST", "trouble", operation="ListPhoneNumbersV2", fault=fault)
    assert failure(impatient, "ListPhoneNumbersV2").code == code
    assert connect.calls == ["ListPhoneNumbersV2"]


def test_a_wrong_option_is_named_with_its_remedy():
    """A user's typing error ends at once, with what to do."""
    done = subprocess.run(simulator_command("--rate=fast"), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "rate=fast" in done.stderr
    assert "REFILL/BURST or off" in done.stderr
