"""Drives the simulator by Terraform's own resource, aws_connect_phone_number of its AWS provider.

Terraform and the provider are taken as this machine has them; without them these tests are skipped.
"""

import json

import pytest
from connect import simulated
from terraform import Terraform, found_provider

ADDRESS = "aws_connect_phone_number.front"


class Numbers(Terraform):
    """Terraform with a configuration of phone numbers."""

    def __init__(self, folder, provider, connect):
        super().__init__(folder, provider, connect.environment)
        self._connect = connect

    def configure(self, provider=None, blocks=None, **number):
        """Writes the configuration: the number's attributes, the provider's further settings, further blocks."""
        skip = {"skip_credentials_validation": True, "skip_requesting_account_id": True}
        wanted = {"target_arn": self._connect.instance, "country_code": "US", "type": "DID", **number}
        configuration = {
            "provider": {"aws": {**skip, **(provider or {})}},
            "resource": {"aws_connect_phone_number": {"front": wanted}},
            **(blocks or {}),
        }
        (self.folder / "main.tf.json").write_text(json.dumps(configuration))


@pytest.fixture(scope="module", name="provider")
def _provider():
    return found_provider()


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
    return Numbers(tmp_path, provider, connect)


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
