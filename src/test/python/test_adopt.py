"""make adopt: numbers that exist already come under CloudFormation as they are."""

import errno
import json
import os
import pathlib
import random
import string
import subprocess

import botocore.session
import pytest
import yaml
from cloud import ROOT
from connect_numbers import account, files, main
from connect_numbers.adopt import template as written_template
from connect_numbers.adopt.obstacle import obstacle
from connect_numbers.adopt.template import logical_id, parts, properties, to_import
from connect_numbers.number import PROTECTION_TAG, Holding, Number
from templates import TYPE, number, tag, template

INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/11111111-aaaa-4aaa-8aaa-00000000000a"
TEAM = {"Team": "Reception"}
ODD = "\"quoted\", 'single': a # hash\n- \ttab \u0007 bell \u0085\u2028 caf\u00e9 \U0001f4de ! & * \\ %"


# --- what is written, without any AWS ---


def a_number(i=0, **changes):
    fields = {
        "arn": f"arn:aws:connect:us-east-1:111122223333:phone-number/{i:08}-2222-3333-4444-555555555555",
        "number": f"+1800{5550000 + i}",
        "country": "US",
        "type": "TOLL_FREE",
        "target": INSTANCE,
        "status": "CLAIMED",
        "message": "",
        "description": "",
        "tags": {},
    }
    return Number(**{**fields, **changes})


def test_a_template_says_what_a_read_gives_and_nothing_that_the_number_has_not():
    flow = f"{INSTANCE}/contact-flow/22222222-aaaa-4aaa-8aaa-000000000001"
    mark = {"aws:cloudformation:stack-name": "gone", "example:connect:phonenumber:claim": "x"}
    whole = a_number(0, description="Front desk", flow=flow, tags={**TEAM, **mark, PROTECTION_TAG: "true"})
    written = yaml.safe_load(written_template.template([whole, a_number(1)]))["Resources"]

    assert [
        line for line in written_template.template([whole, a_number(1)]).splitlines() if line.startswith("  Number")
    ] == [
        "  Number18005550000: # US TOLL_FREE, claimed by a stack's create",
        "  Number18005550001: # US TOLL_FREE",
    ]
    kept = {"Type": TYPE, "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
    exact = {"TargetArn": INSTANCE, "PhoneNumber": "+18005550000"}
    assert written == {
        "Number18005550000": {
            **kept,
            "Properties": {
                **exact,
                "Description": "Front desk",
                "ContactFlowArn": flow,
                "ReleaseProtection": True,
                "Tags": [tag("Team", "Reception")],
            },
        },
        "Number18005550001": {**kept, "Properties": {**exact, "PhoneNumber": "+18005550001"}},
    }


def test_every_text_comes_out_of_the_template_as_it_went_in():
    chance = random.Random(5)
    alphabet = [*ODD, *string.printable, *map(chr, range(0, 0x300)), "\ufeff", "\ufffe", "\U0010ffff", "\u202e"]
    texts = [ODD, "yes", "null", "1e3", "~", "+1", " padded ", "!Ref x", "${AWS::Region}"]
    texts += ["".join(chance.choices(alphabet, k=40)) for _ in range(500)]
    for text in texts:
        numbers = [a_number(description=text, tags={"Key": text})]
        (written,) = yaml.safe_load(written_template.template(numbers))["Resources"].values()
        assert written["Properties"]["Description"] == text
        assert written["Properties"]["Tags"] == [tag("Key", text)]


def test_a_number_that_is_not_e164_is_chosen_by_what_a_read_gives_instead():
    short = a_number(number="12345", type="SHORT_CODE")
    assert logical_id(short) == "NumberUS12345"
    assert properties(short) == {"TargetArn": INSTANCE, "Type": "SHORT_CODE", "CountryCode": "US"}


def test_the_parts_are_within_the_quotas_of_one_change_set_and_lose_nothing():
    numbers = [a_number(i, description="x" * (i % 7 * 70), tags={"Team": "y" * (i % 5 * 50)}) for i in range(1_001)]
    groups = parts(numbers)

    assert [number for group in groups for number in group] == numbers
    for group in groups:
        assert len(group) <= 200 and len(written_template.template(group).encode()) <= 51_200
        assert [entry["LogicalResourceId"] for entry in json.loads(to_import(group))] == list(
            yaml.safe_load(written_template.template(group))["Resources"]
        )
    for group, following in zip(groups, groups[1:], strict=False):
        full = len(written_template.template([*group, following[0]]).encode()) > 51_200
        assert len(group) == 200 or full, "no part is smaller than it must be"


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"status": "IN_PROGRESS"}, "run this again once it is CLAIMED"),
        ({"status": "FAILED", "message": "limit exceeded"}, "FAILED (limit exceeded)"),
        ({"status": "SOMETHING_NEW"}, "SOMETHING_NEW"),
        ({"holdings": (Holding("a", "Number", TYPE),)}, "the stack a manages it already"),
        ({"description": "{{resolve:ssm:x}}"}, "{{resolve:"),
        ({"tags": {f"{i:0128}": "\u00e9" * 256 for i in range(99)}}, "51,200 bytes"),
        ({"target": ""}, "names no instance"),
        ({"listed": "+18005550099"}, "listed as +18005550099's and describes +18005550000"),
    ],
)
def test_what_cannot_be_imported_has_a_reason(changes, reason):
    assert reason in obstacle(a_number(**changes))
    assert obstacle(a_number()) is None


# --- the command ---


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--target", "11111111-aaaa-4aaa-8aaa-00000000000a"], "write arn:aws:connect:REGION:ACCOUNT:instance/ID"),
        (
            ["--target", INSTANCE + "/contact-flow/x"],
            "--target '" + INSTANCE + "/contact-flow/x' is not the ARN of an Amazon Connect instance",
        ),
        (["--target", INSTANCE, "--region", "eu-west-1"], "leave --region out"),
        (["--stack", "1st"], "--stack '1st' is no name for a stack"),
        (["--out", "."], "--out . exists already: name another folder"),
        (["--out", "no/such/folder"], "--out no/such/folder: no/such is no folder: make it first"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_remedy_before_any_call(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("connect_numbers.regions.Region.call", lambda *_: pytest.fail("a call was made"))
    assert main.main(["adopt", *arguments]) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rate", ["fast", "-1", "nan", "inf"])
def test_a_rate_that_makes_no_sense_is_refused(capsys, rate):
    with pytest.raises(SystemExit):
        main.main(["adopt", f"--rate={rate}"])
    assert "--rate" in capsys.readouterr().err


# --- against the local stack ---


@pytest.fixture
def run(local, connect, cloud, tmp_path, monkeypatch, capsys):
    """Runs the command in an empty folder, against the local stack; what it printed."""
    monkeypatch.chdir(tmp_path)
    connect("PATCH", "knobs", rate="off")
    nobodys = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    for name, value in {**local.environment, **nobodys}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments, status=0):
        capsys.readouterr()
        assert main.main(["adopt", "--rate=0", *arguments]) == status, capsys.readouterr().err
        return capsys.readouterr()

    yield run
    connect("PATCH", "knobs", rate="2/5")


@pytest.fixture
def sdk(local):
    environment = local.environment
    return botocore.session.get_session().create_client(
        "connect",
        endpoint_url=environment["AWS_ENDPOINT_URL_CONNECT"],
        region_name=environment["AWS_REGION"],
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )


@pytest.fixture
def existing(sdk, connect, run):
    """Claims this many numbers, with everything that one can have, some of them on the group."""

    def existing(count):
        available, token = [], {}
        while len(available) < count:
            page = sdk.search_available_phone_numbers(
                TargetArn=connect.instance, PhoneNumberCountryCode="US", PhoneNumberType="DID", **token
            )
            token = {"NextToken": page.get("NextToken")}
            available += [item["PhoneNumber"] for item in page["AvailableNumbersList"]]
        for i, available_number in enumerate(available[:count]):
            sdk.claim_phone_number(
                TargetArn=connect.tdg if i % 5 == 4 else connect.instance,
                PhoneNumber=available_number,
                **({"PhoneNumberDescription": ODD if i % 4 else "Front desk"} if i % 3 else {}),
                **({"Tags": {"Team": f"Team {i}", "Cost": "1"}} if i % 2 else {}),
            )
        connect("POST", "clock", advanceSeconds=60)
        for i, arn in enumerate(connect.numbers):
            if i % 3 == 0:
                instance = connect.instance.rsplit("/")[-1]
                sdk.associate_phone_number_contact_flow(
                    PhoneNumberId=arn, InstanceId=instance, ContactFlowId=connect.flow
                )
        first, second, *_ = connect.numbers
        connect("POST", "tags", phoneNumber=first, tags={"aws:cloudformation:stack-name": "long-gone"})
        connect("POST", "tags", phoneNumber=second, tags={PROTECTION_TAG: "true"})
        return connect.numbers

    return existing


def imported(cloud, name, body=None):
    """Imports what was written for the stack of this name, as the printed commands do; the drift then."""
    written = pathlib.Path("adopted")
    entries = (written / f"{name}.import.json").read_text()
    body = body or (written / f"{name}.yml").read_text()
    cloud.change_set(name, body, "--resources-to-import", entries, kind="IMPORT")
    done = cloud.execute(name)
    assert done["StackStatus"] == "IMPORT_COMPLETE", cloud.events(name)
    return cloud.drift(name)


DECLARED = {"TargetArn", "PhoneNumber", "Description", "ContactFlowArn", "ReleaseProtection", "Tags"}


def as_declared(held):
    """The properties of a template for a number that the simulator holds."""
    own = {key: value for key, value in held["tags"].items() if not key.startswith(("aws:", "example:"))}
    properties = {
        "TargetArn": held["targetArn"],
        "PhoneNumber": held["number"],
        "Description": held.get("description"),
        "ContactFlowArn": held.get("flowArn"),
        "ReleaseProtection": PROTECTION_TAG in held["tags"],
        "Tags": [tag(key, own[key]) for key in sorted(own)],
    }
    return {name: value for name, value in properties.items() if value}


def is_in_sync(drift):
    return all(found == ("IN_SYNC", []) for found in drift.values())


@pytest.mark.slow
def test_25_numbers_are_imported_as_they_are_and_do_not_drift(run, cloud, connect, existing):
    before = existing(25)
    said = run().out

    assert "25 phone numbers in this account and Region: 25 to import." in said
    written = yaml.safe_load(pathlib.Path("adopted/phone-numbers.yml").read_text())["Resources"]
    assert {name: resource["Properties"] for name, resource in written.items()} == {
        f"Number{held['number'][1:]}": as_declared(held) for held in before.values()
    }
    assert {name for resource in written.values() for name in resource["Properties"]} == DECLARED
    drift = imported(cloud, "phone-numbers")
    assert len(drift) == 25 and is_in_sync(drift)
    assert connect.numbers == before
    resources = cloud.cloudformation("list-stack-resources", "--stack-name", "phone-numbers")["StackResourceSummaries"]
    assert {item["PhysicalResourceId"] for item in resources} == set(before)

    # Stack-level tags, which an import of a new stack cannot bring, come with the next update.
    tagged = ("--use-previous-template", "--tags", "Key=Cost,Value=42", "Key=Site,Value=Oslo")
    cloud.cloudformation("update-stack", "--stack-name", "phone-numbers", *tagged)
    assert cloud.settled("phone-numbers")["StackStatus"] == "UPDATE_COMPLETE", cloud.events("phone-numbers")
    for arn, held in connect.numbers.items():
        assert held["tags"] == {"Cost": "42", "Site": "Oslo"} | before[arn]["tags"], "a number's own tag wins"
    drift = cloud.drift("phone-numbers")
    assert len(drift) == 25 and is_in_sync(drift)
    assert connect.claims == 25 and connect.releases == 0


@pytest.mark.slow
def test_a_stack_that_exists_and_has_tags_takes_the_resources_in(run, cloud, connect, existing, offered):
    before = existing(4)
    own = {"TargetArn": connect.instance, "PhoneNumber": offered[0]}
    there = {"Resources": {"Own": number(own)}}
    cloud.create("numbers", there, "--tags", "Key=Site,Value=Oslo")
    run("--stack", "new")
    there["Resources"] |= yaml.safe_load(pathlib.Path("adopted/new.yml").read_text())["Resources"]
    os.rename("adopted/new.import.json", "adopted/numbers.import.json")

    drift = imported(cloud, "numbers", there)

    assert len(drift) == 5 and is_in_sync(drift)
    for arn, held in before.items():
        assert connect.numbers[arn] == {**held, "tags": {"Site": "Oslo", **held["tags"]}}
    assert connect.claims == 5 and connect.releases == 0


@pytest.mark.slow
def test_only_the_targets_numbers_and_by_make(local, cloud, connect, existing, tmp_path):
    before = existing(5)
    variables = {"TARGET": connect.tdg, "OUT": str(tmp_path / "adopted"), "STACK": "group"}
    done = subprocess.run(
        ["make", "-s", "adopt", *(f"{name}={value}" for name, value in variables.items())],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert f"1 phone number in {connect.tdg}: 1 to import." in done.stdout
    imported(cloud, "group")
    (arn,) = [arn for arn, held in before.items() if held["targetArn"] == connect.tdg]
    (resource,) = cloud.cloudformation("list-stack-resources", "--stack-name", "group")["StackResourceSummaries"]
    assert resource["PhysicalResourceId"] == arn and connect.numbers == before


@pytest.mark.slow
def test_the_printed_commands_import_every_part(run, cloud, connect, existing, monkeypatch):
    before = existing(5)
    monkeypatch.setattr(written_template, "RESOURCES", 2)
    said = run().out
    assert "phone-numbers-3.yml and phone-numbers-3.import.json, 1 phone number" in said

    script = said.split("releases nothing:\n")[1]
    path = f"{ROOT}/.tools/aws/bin{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["bash", "-euc", script], env={**os.environ, "PATH": path}, check=True, timeout=300)

    drift = [cloud.drift(f"phone-numbers-{i}") for i in (1, 2, 3)]
    assert [len(part) for part in drift] == [2, 2, 1]
    assert all(map(is_in_sync, drift))
    assert connect.numbers == before and connect.claims == 5


@pytest.mark.slow
def test_what_is_left_out_is_said_and_why(run, cloud, connect, sdk, existing, searched, offered):
    existing(2)
    cloud.create("ours", template(searched))
    aws_type = {"Type": "AWS::Connect::PhoneNumber", "Properties": {**searched}}
    cloud.create("theirs", {"Resources": {"Number": aws_type}})
    connect("POST", "trouble", operation="ClaimPhoneNumber", fault="FAIL_LATER", message="No luck")
    failed, late = offered[:2]
    sdk.claim_phone_number(TargetArn=connect.instance, PhoneNumber=failed)
    connect("POST", "clock", advanceSeconds=60)
    connect("PATCH", "knobs", **{"claim-seconds": "3600", "list-failed": True})
    sdk.claim_phone_number(TargetArn=connect.instance, PhoneNumber=late)

    said = run().out

    assert "6 phone numbers in this account and Region: 2 to import." in said
    left_out = dict(
        line.strip().split("  ", 1) for line in said.split("Left out, 4:\n")[1].split("\n\n")[0].splitlines()
    )
    address = cloud.outputs("ours")["Address"]
    assert left_out.pop(address) == "the stack ours manages it already"
    assert left_out.pop(failed).startswith("FAILED (No luck): ")
    assert left_out.pop(late).startswith("IN_PROGRESS: ")
    ((_, reason),) = left_out.items()
    assert reason.startswith("the stack theirs holds it as AWS::Connect::PhoneNumber; retain and remove it there first")


@pytest.mark.slow
def test_a_number_that_a_stack_has_let_go_is_nobodys_again(run, cloud, connect, searched):
    cloud.create("stack", {"Resources": {"Number": number(searched, DeletionPolicy="Retain")}})
    before = connect.number
    cloud.delete("stack")

    run("--stack", "again")

    assert imported(cloud, "again") == {"Number" + before["number"][1:]: ("IN_SYNC", [])}
    assert connect.number == before


@pytest.mark.slow
def test_a_target_that_does_not_exist_is_named_with_the_remedy(run, connect):
    target = connect.instance[:-1] + "f"

    refused = run("--target", target, status=1).err

    assert f"--target {target}: " in refused and "ResourceNotFoundException" in refused
    assert "`aws connect list-instances` shows what there is" in refused


@pytest.mark.slow
def test_one_number_alone(run, connect, existing):
    wanted, *others = [held["number"] for held in existing(3).values()]

    said = run("--number", wanted).out

    assert "1 phone number in this account and Region: 1 to import." in said
    written = pathlib.Path("adopted/phone-numbers.yml").read_text()
    assert wanted in written and not any(other in written for other in others)
    refused = run("--number", wanted, "--number", "+15550100", "--out", "again", status=1).err
    assert "--number: not held in this account and Region: +15550100; " in refused


@pytest.mark.slow
def test_a_second_run_leaves_all_out_and_writes_nothing(run, cloud, existing, tmp_path):
    existing(2)
    run("--stack", "first")
    imported(cloud, "first")

    said = run("--stack", "second", "--out", "again").out

    assert "2 phone numbers in this account and Region: 0 to import." in said and "Nothing is written" in said
    assert os.listdir(tmp_path) == ["adopted"]
    refused = run("--stack", "first", "--out", "again", status=1).err
    assert "the stack first exists already: name another one by --stack" in refused


@pytest.mark.slow
def test_the_same_numbers_give_the_same_files(run, existing, tmp_path):
    existing(6)
    run("--out", "one")
    run("--out", "two")
    for name in ("phone-numbers.yml", "phone-numbers.import.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.slow
def test_all_pages_are_read_and_flows_asked_for_in_batches(run, connect, existing, monkeypatch):
    existing(5)
    monkeypatch.setattr(account, "LIST_PAGE", 2)
    monkeypatch.setattr(account, "FLOW_BATCH", 2)
    connect("DELETE", "calls")

    assert "5 to import" in run().out

    assert connect.calls.count("ListPhoneNumbersV2") == 3
    # Four on the instance, one on the group.
    assert connect.calls.count("BatchGetFlowAssociation") == 3


@pytest.mark.slow
def test_throttling_is_waited_out(run, connect, existing):
    existing(2)
    connect("POST", "trouble", operation="DescribePhoneNumber", times=2, fault="THROTTLE")
    assert "2 to import" in run().out


@pytest.mark.slow
@pytest.mark.parametrize("operation", ["ListPhoneNumbersV2", "DescribePhoneNumber", "BatchGetFlowAssociation"])
def test_a_call_that_is_refused_leaves_nothing_written(run, connect, existing, tmp_path, operation):
    existing(2)
    refusal = {"fault": "REFUSE", "status": 403, "code": "AccessDeniedException", "message": "not authorized"}
    connect("POST", "trouble", operation=operation, **refusal)

    said = run(status=1).err

    assert "AccessDeniedException: not authorized" in said and "Nothing is written." in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_files_that_cannot_be_written_leave_none_behind(run, existing, tmp_path, monkeypatch):
    existing(2)

    written = []

    def full(path, text, encoding):
        written.append(path)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(text.encode())

    monkeypatch.setattr(files.pathlib.Path, "write_text", full)
    said = run(status=1).err
    assert "No space left on device" in said and "make room on the disk" in said and "Nothing is written." in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_number_that_is_released_meanwhile_is_left_out(run, connect, existing):
    existing(2)
    gone = {"fault": "REFUSE", "status": 404, "code": "ResourceNotFoundException", "message": "gone"}
    connect("POST", "trouble", operation="DescribePhoneNumber", **gone)

    said = run().out

    assert "2 phone numbers in this account and Region: 1 to import." in said
    assert "it was released while this ran" in said
