"""Numbers by AWS Cloud Control, without a stack: the AWS CLI against the whole local stack."""

import json

import pytest
from cloud import Refused
from templates import TYPE, tag, template

pytestmark = pytest.mark.slow

TAGS = [tag("Team", "blue"), tag("Floor", "2"), tag("Cost", "42")]


class Numbers:
    """Cloud Control's operations on numbers; those that change one wait for their end, as a user would."""

    def __init__(self, cloud):
        self._cloud = cloud

    def __call__(self, command, *options):
        return self._cloud.aws("cloudcontrol", command, *options)

    def begin(self, command, *options):
        return self(command, "--type-name", TYPE, *options)["ProgressEvent"]

    def ended(self, begun):
        token = ("--request-token", begun["RequestToken"])
        # The waiter fails where the request did.
        self._cloud.run("cloudcontrol", "wait", "resource-request-success", *token)
        return self("get-resource-request-status", *token)["ProgressEvent"]

    def create(self, properties):
        return self.ended(self.begin("create-resource", "--desired-state", json.dumps(properties)))

    def update(self, arn, *operations):
        patch = ("--patch-document", json.dumps(operations))
        return self.ended(self.begin("update-resource", "--identifier", arn, *patch))

    def delete(self, arn):
        return self.ended(self.begin("delete-resource", "--identifier", arn))

    def read(self, arn):
        description = self("get-resource", "--type-name", TYPE, "--identifier", arn)["ResourceDescription"]
        assert description["Identifier"] == arn
        return json.loads(description["Properties"])


@pytest.fixture(name="numbers")
def _numbers(cloud):
    return Numbers(cloud)


@pytest.fixture(name="arn")
def _arn(numbers, searched):
    """A number that Cloud Control has claimed."""
    created = numbers.create({**searched, "Tags": TAGS})
    assert created["OperationStatus"] == "SUCCESS", created
    return created["Identifier"]


def test_a_number_lives_from_create_to_delete(numbers, connect, arn):
    read = numbers.read(arn)
    held = connect.numbers[arn]
    assert (read["Address"], read["Status"], read["Description"]) == (held["number"], "CLAIMED", "a")
    assert {"Team": "blue", "Floor": "2", "Cost": "42"}.items() <= held["tags"].items()
    assert not any(key.startswith("aws:") for key in held["tags"])

    updated = numbers.update(
        arn, {"op": "replace", "path": "/Description", "value": "evenings"}, {"op": "remove", "path": "/Tags"}
    )
    assert updated["OperationStatus"] == "SUCCESS" and json.loads(updated["ResourceModel"])["Description"] == "evenings"
    assert connect.number["description"] == "evenings" and connect.claims == 1
    assert not {"Team", "Floor", "Cost"} & connect.number["tags"].keys()

    deleted = numbers.delete(arn)
    assert (deleted["OperationStatus"], deleted["Operation"], deleted["Identifier"]) == ("SUCCESS", "DELETE", arn)
    assert connect.numbers == {} and connect.releases == 1
    with pytest.raises(Refused, match="ResourceNotFoundException.*HandlerErrorCode: NotFound"):
        numbers.read(arn)
    assert numbers.delete(arn)["ErrorCode"] == "NotFound"


def test_one_of_three_tags_is_changed_and_the_others_stay(numbers, connect, arn):
    place = [each["Key"] for each in numbers.read(arn)["Tags"]].index("Floor")
    numbers.update(arn, {"op": "replace", "path": f"/Tags/{place}/Value", "value": "3"})
    assert {"Team": "blue", "Floor": "3", "Cost": "42"}.items() <= connect.number["tags"].items()


def test_an_exact_number_stays_the_one_it_is_when_something_else_is_changed(numbers, connect, offered):
    """PhoneNumber is write-only: no patch that leaves it out has it in the desired state."""
    arn = numbers.create({"TargetArn": connect.instance, "PhoneNumber": offered[2]})["Identifier"]
    assert "PhoneNumber" not in numbers.read(arn)
    updated = numbers.update(arn, {"op": "add", "path": "/Description", "value": "front desk"})
    assert updated["OperationStatus"] == "SUCCESS"
    assert (connect.number["number"], connect.number["description"]) == (offered[2], "front desk")
    stated = numbers.update(arn, {"op": "add", "path": "/PhoneNumber", "value": offered[2]})
    assert stated["OperationStatus"] == "SUCCESS" and connect.claims == 1


def test_another_number_is_not_updatable_and_nothing_is_claimed_or_released(numbers, connect, offered, arn):
    for name, value in [("PhoneNumber", offered[0]), ("CountryCode", "GB"), ("Prefix", "+1909")]:
        event = numbers.update(arn, {"op": "add", "path": f"/{name}", "value": value})
        assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "NotUpdatable"), event
        assert event["StatusMessage"]
    assert (connect.claims, connect.releases) == (1, 0)


def test_a_create_that_fails_tells_the_services_reason(numbers, connect, offered):
    taken = {"TargetArn": connect.instance, "PhoneNumber": offered[0]}
    assert numbers.create(taken)["OperationStatus"] == "SUCCESS"
    event = numbers.create(taken)
    assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "AlreadyExists")
    assert connect.number["arn"] in event["StatusMessage"] and connect.claims == 1


def test_a_state_that_the_schema_does_not_allow_claims_nothing(numbers, connect, searched):
    wrong = json.dumps({**searched, "CountryCode": "Germany", "Colour": "red"})
    with pytest.raises(Refused, match="ValidationException.*Model validation failed.*extraneous key .Colour."):
        numbers.begin("create-resource", "--desired-state", wrong)
    assert connect.claims == 0


def test_a_repeated_create_with_its_client_token_claims_once(numbers, connect, searched):
    options = ("create-resource", "--desired-state", json.dumps(searched), "--client-token", "once")
    begun = [numbers.begin(*options) for _ in range(3)]
    assert len({event["RequestToken"] for event in begun}) == 1
    assert numbers.ended(begun[0])["OperationStatus"] == "SUCCESS" and connect.claims == 1
    with pytest.raises(Refused, match="ClientTokenConflictException"):
        numbers.begin("create-resource", "--desired-state", "{}", "--client-token", "once")


def test_a_delete_that_knows_only_the_identifier_releases_the_number(numbers, connect, cloud, searched):
    cloud.create("stack", template(searched))
    arn = cloud.outputs("stack")["Ref"]
    assert numbers.delete(arn)["OperationStatus"] == "SUCCESS"
    assert connect.numbers == {} and connect.releases == 1


def test_a_delete_that_knows_only_the_identifier_is_refused_while_the_number_is_protected(
    numbers, connect, cloud, searched
):
    cloud.create("stack", template({**searched, "ReleaseProtection": True}))
    arn = cloud.outputs("stack")["Ref"]

    event = numbers.delete(arn)

    assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "InvalidRequest")
    assert "remove its tag example:connect:phonenumber:release-protection" in event["StatusMessage"]
    assert numbers.read(arn)["ReleaseProtection"] is True
    assert connect.releases == 0


def test_requests_are_listed_by_the_cli(numbers, arn):
    listed = numbers("list-resource-requests", "--resource-request-status-filter", "Operations=CREATE")
    (event,) = listed["ResourceRequestStatusSummaries"]
    assert (event["Identifier"], event["TypeName"], event["OperationStatus"]) == (arn, TYPE, "SUCCESS")
