"""Finds the numbers, writes the files, and says what to do with them."""

import argparse
import pathlib
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence

from .. import account
from ..command import Context
from ..exits import Exit
from ..files import check_new, write_folder
from ..number import TARGET, Number, count
from ..problems import Refused
from ..regions import Region
from ..stacks import Stacks
from .obstacle import obstacle
from .template import parts, template, to_import

STACK_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,120}")
VANISHED = "it was released while this ran"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", metavar="ARN", help="instance or traffic distribution group; else all there are")
    parser.add_argument(
        "--number", metavar="NUMBER", action="append", default=[], help="this one only; can be repeated"
    )
    parser.add_argument("--out", metavar="FOLDER", type=pathlib.Path, default="adopted", help="new; else adopted")
    parser.add_argument("--stack", metavar="NAME", default="phone-numbers", help="the new stack's; else phone-numbers")


def run(context: Context) -> Exit:
    """Finds, writes and reports. Raises Refused and CallFailed, with nothing written."""
    options = context.options
    region = context.regions.region(_checked(options))
    stacks = Stacks(region)
    for name in (options.stack, f"{options.stack}-1"):
        _refuse_existing(stacks, name)
    numbers, vanished = _found(context, region, stacks)
    judged = [(number, obstacle(number)) for number in numbers]
    left_out = {number.number: reason for number, reason in judged if reason}
    left_out |= dict.fromkeys(vanished, VANISHED)
    wanted = [number for number, reason in judged if not reason]
    groups = parts(wanted) if wanted else []
    names = [options.stack] if len(groups) == 1 else [f"{options.stack}-{i + 1}" for i in range(len(groups))]
    for name in names[1:]:
        _refuse_existing(stacks, name)
    written = dict(zip(names, groups, strict=True))
    if written:
        write_folder(options.out, _files(written))
    _report(context, len(numbers) + len(vanished), written, left_out)
    return Exit.DONE


def _found(context: Context, region: Region, stacks: Stacks) -> tuple[list[Number], list[str]]:
    """The target's numbers, or the account's, or the wanted only; and those that vanished meanwhile."""
    options = context.options
    items = account.listed(region, options.target)
    if options.number:
        items = [item for item in items if item["PhoneNumber"] in options.number]
    if absent := sorted({*options.number} - {item["PhoneNumber"] for item in items}):
        raise Refused(
            f"--number: not held in {_where(options)}: {', '.join(absent)}; `aws connect list-phone-numbers-v2` shows"
            " what is, and how it is written"
        )
    with context.output.progress(f"Looking at {count(len(items))}, one by one.", len(items)) as bar:
        arns = [item["PhoneNumberArn"] for item in items]

        def beside(arn: str) -> None:
            stacks.ask(arn)
            bar.advance()

        described = account.described(region, arns, beside)
    numbers = []
    for item, number in zip(items, described, strict=True):
        context.output.mask.learn(item["PhoneNumber"])
        if number:
            number.listed = item["PhoneNumber"]
            number.holdings = stacks.holding(item["PhoneNumberArn"])
            numbers.append(number)
    account.find_flows(region, [number for number in numbers if obstacle(number) is None])
    return numbers, [item["PhoneNumber"] for item, number in zip(items, described, strict=True) if number is None]


def _files(written: Mapping[str, Sequence[Number]]) -> dict[str, str]:
    """Two files for each stack."""
    files = {}
    for name, numbers in written.items():
        files[f"{name}.yml"] = template(numbers)
        files[f"{name}.import.json"] = to_import(numbers) + "\n"
    return files


def _report(context: Context, found: int, written: Mapping[str, Sequence[Number]], left_out: Mapping[str, str]) -> None:
    options, output = context.options, context.output
    wanted = [number for numbers in written.values() for number in numbers]
    output.say(f"{count(found)} in {_where(options)}: {len(wanted)} to import.")
    if left_out:
        output.say(f"\nLeft out, {len(left_out)}:")
        for number, reason in left_out.items():
            output.say(f"  {number}  {reason}")
    script = commands(options.out, written, wanted[0].region) if wanted else ""
    if wanted:
        output.say(f"\nWritten to {options.out}:")
        for name, numbers in written.items():
            output.say(f"  {name}.yml and {name}.import.json, {count(len(numbers))}")
        output.say("\nRead them. Then import, which claims, changes and releases nothing:\n")
        output.say(script)
    else:
        output.say("\nNothing is written, because there is nothing to import.")
    stacks = {name: [number.number for number in numbers] for name, numbers in written.items()}
    output.document(
        {"found": found, "folder": str(options.out), "stacks": stacks, "leftOut": left_out, "script": script}
    )


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


def _where(options: argparse.Namespace) -> str:
    return options.target or "this account and Region"


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
    check_new(options.out, f"--out {options.out}", "folder for the files")
    return options.region or region


def _refuse_existing(stacks: Stacks, name: str) -> None:
    if stacks.exists(name):
        raise Refused(
            f"the stack {name} exists already: name another one by --stack; or, to import into that one, copy the"
            " resources into its template, next to those it has"
        )
