"""Reads, judges, and tells; its exit code stops a pipeline."""

import argparse
import datetime
import pathlib
from collections.abc import Sequence

from ..command import Context
from ..exits import Exit
from ..problems import Refused
from ..regions import Region
from .acts import RELEASING, Act, Kind, worst
from .draft import drafted
from .gather import Deployment, gather
from .judge import Judge
from .room import Budget, Place, budget, places
from .screen import document, show
from .trail import Turnover, turnover


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("stack", metavar="STACK", help="the stack that is deployed")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--change-set", metavar="NAME", help="name or ARN of a change set that is not executed yet")
    what.add_argument(
        "--template",
        metavar="FILE",
        type=pathlib.Path,
        help="makes a change set of it, reads that and deletes it again; needs --yes",
    )
    parser.add_argument(
        "--parameter", metavar="NAME=VALUE", action="append", default=[], help="of the template; can be repeated"
    )
    parser.add_argument(
        "--allow-release", metavar="NUMBER", action="append", default=[], help="is let go on purpose; can be repeated"
    )


def run(context: Context) -> Exit:
    """Raises Refused and CallFailed."""
    options = context.options
    _check(options)
    region = context.regions.region(options.region)
    if options.template:
        with drafted(region, options.stack, options.template, options.parameter) as name:
            deployment = _gathered(context, region, name)
    else:
        deployment = _gathered(context, region, options.change_set)
    acts = worst(Judge(deployment.held, deployment.changes).acts())
    for act in acts:
        context.output.mask.learn(act.name if act.number else "")
    room = places(region, acts, list(deployment.held.values()))
    known = turnover(region) if any(act.claims or act.releases for act in acts) else Turnover([])
    now = datetime.datetime.fromtimestamp(region.clock.now(), datetime.UTC)
    spending = budget(acts, room, known, now)
    code = _verdict(acts, room, spending, options.allow_release)
    show(context.output, acts, room, spending, code)
    context.output.document(document(acts, room, spending, code))
    return code


def _gathered(context: Context, region: Region, change_set: str) -> Deployment:
    with context.output.progress(f"Looking at what {context.options.stack} would do to its numbers.") as bar:
        return gather(region, context.options.stack, change_set, bar)


def _verdict(acts: Sequence[Act], places: Sequence[Place], budget: Budget, allowed: Sequence[str]) -> Exit:
    """Any release counts, of a number without a flow too: a read of a flow may miss it."""
    if any(act.kind in RELEASING and not (act.number and act.number.number in allowed) for act in acts):
        return Exit.RELEASES
    fits = budget.fits and all(place.fits for place in places)
    return Exit.DONE if fits and not any(act.kind is Kind.REFUSED for act in acts) else Exit.DOES_NOT_FIT


def _check(options: argparse.Namespace) -> None:
    if options.template and not options.yes:
        raise Refused(
            "--template makes a change set, which nothing executes, and deletes it again: allow that by --yes, or name"
            " a change set that is there by --change-set"
        )
    if options.template and not options.template.is_file():
        raise Refused(f"--template {options.template} is no file: name the template")
    if wrong := [text for text in options.parameter if "=" not in text]:
        raise Refused(f"--parameter {wrong[0]}: write NAME=VALUE")
    if options.parameter and not options.template:
        raise Refused("--parameter belongs to --template: a change set has its parameters already")
