"""Drives the simulator, started as the command that it is, by a client that shares no code with it: the AWS CLI."""

import json
import os
import pathlib
import subprocess
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).parents[3]
AWS = ROOT / ".tools/aws/bin/aws"
NUMBER = "+12065550100"


class Simulator:
    """A running simulator, and the AWS CLI pointed at it."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [*command(), "--exit-with-parent", "--manual-clock", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ready = json.loads(self.process.stdout.readline())

    def stop(self):
        """Closes its standard input, and gives its exit code."""
        self.process.stdin.close()
        return self.process.wait(timeout=30)

    def control(self, method, path, body=None):
        """One call of the control API; the answer's JSON."""
        request = urllib.request.Request(
            f"{self.ready['endpoint']}/_simulator/{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def run(self, *arguments):
        """``aws connect`` with these arguments: the finished process."""
        environment = {
            "PATH": os.environ["PATH"],
            "AWS_ENDPOINT_URL_CONNECT": self.ready["endpoint"],
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": self.ready["region"],
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
        return subprocess.run(
            [AWS, "connect", *arguments, "--output", "json", "--no-paginate"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def aws(self, *arguments):
        """``aws connect`` with these arguments, which must succeed: its answer, empty for none."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "{}")


def command():
    """The command that starts a simulator."""
    class_path = f"{ROOT / 'target/test-classes'}:{(ROOT / 'target/local.classpath').read_text().strip()}"
    return ["java", "-XX:TieredStopAtLevel=1", "-cp", class_path, "com.example.connect.simulator.Main"]


@pytest.fixture(scope="module", name="shared")
def _shared():
    simulator = Simulator("--rate=off", "--claim-seconds=3")
    yield simulator
    assert simulator.stop() == 0


@pytest.fixture(name="simulator")
def _simulator(shared):
    shared.control("POST", "reset")
    return shared


def claimed(simulator):
    """Claims NUMBER on the first instance, lets it become CLAIMED, and gives its id and ARN."""
    answer = simulator.aws(
        "claim-phone-number",
        *("--phone-number", NUMBER),
        *("--target-arn", simulator.ready["instanceArn"]),
        *("--phone-number-description", "front desk"),
        *("--tags", "team=blue"),
    )
    simulator.control("POST", "clock", {"advanceSeconds": 3})
    return answer["PhoneNumberId"], answer["PhoneNumberArn"]


def test_a_number_from_search_to_release(simulator):
    """Every call on a number of an instance, by id and by ARN."""
    found = simulator.aws(
        "search-available-phone-numbers",
        *("--target-arn", simulator.ready["instanceArn"]),
        *("--phone-number-country-code", "US", "--phone-number-type", "DID"),
        *("--phone-number-prefix", NUMBER),
    )
    assert [number["PhoneNumber"] for number in found["AvailableNumbersList"]] == [NUMBER]

    number, arn = claimed(simulator)
    summary = simulator.aws("describe-phone-number", "--phone-number-id", arn)["ClaimedPhoneNumberSummary"]
    assert summary["PhoneNumberStatus"] == {"Status": "CLAIMED"}
    assert summary["PhoneNumberId"] == number
    assert summary["PhoneNumberDescription"] == "front desk"
    assert summary["Tags"] == {"team": "blue"}

    simulator.aws("update-phone-number-metadata", "--phone-number-id", number, "--phone-number-description", "")
    simulator.aws("tag-resource", "--resource-arn", arn, "--tags", '{"team": "red", "cost centre": "7"}')
    simulator.aws("untag-resource", "--resource-arn", arn, "--tag-keys", "team", "none")
    assert simulator.aws("list-tags-for-resource", "--resource-arn", arn) == {"tags": {"cost centre": "7"}}
    simulator.control("POST", "clock", {"advanceSeconds": 3})
    listed = simulator.aws("list-phone-numbers-v2")["ListPhoneNumbersSummaryList"]
    assert [item["PhoneNumberArn"] for item in listed] == [arn]
    assert "PhoneNumberDescription" not in listed[0]

    simulator.aws("release-phone-number", "--phone-number-id", number)
    gone = simulator.run("describe-phone-number", "--phone-number-id", number)
    assert gone.returncode != 0
    assert "(ResourceNotFoundException)" in gone.stderr


def test_a_number_on_a_traffic_distribution_group_with_a_flow(simulator):
    """The move, the group, and the contact-flow calls."""
    number, arn = claimed(simulator)
    simulator.aws("update-phone-number", "--phone-number-id", number, "--target-arn", simulator.ready["tdgArn"])
    simulator.control("POST", "clock", {"advanceSeconds": 3})
    group = simulator.aws(
        "describe-traffic-distribution-group", "--traffic-distribution-group-id", simulator.ready["tdgArn"]
    )["TrafficDistributionGroup"]
    assert group["InstanceArn"] == simulator.ready["instanceArn"]

    instance = simulator.ready["instanceArn"].rsplit("/", 1)[1]
    bind = ("--phone-number-id", number, "--instance-id", instance)
    simulator.aws("associate-phone-number-contact-flow", *bind, "--contact-flow-id", simulator.ready["flowArn"])
    association = {"ResourceId": arn, "FlowId": simulator.ready["flowArn"], "ResourceType": "VOICE_PHONE_NUMBER"}
    asked = simulator.aws("batch-get-flow-association", "--instance-id", instance, "--resource-ids", arn)
    assert asked["FlowAssociationSummaryList"] == [association]
    listed = simulator.aws("list-flow-associations", "--instance-id", instance)
    assert listed["FlowAssociationSummaryList"] == [association]
    simulator.aws("disassociate-phone-number-contact-flow", *bind)
    assert simulator.aws("list-flow-associations", "--instance-id", instance)["FlowAssociationSummaryList"] == []


def test_a_number_is_imported(simulator):
    """ImportPhoneNumber, and the source that Describe tells."""
    source = simulator.ready["sourcePhoneNumberArn"]
    instance = simulator.ready["instanceArn"].rsplit("/", 1)[1]
    answer = simulator.aws("import-phone-number", "--instance-id", instance, "--source-phone-number-arn", source)
    summary = simulator.aws("describe-phone-number", "--phone-number-id", answer["PhoneNumberId"])
    assert summary["ClaimedPhoneNumberSummary"]["SourcePhoneNumberArn"] == source


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("THROTTLE", "(ThrottlingException)"),
        ("TOO_MANY_REQUESTS", "(TooManyRequestsException)"),
        ("INTERNAL_ERROR_AFTER", "(InternalServiceException)"),
        ("DROP_AFTER", "Connection was closed before we received a valid response"),
    ],
)
def test_trouble_is_what_the_cli_takes_it_for(simulator, fault, message):
    """An error's code and message are parsed, a drop is a drop."""
    simulator.control("POST", "trouble", {"operation": "ListPhoneNumbersV2", "fault": fault})
    failed = simulator.run("list-phone-numbers-v2")
    assert failed.returncode != 0
    assert message in failed.stderr
    assert len(simulator.control("GET", "calls")["calls"]) == 1


def test_a_wrong_option_is_named_with_its_remedy():
    """A user's typing error ends at once, with what to do."""
    done = subprocess.run([*command(), "--rate=fast"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "rate=fast" in done.stderr
    assert "REFILL/BURST or off" in done.stderr
