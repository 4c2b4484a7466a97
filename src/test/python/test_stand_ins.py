"""The stand-ins for AWS's own types of Amazon Connect that a template has beside our numbers."""

import json
import subprocess

import pytest
from cloud import ROOT
from connect_local.stack.checkout import python
from templates import number, tag

SCHEMAS = ROOT / "src/local/schemas"
INSTANCE, FLOW, GROUP = (f"AWS::Connect::{kind}" for kind in ("Instance", "ContactFlow", "TrafficDistributionGroup"))
CONTENT = '{"Version": "2019-10-30", "StartAction": "a", "Actions": []}'
CALLS = {"InboundCalls": True, "OutboundCalls": True}

slow = pytest.mark.slow


def test_the_schemas_are_those_that_cfn_lint_carries(request):
    files = sorted(SCHEMAS.glob("*.json"))
    names = [path.stem.replace("-", "::") for path in files]
    script = ROOT / "src/test/python/extract_aws_schemas.py"
    said = subprocess.run([python("cfn"), script, *names], capture_output=True, text=True, check=True).stdout
    assert len(files) == 3
    for path, schema in zip(files, json.loads(said).values(), strict=True):
        text = json.dumps(schema, indent=2, sort_keys=True) + "\n"
        if request.config.getoption("--generate-docs"):
            path.write_text(text)
        assert path.read_text() == text, f"{path.name} differs; make docs writes it anew"


def instance(alias="new", attributes=CALLS, **properties):
    kind = {"IdentityManagementType": "CONNECT_MANAGED", "InstanceAlias": alias}
    return {"Type": INSTANCE, "Properties": {**kind, "Attributes": attributes, **properties}}


def flow(instance_arn, **properties):
    given = {"InstanceArn": instance_arn, "Name": "Mine", "Type": "CONTACT_FLOW", "Content": CONTENT, **properties}
    return {"Type": FLOW, "Properties": given}


def group(instance_arn, **properties):
    return {"Type": GROUP, "Properties": {"InstanceArn": instance_arn, "Name": "Coasts", **properties}}


def stack(**resources):
    return {"Resources": resources}


def outputs(template, *values):
    """The template with the values as outputs."""
    return {**template, "Outputs": {f"Output{place}": {"Value": value} for place, value in enumerate(values)}}


def created(cloud, template):
    assert cloud.create("stack", template)["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")


def updated(cloud, template, *options):
    assert cloud.update("stack", template, *options)["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")


def described(cloud, kind, arn):
    """What Amazon Connect says of the resource, and its tags."""
    named = {
        "instance": ("--instance-id", arn.split("/")[1]),
        "contact-flow": ("--instance-id", arn.split("/")[1], "--contact-flow-id", arn),
        "traffic-distribution-group": ("--traffic-distribution-group-id", arn),
    }[kind]
    (answer,) = (value for value in cloud.connect(f"describe-{kind}", *named).values() if isinstance(value, dict))
    return answer


def attributes_on(cloud, arn):
    answer = cloud.connect("list-instance-attributes", "--instance-id", arn.split("/")[1])
    return {attribute["AttributeType"] for attribute in answer["Attributes"] if attribute["Value"] == "true"}


# --- an instance ---


@slow
def test_an_instance_is_created_with_its_attributes_and_shows_what_its_schema_says(cloud):
    wanted = {**CALLS, "ContactflowLogs": "true", "EarlyMedia": False}
    shown = [{"Ref": "New"}, *({"Fn::GetAtt": ["New", name]} for name in ("Arn", "Id", "InstanceStatus"))]
    created(cloud, outputs(stack(New=instance(attributes=wanted, Tags=[tag("Team", "A")])), *shown))

    arn = cloud.physical_id("stack", "New")
    assert list(cloud.outputs("stack").values()) == [arn, arn, arn.split("/")[1], "ACTIVE"]
    answer = described(cloud, "instance", arn)
    assert answer["InstanceAlias"] == "new" and answer["Tags"] == {"Team": "A"}
    assert attributes_on(cloud, arn) == {
        *("INBOUND_CALLS", "OUTBOUND_CALLS", "CONTACTFLOW_LOGS", "AUTO_RESOLVE_BEST_VOICES", "CONTACT_LENS")
    }
    assert cloud.drift("stack") == {"New": ("IN_SYNC", [])}


@slow
def test_an_update_turns_off_what_the_template_does_not_name(cloud):
    created(cloud, stack(New=instance()))
    arn = cloud.physical_id("stack", "New")
    assert "CONTACT_LENS" in attributes_on(cloud, arn)

    updated(cloud, stack(New=instance(attributes={**CALLS, "EarlyMedia": True}, Tags=[tag("Team", "B")])))

    assert cloud.physical_id("stack", "New") == arn
    assert attributes_on(cloud, arn) == {"INBOUND_CALLS", "OUTBOUND_CALLS", "EARLY_MEDIA"}
    assert described(cloud, "instance", arn)["Tags"] == {"Team": "B"}


@slow
def test_what_somebody_switches_is_drift_and_what_is_deleted_too(cloud):
    created(cloud, stack(New=instance()))
    named = ("--instance-id", cloud.physical_id("stack", "New").split("/")[1])
    cloud.connect("update-instance-attribute", *named, "--attribute-type", "INBOUND_CALLS", "--value", "false")
    assert cloud.drift("stack") == {"New": ("MODIFIED", ["/Attributes/InboundCalls"])}

    cloud.connect("delete-instance", *named)
    assert cloud.drift("stack") == {"New": ("DELETED", [])}
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"


@slow
def test_another_alias_is_another_instance(cloud):
    created(cloud, stack(New=instance("first")))
    arn = cloud.physical_id("stack", "New")
    (change,) = cloud.change_set("stack", stack(New=instance("second")))
    assert change["Replacement"] == "True"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")

    assert cloud.physical_id("stack", "New") != arn
    instances = cloud.connect("list-instances")["InstanceSummaryList"]
    assert {one["InstanceAlias"] for one in instances} == {"simulated", "simulated-other", "second"}


@slow
def test_an_instance_whose_creation_fails_says_why_and_is_deleted(cloud, connect):
    connect("POST", "trouble", operation="CreateInstance", fault="FAIL_LATER", message="no room")

    assert cloud.create("stack", stack(New=instance()))["StackStatus"] == "ROLLBACK_COMPLETE"

    assert cloud.reason("stack", "New", "CREATE_FAILED") == "no room"
    assert len(cloud.connect("list-instances")["InstanceSummaryList"]) == 2


@slow
def test_what_a_schema_does_not_know_is_refused_before_any_call(cloud, connect):
    assert cloud.create("stack", stack(New=instance(attributes={"Loud": True})))["StackStatus"] == "ROLLBACK_COMPLETE"

    reason = cloud.reason("stack", "New", "CREATE_FAILED")
    assert "'Loud' was unexpected" in reason and "'InboundCalls' is a required property" in reason
    assert "CreateInstance" not in connect.calls


# --- a flow ---


@slow
def test_a_flow_is_changed_in_place_and_replaced_by_one_of_another_type(cloud, connect):
    created(
        cloud, outputs(stack(Mine=flow(connect.instance, Tags=[tag("Team", "A"), tag("Cost", "1")])), {"Ref": "Mine"})
    )
    arn = cloud.physical_id("stack", "Mine")
    assert cloud.outputs("stack") == {"Output0": arn}

    new = {
        "Name": "Ours",
        "Description": "d",
        "State": "ARCHIVED",
        "Content": CONTENT + " ",
        "Tags": [tag("Team", "B")],
    }
    updated(cloud, stack(Mine=flow(connect.instance, **new)), "--tags", "Key=Stage,Value=test")
    assert cloud.physical_id("stack", "Mine") == arn
    answer = described(cloud, "contact-flow", arn)
    shown = {name: value for name, value in answer.items() if name in new}
    assert shown == {**new, "Tags": {"Team": "B", "Stage": "test"}}
    assert cloud.drift("stack") == {"Mine": ("IN_SYNC", [])}

    updated(cloud, stack(Mine=flow(connect.instance, Name="Other", Type="CUSTOMER_QUEUE")))
    assert cloud.physical_id("stack", "Mine") != arn
    flows = cloud.connect("list-contact-flows", "--instance-id", connect.instance.split("/")[1])
    assert arn not in [one["Arn"] for one in flows["ContactFlowSummaryList"]]


@slow
def test_a_flow_stays_with_its_instance(cloud, connect):
    created(cloud, stack(Mine=flow(connect.instance)))

    assert cloud.update("stack", stack(Mine=flow(connect.other_instance)))["StackStatus"] == "UPDATE_ROLLBACK_FAILED"

    assert cloud.reason("stack", "Mine", "UPDATE_FAILED") == "InstanceArn cannot be updated."
    cloud.cloudformation("continue-update-rollback", "--stack-name", "stack", "--resources-to-skip", "Mine")
    assert cloud.settled("stack")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert cloud.physical_id("stack", "Mine").startswith(connect.instance)


@slow
def test_a_failed_update_is_rolled_back_in_the_flow_too(cloud, connect):
    created(cloud, stack(Mine=flow(connect.instance)))
    arn = cloud.physical_id("stack", "Mine")

    failing = stack(Mine=flow(connect.instance, Name="Other", Content="{}"))
    assert cloud.update("stack", failing)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"

    assert "The content lacks" in cloud.reason("stack", "Mine", "UPDATE_FAILED")
    assert described(cloud, "contact-flow", arn)["Name"] == "Mine", "its metadata was changed before its content"


@slow
def test_a_new_flow_that_is_not_found_yet_is_waited_for(cloud, connect):
    connect("PATCH", "knobs", **{"flow-invisible-seconds": "30"})
    created(cloud, stack(Mine=flow(connect.instance, State="ARCHIVED")))
    assert described(cloud, "contact-flow", cloud.physical_id("stack", "Mine"))["State"] == "ARCHIVED"


# --- a group ---


@slow
def test_a_group_is_made_for_a_number_and_kept_by_it(cloud, connect):
    """Amazon Connect deletes no group that has numbers: a retained number keeps its group, and fails its deletion."""
    kept = number({"TargetArn": {"Ref": "Coasts"}, "Type": "DID", "CountryCode": "US"}, DeletionPolicy="Retain")
    status = {"Fn::GetAtt": ["Coasts", "Status"]}
    created(cloud, outputs(stack(Coasts=group(connect.instance, Description="Both"), Number=kept), status))
    arn = cloud.physical_id("stack", "Coasts")
    assert cloud.outputs("stack") == {"Output0": "ACTIVE"} and connect.number["targetArn"] == arn
    assert cloud.drift("stack") == dict.fromkeys(("Coasts", "Number"), ("IN_SYNC", []))

    assert cloud.delete("stack")["StackStatus"] == "DELETE_FAILED"
    assert "Phone numbers are claimed" in cloud.reason("stack", "Coasts", "DELETE_FAILED")
    cloud.connect("release-phone-number", "--phone-number-id", connect.number["id"])
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"


@slow
def test_a_group_needs_an_instance_that_is_replicated(cloud, connect):
    assert cloud.create("stack", stack(Coasts=group(connect.other_instance)))["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = cloud.reason("stack", "Coasts", "CREATE_FAILED")
    assert "ResourceNotReadyException" in reason and "not replicated" in reason


@slow
def test_a_group_stays_with_its_instance(cloud, connect):
    created(cloud, stack(Coasts=group(connect.instance)))
    updated(cloud, stack(Coasts=group(connect.other_instance)))
    assert cloud.drift("stack") == {"Coasts": ("MODIFIED", ["/InstanceArn"])}


@slow
def test_a_groups_tags_change_in_place_and_its_name_makes_another(cloud, connect):
    created(cloud, stack(Coasts=group(connect.instance, Tags=[tag("Team", "A")])))
    arn = cloud.physical_id("stack", "Coasts")
    updated(cloud, stack(Coasts=group(connect.instance, Tags=[tag("Team", "B")])))
    assert described(cloud, "traffic-distribution-group", arn)["Tags"] == {"Team": "B"}
    assert cloud.physical_id("stack", "Coasts") == arn

    updated(cloud, stack(Coasts=group(connect.instance, Name="Others")))
    assert described(cloud, "traffic-distribution-group", cloud.physical_id("stack", "Coasts"))["Name"] == "Others"


# --- all of them ---


@slow
def test_what_is_there_is_imported_and_what_is_not_is_refused(cloud, connect):
    there = [
        ("Center", INSTANCE, "Arn", connect.instance),
        ("Mine", FLOW, "ContactFlowArn", connect.flow),
        ("Coasts", GROUP, "TrafficDistributionGroupArn", connect.tdg),
    ]
    described_flow = described(cloud, "contact-flow", connect.flow)
    definitions = {
        "Center": instance("simulated"),
        "Mine": flow(connect.instance, Name=described_flow["Name"], Content=described_flow["Content"]),
        "Coasts": group(connect.instance, Name="simulated"),
    }
    kept = stack(**{name: {**definition, "DeletionPolicy": "Retain"} for name, definition in definitions.items()})
    cloud.change_set("stack", kept, *importing(there), kind="IMPORT")
    assert cloud.execute("stack")["StackStatus"] == "IMPORT_COMPLETE", cloud.events("stack")
    assert cloud.drift("stack") == dict.fromkeys(definitions, ("IN_SYNC", []))

    gone = [("Center", INSTANCE, "Arn", connect.instance.replace("1111", "9999"))]
    with pytest.raises(AssertionError, match="was not found"):
        cloud.change_set("other", stack(Center=kept["Resources"]["Center"]), *importing(gone), kind="IMPORT")


def importing(entries):
    return "--resources-to-import", json.dumps(
        [
            {"ResourceType": kind, "LogicalResourceId": logical_id, "ResourceIdentifier": {key: arn}}
            for logical_id, kind, key, arn in entries
        ]
    )
