"""examples/terraform by Terraform and its AWS provider, unmodified, against the whole local stack."""

import json
import shutil

import pytest
from cloud import ROOT, Cloud
from connect import Connect
from connect_local import stack
from terraform import Terraform, found_provider

pytestmark = pytest.mark.slow

EXAMPLES = ROOT / "examples/terraform"
TAGS = {"Team": "Support", "Floor": "2", "Cost": "42"}


@pytest.fixture(scope="module", name="provider")
def _provider():
    return found_provider()


@pytest.fixture(name="applied")
def _applied(tmp_path, provider, local, connect, cloud):
    """Applies an example, copied as a user copies it."""

    def apply(example, **variables):
        shutil.copytree(EXAMPLES / example, tmp_path / example)
        terraform = Terraform(tmp_path / example, provider, local.environment)
        assert terraform.apply(target_arn=connect.instance, **variables) == "1 added, 0 changed, 0 destroyed"
        return terraform

    return apply


# --- aws_cloudformation_stack ---


def test_a_stack_from_create_to_destroy_which_keeps_the_number(applied, connect):
    terraform = applied("stack")
    held = connect.number
    assert (held["description"], held["status"]) == ("Hotline", "CLAIMED") and held["tags"]["Team"] == "Support"
    assert f'address = "{held["number"]}"' in terraform.run("output").stdout
    assert not terraform.has_changes()

    assert terraform.apply(description="evenings") == "0 added, 1 changed, 0 destroyed"
    assert connect.number == {**held, "description": "evenings"} and connect.claims == 1

    assert terraform.run("destroy", "-auto-approve").returncode == 0
    assert connect.numbers.keys() == {held["arn"]} and connect.releases == 0


def test_a_stacks_edit_that_needs_another_number_replaces_it_and_keeps_the_old_one(applied, connect):
    terraform = applied("stack")
    first = connect.number
    assert terraform.apply(country_code="GB") == "0 added, 1 changed, 0 destroyed"
    (second,) = set(connect.numbers) - {first["arn"]}
    assert connect.numbers[second]["country"] == "GB" and connect.releases == 0


def test_a_stack_that_fails_tells_the_handlers_message_and_rolls_back(applied, connect):
    terraform = applied("stack")
    held = connect.number
    complaint = terraform.fails("apply", "-auto-approve", description="x" * 501)
    assert "Description" in complaint and "ROLLBACK_COMPLETE" in complaint
    assert connect.number == held
    # CloudFormation brought the stack back, and Terraform shows the edit again.
    assert terraform.has_changes()


# --- aws_cloudcontrolapi_resource ---


def test_a_resource_from_create_to_destroy(applied, connect):
    terraform = applied("resource", release_protection=False)
    held = connect.number
    assert (held["description"], held["tags"]["Team"]) == ("Hotline", "Support")
    assert terraform.known == [held["arn"]]
    assert f'address = "{held["number"]}"' in terraform.run("output").stdout
    assert not terraform.has_changes()

    assert terraform.apply(description="evenings") == "0 added, 1 changed, 0 destroyed"
    assert connect.number == {**held, "description": "evenings"} and connect.claims == 1

    assert terraform.run("destroy", "-auto-approve").returncode == 0
    assert connect.numbers == {} and connect.releases == 1


def test_one_of_three_tags_is_changed_and_the_others_stay(applied, connect):
    terraform = applied("resource", tags=TAGS)
    assert terraform.apply(tags={**TAGS, "Floor": "3"}) == "0 added, 1 changed, 0 destroyed"
    assert {**TAGS, "Floor": "3"}.items() <= connect.number["tags"].items()
    assert not terraform.has_changes()


def test_tags_that_are_not_sorted_are_taken_for_each_other(applied, connect):
    """Terraform's patch names a tag by its place in the configuration, Cloud Control by that in what is read."""
    terraform = applied("resource", tags=TAGS)
    main = terraform.folder / "main.tf"
    sorted_keys = "sort(keys(var.tags))"
    assert sorted_keys in main.read_text()
    main.write_text(main.read_text().replace(sorted_keys, f"reverse({sorted_keys})"))
    # What is read does not change.
    terraform.run("apply", "-auto-approve")
    terraform.apply(tags={**TAGS, "Team": "Sales"})
    assert {**TAGS, "Cost": "Sales"}.items() <= connect.number["tags"].items()


def test_an_edit_that_would_need_another_number_fails_with_the_handlers_message(applied, connect):
    terraform = applied("resource", release_protection=False)
    held = connect.number
    plan = terraform.run("plan", "-var", "country_code=GB")
    assert "1 to change, 0 to destroy" in plan.stdout, "no replacement is planned"

    complaint = terraform.fails("apply", "-auto-approve", country_code="GB")
    assert "NotUpdatable" in complaint and "needs another phone number" in complaint
    assert connect.number == held and connect.claims == 1
    # The failed update is saved as done: nothing shows the difference any more.
    assert not terraform.has_changes()


def test_a_protected_number_is_not_destroyed_before_its_protection_is_switched_off(applied, connect):
    terraform = applied("resource")
    complaint = terraform.fails("destroy", "-auto-approve")
    assert "InvalidRequest" in complaint and "has release protection" in complaint
    assert terraform.known == [connect.number["arn"]] and connect.releases == 0

    assert terraform.apply(release_protection=False) == "0 added, 1 changed, 0 destroyed"
    assert terraform.run("destroy", "-auto-approve").returncode == 0
    assert connect.numbers == {}


def test_drift_shows_and_is_not_repaired(applied, connect, cloud):
    terraform = applied("resource")
    number = connect.number
    cloud.connect(
        "update-phone-number-metadata", "--phone-number-id", number["id"], "--phone-number-description", "by hand"
    )
    assert terraform.apply() == "0 added, 0 changed, 0 destroyed"
    assert connect.number["description"] == "by hand"
    assert json.loads(terraform.state[0]["properties"])["Description"] == "by hand"
    assert json.loads(terraform.state[0]["desired_state"])["Description"] == "Hotline"


def test_a_resource_cannot_be_imported(applied, connect):
    terraform = applied("resource")
    assert terraform.run("state", "rm", "aws_cloudcontrolapi_resource.hotline").returncode == 0
    complaint = terraform.fails("import", "aws_cloudcontrolapi_resource.hotline", connect.number["arn"])
    assert "doesn't support import" in complaint


def test_a_create_that_fails_half_made_leaves_a_number_that_terraform_does_not_know(tmp_path, provider):
    """A claim that ends FAILED has shown its ARN: a stack deletes the number, Cloud Control leaves it."""
    with stack.running(CLOCK="moved", QUOTA="0") as local:
        connect = Connect(local.simulator)
        shutil.copytree(EXAMPLES / "resource", tmp_path / "resource")
        terraform = Terraform(tmp_path / "resource", provider, local.environment)
        complaint = terraform.fails("apply", "-auto-approve", target_arn=connect.instance)
        assert "ServiceLimitExceeded" in complaint and "The allowed limit" in complaint
        assert terraform.known == [] and connect.number["status"] == "FAILED"
        # Terraform does not say which one; Cloud Control does.
        assert connect.number["arn"] not in complaint
        failed = ("--resource-request-status-filter", "Operations=CREATE,OperationStatuses=FAILED")
        listed = Cloud(local.environment).aws("cloudcontrol", "list-resource-requests", *failed)
        (request,) = listed["ResourceRequestStatusSummaries"]
        assert request["Identifier"] == connect.number["arn"]
