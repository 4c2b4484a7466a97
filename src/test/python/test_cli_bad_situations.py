"""What goes wrong, in every subcommand: it ends with what to do, with its exit code, and with nothing half written."""

import contextlib
import errno
import io
import json
import os
import pathlib
import socket
import sys

import pytest
from cli_account import TYPE, Account, account_of  # noqa: F401
from connect import simulated
from connect_numbers import files, main, regions
from connect_numbers.probe.journal import Journal

COMMANDS = {
    "adopt": ("adopt",),
    "inventory": ("inventory", "--csv", "all.csv", "--html", "all.html"),
    "plan": ("plan", "desk", "--change-set", "next"),
    "watch": ("watch", "desk"),
    "probe": ("probe", "--target", "INSTANCE", "--stage", "0", "--yes"),
}
commands = pytest.mark.parametrize("command", COMMANDS)
# The probe's Region is its target's, and it asks CloudFormation for nothing.
where_stacks_are = pytest.mark.parametrize("command", [command for command in COMMANDS if command != "probe"])
JOURNAL = pathlib.Path("numbers-probe.jsonl")


@pytest.fixture(scope="module")
def simulator():
    with simulated("--manual-clock", "WINDOW_DAYS=off", "QUOTA=100") as connect:
        yield connect


@pytest.fixture
def account(simulator, account_of):  # noqa: F811
    """An account in which every subcommand would describe a number."""
    account = account_of({"us-east-1": simulator})
    (arn,) = account.claim()
    account.stacks.add("desk", Number=(TYPE, arn))
    account.stacks.stacks["desk"]["StackStatus"] = "UPDATE_IN_PROGRESS"
    account.stacks.change_sets["next"] = {
        "StackName": "desk",
        "Status": "CREATE_COMPLETE",
        "ExecutionStatus": "AVAILABLE",
        "Changes": [
            {
                "ResourceChange": {
                    "Action": "Remove",
                    "LogicalResourceId": "Number",
                    "ResourceType": TYPE,
                    "PhysicalResourceId": arn,
                    "PolicyAction": "Retain",
                }
            }
        ],
    }
    return account


UNFINISHED = {command.name: command.unfinished for command in main.COMMANDS}


def ends(account: Account, command, remedy, code=1, more=()):
    """The command ends so, says the remedy, and leaves no file."""
    before = sorted(os.listdir())
    ended, said, complained = account.numbers(*given(account, command), *more)
    assert ended == code, said + complained
    assert remedy in complained
    assert "Traceback" not in complained
    assert sorted(set(os.listdir()) - {JOURNAL.name}) == [name for name in before if name != JOURNAL.name]
    if code == 1:
        assert UNFINISHED[command] in complained


def given(account: Account, command):
    return [argument.replace("INSTANCE", account.connect.instance) for argument in COMMANDS[command]]


# --- who calls, and where ---


@commands
def test_no_credentials(account, monkeypatch, command):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    ends(account, command, "sign in")


@commands
def test_half_credentials(account, monkeypatch, command):
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    ends(account, command, "complete the credentials")


@commands
def test_a_profile_that_does_not_exist(account, command):
    ends(account, command, "`aws configure list-profiles` shows what there is", more=("--profile", "nobody"))


@commands
def test_a_configuration_that_cannot_be_read(account, monkeypatch, command, tmp_path_factory):
    broken = tmp_path_factory.mktemp("home") / "config"
    broken.write_text("[broken\nx")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(broken))
    ends(account, command, "mend the file that it names")


@where_stacks_are
def test_no_region(account, monkeypatch, command):
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    ends(account, command, "name a Region by --region")


@where_stacks_are
def test_a_region_that_is_none(account, command):
    ends(account, command, "name a Region as us-east-1", more=("--region", "us east 1"))


@commands
def test_an_option_that_does_not_exist(account, command):
    ends(account, command, "usage: numbers", code=2, more=("--frobnicate",))


@commands
def test_a_rate_that_is_none(account, command):
    ends(account, command, "a number of calls a second", code=2, more=("--rate", "fast"))


# --- what AWS answers; the same for each call that the command makes ---

REFUSALS = [
    ("AccessDeniedException", 403, "grant connect:DescribePhoneNumber to the caller; `numbers iam COMMAND` prints"),
    ("ExpiredTokenException", 403, "sign in again: the session is over"),
    ("UnrecognizedClientException", 403, "whether the account has this Region enabled"),
    ("InvalidClientTokenId", 403, "AWS does not know this key"),
    ("SignatureDoesNotMatch", 403, "look at the secret key and at this machine's clock"),
    ("RequestExpired", 400, "set this machine's clock"),
    ("OptInRequired", 403, "enable the Region"),
    ("InvalidParameterException", 400, "`numbers COMMAND --help` says what it takes"),
    ("TooManyRequestsException", 429, "run it again later, or slower: --rate 1"),
    ("ThrottlingException", 429, "run it again later, or slower: --rate 1"),
    ("InternalServiceException", 500, "AWS's health dashboard may tell"),
    ("SomethingNewException", 400, "`numbers COMMAND --help` says what it takes"),
]


@commands
@pytest.mark.parametrize("code, status, remedy", REFUSALS, ids=[code for code, *_ in REFUSALS])
def test_a_refusal_that_lasts(account, command, code, status, remedy):
    refusal = {"fault": "REFUSE", "status": status, "code": code, "message": "so it says"}
    account.connect("POST", "trouble", operation="DescribePhoneNumber", times=100, **refusal)
    if command == "probe" and code in ("InvalidParameterException", "SomethingNewException"):
        assert account.numbers(*given(account, command))[0] == 0, "what a call answers is a finding of the probe"
        return
    ends(account, command, f"{code}: so it says")
    ends(account, command, remedy.replace("COMMAND", command))


@commands
@pytest.mark.parametrize(
    "fault, remedy",
    [("DROP_BEFORE", "look at the network and its proxy"), ("GARBAGE_BEFORE", "what answered is not AWS")],
)
def test_no_answer_and_a_wrong_one(account, command, fault, remedy):
    account.connect("POST", "trouble", operation="DescribePhoneNumber", times=100, fault=fault)
    ends(account, command, remedy)


@commands
@pytest.mark.parametrize("fault", ["THROTTLE", "TOO_MANY_REQUESTS", "INTERNAL_ERROR_BEFORE", "DROP_BEFORE"])
def test_what_passes_is_waited_out(account, command, fault):
    account.connect("POST", "trouble", operation="DescribePhoneNumber", times=2, fault=fault)
    account.times["us-east-1"].then(lambda: None, done(account), done(account))
    ended, _, complained = account.numbers(*given(account, command))
    assert ended == 0, complained


def done(account):
    return lambda: account.stacks.stacks["desk"].update(StackStatus="UPDATE_COMPLETE")


@commands
def test_nothing_listens_there(account, monkeypatch, command):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL_CONNECT", f"http://127.0.0.1:{port}")
    ends(account, command, "look at the Region's name, the network and its proxy, and at AWS_ENDPOINT_URL_*")


@where_stacks_are
def test_a_cloudformation_action_that_is_denied(account, command):
    account.stacks.allowed = set()
    ends(account, command, f"`numbers iam {command}` prints the least policy")


# --- this machine ---


@commands
def test_an_interrupt_from_the_keyboard(account, monkeypatch, command):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("connect_numbers.regions.Region._once", interrupted)
    ends(account, command, f"interrupted. {UNFINISHED[command]}", code=130)


@commands
def test_a_disk_that_is_full_below_the_output(account, monkeypatch, command):
    done(account)()
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        ended, _, complained = account.numbers(*given(account, command))
        with contextlib.suppress(OSError):
            full.close()
    assert ended == 1 and "make room on the disk" in complained


@pytest.mark.parametrize("command", ["adopt", "inventory"])
@pytest.mark.parametrize(
    "number, remedy",
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EDQUOT, "make room within the quota"),
        (errno.EACCES, "name a place where you may write"),
        (errno.EROFS, "name a place where you may write"),
    ],
)
@pytest.mark.parametrize("step", ["mkdtemp", "mkstemp", "rename"])
def test_a_file_that_cannot_be_written(account, monkeypatch, command, number, remedy, step):
    account.stacks.resources["desk"].clear()

    def fails(*_, **__):
        raise OSError(number, os.strerror(number))

    if step == "rename":
        monkeypatch.setattr(files.os, "rename", fails)
        monkeypatch.setattr(files.pathlib.Path, "rename", fails)
    else:
        for name in ("mkdtemp", "mkstemp"):
            monkeypatch.setattr(files.tempfile, name, fails)
    ends(account, command, remedy)


# --- what is not, or no longer, there ---


@pytest.mark.parametrize("command", ["adopt", "inventory"])
def test_a_stack_that_goes_while_it_is_read(account, command):
    listed = account.stacks._ListStackResources

    def gone(StackName):
        account.stacks.stacks.pop("desk", None)
        return listed(StackName)

    account.stacks._ListStackResources = gone
    assert account.numbers(*given(account, command))[0] == 0


def test_an_instance_that_is_gone(account):
    gone = account.connect.instance[:-1] + "f"
    ends(account, "adopt", "`aws connect list-instances` shows what there is", more=("--target", gone))


def test_an_instance_that_goes_while_its_numbers_are_read(account):
    account.stacks.resources["desk"].clear()
    gone = {"fault": "REFUSE", "status": 404, "code": "ResourceNotFoundException", "message": "gone"}
    account.connect("POST", "trouble", operation="BatchGetFlowAssociation", **gone)
    ends(account, "adopt", "`aws connect list-instances` shows what there is in this Region")


@pytest.mark.parametrize("command", ["plan", "watch"])
def test_a_stack_that_does_not_exist(account, command):
    account.stacks.stacks.clear()
    account.stacks.change_sets.clear()
    remedy = "list-change-sets" if command == "plan" else "`aws cloudformation describe-stacks` shows what there is"
    ends(account, command, remedy)


def test_a_stack_that_goes_while_it_is_watched(account):
    account.times["us-east-1"].then(account.stacks.stacks.clear)
    ends(account, "watch", "look at the stack's name and Region")


def test_a_change_set_that_does_not_exist(account):
    account.stacks.change_sets.clear()
    ends(account, "plan", "`aws cloudformation list-change-sets --stack-name STACK` shows what there is")


def test_a_change_set_that_was_executed(account):
    account.stacks.change_sets["next"]["ExecutionStatus"] = "EXECUTE_COMPLETE"
    ends(account, "plan", "make a new one from the template")


@pytest.mark.parametrize("operation, remedy", [("servicequotas", "GetServiceQuota"), ("cloudtrail", "LookupEvents")])
def test_a_neighbour_that_is_denied(account, operation, remedy):
    change = account.stacks.change_sets["next"]["Changes"][0]["ResourceChange"]
    change.update(Action="Add", AfterContext=json.dumps({"Properties": {"TargetArn": account.connect.instance}}))
    allowed = {"Effect": "Allow", "NotAction": f"{operation}:*", "Resource": "*"}
    account.connect("PATCH", "knobs", permissions={"Version": "2012-10-17", "Statement": [allowed]})
    try:
        ends(account, "plan", f"grant {operation}:{remedy} to the caller")
    finally:
        account.connect("PATCH", "knobs", permissions="*")


# --- the probe's own ---


def probe(account: Account, remedy, *more, code=1):
    ends(account, "probe", remedy, code, more)


def test_a_target_that_is_gone(account):
    gone = account.connect.instance.replace("instance/1", "instance/0")
    probe(account, "`aws connect list-instances` shows what there is", "--target", gone)


@pytest.mark.parametrize(
    "more, remedy",
    [
        (("--region", "eu-west-2"), "leave --region out"),
        (("--flow", "flow"), "--flow 'flow' is no such ARN"),
        (("--role", "admin"), "--role 'admin' is no such ARN"),
        (
            ("--full-target", "arn:aws:connect:us-east-1:123456789012:instance/x", "--stage", "3"),
            "allow that by --spend",
        ),
        (("--full-target", "arn:aws:connect:eu-west-2:123456789012:instance/x"), "of the same account and Region"),
        (("--stage", "1b"), "it takes a number that stage 1 has claimed and released"),
        (("--stage", "2"), "name an instance without room by --full-target"),
        (("--journal", "missing/x"), "make the folder first"),
        (("--report", "missing/x"), "make it first"),
    ],
)
def test_what_the_probe_is_given_is_wrong(account, more, remedy):
    probe(account, remedy, *more)


def test_nobody_is_there_to_agree_to_a_price(account):
    target = ("--target", account.connect.instance)
    code, _, complained = account.numbers("probe", *target)
    assert code == 1 and "answer by --yes" in complained and account.connect.claims == 1


@pytest.mark.parametrize("answer, claims", [("n\n", 0), ("", 0), ("y\ny\n", 1), ("y\ny\ny\n", 1)])
def test_each_stage_is_asked_for_with_its_price(account, monkeypatch, answer, claims):
    stdin = io.StringIO(answer)
    stdin.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", stdin)
    code, _, complained = account.numbers("probe", "--target", account.connect.instance)
    assert code == 0 and "Price: at most 1 claim and 1 release." in complained
    again = "Price: at most 1 claim and 2 releases; nothing, unless Connect takes them for new ones."
    assert (again in complained) == bool(claims)
    assert account.connect.claims == 1 + claims and account.connect.releases == claims


@pytest.mark.parametrize("operation", ["ClaimPhoneNumber", "SearchAvailablePhoneNumbers"])
def test_a_probe_that_may_not_do_what_it_needs_claims_nothing(account, operation):
    allowed = {"Effect": "Allow", "NotAction": f"connect:{operation}", "Resource": "*"}
    account.connect("PATCH", "knobs", permissions={"Version": "2012-10-17", "Statement": [allowed]})
    try:
        probe(account, f"grant connect:{operation} to the caller; `numbers iam probe`", "--stage", "1")
    finally:
        account.connect("PATCH", "knobs", permissions="*")
    assert account.connect.claims == 1


def test_a_role_that_does_not_trust_the_caller(account):
    account.role.trusts = False
    probe(account, "grant sts:AssumeRole to the caller", "--role", account.role.arn)
    account.role.trusts = True
    assert account.numbers(*given(account, "probe"), "--role", account.role.arn)[0] == 0


def test_a_probe_that_may_not_release_says_so_and_releases_when_it_may(account):
    allowed = {"Effect": "Allow", "NotAction": "connect:ReleasePhoneNumber", "Resource": "*"}
    account.connect("PATCH", "knobs", permissions={"Version": "2012-10-17", "Statement": [allowed]})
    try:
        probe(account, "is still there: Connect does not let it go", "--stage", "1")
    finally:
        account.connect("PATCH", "knobs", permissions="*")
    assert len(account.connect.numbers) == 2
    assert account.numbers(*given(account, "probe"), "--stage", "1")[0] == 0
    assert len(account.connect.numbers) == 1 and account.connect.claims == 2


def test_a_budget_that_is_short(account):
    account.connect("PATCH", "knobs", quota="2")
    account.connect("POST", "clock", advanceSeconds=600)
    pathlib.Path("other.jsonl").touch()
    try:
        account.numbers(*given(account, "probe"), "--stage", "1")
        before = account.connect.claims
        probe(account, "4 must be left. To do: wait until", "--journal", "other.jsonl", "--stage", "1", code=4)
    finally:
        account.connect("PATCH", "knobs", quota="100")
    assert account.connect.claims == before


def test_an_instance_without_room(account):
    account.claim(2)
    account.connect("POST", "quota", targetArn=account.connect.instance, quota=3)
    probe(account, "has no room: it holds 3 numbers of 3. To do: release one", "--stage", "1", code=4)
    assert account.connect.claims == 3


def test_a_disk_that_is_full_below_the_journal_and_has_room_again(account, monkeypatch):
    """At each of its lines: what is not written is not sent, and a second run goes on."""
    write, left = Journal.write, [0]

    def fails(self, *surely, **record):
        if left[0] == 0:
            self._file.write(json.dumps(record, default=str).encode()[:20])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left[0] -= 1
        return write(self, *surely, **record)

    monkeypatch.setattr(Journal, "write", fails)
    for lines in (0, 1, 7, 20, 60):
        left[0] = lines
        probe(account, "make room on the disk", "--stage", "1")
    left[0] = 10_000
    assert account.numbers(*given(account, "probe"), "--stage", "1")[0] == 0
    assert account.connect.claims == 2 and account.connect.releases == 1


def test_a_journal_of_another_account_or_region(account):
    assert account.numbers(*given(account, "probe"))[0] == 0
    text = JOURNAL.read_text()
    JOURNAL.write_text(text.replace(":123456789012:", ":210987654321:", 1))
    probe(account, "its account, Region or instance differ")
    JOURNAL.write_text(text)
    probe(account, "its settings differ", "--country", "GB")


@pytest.mark.parametrize("damage", ["not JSON", '"text"', '{"answer": 5}', '{"asked": {}}'])
def test_a_journal_that_is_damaged_in_the_middle(account, damage):
    assert account.numbers(*given(account, "probe"))[0] == 0
    first, _, *rest = JOURNAL.read_text().splitlines()
    JOURNAL.write_text("\n".join([first, damage, *rest]) + "\n")
    probe(account, "line 2 cannot be read; restore the file")


def test_a_file_that_is_no_journal(account):
    JOURNAL.write_text("diary\n")
    probe(account, "line 1 cannot be read")
    JOURNAL.write_text("diary")
    probe(account, "is no journal of the probe: name another file")
    assert JOURNAL.read_text() == "diary"


def test_a_journal_whose_last_line_a_death_left_half_written(account):
    assert account.numbers(*given(account, "probe"))[0] == 0
    text = JOURNAL.read_text()
    JOURNAL.write_text(text + '{"answer": {"step": "one.cl')
    assert account.numbers(*given(account, "probe"))[0] == 0
    assert JOURNAL.read_text() == text


def test_two_probes_at_once(account):
    assert account.numbers(*given(account, "probe"))[0] == 0
    header = json.loads(JOURNAL.read_text().splitlines()[0])
    other = Journal(JOURNAL, header)
    try:
        probe(account, "another run of the probe is at work on it")
    finally:
        other.close()


def test_a_claim_of_a_held_number_that_makes_another_ends_the_probe(account, monkeypatch):
    once = regions.Region._once

    def accepts(region, action, parameters):
        if action == "connect:ClaimPhoneNumber":
            return {"PhoneNumberId": "another", "PhoneNumberArn": "another"}
        return once(region, action, parameters)

    monkeypatch.setattr(regions.Region, "_once", accepts)
    probe(account, "made another number instead of being refused: another. To do: look at it")
