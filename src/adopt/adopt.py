#!/usr/bin/env python3
"""Writes what brings phone numbers that exist already under CloudFormation, without claiming or releasing any.

For each stack a template and the file for create-change-set's --resources-to-import. It only reads: Amazon Connect
and CloudFormation, through the AWS CLI, with that one's credentials, Region, profile and endpoint settings.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

TYPE = "Example::Connect::PhoneNumber"
IDENTIFIER = "PhoneNumberArn"
# Keys under these are AWS's and the type's own; a template cannot set them, and a read does not show them.
HIDDEN_TAGS = ("aws:", "example:connect:phonenumber:")
CLAIM_TAG = "example:connect:phonenumber:claim"
PROTECTION_TAG = "example:connect:phonenumber:release-protection"

# CloudFormation's quotas for one CreateChangeSet: members of ResourcesToImport, bytes of TemplateBody.
# Belief (official; migration): One change set imports at most 200 resources, and takes a template of at most 51,200
# bytes. Source: CloudFormation user guide, quotas; API reference, CreateChangeSet. Test:
# test_adopt.py::test_the_parts_are_within_the_quotas_of_one_change_set_and_lose_nothing.
RESOURCES = 200
TEMPLATE_BYTES = 51_200
# Amazon Connect's: items of one ListPhoneNumbersV2, resources of one BatchGetFlowAssociation.
# Belief (official; migration): One call lists at most 1,000 numbers, and asks for the flows of at most 100. Source:
# service model, MaxResult1000 and resourceArnListMaxLimit100. Test:
# test_adopt.py::test_all_pages_are_read_and_flows_asked_for_in_batches, ModelConformanceTest#boundsAreTheModels.
LIST_PAGE = 1_000
FLOW_BATCH = 100
# Calls in flight; the pace, not this, bounds how many are made in a second.
WORKERS = 4

TARGET = re.compile(r"arn:aws[a-z-]*:connect:([a-z0-9-]+):\d{12}:(instance|traffic-distribution-group)/([A-Za-z0-9-]+)")
FLOW = re.compile(r"arn:aws[a-z-]*:connect:.*:instance/[^/]+/contact-flow/[A-Za-z0-9-]+")
E164 = re.compile(r"\+[1-9][0-9]{1,14}")
STACK_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,120}")
CLI_ERROR = re.compile(r"An error occurred \((\w+)\) when calling the \w+ operation[^:]*: (.*)", re.DOTALL)

HEADER = """\
AWSTemplateFormatVersion: "2010-09-09"
Description: Phone numbers that existed before this stack

# These numbers are imported, not claimed. Both policies keep them: a number that is released is gone, nobody can
# claim it for up to 180 days. To release one, change its DeletionPolicy to Delete, deploy, then remove it.

Resources:
"""


# What the AWS CLI answers, and what is written: objects as the API references describe them.
Json = dict[str, Any]


class Refused(Exception):
    """Why nothing was written, and what to do about it."""


class CallFailed(Exception):
    """An AWS call that was refused, with the service's error code and message."""

    def __init__(self, call: str, code: str, message: str) -> None:
        super().__init__(f"{call}: {f'{code}: ' if code else ''}{message}")
        self.code = code
        self.message = message


class Aws:
    """The AWS CLI, each operation called at most ``rate`` times a second (0: as often as it likes)."""

    def __init__(self, program: str, region: str | None, rate: float) -> None:
        self._command = [program, *(["--region", region] if region else []), "--output", "json"]
        # The CLI's own retries wait out a throttled call; a user's setting of them stands.
        defaults = {"AWS_RETRY_MODE": "standard", "AWS_MAX_ATTEMPTS": "10"}
        self._environment = {**defaults, **os.environ, "AWS_PAGER": "", "AWS_CLI_AUTO_PROMPT": "off", "PYTHONUTF8": "1"}
        self._pause = 1 / rate if rate else 0
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, service: str, operation: str, *arguments: str) -> Json:
        """The answer's JSON, all pages of it. Raises CallFailed."""
        self._await_turn(operation)
        status, said, complained = self._run([service, operation, *arguments])
        if status != 0:
            refusal = CLI_ERROR.search(complained)
            code, message = refusal.groups() if refusal else ("", complained)
            raise CallFailed(f"aws {service} {operation}", code, message.strip())
        answer: Json = json.loads(said or "{}")
        return answer

    def _run(self, arguments: Sequence[str]) -> tuple[int, str, str]:
        """Exit status, standard output and standard error of the CLI."""
        done = subprocess.run(
            [*self._command, *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )
        return done.returncode, done.stdout, done.stderr

    def _await_turn(self, operation: str) -> None:
        with self._lock:
            turn = max(time.monotonic(), self._next.get(operation, 0))
            self._next[operation] = turn + self._pause
        time.sleep(max(0, turn - time.monotonic()))


@dataclasses.dataclass
class Number:
    """A phone number as Amazon Connect and CloudFormation describe it."""

    arn: str
    number: str
    country: str
    type: str
    target: str
    status: str
    message: str
    description: str
    tags: dict[str, str]
    holder: str | None
    flow: str | None = None
    # What the account's list calls the number with this ARN.
    listed: str | None = None

    @property
    def logical_id(self) -> str:
        """Of what never changes about a number, so that it is the same in every run."""
        digits = re.sub(r"[^0-9A-Za-z]", "", self.number)
        return f"Number{digits}" if E164.fullmatch(self.number) else f"Number{self.country}{digits}"

    @property
    def properties(self) -> Json:
        """What a template must say for the number to be as declared; only what the number is."""
        exact = E164.fullmatch(self.number)
        tags = {key: value for key, value in sorted(self.tags.items()) if not key.startswith(HIDDEN_TAGS)}
        properties: Json = {
            "TargetArn": self.target,
            **({"PhoneNumber": self.number} if exact else {"Type": self.type, "CountryCode": self.country}),
            "Description": self.description,
            "ContactFlowArn": self.flow,
            "ReleaseProtection": PROTECTION_TAG in self.tags,
            "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
        }
        return {name: value for name, value in properties.items() if value}

    @property
    def obstacle(self) -> str | None:
        """Why it cannot be imported now, or None."""
        # PhoneNumber is write-only, so no drift detection finds an ARN that is paired with another number.
        if self.listed not in (None, self.number):
            return f"its ARN is listed as {self.listed}'s and describes {self.number}; run this again"
        if self.holder:
            return self.holder
        if self.status == "IN_PROGRESS":
            return "IN_PROGRESS: Amazon Connect is still at work on it; run this again once it is CLAIMED"
        if self.status != "CLAIMED":
            reason = f" ({self.message})" if self.message else ""
            return f"{self.status}{reason}: claim, move or describe it again first, until it is CLAIMED"
        if not TARGET.fullmatch(self.target):
            return "Amazon Connect names no instance or traffic distribution group that it serves"
        if "{{resolve:" in json.dumps(self.properties):
            return (
                "its description or a tag has {{resolve: in it, which CloudFormation would look up; change that first"
            )
        if len((HEADER + resource(self)).encode()) > TEMPLATE_BYTES:
            return f"its tags alone exceed the {TEMPLATE_BYTES:,} bytes of a template; remove some, or write it by hand"
        return None


class Stacks:
    """Which stack holds which resource."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws
        self._holders: dict[str | None, str] = {}
        self._listed: set[str] = set()
        self._lock = threading.Lock()

    def holder(self, arn: str) -> str | None:
        """What stands in the way of an import: the stack that has it already; None where none has."""
        if arn not in self._holders:
            found = self._ask("describe-stack-resources", "--physical-resource-id", arn).get("StackResources", [])
            # That answer ends after 100 resources, so it only tells which stacks to list.
            for stack_id, name in {(item["StackId"], item["StackName"]) for item in found}:
                self._list(stack_id, name)
        return self._holders.get(arn)

    def exists(self, name: str) -> bool:
        found = self._ask("describe-stacks", "--stack-name", name).get("Stacks", [])
        return any(stack["StackStatus"] != "DELETE_COMPLETE" for stack in found)

    def _list(self, stack_id: str, name: str) -> None:
        """All resources of a stack, once: its other numbers will be asked for too."""
        with self._lock:
            if stack_id in self._listed:
                return
            listed = self._aws("cloudformation", "list-stack-resources", "--stack-name", stack_id)
            for item in listed["StackResourceSummaries"]:
                if item["ResourceStatus"] not in ("DELETE_COMPLETE", "DELETE_SKIPPED"):
                    self._holders[item.get("PhysicalResourceId")] = _held(name, item["ResourceType"])
            self._listed.add(stack_id)

    def _ask(self, operation: str, *arguments: str) -> Json:
        """The answer; an empty one where CloudFormation knows no such stack."""
        try:
            return self._aws("cloudformation", operation, *arguments)
        except CallFailed as failure:
            if failure.code == "ValidationError" and "does not exist" in failure.message:
                return {}
            raise


def _count(numbers: Sequence[object]) -> str:
    return f"{len(numbers)} phone number{'s' if len(numbers) != 1 else ''}"


def _held(stack: str, resource_type: str) -> str:
    if resource_type == TYPE:
        return f"the stack {stack} manages it already"
    return (
        f"the stack {stack} holds it as {resource_type}; retain and remove it there first, see docs/existing-numbers.md"
    )


def found(aws: Aws, stacks: Stacks, target: str | None, only: Sequence[str]) -> tuple[list[Number], list[str]]:
    """The target's numbers, or the account's, or these only; and those that vanished meanwhile. Raises Refused."""
    of_target = ["--target-arn", target] if target else []
    try:
        listed = aws("connect", "list-phone-numbers-v2", "--page-size", str(LIST_PAGE), *of_target)
    except CallFailed as refused:
        if target and refused.code == "ResourceNotFoundException":
            raise Refused(
                f"--target {target}: {refused}; `aws connect list-instances` shows what there is"
            ) from refused
        raise
    items = [item for item in listed["ListPhoneNumbersSummaryList"] if not only or item["PhoneNumber"] in only]
    items.sort(key=lambda item: (item["PhoneNumber"], item["PhoneNumberArn"]))
    if absent := sorted({*only} - {item["PhoneNumber"] for item in items}):
        where = target or "this account and Region"
        raise Refused(
            f"--number: not held in {where}: {', '.join(absent)}; `aws connect list-phone-numbers-v2` shows what is,"
            " and how it is written"
        )
    print(f"Looking at {_count(items)}, one by one.", file=sys.stderr)
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        try:
            described = list(pool.map(lambda item: _described(aws, stacks, item), items))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    vanished = [item["PhoneNumber"] for item, number in zip(items, described, strict=True) if number is None]
    numbers = [number for number in described if number is not None]
    _find_flows(aws, [number for number in numbers if number.obstacle is None])
    return numbers, vanished


def _described(aws: Aws, stacks: Stacks, item: Json) -> Number | None:
    """The number of a list's item, as its ARN's own description says."""
    arn = item["PhoneNumberArn"]
    try:
        summary = aws("connect", "describe-phone-number", "--phone-number-id", arn)["ClaimedPhoneNumberSummary"]
    except CallFailed as failure:
        if failure.code == "ResourceNotFoundException":
            return None
        raise
    status = summary.get("PhoneNumberStatus", {})
    return Number(
        arn=arn,
        number=summary["PhoneNumber"],
        country=summary["PhoneNumberCountryCode"],
        type=summary["PhoneNumberType"],
        target=summary.get("TargetArn", ""),
        status=status.get("Status", "of unknown status"),
        message=status.get("Message", ""),
        description=summary.get("PhoneNumberDescription", ""),
        tags=summary.get("Tags", {}),
        holder=stacks.holder(arn),
        listed=item["PhoneNumber"],
    )


def _find_flows(aws: Aws, numbers: Sequence[Number]) -> None:
    """Sets each number's contact flow, which only its instance knows; of a group's numbers, the group's instance."""
    for target in sorted({number.target for number in numbers}):
        instance = _instance_of(aws, target)
        of_target = [number for number in numbers if number.target == target]
        if instance is None:
            continue
        for start in range(0, len(of_target), FLOW_BATCH):
            batch = {number.arn: number for number in of_target[start : start + FLOW_BATCH]}
            answer = aws(
                *("connect", "batch-get-flow-association", "--instance-id", instance),
                *("--resource-type", "VOICE_PHONE_NUMBER", "--resource-ids", *batch),
            )
            for bound in answer.get("FlowAssociationSummaryList", []):
                if bound["ResourceId"] in batch and FLOW.fullmatch(bound.get("FlowId", "")):
                    batch[bound["ResourceId"]].flow = bound["FlowId"]


def _instance_of(aws: Aws, target: str) -> str | None:
    """The id of the instance behind a target; None for a group that tells none."""
    named = TARGET.fullmatch(target)
    if named and named[2] == "instance":
        return named[3]
    group = aws("connect", "describe-traffic-distribution-group", "--traffic-distribution-group-id", target)
    instance = TARGET.fullmatch(group["TrafficDistributionGroup"].get("InstanceArn", ""))
    return instance[3] if instance else None


def parts(numbers: Iterable[Number]) -> list[list[Number]]:
    """The numbers in groups that one change set can import, in their order."""
    groups: list[list[Number]] = [[]]
    size = len(HEADER.encode())
    for number in numbers:
        length = len(resource(number).encode())
        if groups[-1] and (len(groups[-1]) == RESOURCES or size + length > TEMPLATE_BYTES):
            groups.append([])
            size = len(HEADER.encode())
        groups[-1].append(number)
        size += length
    return groups


def template(numbers: Iterable[Number]) -> str:
    return HEADER + "".join(map(resource, numbers))


def resource(number: Number) -> str:
    """One resource of a template in YAML, scalars quoted."""
    by_us = ", claimed by a stack's create" if CLAIM_TAG in number.tags else ""
    lines = [
        f"  {number.logical_id}: # {number.country} {number.type}{by_us}",
        f"    Type: {TYPE}",
        "    DeletionPolicy: Retain",
        "    UpdateReplacePolicy: Retain",
        "    Properties:",
    ]
    for name, value in number.properties.items():
        if name == "Tags":
            lines.append("      Tags:")
            for tag in value:
                lines += [f"        - Key: {_scalar(tag['Key'])}", f"          Value: {_scalar(tag['Value'])}"]
        else:
            lines.append(f"      {name}: {_scalar(value)}")
    return "\n".join(lines) + "\n"


def _scalar(value: object) -> str:
    if value is True:
        return "true"
    # JSON's escapes are YAML's too; what is not printable must be escaped in YAML, and not in JSON.
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


def to_import(numbers: Iterable[Number]) -> str:
    return json.dumps(
        [
            {
                "ResourceType": TYPE,
                "LogicalResourceId": number.logical_id,
                "ResourceIdentifier": {IDENTIFIER: number.arn},
            }
            for number in numbers
        ],
        indent=2,
    )


def write(folder: pathlib.Path, stacks: Mapping[str, Sequence[Number]]) -> None:
    """The files of all stacks, numbers by stack name, in a new folder: all of them, or none."""
    temporary = pathlib.Path(tempfile.mkdtemp(prefix=".adopt-", dir=folder.parent))
    try:
        for name, numbers in stacks.items():
            (temporary / f"{name}.yml").write_text(template(numbers), encoding="utf-8")
            (temporary / f"{name}.import.json").write_text(to_import(numbers) + "\n", encoding="utf-8")
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def commands(folder: pathlib.Path, names: Iterable[str], region: str) -> str:
    """The shell commands that import what was written."""
    path = shlex.quote(str(folder))
    at = f"--region {region} --stack-name"
    lines = [
        f"aws cloudformation create-change-set {at} $stack --change-set-name import \\",
        f"    --change-set-type IMPORT --template-body file://{path}/$stack.yml \\",
        f"    --resources-to-import file://{path}/$stack.import.json &&",
        f"aws cloudformation wait change-set-create-complete {at} $stack --change-set-name import &&",
        f"aws cloudformation execute-change-set {at} $stack --change-set-name import &&",
        f"aws cloudformation wait stack-import-complete {at} $stack || break",
    ]
    return "\n".join([f"for stack in {' '.join(names)}; do", *(f"    {line}" for line in lines), "done"])


def adopt(options: argparse.Namespace) -> None:
    """Finds, writes and reports. Raises Refused and CallFailed, with nothing written."""
    region = _checked(options)
    aws = Aws(_program(options.aws), region, options.rate)
    stacks = Stacks(aws)
    for name in (options.stack, f"{options.stack}-1"):
        _refuse_existing(stacks, name)
    numbers, vanished = found(aws, stacks, options.target, options.number)
    obstacles = {number.number: number.obstacle for number in numbers if number.obstacle}
    obstacles |= dict.fromkeys(vanished, "it was released while this ran")
    wanted = [number for number in numbers if number.obstacle is None]

    where = options.target or "this account and Region"
    print(f"{_count([*numbers, *vanished])} in {where}: {len(wanted)} to import.")
    if obstacles:
        print(f"\nLeft out, {len(obstacles)}:")
        for number, obstacle in obstacles.items():
            print(f"  {number}  {obstacle}")
    if not wanted:
        print("\nNothing is written, because there is nothing to import.")
        return
    groups = parts(wanted)
    names = [options.stack] if len(groups) == 1 else [f"{options.stack}-{i + 1}" for i in range(len(groups))]
    for name in names[1:]:
        _refuse_existing(stacks, name)
    write(options.out, dict(zip(names, groups, strict=True)))
    print(f"\nWritten to {options.out}:")
    for name, group in zip(names, groups, strict=True):
        print(f"  {name}.yml and {name}.import.json, {_count(group)}")
    print("\nRead them. Then import, which claims, changes and releases nothing:\n")
    print(commands(options.out, names, wanted[0].arn.split(":")[3]))


def _checked(options: argparse.Namespace) -> str | None:
    """The Region to ask, where the options name one."""
    named = TARGET.fullmatch(options.target) if options.target else None
    if options.target and not named:
        raise Refused(
            f"--target {options.target!r} is not the ARN of an Amazon Connect instance or traffic distribution group:"
            " write arn:aws:connect:REGION:ACCOUNT:instance/ID, as `aws connect list-instances` shows it, or leave it"
            " out for the whole account and Region"
        )
    region = named[1] if named else None
    if region and options.region and region != options.region:
        raise Refused(f"--target is in {region}, and --region says {options.region}: leave --region out")
    if not STACK_NAME.fullmatch(options.stack):
        raise Refused(f"--stack {options.stack!r} is no name for a stack: letters, digits and hyphens, a letter first")
    if os.path.lexists(options.out):
        raise Refused(f"--out {options.out} exists already: name another folder for the files, or remove it")
    if not options.out.absolute().parent.is_dir():
        raise Refused(f"--out {options.out}: {options.out.parent} is no folder: make it first")
    # Version 1 of the AWS CLI does not know AWS_REGION.
    return options.region or region or os.environ.get("AWS_REGION")


def _refuse_existing(stacks: Stacks, name: str) -> None:
    if stacks.exists(name):
        raise Refused(
            f"the stack {name} exists already: name another one by --stack; or, to import into that one, copy the"
            " resources into its template, next to those it has"
        )


def _program(given: str | None) -> str:
    """The AWS CLI that was named, or the project's own pinned one, or the one on the PATH."""
    own = pathlib.Path(__file__).resolve().parents[2] / ".tools/aws/bin/aws"
    program = given or (str(own) if own.exists() else "aws")
    if not shutil.which(program):
        raise Refused(
            f"there is no AWS CLI {program!r}: install it, or say where it is by --aws; `make tools` brings one"
        )
    return program


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--target", metavar="ARN", help="instance or traffic distribution group; else all of the account"
    )
    parser.add_argument(
        "--number", metavar="NUMBER", action="append", default=[], help="this one only; can be repeated"
    )
    parser.add_argument("--region", help="else the target's, or the AWS CLI's")
    parser.add_argument("--out", metavar="FOLDER", type=pathlib.Path, default="adopted", help="new; else adopted")
    parser.add_argument("--stack", metavar="NAME", default="phone-numbers", help="the new stack's; else phone-numbers")
    parser.add_argument(
        "--rate", metavar="N", type=_rate, default=2, help="calls a second of each API; 0: no limit; else 2"
    )
    parser.add_argument("--aws", metavar="PROGRAM", help="the AWS CLI; else .tools/aws/bin/aws, or aws on the PATH")
    return parser.parse_args(arguments)


def _rate(text: str) -> float:
    rate = float(text)
    if not 0 <= rate < float("inf"):
        raise argparse.ArgumentTypeError(f"{text}: a number of calls a second, 0 for no limit")
    return rate


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        adopt(parsed(arguments))
    except (Refused, CallFailed) as problem:
        print(f"adopt: {problem}\nNothing is written.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
