"""One self-contained HTML page: no script, no other file, nothing from the network."""

import html
from collections.abc import Sequence

from ..mask import Mask
from ..number import count
from .attention import Attention
from .rows import COLUMNS, row, text
from .survey import Survey

STYLE = """\
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #1b1f24; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; font-size: .85rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem; border-bottom: 1px solid #d0d7de }
th { position: sticky; top: 0; background: #f6f8fa } td { overflow-wrap: anywhere }
td:first-child { white-space: nowrap } tr.attention td:first-child { border-left: 3px solid #bc4c00 }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } th { background: #161b22 } }
"""


def as_html(surveys: Sequence[Survey], attention: Attention, mask: Mask) -> str:
    """The whole page."""
    regions = ", ".join(f"{survey.region}: {len(survey.numbers):,}" for survey in surveys)
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Phone numbers</title>\n<style>\n{STYLE}</style>\n</head>\n<body>",
            f"<h1>{count(len(attention.numbers))}</h1>\n<p>{html.escape(regions)}</p>",
            *_attention(attention, mask),
            *_table(attention, mask),
            "</body>\n</html>\n",
        ]
    )


def _attention(attention: Attention, mask: Mask) -> list[str]:
    lines = ["<h2>To do, the most urgent first</h2>", "<ol>"]
    for finding in attention.findings:
        numbers = html.escape(mask(", ".join(number.number for number in finding.numbers)))
        lines.append(f"<li><strong>{len(finding.numbers):,} {html.escape(finding.concern.heading)}</strong>")
        lines.append(f"<br>To do: {html.escape(finding.concern.to_do)}")
        lines.append(f"<details><summary>Which</summary>{numbers}</details></li>")
    return [*lines, "</ol>"] if attention.findings else ["<p>Nothing deserves attention.</p>"]


def _table(attention: Attention, mask: Mask) -> list[str]:
    heads = "".join(f"<th>{column}</th>" for column in COLUMNS)
    lines = ["<h2>All numbers</h2>", f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"]
    for number in attention.numbers:
        cells = "".join(f"<td>{html.escape(mask(text(value)))}</td>" for value in row(number, attention).values())
        marked = ' class="attention"' if attention.of(number) else ""
        lines.append(f"<tr{marked}>{cells}</tr>")
    return [*lines, "</tbody>\n</table>"]
