"""One screen: how many there are, what deserves attention, and the worst of them."""

import rich.markup
import rich.table

from ..number import Number, count
from ..output import Output
from .attention import Attention, Finding
from .rows import row, text
from .survey import Survey

# Of the numbers of one finding, and of the table.
EXAMPLES = 3
ROWS = 15
COLUMNS = ("number", "region", "status", "flow", "protected", "stack", "attention")


def show(output: Output, surveys: list[Survey], attention: Attention, every: bool) -> None:
    """Attention first, then the table: its worst rows, or every one."""
    regions = ", ".join(f"{survey.region} {len(survey.numbers):,}" for survey in surveys)
    output.say(f"{count(len(attention.numbers))}: {regions}.")
    if not attention.numbers:
        return
    output.say()
    if attention.findings:
        output.say("To do, the most urgent first:")
        for place, finding in enumerate(attention.findings, 1):
            output.say(f" {place}. {len(finding.numbers):,} {finding.concern.heading}")
            output.say(f"    {_examples(finding)}")
            output.say(f"    To do: {finding.concern.to_do}")
    else:
        output.say("Nothing deserves attention.")
    output.say()
    shown = attention.numbers if every else attention.numbers[:ROWS]
    output.table(_table(output, attention, shown))
    if hidden := len(attention.numbers) - len(shown):
        output.say(f"and {hidden:,} more: --all shows them; --csv FILE and --html FILE write them.")


def _examples(finding: Finding) -> str:
    names = [
        f"{number.number}{f' ({number.message})' if number.message and finding.concern.name == 'failed' else ''}"
        for number in finding.numbers[:EXAMPLES]
    ]
    more = len(finding.numbers) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")


def _table(output: Output, attention: Attention, numbers: list[Number]) -> rich.table.Table:
    """One line a number, whatever the width."""
    table = rich.table.Table(box=None, pad_edge=False)
    for column in COLUMNS:
        table.add_column(column, no_wrap=True, overflow="ellipsis", min_width=16 if column == "number" else None)
    for number in numbers:
        values = row(number, attention)
        values["flow"] = number.flow is not None
        table.add_row(*(rich.markup.escape(output.mask(text(values[column]))) for column in COLUMNS))
    return table
