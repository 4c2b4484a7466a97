"""numbers watch: a stack's operation as it goes."""

import datetime
import io
import json
import os
import sys

import pytest
import rich.console
from cli_account import TYPE, Account, absent, account_of  # noqa: F401
from connect import simulated
from connect_numbers import main, regions
from connect_numbers.watch import COMMAND
from connect_numbers.watch.look import Watcher
from connect_numbers.watch.picture import picture
from connect_numbers.watch.state import ResourceState, Sight, StackState
from templates import template

BEGAN = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def simulator():
    with simulated("--manual-clock", "QUOTA=100", "WINDOW_DAYS=off") as connect:
        yield connect


@pytest.fixture
def account(simulator, account_of):  # noqa: F811
    return account_of({"us-east-1": simulator})


def becomes(account: Account, stack: str, status: str, **resources: str):
    """A step: the stack and its resources have these statuses from now on."""

    def step():
        account.stacks.stacks[stack]["StackStatus"] = status
        for item in account.stacks.resources[stack]:
            item["ResourceStatus"] = resources.get(item["LogicalResourceId"], item["ResourceStatus"])

    return step


def begun(account: Account, count: int = 1) -> list[str]:
    arns = account.claim(count)
    account.stacks.add("desk", **{f"N{i}": (TYPE, arn) for i, arn in enumerate(arns)})
    becomes(account, "desk", "CREATE_IN_PROGRESS", **{f"N{i}": "CREATE_IN_PROGRESS" for i in range(count)})()
    return arns


def test_each_change_is_one_line_where_the_output_is_no_terminal(account):
    (arn,) = begun(account)
    number = account.connect.numbers[arn]["number"]
    account.times["us-east-1"].then(
        lambda: None,
        becomes(account, "desk", "CREATE_IN_PROGRESS", N0="CREATE_COMPLETE"),
        becomes(account, "desk", "CREATE_COMPLETE"),
    )
    code, said, _ = account.numbers("watch", "desk")
    assert code == 0
    assert [line.split(maxsplit=1)[1] for line in said.splitlines()[:-1]] == [
        f"desk.N0  CREATE_IN_PROGRESS  Connect: {number} CLAIMED",
        "desk  CREATE_IN_PROGRESS",
        f"desk.N0  CREATE_COMPLETE  Connect: {number} CLAIMED",
        "desk  CREATE_COMPLETE",
    ]
    assert said.splitlines()[-1] == "desk: CREATE_COMPLETE"


@pytest.mark.parametrize(
    "status, code",
    [
        *[(status, 0) for status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "DELETE_COMPLETE")],
        *[(status, 5) for status in ("ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "DELETE_FAILED")],
    ],
)
def test_the_exit_code_tells_how_it_ended(account, status, code):
    begun(account)
    account.times["us-east-1"].then(becomes(account, "desk", status))
    assert account.numbers("watch", "desk")[0] == code


def test_a_failure_is_told_by_its_first_reason(account):
    begun(account)
    account.stacks.events["desk"] = [
        {"LogicalResourceId": name, "ResourceStatus": status, "ResourceStatusReason": reason, "Timestamp": time}
        for name, status, reason, time in (
            ("N0", "DELETE_COMPLETE", "", BEGAN),
            ("N1", "CREATE_FAILED", "Resource creation cancelled", BEGAN),
            ("N0", "CREATE_FAILED", "Phone number not available", BEGAN),
            ("Old", "CREATE_FAILED", "of an earlier operation", BEGAN - datetime.timedelta(1)),
        )
    ]
    account.times["us-east-1"].then(becomes(account, "desk", "ROLLBACK_COMPLETE"))
    code, said, _ = account.numbers("watch", "desk")
    assert code == 5 and said.splitlines()[-1] == "First failure: N0: Phone number not available"


def test_a_number_that_failed_is_told_in_connects_words(account):
    account.connect("POST", "trouble", operation="ClaimPhoneNumber", fault="FAIL_LATER", message="No luck")
    begun(account)
    account.times["us-east-1"].then(becomes(account, "desk", "ROLLBACK_COMPLETE"))
    assert "FAILED No luck" in account.numbers("watch", "desk")[1]


def test_it_takes_little_of_the_rate_however_many_numbers_there_are(account):
    begun(account, 30)
    account.connect("DELETE", "calls")
    account.times["us-east-1"].then(*[lambda: None] * 8, becomes(account, "desk", "CREATE_COMPLETE"))
    began = account.times["us-east-1"].now()
    assert account.numbers("watch", "desk")[0] == 0
    describes = account.connect.calls.count("DescribePhoneNumber")
    looks = (account.times["us-east-1"].now() - began) / 2
    assert describes <= looks + 2 + 10, "one a look, and ten at the end"


def test_nested_stacks_are_watched_too(account):
    begun(account)
    account.stacks.add("outer", Inner=("AWS::CloudFormation::Stack", "arn:stack/desk"))
    said = account.document("watch", "outer")
    assert [nested["stack"] for nested in said["nested"]] == ["desk"]
    assert said["nested"][0]["resources"][0]["connect"] == "CLAIMED"


def test_a_stack_that_is_deleted_is_watched_to_its_end(account):
    begun(account)
    stacks = account.stacks

    def deleted():
        becomes(account, "desk", "DELETE_COMPLETE", N0="DELETE_COMPLETE")()
        by_id = stacks._name
        stacks._name = lambda given: (
            by_id(given) if given.startswith("arn:") else (_ for _ in ()).throw(absent("DescribeStacks", given))
        )

    account.times["us-east-1"].then(deleted)
    assert account.document("watch", "desk")["status"] == "DELETE_COMPLETE"


def test_it_waits_for_an_operation_to_begin(account):
    (arn,) = account.claim()
    account.times["us-east-1"].then(
        lambda: None,
        lambda: account.stacks.add("desk", N0=(TYPE, arn)),
        lambda: becomes(account, "desk", "UPDATE_IN_PROGRESS")(),
        lambda: becomes(account, "desk", "UPDATE_COMPLETE")(),
    )
    assert account.document("watch", "desk", "--wait", "60")["status"] == "UPDATE_COMPLETE"


def test_masked_no_number_is_shown(account):
    (arn,) = begun(account)
    account.times["us-east-1"].then(becomes(account, "desk", "CREATE_COMPLETE"))
    said = account.numbers("watch", "desk", "--mask")[1]
    assert account.connect.numbers[arn]["number"][1:] not in said and "\N{BULLET}" in said


# --- the picture, which others use too ---


def drawn(*states, height=24, width=100, mask=str):
    console = rich.console.Console(file=io.StringIO(), width=width, height=height, color_system=None)
    console.print(picture(states, 65.0, height, mask))
    return console.file.getvalue()


def resources(count, status="CREATE_COMPLETE"):
    return tuple(ResourceState(f"N{i}", TYPE, f"arn:{i}", status, "", 1.0) for i in range(count))


def test_the_picture_shows_stack_resources_and_what_connect_says():
    busy = ResourceState("Desk", TYPE, "arn:1", "CREATE_IN_PROGRESS", "", 5.0, Sight("+12065550100", "IN_PROGRESS"))
    failed = ResourceState("Bad", TYPE, "", "CREATE_FAILED", "Phone number not available", 9.0)
    state = StackState("desk", "arn:s", "CREATE_IN_PROGRESS", "", 0.0, (*resources(2), busy, failed))
    lines = [line.split() for line in drawn(state).splitlines()]
    assert lines[0] == ["desk", "CREATE_IN_PROGRESS", "1:05"]
    assert lines[1] == ["Bad", "CREATE_FAILED", "Phone", "number", "not", "available"]
    assert lines[2] == ["Desk", "CREATE_IN_PROGRESS", "1:00", "Connect:", "+12065550100", "IN_PROGRESS"]


def test_the_clock_of_a_stack_that_is_done_stands_while_others_are_at_work():
    done = StackState("desk", "arn:s", "CREATE_COMPLETE", "", 0.0, resources(2))
    busy = StackState("hotline", "arn:t", "CREATE_IN_PROGRESS", "", 5.0, ())
    lines = [line.split() for line in drawn(done, busy).splitlines()]
    assert lines[0] == ["desk", "CREATE_COMPLETE", "0:01"] and ["hotline", "CREATE_IN_PROGRESS", "1:00"] in lines


def test_several_stacks_are_watched_at_once_and_one_that_is_not_there_yet_is_waited_for(account):
    arns = account.claim(2)
    account.stacks.add("desk", N0=(TYPE, arns[0]))
    region = regions.Regions(COMMAND.actions, account.times["us-east-1"]).region()
    watcher = Watcher(region, "desk", "hotline")
    assert [state.name for state in watcher.look()] == ["desk"]
    account.stacks.add("hotline", N0=(TYPE, arns[1]))
    account.connect("DELETE", "calls")
    seen = watcher.look()
    assert [(state.name, bool(state.resources[0].sight)) for state in seen] == [("desk", True), ("hotline", True)]
    assert account.connect.calls.count("DescribePhoneNumber") == 1
    becomes(account, "desk", "UPDATE_IN_PROGRESS", N0="UPDATE_IN_PROGRESS")()
    becomes(account, "hotline", "UPDATE_IN_PROGRESS", N0="UPDATE_IN_PROGRESS")()
    seen = watcher.look()
    assert [bool(state.resources[0].sight) for state in seen] == [True, False], "what was seen before it changed is old"
    assert all(state.resources[0].sight for state in watcher.look_at_all(seen, 10))


def test_the_picture_is_never_higher_than_the_screen_and_tells_what_it_leaves_out():
    busy = ResourceState("Late", TYPE, "arn:1", "CREATE_IN_PROGRESS", "", 5.0)
    state = StackState("desk", "arn:s", "CREATE_IN_PROGRESS", "", 0.0, (*resources(500), busy))
    said = drawn(state)
    assert len(said.splitlines()) <= 24 and "Late" in said and "and 483 more, 500 done in all" in said


def test_text_of_others_is_no_markup_in_the_picture():
    odd = ResourceState("A", TYPE, "", "CREATE_FAILED", "[red]no[/red] [/nothing]", 1.0)
    assert "[red]no[/red] [/nothing]" in drawn(StackState("s", "arn", "CREATE_FAILED", "", 0.0, (odd,)))


def test_on_a_terminal_it_is_drawn(account, monkeypatch):
    begun(account)
    account.times["us-east-1"].then(becomes(account, "desk", "CREATE_COMPLETE", N0="CREATE_COMPLETE"))
    on_a_terminal(monkeypatch, TERM="xterm")
    code, said, _ = account.numbers("watch", "desk")
    assert code == 0 and "CREATE_COMPLETE" in said and "CLAIMED" in said
    assert "desk.N0" not in said


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"TERM": "xterm", "CI": "true"}])
def test_lines_are_told_where_nothing_can_be_drawn_anew(account, monkeypatch, variables):
    begun(account)
    account.times["us-east-1"].then(becomes(account, "desk", "CREATE_COMPLETE", N0="CREATE_COMPLETE"))
    on_a_terminal(monkeypatch, **variables)
    code, said, _ = account.numbers("watch", "desk")
    assert code == 0 and "desk.N0  CREATE_COMPLETE  Connect: " in said and "\x1b" not in said


def on_a_terminal(monkeypatch, **variables):
    monkeypatch.setattr(rich.console.Console, "is_terminal", True)
    monkeypatch.delenv("CI", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_json_is_one_document(account):
    begun(account)
    account.times["us-east-1"].then(becomes(account, "desk", "CREATE_COMPLETE"))
    assert json.loads(account.numbers("watch", "desk", "--json")[1])["status"] == "CREATE_COMPLETE"


@pytest.mark.slow
def test_a_real_deployment_is_watched_to_its_end(local, connect, cloud, searched, monkeypatch, capsys):
    for name, value in {**local.environment, "AWS_CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.modules["connect_numbers.watch.run"], "EVERY", 0.05)
    cloud.cloudformation("create-stack", "--stack-name", "desk", "--template-body", json.dumps(template(searched)))
    assert main.main(["watch", "desk", "--rate", "0"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "desk: CREATE_COMPLETE"
    assert f"CREATE_COMPLETE  Connect: {connect.number['number']} CLAIMED" in said
