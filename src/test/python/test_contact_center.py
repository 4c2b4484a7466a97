"""examples/contact-center.yml: an instance, its flow and its numbers in one stack, and what its policies are for."""

import json

import pytest
from cloud import ROOT
from templates import parsed

pytestmark = pytest.mark.slow

TEXT = (ROOT / "examples/contact-center.yml").read_text()
PARAMETERS = ("--parameters", "ParameterKey=InstanceAlias,ParameterValue=center")
RENAMED = ("--parameters", "ParameterKey=InstanceAlias,ParameterValue=centre")


@pytest.fixture
def unprotected():
    """The example without any of its policies, so that CloudFormation's default shows."""
    template = parsed(TEXT)
    for resource in template["Resources"].values():
        del resource["DeletionPolicy"], resource["UpdateReplacePolicy"]
    return template


def aliases(cloud):
    instances = cloud.connect("list-instances")["InstanceSummaryList"]
    return [
        instance["InstanceAlias"] for instance in instances if not instance["InstanceAlias"].startswith("simulated")
    ]


def test_each_number_is_on_the_instance_of_the_stack_and_its_flow_answers(cloud, connect):
    assert cloud.create("center", TEXT, *PARAMETERS)["StackStatus"] == "CREATE_COMPLETE", cloud.events("center")

    flow, instance = cloud.physical_id("center", "Greeting"), cloud.outputs("center")["InstanceArn"]
    assert flow.startswith(f"{instance}/contact-flow/") and aliases(cloud) == ["center"]
    assert [(number["targetArn"], number["flowArn"]) for number in connect.numbers.values()] == [(instance, flow)] * 2
    assert cloud.drift("center") == dict.fromkeys(parsed(TEXT)["Resources"], ("IN_SYNC", []))


def test_the_stacks_deletion_leaves_all_of_it(cloud, connect):
    cloud.create("center", TEXT, *PARAMETERS)
    held = connect.numbers

    assert cloud.delete("center")["StackStatus"] == "DELETE_COMPLETE"

    assert connect.numbers == held and len(held) == 2
    assert aliases(cloud) == ["center"]


def test_without_retain_on_the_instance_its_numbers_go_with_it(cloud, connect):
    """The warning: a number's own policy keeps it from CloudFormation, and not from its instance's deletion."""
    template = parsed(TEXT)
    del template["Resources"]["Instance"]["DeletionPolicy"]
    cloud.create("center", template, *PARAMETERS)
    assert len(connect.numbers) == 2

    assert cloud.delete("center")["StackStatus"] == "DELETE_COMPLETE"

    assert aliases(cloud) == []
    assert connect.numbers == {} and connect.releases == 2
    assert "ReleasePhoneNumber" not in connect.calls, "nobody released them: the instance took them along"


def test_without_any_policy_a_protected_number_keeps_its_instance(cloud, connect, unprotected):
    """Its refused delete fails the stack's, and what it refers to is not deleted before it."""
    cloud.create("center", unprotected, *PARAMETERS)

    assert cloud.delete("center")["StackStatus"] == "DELETE_FAILED"

    assert "DeleteInstance" not in connect.calls
    assert [number["description"] for number in connect.numbers.values()] == ["Emergency line"]


def test_a_rollback_that_meets_a_protected_number_keeps_its_instance(cloud, connect, unprotected):
    unprotected["Resources"]["Last"] = {**unprotected["Resources"]["Greeting"], "DependsOn": "Emergency"}

    assert cloud.create("center", unprotected, *PARAMETERS)["StackStatus"] == "ROLLBACK_FAILED"

    assert "Emergency" in cloud.reason("center", "Instance", "DELETE_FAILED")
    assert "DeleteInstance" not in connect.calls
    assert [number["description"] for number in connect.numbers.values()] == ["Emergency line"]
    cloud.connect("untag-resource", "--resource-arn", connect.number["arn"], "--tag-keys", *connect.number["tags"])
    assert cloud.delete("center")["StackStatus"] == "DELETE_COMPLETE", cloud.events("center")
    assert connect.numbers == {} and aliases(cloud) == []


def test_a_failed_creation_leaves_the_instance_and_the_emergency_number_which_are_imported(cloud, connect):
    failing = parsed(TEXT)
    failing["Resources"]["Last"] = {
        "Type": "AWS::Connect::ContactFlow",
        "DependsOn": ["Hotline", "Emergency"],
        "Properties": failing["Resources"]["Greeting"]["Properties"],
    }
    assert cloud.create("center", failing, *PARAMETERS)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "A contact flow of the name Greeting exists" in cloud.reason("center", "Last", "CREATE_FAILED")
    (emergency,) = connect.numbers.values()
    assert emergency["description"] == "Emergency line" and aliases(cloud) == ["center"]
    cloud.delete("center")

    again = cloud.create("center", TEXT, *PARAMETERS)
    assert again["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "alias center is in use" in cloud.reason("center", "Instance", "CREATE_FAILED")
    cloud.delete("center")

    left = {name: parsed(TEXT)["Resources"][name] for name in ("Instance", "Greeting", "Emergency")}
    before = {"Parameters": parsed(TEXT)["Parameters"], "Resources": left}
    cloud.change_set("center", before, *PARAMETERS, *imported(emergency), kind="IMPORT")
    assert cloud.execute("center")["StackStatus"] == "IMPORT_COMPLETE", cloud.events("center")
    assert cloud.update("center", TEXT, *PARAMETERS)["StackStatus"] == "UPDATE_COMPLETE", cloud.events("center")

    assert emergency["arn"] in connect.numbers and len(connect.numbers) == 2
    assert (connect.claims, connect.releases) == (3, 1), "the hotline of the failed creation"
    assert cloud.drift("center") == dict.fromkeys(parsed(TEXT)["Resources"], ("IN_SYNC", []))


def imported(number):
    """The option that imports a number, its instance and its flow."""
    names = {
        "Instance": ("AWS::Connect::Instance", "Arn", number["targetArn"]),
        "Greeting": ("AWS::Connect::ContactFlow", "ContactFlowArn", number["flowArn"]),
        "Emergency": ("Example::Connect::PhoneNumber", "PhoneNumberArn", number["arn"]),
    }
    entries = [
        {"ResourceType": kind, "LogicalResourceId": logical_id, "ResourceIdentifier": {key: arn}}
        for logical_id, (kind, key, arn) in names.items()
    ]
    return "--resources-to-import", json.dumps(entries)


def test_another_alias_is_refused_before_any_number_is_touched(cloud, connect):
    cloud.create("center", TEXT, *PARAMETERS)
    held = connect.numbers

    assert cloud.update("center", TEXT, *RENAMED)["StackStatus"] == "UPDATE_ROLLBACK_FAILED"

    assert "InstanceArn cannot be updated." in cloud.reason("center", "Greeting", "UPDATE_FAILED")
    assert connect.numbers == held
    cloud.cloudformation("continue-update-rollback", "--stack-name", "center", "--resources-to-skip", "Greeting")
    assert cloud.settled("center")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert connect.numbers == held
    assert aliases(cloud) == ["center", "centre"], "the new instance is kept as its policy says, empty"
    assert cloud.drift("center") == dict.fromkeys(parsed(TEXT)["Resources"], ("IN_SYNC", []))
