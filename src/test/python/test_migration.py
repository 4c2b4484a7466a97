"""From AWS::Connect::PhoneNumber to our type, by examples/migration/. The former is a stand-in here."""

import pytest
from cloud import ROOT, Refused
from templates import number, parsed, tag, to_import

pytestmark = pytest.mark.slow

AWS_TYPE = "AWS::Connect::PhoneNumber"
KEPT = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}


def example(name):
    return (ROOT / f"examples/migration/{name}.yml").read_text()


@pytest.fixture
def parameters(connect):
    return "--parameters", f"ParameterKey=TargetArn,ParameterValue={connect.instance}"


@pytest.fixture
def old(cloud, connect):
    """The stack ``old`` with a number of the AWS type, as it is held then."""
    properties = {"TargetArn": connect.instance, "Type": "DID", "CountryCode": "US"}
    stack = {"Resources": {"Number": {"Type": AWS_TYPE, "Properties": properties}}}
    assert cloud.create("old", stack)["StackStatus"] == "CREATE_COMPLETE", cloud.events("old")
    return connect.number


def test_retain_remove_import_keeps_the_number(cloud, connect, parameters):
    assert cloud.create("hotline", example("before"), *parameters)["StackStatus"] == "CREATE_COMPLETE"
    before = connect.number
    assert before["status"] == "CLAIMED" and before["tags"]["aws:cloudformation:stack-name"] == "hotline"

    assert cloud.update("hotline", example("1-retain"), *parameters)["StackStatus"] == "UPDATE_COMPLETE"
    assert cloud.update("hotline", example("2-remove"), *parameters)["StackStatus"] == "UPDATE_COMPLETE"
    assert ("DELETE_SKIPPED", "") in cloud.events("hotline", "Hotline")
    imported = to_import(Hotline=before["arn"])
    (change,) = cloud.change_set("hotline", example("3-import"), *parameters, *imported, kind="IMPORT")
    assert change["Action"] == "Import" and change["LogicalResourceId"] == "Hotline"
    assert cloud.execute("hotline")["StackStatus"] == "IMPORT_COMPLETE", cloud.events("hotline")

    assert connect.number == before
    assert cloud.physical_id("hotline", "Hotline") == before["arn"]
    assert cloud.drift("hotline")["Hotline"] == ("IN_SYNC", [])
    assert connect.claims == 1 and connect.releases == 0


def test_the_migrated_number_is_changed_in_place(cloud, connect, parameters):
    """What the AWS type's tags and marks leave on the number is in no update's way."""
    cloud.create("hotline", example("before"), *parameters)
    before = connect.number
    for step in ("1-retain", "2-remove"):
        cloud.update("hotline", example(step), *parameters)
    imported = to_import(Hotline=before["arn"])
    cloud.change_set("hotline", example("3-import"), *parameters, *imported, kind="IMPORT")
    cloud.execute("hotline")

    changed = example("3-import").replace("Description: Hotline", "Description: Hotline, evenings")
    done = cloud.update("hotline", changed, *parameters, "--tags", "Key=Cost,Value=42")

    assert done["StackStatus"] == "UPDATE_COMPLETE", cloud.events("hotline")
    assert connect.number["description"] == "Hotline, evenings"
    assert connect.number["tags"] == {**before["tags"], "Cost": "42"}
    assert connect.claims == 1 and connect.releases == 0


def test_the_three_steps_are_all_that_differs_between_the_templates():
    before, retain, remove, imported = map(resources, ("before", "1-retain", "2-remove", "3-import"))
    hotline = before["Hotline"]
    assert retain == {**before, "Hotline": {**hotline, **KEPT}}
    assert remove == {"Other": before["Other"]}
    assert imported == {**before, "Hotline": {**hotline, **KEPT, "Type": "Example::Connect::PhoneNumber"}}


def resources(name):
    return parsed(example(name))["Resources"]


def test_a_policy_that_comes_with_the_removal_comes_too_late(cloud, connect, parameters):
    """As the first template warns: what is not deployed yet keeps nothing."""
    cloud.create("hotline", example("before"), *parameters)

    assert cloud.update("hotline", example("2-remove"), *parameters)["StackStatus"] == "UPDATE_COMPLETE"
    assert connect.numbers == {} and connect.releases == 1


def test_cloudformation_does_not_notice_one_number_in_two_stacks_under_two_types(cloud, connect, old):
    """As the documentation warns: nothing refuses the second stack, and the first one's deletion takes the number."""
    again = {"TargetArn": connect.instance, "PhoneNumber": old["number"]}
    there = {"Resources": {"Number": number(again, **KEPT)}}

    cloud.change_set("new", there, *to_import(Number=old["arn"]), kind="IMPORT")
    assert cloud.execute("new")["StackStatus"] == "IMPORT_COMPLETE"
    assert cloud.drift("new") == {"Number": ("IN_SYNC", [])}

    assert cloud.delete("old")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.numbers == {} and connect.releases == 1
    assert cloud.drift("new")["Number"][0] == "DELETED"


def test_the_stand_in_refuses_what_it_cannot_do(cloud, connect, old):
    properties = {"TargetArn": connect.instance, "Type": "DID", "CountryCode": "US", "Tags": [tag("Team", "A")]}
    stack = {"Resources": {"Number": {"Type": AWS_TYPE, "Properties": properties}}}

    assert cloud.update("old", stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "created and deleted, not changed" in str(cloud.events("old", "Number"))
    assert connect.number == old


def test_a_resource_is_found_by_its_physical_id(cloud, old):
    """DescribeStackResources, as `make adopt` asks which stack has a number; ministack knows only a stack's name."""
    (found,) = cloud.cloudformation("describe-stack-resources", "--physical-resource-id", old["arn"])["StackResources"]
    assert (found["StackName"], found["LogicalResourceId"], found["ResourceType"]) == ("old", "Number", AWS_TYPE)

    with pytest.raises(Refused, match=r"\(ValidationError\).*Stack for nothing does not exist"):
        cloud.cloudformation("describe-stack-resources", "--physical-resource-id", "nothing")
