"""Drives the simulator by Terraform's own resource, aws_connect_phone_number of its AWS provider.

Terraform and the provider are taken as this machine has them; without them these tests are skipped.
"""

import json
import os
import pathlib
import platform
import re
import shutil
import subprocess

import pytest
from connect import simulated
from connect_local.stack.aws_cli import alone

# Where Terraform itself looks for providers that it need not download, and where administrators put them.
FOLDERS = [
    os.environ.get("TF_PLUGIN_CACHE_DIR", "~/.terraform.d/plugin-cache"),
    *("~/.terraform.d/plugins", "~/.local/share/terraform/plugins"),
    *("/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", "/opt/*"),
]
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
ADDRESS = "aws_connect_phone_number.front"
COMMAND_SECONDS = 240


class Terraform:
    """Terraform in a folder of its own, with a configuration of phone numbers."""

    def __init__(self, folder, provider, connect):
        self._folder = folder
        self._connect = connect
        settings = folder / "terraform.rc"
        settings.write_text(f'provider_installation {{\n  dev_overrides {{ "hashicorp/aws" = "{provider}" }}\n}}\n')
        kept = {name: value for name, value in alone(connect.environment).items() if not name.startswith("TF_")}
        # The provider's start is most of a command's time, and collecting garbage a third of that.
        self.environment = {**kept, "TF_CLI_CONFIG_FILE": str(settings), "CHECKPOINT_DISABLE": "1", "GOGC": "400"}

    def configure(self, provider=None, blocks=None, **number):
        """Writes the configuration: the number's attributes, the provider's further settings, further blocks."""
        skip = {"skip_credentials_validation": True, "skip_requesting_account_id": True}
        wanted = {"target_arn": self._connect.instance, "country_code": "US", "type": "DID", **number}
        configuration = {
            "provider": {"aws": {**skip, **(provider or {})}},
            "resource": {"aws_connect_phone_number": {"front": wanted}},
            **(blocks or {}),
        }
        (self._folder / "main.tf.json").write_text(json.dumps(configuration))

    def run(self, *arguments):
        """``terraform`` with these arguments: the finished process, its colours taken away."""
        return subprocess.run(
            ["terraform", *arguments, "-no-color"],
            cwd=self._folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def apply(self):
        """Applies the configuration, which must succeed; what Terraform counted: added, changed, destroyed."""
        done = self.run("apply", "-auto-approve")
        assert done.returncode == 0, done.stderr
        return re.search(r"Resources: (.*)\.", done.stdout)[1]

    @property
    def known(self):
        """The ids of the numbers in Terraform's state."""
        state = json.loads((self._folder / "terraform.tfstate").read_text())
        return [instance["attributes"]["id"] for resource in state["resources"] for instance in resource["instances"]]


@pytest.fixture(scope="module", name="provider")
def _provider():
    """The folder of the newest AWS provider that is found."""
    if shutil.which("terraform") is None:
        pytest.skip("Terraform is not on the PATH")
    machine = f"{platform.system().lower()}_{MACHINES.get(platform.machine(), platform.machine())}"
    program = f"registry.terraform.io/hashicorp/aws/*/{machine}/terraform-provider-aws*"
    found = [path for folder in FOLDERS for path in _glob(pathlib.Path(folder).expanduser() / program)]
    if not found:
        pytest.skip("Terraform is on the PATH, but its AWS provider is in no plug-in folder (TF_PLUGIN_CACHE_DIR)")
    return max(found, key=lambda path: [int(part) for part in path.parts[-3].split(".")]).parent


def _glob(pattern):
    return pathlib.Path("/").glob(str(pattern.relative_to("/")))


@pytest.fixture(scope="module", name="shared")
def _shared():
    # Each wait ends with the provider's first look: its later ones are seconds apart.
    at_once = [f"--{what}-seconds=off" for what in ("claim", "move", "metadata")]
    with simulated("--rate=off", "--cooldown-days=off", *at_once) as connect:
        yield connect


@pytest.fixture(name="connect")
def _connect(shared):
    shared("POST", "reset")
    return shared


@pytest.fixture(name="terraform")
def _terraform(tmp_path, provider, connect):
    return Terraform(tmp_path, provider, connect)


def test_a_number_from_create_to_destroy(terraform, connect):
    """AWS_ENDPOINT_URL_CONNECT points Terraform at the simulator, as it does other clients."""
    terraform.configure(prefix="+1201", tags={"team": "blue"})
    assert terraform.apply() == "1 added, 0 changed, 0 destroyed"
    held = connect.number
    assert held["number"].startswith("+1201") and held["tags"] == {"team": "blue"} and held["status"] == "CLAIMED"
    assert terraform.run("plan", "-detailed-exitcode").returncode == 0

    moved = {"prefix": "+1201", "target_arn": connect.tdg, "tags": {"team": "red"}}
    terraform.configure(**moved)
    assert terraform.apply() == "0 added, 1 changed, 0 destroyed"
    assert connect.number == {**held, "targetArn": connect.tdg, "tags": {"team": "red"}}

    # What is changed in place here, the provider replaces: the number is lost.
    terraform.configure(**moved, description="front desk")
    assert terraform.apply() == "1 added, 0 changed, 1 destroyed"
    assert connect.number["description"] == "front desk" and connect.number["id"] != held["id"]
    assert (connect.claims, connect.releases) == (2, 1)

    assert terraform.run("destroy", "-auto-approve").returncode == 0
    assert (connect.numbers, connect.releases) == ({}, 2)


def test_a_number_is_imported_as_it_is(terraform, connect):
    terraform.configure()
    terraform.apply()
    (number,) = terraform.known
    held = connect.number
    assert terraform.run("state", "rm", ADDRESS).returncode == 0
    terraform.configure(blocks={"import": [{"to": ADDRESS, "id": number}]})
    assert terraform.apply() == "1 imported, 0 added, 0 changed, 0 destroyed"
    assert terraform.known == [number] and connect.number == held


def test_three_at_once_take_the_same_number_and_two_fail(terraform, connect):
    """terraform-provider-aws #45572: each create claims the first number that its search offers.

    The provider's block points Terraform at the simulator. It costs each command seconds that the variable does not.
    """
    del terraform.environment["AWS_ENDPOINT_URL_CONNECT"]
    # Throttled claims come late enough that all three have searched; else this machine's load decides who collides.
    connect("POST", "trouble", operation="ClaimPhoneNumber", fault="TOO_MANY_REQUESTS", times=6)
    terraform.configure({"endpoints": {"connect": connect.endpoint}}, count=3)
    failed = terraform.run("apply", "-auto-approve")
    assert failed.returncode == 1
    assert failed.stderr.count("InvalidParameterException: Phone number not available") == 2
    assert terraform.known == [connect.number["id"]]
    answers = [call["status"] for call in connect("GET", "calls")["calls"] if call["operation"] == "ClaimPhoneNumber"]
    assert answers == [429] * 6 + [200, 400, 400]
