"""``cfn submit``, unmodified, against the local stack: role, upload, registration with its contract tests, default."""

import json
import pathlib
import re
import subprocess
import time

import notes
import pytest
from cloud import Cloud
from connect import Connect
from connect_local import stack
from connect_local.stack import registering
from connect_local.stack.aws_cli import alone
from connect_local.stack.checkout import CFN, copy_project
from templates import TYPE, number, template

pytestmark = pytest.mark.slow

OF_TYPE = ("--type", "RESOURCE", "--type-name", TYPE)


@pytest.fixture(scope="module")
def own():
    """A local stack whose registry the tests change."""
    with stack.running(CLOCK="moved", QUOTA="20") as own:
        yield own


@pytest.fixture(scope="module")
def account(own):
    return Cloud(own.environment)


@pytest.fixture(scope="module")
def submitted(own, tmp_path_factory):
    """What ``cfn submit --set-default`` prints, and how many seconds it takes; of a copy, which it writes into."""
    folder = tmp_path_factory.mktemp("project")
    copy_project(folder)
    command = [CFN, "submit", "--set-default", "--region", own.simulator["region"]]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=alone(own.environment), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    print(f"cfn submit took {time.monotonic() - begun:.1f} s")
    return done.stdout + done.stderr


@pytest.fixture
def properties(own):
    return {"TargetArn": Connect(own.simulator).instance, "Type": "DID", "CountryCode": "US"}


def policy(account, **actions):
    """Gives the execution role one more statement, or takes it away where there are no actions."""
    described = account.cloudformation("describe-type", *OF_TYPE)
    role = described["ExecutionRoleArn"].rpartition("/")[2]
    which = ("--endpoint-url", account.endpoint, "--role-name", role, "--policy-name", "Test")
    if not actions:
        return account.aws("iam", "delete-role-policy", *which)
    statement = {**actions, "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return account.aws("iam", "put-role-policy", *which, "--policy-document", document)


def test_it_registers_a_version_that_has_passed_the_contract_tests_and_makes_it_the_default(account, submitted):
    assert "Registration complete." in submitted and "Set default version to" in submitted
    counts = re.search(r"Contract tests v2: (\d+) passed, (\d+) failed, (\d+) skipped", submitted)
    assert counts and int(counts[1]) > 60 and counts[2] == "0"
    assert re.search(
        r"In an account they claim \d+ numbers, release \d+ and make \d+ calls of Amazon Connect", submitted
    )
    described = account.cloudformation("describe-type", *OF_TYPE, "--version-id", "00000002")
    assert described["IsDefaultVersion"] and described["TypeTestsStatus"] == "PASSED"


def test_stacks_run_under_the_policies_of_its_execution_role(account, submitted, properties):
    assert account.create("allowed", template(properties))["StackStatus"] == "CREATE_COMPLETE"

    policy(account, Effect="Deny", Action="connect:ClaimPhoneNumber")
    assert account.create("denied", template(properties))["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = account.reason("denied", "Number", "CREATE_FAILED")
    assert ":assumed-role/example-connect-phonenumber-role-stack" in reason and "explicit deny" in reason
    policy(account)


def test_a_role_that_cannot_be_assumed_is_told(account, submitted, properties):
    role = account.cloudformation("describe-type", *OF_TYPE)["ExecutionRoleArn"]
    other = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}
    which = ("--endpoint-url", account.endpoint, "--role-name", role.rpartition("/")[2])
    trust = account.aws("iam", "get-role", *which)["Role"]["AssumeRolePolicyDocument"]
    for principal in ("lambda.amazonaws.com", "resources.cloudformation.amazonaws.com"):
        other["Statement"][0] |= {
            "Principal": {"Service": principal},
            "Condition": {"StringEquals": {"aws:SourceAccount": "000000000000"}},
        }
        account.aws("iam", "update-assume-role-policy", *which, "--policy-document", json.dumps(other))
        stack_name = principal.partition(".")[0]
        assert account.create(stack_name, template(properties))["StackStatus"] == "ROLLBACK_COMPLETE"
        reason = account.reason(stack_name, "Number", "CREATE_FAILED")
        assert f"Role {role} is invalid or cannot be assumed" in reason and "AccessDenied" in reason
    account.aws("iam", "update-assume-role-policy", *which, "--policy-document", json.dumps(trust))


def test_two_types_are_deployed_in_one_stack(account, own, properties, tmp_path):
    registry = registering.Registry(account.endpoint, own.simulator["account"], own.simulator["region"])
    registry.register(notes.TYPE, registry.upload(notes.TYPE, notes.package(tmp_path)))
    bucket = f"notes-{own.simulator['account']}"
    account.aws("s3api", "create-bucket", "--bucket", bucket)
    resources = {
        "Number": number(properties),
        "Note": {"Type": notes.TYPE, "Properties": {"Text": {"Fn::GetAtt": ["Number", "Address"]}}},
    }
    assert account.create("both", {"Resources": resources})["StackStatus"] == "CREATE_COMPLETE"
    note = tmp_path / "note"
    key = f"note-{account.physical_id('both', 'Note')}"
    account.aws("s3api", "get-object", "--bucket", bucket, "--key", key, str(note))
    assert json.loads(note.read_text())["Text"].startswith("+1")
    assert account.delete("both")["StackStatus"] == "DELETE_COMPLETE"


def test_a_registered_version_is_tested_and_the_report_delivered(account, own, tmp_path):
    """TestType; notes fail for want of inputs."""
    registry = registering.Registry(account.endpoint, own.simulator["account"], own.simulator["region"])
    arn = registry.register(notes.TYPE, registry.upload(notes.TYPE, notes.package(tmp_path)))
    account.aws("s3api", "create-bucket", "--bucket", "reports")
    assert account.cloudformation("test-type", "--arn", arn, "--log-delivery-bucket", "reports") == {
        "TypeVersionArn": arn
    }
    while (told := account.cloudformation("describe-type", "--arn", arn))["TypeTestsStatus"] == "IN_PROGRESS":
        time.sleep(0.2)
    assert told["TypeTestsStatus"] == "FAILED" and "property_coverage" in told["TypeTestsStatusDescription"]
    (report,) = account.aws("s3api", "list-objects-v2", "--bucket", "reports")["Contents"]
    assert report["Key"].endswith("contract-tests.txt") and report["Size"] > 1000


def test_a_package_that_fails_the_contract_tests_is_not_registered(account, tmp_path):
    """Notes without inputs: no scenario can run."""
    (tmp_path / "package.zip").write_bytes(notes.package(tmp_path))
    account.aws("s3api", "create-bucket", "--bucket", "packages")
    account.aws("s3api", "put-object", "--bucket", "packages", "--key", "1", "--body", str(tmp_path / "package.zip"))
    name = ("--type", "RESOURCE", "--type-name", notes.TYPE)
    begun = account.cloudformation("register-type", *name, "--schema-handler-package", "s3://packages/1")
    which = ("--registration-token", begun["RegistrationToken"])
    while (told := account.cloudformation("describe-type-registration", *which))["ProgressStatus"] == "IN_PROGRESS":
        time.sleep(0.2)
    assert told["ProgressStatus"] == "FAILED"
    assert "property_coverage" in told["Description"] and "The report is" in told["Description"]
    report = told["Description"].rpartition("The report is ")[2].rstrip(".")
    assert "FAILED" in pathlib.Path(report).read_text()
