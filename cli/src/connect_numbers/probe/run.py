"""Asks for each stage with its price, runs those that are bought, and tells what was found."""

import argparse
import contextlib
import pathlib
import re
import sys
import uuid
from collections.abc import Iterator

from ..account import listed
from ..command import Context
from ..exits import Exit
from ..files import check_new, write_file
from ..number import FLOW, TARGET
from ..problems import Refused
from . import report
from .bench import Bench, Settings
from .budget import Short, check
from .claims import tidy
from .journal import Journal
from .stages import STAGES, Stage

JOURNAL = "numbers-probe.jsonl"
ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", metavar="ARN", required=True, help="the instance that numbers are claimed to")
    parser.add_argument("--other-target", metavar="ARN", default="", help="a second instance with room, for moves")
    parser.add_argument("--full-target", metavar="ARN", default="", help="one without room, where a claim must fail")
    parser.add_argument("--flow", metavar="ARN", default="", help="a published contact flow of the target")
    parser.add_argument(
        "--role", metavar="ARN", default="", help="one that the caller may assume, to claim without tags"
    )
    parser.add_argument("--country", default="US", help="of the numbers that are claimed; else US")
    parser.add_argument("--type", default="DID", help="of the numbers that are claimed; else DID")
    parser.add_argument(
        "--stage", metavar="N", action="append", choices=list(STAGES), help="this one only; can be repeated"
    )
    parser.add_argument("--spend", action="store_true", help="offers stage 3 too")
    parser.add_argument("--keep", action="store_true", help="releases nothing at the end of stage 1; a later run does")
    parser.add_argument("--journal", metavar="FILE", type=pathlib.Path, default=JOURNAL, help=f"else {JOURNAL}")
    parser.add_argument("--report", metavar="FILE", type=pathlib.Path, help="all answers and verdicts, without names")


def run(context: Context) -> Exit:
    """Raises Refused and CallFailed; the journal has what was done until then."""
    options, output = context.options, context.output
    settings = _checked(options)
    region = context.regions.region(options.region or settings.target.split(":")[3])
    # Before anything is written: whether the caller may ask, and the instance is there.
    listed(region, settings.target)
    with _journal(options.journal, settings) as journal:
        bench = Bench(region, context.regions.region(region.name, rate=0), journal, settings)
        journal.forget_denials()
        ended = _stages(context, bench)
        if options.report:
            write_file(options.report, report.lines(journal))
        report.show(output, journal)
        output.document(report.document(journal))
        # The last thing said: all else has been found by then.
        bench.tell_denials()
    return ended


@contextlib.contextmanager
def _journal(path: pathlib.Path, settings: Settings) -> Iterator[Journal]:
    header = {"run": str(uuid.uuid4()), "target": settings.target, "settings": vars(settings)}
    journal = Journal(path, header)
    try:
        yield journal
    finally:
        journal.close()


def _stages(context: Context, bench: Bench) -> Exit:
    """Each that is offered: asked for, run to its end, tidied up after."""
    for stage in STAGES.values():
        if stage.number in bench.journal.ended or not _is_offered(stage, context.options, bench):
            continue
        if stage.number not in bench.journal.bought:
            try:
                known = check(bench, stage)
            except Short as short:
                context.output.problem(f"Stage {stage.number} is not begun, nor any after it: {short}.")
                return Exit.DOES_NOT_FIT
            if not _agreed(context, stage, known):
                continue
            bench.journal.buy(stage.number)
        _one(context, bench, stage)
    return Exit.DONE


def _is_offered(stage: Stage, options: argparse.Namespace, bench: Bench) -> bool:
    if options.stage and stage.number not in options.stage:
        return False
    if lacks := stage.lacks(bench):
        if options.stage:
            raise Refused(f"--stage {stage.number}: {lacks}")
        return False
    if stage.number == "3" and not options.spend:
        if options.stage:
            raise Refused("--stage 3 claims a number only to release it at once: allow that by --spend")
        return False
    return True


def _agreed(context: Context, stage: Stage, known: str) -> bool:
    """Prints the price and asks, unless --yes has answered."""
    say = context.output.problem
    say(f"\nStage {stage.number} {stage.does}.\n  Price: {stage.price}.\n  {known}.")
    if context.options.yes:
        return True
    if not sys.stdin.isatty():
        raise Refused("nobody is here to agree to the price: run it on a terminal, or answer by --yes")
    say("  Go on? [y/N]")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _one(context: Context, bench: Bench, stage: Stage) -> None:
    """To its end; what it has claimed is released, though it fails, unless AWS does not answer."""
    keep = context.options.keep and stage.number == "1"
    context.output.problem(f"Stage {stage.number} is at work; {bench.journal.path} has each call and answer.")
    try:
        stage.run(bench, keep)
    except Refused:
        _tidy(context, bench, stage)
        raise
    if not keep:
        _tidy(context, bench, stage)
        if not any(answer.is_denied for answer in bench.journal.answers.values()):
            bench.journal.end(stage.number)


def _tidy(context: Context, bench: Bench, stage: Stage) -> None:
    for number in tidy(bench, stage.name):
        context.output.problem(
            f"{number} is still there: Connect does not let it go. To do: look at it"
            " (`aws connect list-phone-numbers-v2`); one whose claim FAILED goes within a day by itself"
        )


def _checked(options: argparse.Namespace) -> Settings:
    """Raises Refused."""
    places = (("target", TARGET), ("other_target", TARGET), ("full_target", TARGET), ("flow", FLOW), ("role", ROLE))
    for name, pattern in places:
        given = getattr(options, name)
        if given and not pattern.fullmatch(given):
            raise Refused(f"--{name.replace('_', '-')} {given!r} is no such ARN; `numbers probe --help` says which")
    target = options.target
    if (
        not re.fullmatch(r".*:instance/[^/]+", target)
        or options.other_target
        and ":instance/" not in options.other_target
    ):
        raise Refused("--target and --other-target are instances; --full-target may be a traffic distribution group")
    if options.flow and not options.flow.startswith(f"{target}/"):
        raise Refused("--flow is not of the instance that --target names")
    others = [given for given in (options.other_target, options.full_target) if given]
    if any(given.split(":")[:5] != target.split(":")[:5] for given in others) or target in others:
        raise Refused("--other-target and --full-target are others than --target, of the same account and Region")
    if options.region and options.region != target.split(":")[3]:
        raise Refused(f"--target is in {target.split(':')[3]}, and --region says {options.region}: leave --region out")
    if options.report:
        check_new(options.report, f"--report {options.report}", "file")
    given = (options.other_target, options.full_target, options.flow, options.role, options.country, options.type)
    return Settings(target, *given)
