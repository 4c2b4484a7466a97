"""template.activate.yml: what a user deploys once to have the type in an account and Region."""

import json

import pytest
from cloud import ROOT, Cloud
from connect import Connect
from connect_local import stack
from connect_local.stack import registering
from templates import TYPE, parsed, template

TEMPLATE = ROOT / "template.activate.yml"
OF_TYPE = ("--type", "RESOURCE", "--type-name", TYPE)


@pytest.fixture(scope="module")
def own():
    """An account that does not have the type: what a local stack comes up with is deregistered."""
    with stack.running(CLOCK="moved", TYPE_CONFIGURATION='{"ReleaseProtection": false}') as own:
        Cloud(own.environment).cloudformation("deregister-type", *OF_TYPE)
        yield own


@pytest.fixture
def account(own):
    return Cloud(own.environment)


def upload(account, folder, key):
    """The package's URL; no contract tests run for this bucket."""
    (folder / key).write_bytes(registering.package())
    account.aws("s3api", "create-bucket", "--bucket", registering.BUCKET)
    account.aws("s3api", "put-object", "--bucket", registering.BUCKET, "--key", key, "--body", str(folder / key))
    return f"s3://{registering.BUCKET}/{key}"


def parameters(url, protection="false"):
    given = {"PackageUrl": url, "ReleaseProtection": protection}
    values = [{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()]
    return "--parameters", json.dumps(values), "--capabilities", "CAPABILITY_IAM"


def versions(account, status="LIVE"):
    listed = account.cloudformation("list-type-versions", *OF_TYPE, "--deprecated-status", status)
    return [version["VersionId"] for version in listed["TypeVersionSummaries"]]


def test_the_execution_role_is_the_narrowed_one():
    role = json.loads((ROOT / "execution-role.json").read_text())["Resources"]["ExecutionRole"]
    assert parsed(TEMPLATE.read_text())["Resources"]["ExecutionRole"] == role


@pytest.mark.slow
def test_the_template_brings_the_type_in_and_takes_it_out_again(account, own, tmp_path):
    body = TEMPLATE.read_text()
    done = account.create("activation", body, *parameters(upload(account, tmp_path, "1.zip"), "true"))
    assert done["StackStatus"] == "CREATE_COMPLETE", account.events("activation")

    described = account.cloudformation("describe-type", *OF_TYPE)
    outputs = account.outputs("activation")
    assert outputs["TypeVersionArn"] == f"{described['Arn']}/00000002" and described["DefaultVersionId"] == "00000002"
    assert described["ExecutionRoleArn"] == outputs["ExecutionRoleArn"]
    assert described["LoggingConfig"]["LogGroupName"] == "example-connect-phonenumber-logs"

    # Under the role, and with the configuration: its number is protected.
    target = Connect(own.simulator).instance
    number = template({"TargetArn": target, "Type": "DID", "CountryCode": "US"})
    assert account.create("hotline", number)["StackStatus"] == "CREATE_COMPLETE"
    assert account.delete("hotline")["StackStatus"] == "DELETE_FAILED"
    assert account.update("activation", body, *parameters(f"s3://{registering.BUCKET}/1.zip"))
    account.cloudformation("delete-stack", "--stack-name", "hotline", "--deletion-mode", "FORCE_DELETE_STACK")

    assert account.delete("activation")["StackStatus"] == "DELETE_COMPLETE"
    assert account.cloudformation("describe-type", *OF_TYPE)["DeprecatedStatus"] == "DEPRECATED"


@pytest.mark.slow
def test_another_package_is_another_version(account, tmp_path):
    body = TEMPLATE.read_text()
    account.create("versions", body, *parameters(upload(account, tmp_path, "a.zip")))
    (first,) = versions(account)
    done = account.update("versions", body, *parameters(upload(account, tmp_path, "b.zip")))
    assert done["StackStatus"] == "UPDATE_COMPLETE", account.events("versions")
    (second,) = versions(account)
    assert int(second) == int(first) + 1 and first in versions(account, "DEPRECATED")

    done = account.update("versions", body, *parameters(f"s3://{registering.BUCKET}/none.zip"))
    assert done["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "did not stabilize" in account.reason("versions", "TypeVersion", "UPDATE_FAILED")
    assert versions(account) == [second]
    account.delete("versions")
