"""A number as a row: of the table, of CSV, of the report and of JSON."""

import csv
import io
from typing import Any

from ..number import Number
from .attention import Attention

COLUMNS = (
    *("number", "region", "status", "type", "country", "target", "flow", "protected", "stack", "resource"),
    *("attention", "message", "description", "tags", "arn"),
)


def row(number: Number, attention: Attention) -> dict[str, Any]:
    """Values of the columns; lists where there may be several."""
    return {
        "number": number.number,
        "region": number.region,
        "status": number.status,
        "type": number.type,
        "country": number.country,
        "target": number.target,
        "flow": number.flow or "",
        "protected": number.is_protected,
        "stack": [held.stack for held in number.holdings],
        "resource": [held.logical_id for held in number.holdings],
        "attention": attention.of(number),
        "message": number.message,
        "description": number.description,
        "tags": number.own_tags,
        "arn": number.arn,
    }


def text(value: Any) -> str:
    """A value in one cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key}={member}" for key, member in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def as_csv(attention: Attention) -> str:
    """All numbers, a heading above."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number in attention.numbers:
        # A spreadsheet takes what begins so for a formula; a number's own + is one to it, too, and harmless.
        cells = [text(value) for value in row(number, attention).values()]
        writer.writerow([f"'{cell}" if cell.startswith(("=", "@", "-", "\t")) else cell for cell in cells])
    return written.getvalue()
