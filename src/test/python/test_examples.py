"""Each template of examples/, deployed as it is."""

import json
import re

import pytest
from cloud import ROOT
from templates import ATTRIBUTES, TYPE, parsed, template, to_import

pytestmark = pytest.mark.slow

# One exact number is not to be had again for 180 days.
EXACT = ("exact", "protected")
# Examples, and resources in them, that stay when their stack's creation fails.
KEPT_WHEN_THE_CREATE_FAILS = (*EXACT, "Emergency")

EXAMPLES = sorted((ROOT / "examples").glob("*.yml"))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def example(request):
    return request.param


@pytest.fixture
def deployed(cloud, connect, offered, example):
    """The processed template of the example, which is deployed as the stack ``stack``."""
    target = connect.tdg if example.stem == "traffic-distribution-group" else connect.instance
    values = {
        "TargetArn": target,
        "PhoneNumber": offered[0],
        "ContactFlowArn": connect.flow,
        "SourcePhoneNumberArn": connect.source,
        "InstanceAlias": "of-this-test",
    }
    given = [f"ParameterKey={name},ParameterValue={values[name]}" for name in asked_for(example)]
    done = cloud.create("stack", example.read_text(), "--parameters", *given)
    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    processed = cloud.cloudformation("get-template", "--stack-name", "stack", "--template-stage", "Processed")
    body = processed["TemplateBody"]
    return body if isinstance(body, dict) else parsed(body)


def asked_for(example):
    """The parameters that the example's own command gives values for."""
    (command,) = re.findall(r"^# (aws cloudformation deploy .*?[^\\]\n)#? ?\n?", example.read_text(), re.M | re.S)[:1]
    assert f"--template-file examples/{example.name}" in command
    return [name for name in re.findall(r"(\w+)=", command) if name != "Offices"]


def test_an_example_deploys_and_its_outputs_are_what_ref_and_getatt_give(cloud, connect, deployed):
    outputs = cloud.outputs("stack")
    numbers = connect.numbers

    for logical_id in numbers_of(deployed):
        arn = cloud.physical_id("stack", logical_id)
        held = numbers.pop(arn)
        gives = {"PhoneNumberArn": arn, "PhoneNumberId": held["id"], "Address": held["number"], "Status": "CLAIMED"}
        assert held["status"] == "CLAIMED" and gives.keys() == set(ATTRIBUTES)
        shown = shows(deployed["Outputs"], logical_id)
        assert outputs[shown.pop("Ref")] == arn
        assert {attribute: outputs[output] for attribute, output in shown.items()} == gives
    assert numbers == {}, "each number is a resource's"
    assert all(status == "IN_SYNC" for status, _ in cloud.drift("stack").values())


def numbers_of(template):
    """The template's resources of our type, by logical id."""
    return {name: resource for name, resource in template["Resources"].items() if resource["Type"] == TYPE}


def shows(outputs, logical_id):
    """Output key by what it shows of the resource: Ref, or the attribute."""
    return {
        "Ref" if "Ref" in output["Value"] else output["Value"]["Fn::GetAtt"][1]: key
        for key, output in outputs.items()
        if output["Value"].get("Ref", output["Value"].get("Fn::GetAtt", [None])[0]) == logical_id
    }


def test_an_example_keeps_its_numbers_when_its_stack_is_deleted(cloud, connect, example, deployed):
    others = deployed["Resources"].keys() - numbers_of(deployed).keys()
    for logical_id, resource in deployed["Resources"].items():
        kept = (
            "Retain" if {example.stem, logical_id} & {*KEPT_WHEN_THE_CREATE_FAILS, *others} else "RetainExceptOnCreate"
        )
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == (kept, "Retain")
    held = connect.numbers

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.numbers == held and connect.releases == 0


@pytest.mark.parametrize("stem", EXACT)
def test_a_number_whose_create_fails_after_its_claim_is_kept_and_imported(cloud, connect, offered, stem):
    text = (ROOT / f"examples/{stem}.yml").read_text()
    given = [f"ParameterKey=TargetArn,ParameterValue={connect.instance}"]
    given += [f"ParameterKey=PhoneNumber,ParameterValue={offered[0]}"]
    denied = {"status": 403, "code": "AccessDeniedException", "message": "not authorized to look"}
    connect("POST", "trouble", operation="DescribePhoneNumber", fault="REFUSE", stage="BEFORE", **denied)
    (logical_id,) = parsed(text)["Resources"]

    assert cloud.create("stack", text, "--parameters", *given)["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = cloud.reason("stack", logical_id, "CREATE_FAILED")
    held = connect.number
    assert "not authorized to look" in reason and f"import it by this ARN: {held['arn']}" in reason
    assert connect.releases == 0 and held["status"] in ("IN_PROGRESS", "CLAIMED")

    cloud.delete("stack")
    # An import must not add outputs.
    text = json.dumps({part: value for part, value in parsed(text).items() if part != "Outputs"})
    cloud.change_set("new", text, "--parameters", *given, *to_import(**{logical_id: held["arn"]}), kind="IMPORT")
    assert cloud.execute("new")["StackStatus"] == "IMPORT_COMPLETE", cloud.events("new")
    assert cloud.physical_id("new", logical_id) == held["arn"]
    assert connect.claims == 1 and connect.releases == 0


def test_an_office_keeps_its_number_wherever_it_stands_in_the_list(cloud, connect):
    text = (ROOT / "examples/fleet.yml").read_text()
    target = f"ParameterKey=TargetArn,ParameterValue={connect.instance}"
    offices = "ParameterKey=Offices,ParameterValue='{}'"
    cloud.create("stack", text, "--parameters", target, offices.format("Berlin,Paris,Rome"))
    before = cloud.outputs("stack")

    done = cloud.update("stack", text, "--parameters", target, offices.format("Rome,Oslo,Berlin"))

    assert done["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")
    after = cloud.outputs("stack")
    assert (after["RefRome"], after["RefBerlin"]) == (before["RefRome"], before["RefBerlin"])
    assert "RefParis" not in after and before["RefParis"] in connect.numbers, "taken off the list, and kept"
    assert connect.claims == 4 and connect.releases == 0


def test_the_second_batch_is_claimed_after_the_first_is_done(cloud, connect):
    text = (ROOT / "examples/batches.yml").read_text()
    cloud.create("stack", text, "--parameters", f"ParameterKey=TargetArn,ParameterValue={connect.instance}")

    events = cloud.cloudformation("describe-stack-events", "--stack-name", "stack")["StackEvents"][::-1]
    order = [(event["LogicalResourceId"], event["ResourceStatus"]) for event in events]
    first_begun = min(order.index((f"Desk{desk}", "CREATE_IN_PROGRESS")) for desk in ("Four", "Five", "Six"))
    last_done = max(order.index((f"Desk{desk}", "CREATE_COMPLETE")) for desk in ("One", "Two", "Three"))
    assert last_done < first_begun


def test_the_protected_example_is_released_the_way_that_it_says(cloud, connect, offered):
    text = (ROOT / "examples/protected.yml").read_text().replace("Policy: Retain", "Policy: Delete")
    given = [f"ParameterKey=TargetArn,ParameterValue={connect.instance}"]
    given += [f"ParameterKey=PhoneNumber,ParameterValue={offered[0]}"]
    cloud.create("stack", text, "--parameters", *given)
    before = connect.number["arn"]

    cloud.update("stack", text, "--parameters", *given, "ParameterKey=ReleaseProtection,ParameterValue=false")
    assert connect.number["arn"] == before
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.numbers == {} and connect.claims == 1


def test_every_attribute_can_be_an_output_the_status_message_too(cloud, connect, searched):
    asking = template(searched)
    asking["Outputs"]["Message"] = {"Value": {"Fn::GetAtt": ["Number", "StatusMessage"]}}

    assert cloud.create("stack", asking)["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    assert cloud.outputs("stack")["Message"] == "The number is claimed."
