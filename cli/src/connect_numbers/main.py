"""The command line: which subcommand, with what, and how its problems are told."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

import botocore.exceptions

from . import adopt, iam, inventory, plan, probe, watch
from .clock import Clock, SystemClock
from .command import Command, Context, at_least_zero
from .exits import Exit
from .mask import Mask
from .output import Output
from .pace import RATE
from .problems import CallFailed, Refused, remedy
from .regions import Regions

# Each subcommand is a module of its own, and one entry here.
COMMANDS: tuple[Command, ...] = (
    adopt.COMMAND,
    inventory.COMMAND,
    plan.COMMAND,
    watch.COMMAND,
    probe.COMMAND,
)

ABOUT = "Amazon Connect phone numbers of a real account. Every subcommand only reads, unless its page says otherwise."


def main(arguments: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """The exit code, one of Exit."""
    options = parser().parse_args(arguments)
    if options.subcommand == "iam":
        actions = _named(options.of).allowed(options.yes)
        print(json.dumps(iam.policy(actions, options.partition), indent=2))
        return Exit.DONE
    return _run(_named(options.subcommand), options, clock or SystemClock())


def _run(command: Command, options: argparse.Namespace, clock: Clock) -> int:
    output = Output(options.json, Mask(options.mask))
    try:
        actions = command.allowed(command.asks or bool(command.writes) and options.yes)
        regions = Regions(actions, clock, options.profile, options.rate)
        code = command.run(Context(options, regions, output, clock))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        output.problem(f"numbers {command.name}: interrupted. {command.unfinished}")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader has what it wanted, `| head` for one; what is left must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.REFUSED
    except (Refused, CallFailed, OSError, botocore.exceptions.BotoCoreError) as problem:
        output.problem(f"numbers {command.name}: {_told(problem, command.name)}\n{command.unfinished}")
        return Exit.REFUSED


def _told(problem: Exception, command: str) -> str:
    return str(problem) if isinstance(problem, Refused) else f"{problem}\nTo do: {remedy(problem, command)}"


def _named(name: str) -> Command:
    (command,) = [command for command in COMMANDS if command.name == name]
    return command


def parser() -> argparse.ArgumentParser:
    """The grammar of the whole command line."""
    whole = argparse.ArgumentParser(
        prog="numbers", description=ABOUT, epilog=_exit_codes(), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    subcommands = whole.add_subparsers(dest="subcommand", required=True, metavar="SUBCOMMAND")
    for command in COMMANDS:
        one = subcommands.add_parser(command.name, help=command.summary, description=command.summary)
        command.arguments(one)
        _common(one, command.several_regions)
        if command.writes:
            one.add_argument("--yes", action="store_true", help="allows what more than reads; the page says what")
    least = subcommands.add_parser("iam", help="prints the least IAM policy of a subcommand")
    least.add_argument("of", metavar="SUBCOMMAND", choices=[command.name for command in COMMANDS])
    least.add_argument("--yes", action="store_true", help="with what it needs where it is given --yes")
    least.add_argument("--partition", default="aws", help="aws, aws-us-gov, aws-cn …; else aws")
    return whole


def _exit_codes() -> str:
    return "exit codes:\n" + "\n".join(f"  {code.value:>3}  {code.meaning}" for code in Exit)


def _common(parser: argparse.ArgumentParser, several_regions: bool) -> None:
    if several_regions:
        parser.add_argument("--region", action="append", default=[], help="else AWS_REGION's; can be repeated")
    else:
        parser.add_argument("--region", help="else AWS_REGION's")
    parser.add_argument("--profile", help="a profile of the AWS configuration")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of text")
    parser.add_argument("--mask", action="store_true", help="hides all but the last two digits of phone numbers")
    rate = at_least_zero("a number of calls a second, 0 for no limit")
    parser.add_argument(
        "--rate", metavar="N", type=rate, default=RATE, help="calls a second of each API of Connect; 0: no limit"
    )
