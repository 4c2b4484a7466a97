"""The CDK's own command line, unmodified, with examples/contact-center.yml as a CDK app would synthesize it."""

import json
import os
import shutil
import subprocess

import pytest
from cloud import ROOT
from templates import parsed

pytestmark = pytest.mark.slow

CDK = ROOT / ".tools/javascript/node_modules/aws-cdk/bin/cdk"
STACK = "contact-center"
# What aws-cdk-lib writes beside a template, where LegacyStackSynthesizer is chosen: nothing has to be bootstrapped.
MANIFEST = {
    "version": "55.0.0",
    "artifacts": {
        STACK: {
            "type": "aws:cloudformation:stack",
            "environment": "aws://unknown-account/unknown-region",
            "properties": {"templateFile": f"{STACK}.template.json"},
        }
    },
}


@pytest.fixture
def cdk(local, tmp_path):
    """What ``cdk ARGUMENTS`` says on the app's output, which is a folder here; fails where the command does."""
    if shutil.which("node") is None or not CDK.is_file():
        pytest.skip("the CDK CLI needs Node, and the packages that make javascript installs where npm is")
    app = tmp_path / "cdk.out"
    app.mkdir()
    (app / "manifest.json").write_text(json.dumps(MANIFEST))
    (app / f"{STACK}.template.json").write_text(json.dumps(parsed((ROOT / f"examples/{STACK}.yml").read_text())))
    account = {f"AWS_ENDPOINT_URL_{service}": local.cloudformation["endpoint"] for service in ("SSM", "IAM", "ECR")}
    offline = {"CDK_DISABLE_VERSION_CHECK": "1", "CDK_DISABLE_CLI_TELEMETRY": "true", "HOME": str(tmp_path)}

    def run(*arguments):
        command = ["node", CDK, *arguments, "--app", app, "--ci", "--no-notices", "--no-version-reporting"]
        environment = {**os.environ, **local.environment, **account, **offline}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_an_environment_is_bootstrapped_by_cdk_and_a_second_time_nothing_changes(cdk, cloud):
    assert "bootstrapped" in cdk("bootstrap")
    assert cloud.stack("CDKToolkit")["StackStatus"] == "CREATE_COMPLETE"
    assert "no changes" in cdk("bootstrap")


def test_a_contact_center_is_deployed_compared_and_destroyed_by_cdk(cdk, cloud, connect):
    deployed = cdk("deploy", "--require-approval", "never", "--parameters", "InstanceAlias=by-cdk")

    held = connect.numbers
    assert {number["status"] for number in held.values()} == {"CLAIMED"} and len(held) == 2
    assert all(f"{key} = {value}" in deployed for key, value in cloud.outputs(STACK).items())
    assert "There were no differences" in cdk("diff")
    assert "No drift detected" in cdk("drift")

    assert "destroyed" in cdk("destroy", "--force")
    assert connect.numbers == held, "kept, and their instance with them"
