"""The AWS CLI against the whole local stack: templates of the type become numbers in Amazon Connect."""

import json

import pytest
from cloud import Refused
from templates import number, tag, template, to_import

pytestmark = pytest.mark.slow


def test_an_exact_number(cloud, connect, offered):
    exact = {"TargetArn": connect.instance, "PhoneNumber": offered[3], "Description": "Front desk"}
    done = cloud.create("stack", template(exact), "--tags", "Key=Cost,Value=42")

    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    outputs = cloud.outputs("stack")
    described = cloud.connect("describe-phone-number", "--phone-number-id", outputs["PhoneNumberId"])
    held = described["ClaimedPhoneNumberSummary"]
    assert held["PhoneNumber"] == outputs["Address"] == offered[3]
    assert held["PhoneNumberArn"] == outputs["Ref"] == outputs["PhoneNumberArn"]
    assert held["PhoneNumberStatus"]["Status"] == outputs["Status"] == "CLAIMED"
    assert held["TargetArn"] == connect.instance and held["PhoneNumberDescription"] == "Front desk"
    assert held["Tags"]["Cost"] == "42"
    assert not any(key.startswith("aws:") for key in held["Tags"])
    assert connect.claims == 1


def test_a_searched_number(cloud, connect, searched):
    done = cloud.create("stack", template({**searched, "Prefix": "+1201"}))

    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    (held,) = connect.numbers.values()
    assert (held["country"], held["type"], held["number"]) == ("US", "DID", cloud.outputs("stack")["Address"])
    assert held["number"].startswith("+1201")


def test_the_simulators_page_names_the_stack_of_a_number(cloud, connect, searched):
    def named():
        return {row["number"]: row.get("stack") for row in connect("GET", "view/numbers")["rows"]}

    cloud.create("hotline", template(searched))
    assert named() == {connect.number["number"]: "hotline"}


def test_a_number_of_each_type(cloud, connect):
    types = ["TOLL_FREE", "DID", "UIFN", "SHARED", "THIRD_PARTY_TF", "THIRD_PARTY_DID", "SHORT_CODE"]
    given = {"TargetArn": connect.instance, "CountryCode": "DE"}
    resources = {kind.replace("_", ""): number({**given, "Type": kind}) for kind in types}

    done = cloud.create("stack", {"Resources": resources})

    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    assert sorted(held["type"] for held in connect.numbers.values()) == sorted(types)
    assert {status for status, _ in cloud.drift("stack").values()} == {"IN_SYNC"}


def test_description_and_tags_are_changed_in_place(cloud, connect, searched):
    cloud.create(
        "stack", template({**searched, "Tags": [tag("Team", "A"), tag("Old", "x")]}), "--tags", "Key=S,Value=1"
    )
    before = cloud.outputs("stack")
    changed = template({**searched, "Description": "b", "Tags": [tag("Team", "B"), tag("New", "y")]})

    (change,) = cloud.change_set("stack", changed, "--tags", "Key=S,Value=2")
    assert change["Replacement"] == "False"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE"

    assert cloud.outputs("stack") == before
    (held,) = connect.numbers.values()
    assert held["description"] == "b"
    assert {"Team": "B", "New": "y", "S": "2"}.items() <= held["tags"].items() and "Old" not in held["tags"]
    assert connect.claims == 1 and connect.releases == 0


def test_a_description_is_cleared_by_removing_it(cloud, connect, searched):
    cloud.create("stack", template(searched))
    cloud.update("stack", template({k: v for k, v in searched.items() if k != "Description"}))

    (held,) = connect.numbers.values()
    assert not held.get("description")


def test_a_number_moves_to_another_target_in_place(cloud, connect, searched):
    cloud.create("stack", template(searched))
    before = cloud.outputs("stack")

    done = cloud.update("stack", template({**searched, "TargetArn": connect.other_instance}))

    assert done["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")
    assert cloud.outputs("stack") == before
    assert connect.numbers[before["Ref"]]["targetArn"] == connect.other_instance


def test_another_exact_number_replaces_and_the_change_set_says_conditional(cloud, connect, offered):
    exact = {"TargetArn": connect.instance, "PhoneNumber": offered[0]}
    cloud.create("stack", template(exact))
    before = cloud.outputs("stack")["Ref"]

    (change,) = cloud.change_set("stack", template({**exact, "PhoneNumber": offered[1]}))
    assert change["Replacement"] == "Conditional"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE"

    (held,) = connect.numbers.values()
    assert held["number"] == offered[1] and held["arn"] != before
    assert connect.releases == 1


def test_stating_what_the_number_is_replaces_nothing(cloud, connect, searched):
    cloud.create("stack", template(searched))
    before = cloud.outputs("stack")

    (change,) = cloud.change_set("stack", template({**searched, "PhoneNumber": before["Address"]}))
    assert change["Replacement"] == "Conditional"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")

    assert cloud.outputs("stack") == before
    assert connect.claims == 1 and connect.releases == 0


def test_a_failing_stack_rolls_back_and_leaves_nothing_claimed(cloud, connect, searched, offered):
    taken = {"TargetArn": connect.instance, "PhoneNumber": offered[0]}
    cloud.connect("claim-phone-number", "--target-arn", connect.instance, "--phone-number", offered[0])
    resources = {"Good": number(searched), "Bad": {**number(taken), "DependsOn": "Good"}}

    assert cloud.create("stack", {"Resources": resources})["StackStatus"] == "ROLLBACK_COMPLETE"
    assert [held["number"] for held in connect.numbers.values()] == [offered[0]]
    (reason,) = [reason for status, reason in cloud.events("stack", "Bad") if status == "CREATE_FAILED"]
    assert "HandlerErrorCode: AlreadyExists" in reason


def test_a_claim_that_ends_failed_tells_the_services_reason_and_leaves_nothing(cloud, connect, searched):
    connect("POST", "quota", targetArn=connect.instance, quota=0)

    assert cloud.create("stack", template(searched))["StackStatus"] == "ROLLBACK_COMPLETE"
    (reason,) = [reason for status, reason in cloud.events("stack", "Number") if status == "CREATE_FAILED"]
    assert "The allowed limit for claimed phone numbers has been exceeded for your instance" in reason
    assert connect.numbers == {}


def test_a_failed_update_is_rolled_back(cloud, connect, searched, offered):
    cloud.create("stack", template({**searched, "Tags": [tag("Team", "A")]}))
    before = connect.numbers
    cloud.connect("claim-phone-number", "--target-arn", connect.instance, "--phone-number", offered[0])
    changed = template({**searched, "Description": "b", "Tags": [tag("Team", "B")]})
    bad = {"TargetArn": connect.instance, "PhoneNumber": offered[0]}
    changed["Resources"]["Bad"] = {**number(bad), "DependsOn": "Number"}

    assert cloud.update("stack", changed)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert {arn: held for arn, held in connect.numbers.items() if arn in before} == before
    assert len(connect.numbers) == 2


def test_a_move_to_a_full_instance_fails_with_its_reason_and_is_rolled_back(cloud, connect, searched):
    cloud.create("stack", template(searched))
    connect("POST", "quota", targetArn=connect.other_instance, quota=0)

    done = cloud.update("stack", template({**searched, "TargetArn": connect.other_instance}))

    assert done["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE", cloud.events("stack")
    (reason,) = [reason for status, reason in cloud.events("stack", "Number") if status == "UPDATE_FAILED"]
    assert "The allowed limit for claimed phone numbers has been exceeded" in reason
    (held,) = connect.numbers.values()
    assert (held["targetArn"], held["status"]) == (connect.instance, "CLAIMED")


def test_a_number_moves_from_stack_to_stack_by_retain_removal_and_import(cloud, connect, searched):
    plain = {"Resources": {"Number": number(searched, DeletionPolicy="Retain")}}
    cloud.create("stack", plain)
    (before,) = connect.numbers.values()
    cloud.delete("stack")
    assert connect.numbers == {before["arn"]: before}

    (change,) = cloud.change_set("new", plain, *to_import(Number=before["arn"]), kind="IMPORT")
    assert change["Action"] == "Import"
    assert cloud.execute("new")["StackStatus"] == "IMPORT_COMPLETE", cloud.events("new")

    assert cloud.physical_id("new", "Number") == before["arn"]
    assert connect.numbers == {before["arn"]: before}
    assert cloud.drift("new") == {"Number": ("IN_SYNC", [])}
    assert connect.claims == 1 and connect.releases == 0


def test_an_imported_number_gets_its_new_stacks_tags_and_does_not_drift(cloud, connect, searched, offered):
    claimed = cloud.connect("claim-phone-number", "--target-arn", connect.instance, "--phone-number", offered[0])
    connect("POST", "clock", advanceSeconds=60)
    there = {"Resources": {"Number": number(searched)}}
    cloud.create("stack", there, "--tags", "Key=Cost,Value=42")
    ported = {"TargetArn": connect.instance, "PhoneNumber": offered[0]}
    there["Resources"]["Ported"] = number(ported, DeletionPolicy="Delete")
    cloud.change_set("stack", there, *to_import(Ported=claimed["PhoneNumberArn"]), kind="IMPORT")

    assert cloud.execute("stack")["StackStatus"] == "IMPORT_COMPLETE", cloud.events("stack")
    assert connect.numbers[claimed["PhoneNumberArn"]]["tags"] == {"Cost": "42"}
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", []), "Ported": ("IN_SYNC", [])}


def test_drift_is_what_somebody_changed_and_not_the_stacks_own_tags(cloud, connect, searched):
    cloud.create("stack", template({**searched, "Tags": [tag("Team", "A")]}), "--tags", "Key=Cost,Value=42")
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}

    (arn,) = connect.numbers
    cloud.connect("tag-resource", "--resource-arn", arn, "--tags", "Team=B")
    status, paths = cloud.drift("stack")["Number"]
    assert status == "MODIFIED" and all(path.startswith("/Tags") for path in paths)

    cloud.connect("release-phone-number", "--phone-number-id", arn)
    assert cloud.drift("stack")["Number"][0] == "DELETED"


def test_a_deletion_releases_the_number(cloud, connect, searched):
    cloud.create("stack", template(searched))

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.numbers == {} and connect.releases == 1


def test_a_number_that_somebody_released_does_not_hold_up_the_deletion(cloud, connect, searched):
    cloud.create("stack", template(searched))
    (arn,) = connect.numbers
    cloud.connect("release-phone-number", "--phone-number-id", arn)

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.releases == 1


def test_another_logical_id_releases_the_number(cloud, connect, offered, searched):
    """As the documentation warns: renaming the resource is a new number, and the release of the old one."""
    cloud.create("stack", {"Resources": {"Number": number(searched)}})
    (before,) = connect.numbers

    cloud.update("stack", {"Resources": {"Renamed": number(searched)}})

    (after,) = connect.numbers
    assert after != before and connect.releases == 1


@pytest.fixture
def nested(cloud, tmp_path):
    """A template with a nested stack of the given template, which S3 keeps."""

    def parent(child):
        (tmp_path / "child.json").write_text(json.dumps(child))
        cloud.aws("s3api", "create-bucket", "--bucket", "templates")
        put = ("put-object", "--bucket", "templates", "--key", "child.json")
        cloud.aws("s3api", *put, "--body", tmp_path / "child.json")
        url = "https://s3.amazonaws.com/templates/child.json"
        return {"Resources": {"Child": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}}}

    return parent


def test_a_number_in_a_nested_stack(cloud, connect, searched, nested):
    parent = nested(template(searched))
    parent["Outputs"] = {"Address": {"Value": {"Fn::GetAtt": ["Child", "Outputs.Address"]}}}

    done = cloud.create("stack", parent, "--tags", "Key=Cost,Value=42")
    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    (held,) = connect.numbers.values()
    assert cloud.outputs("stack")["Address"] == held["number"] and held["tags"]["Cost"] == "42"
    cloud.delete("stack")
    assert connect.numbers == {}


def test_a_nested_stack_that_fails_leaves_nothing_claimed(cloud, connect, searched, nested):
    bad = {"TargetArn": connect.instance, "PhoneNumber": "+18005550100", "Type": "DID", "CountryCode": "US"}
    child = {"Resources": {"Good": number(searched), "Bad": {**number(bad), "DependsOn": "Good"}}}

    assert cloud.create("stack", nested(child))["StackStatus"] == "ROLLBACK_COMPLETE"
    assert connect.numbers == {} and connect.claims == 1


def test_ten_creates_of_the_same_search_end_with_ten_different_numbers(cloud, connect, searched):
    resources = {f"Number{i}": number(searched) for i in range(10)}

    done = cloud.create("stack", {"Resources": resources})

    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    assert len({held["number"] for held in connect.numbers.values()}) == 10
    assert {held["status"] for held in connect.numbers.values()} == {"CLAIMED"}
    assert connect.claims == 10
    cloud.delete("stack")
    assert connect.numbers == {} and connect.releases == 10


def test_contradicting_properties_are_refused_before_any_call_to_connect(cloud, connect, searched, offered):
    connect("DELETE", "calls")
    done = cloud.create("stack", template({**searched, "PhoneNumber": offered[0], "Prefix": "+1"}))

    assert done["StackStatus"] == "ROLLBACK_COMPLETE"
    (reason,) = [reason for status, reason in cloud.events("stack", "Number") if status == "CREATE_FAILED"]
    assert "PhoneNumber" in reason and "Prefix" in reason and "HandlerErrorCode: InvalidRequest" in reason
    assert connect.calls == []


def test_a_change_set_without_a_change_is_refused(cloud, connect, searched):
    cloud.create("stack", template(searched))
    with pytest.raises(Refused, match="No updates are to be performed"):
        cloud.update("stack", template(searched))
