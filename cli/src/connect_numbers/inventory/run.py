"""Surveys the Regions side by side, then shows and writes what was found."""

import argparse
import concurrent.futures
import pathlib

from ..command import Context
from ..exits import Exit
from ..files import check_new, write_file
from ..regions import Region
from .attention import Attention
from .report import as_html
from .rows import as_csv, row
from .screen import show
from .survey import Survey, survey


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="every number in the table, not the first of them")
    parser.add_argument("--csv", metavar="FILE", type=pathlib.Path, help="writes all numbers there, a new file")
    parser.add_argument("--html", metavar="FILE", type=pathlib.Path, help="writes one self-contained page, a new file")


def run(context: Context) -> Exit:
    """Raises Refused and CallFailed, with nothing written."""
    options, output = context.options, context.output
    paths = [path for path in (options.csv, options.html) if path]
    for path in paths:
        check_new(path, str(path), "file")
    names = list(dict.fromkeys(options.region)) or [None]
    surveys = _surveys(context, [context.regions.region(name) for name in names])
    attention = Attention(surveys)
    for number in attention.numbers:
        output.mask.learn(number.number)
    if options.csv:
        write_file(options.csv, output.mask(as_csv(attention)))
    if options.html:
        write_file(options.html, as_html(surveys, attention, output.mask))
    show(output, surveys, attention, options.all)
    for path in paths:
        output.say(f"Written: {path}")
    output.document(_document(surveys, attention))
    return Exit.DONE


def _surveys(context: Context, regions: list[Region]) -> list[Survey]:
    """Each Region has rates of its own, so that they are surveyed side by side."""
    names = ", ".join(region.name for region in regions)
    with (
        context.output.progress(f"Looking at the numbers of {names}, one by one.") as bar,
        concurrent.futures.ThreadPoolExecutor(len(regions)) as side_by_side,
    ):
        return list(side_by_side.map(lambda region: survey(region, bar), regions))


def _document(surveys: list[Survey], attention: Attention) -> dict[str, object]:
    return {
        "regions": {survey.region: len(survey.numbers) for survey in surveys},
        "attention": [
            {
                "name": finding.concern.name,
                "heading": finding.concern.heading,
                "toDo": finding.concern.to_do,
                "numbers": [number.number for number in finding.numbers],
            }
            for finding in attention.findings
        ],
        "doomedInstances": [
            {"arn": arn, "stack": instance.holding.stack, "resource": instance.holding.logical_id}
            for arn, instance in sorted(attention.doomed.items())
        ],
        "numbers": [row(number, attention) for number in attention.numbers],
    }
