"""What is told at the end: the verdicts, and a file of all answers that can be handed on."""

import json
from collections.abc import Mapping

import rich.table

from ..output import Output
from .answer import Seen
from .beliefs import believed
from .journal import Journal
from .names import Names
from .observations import observed
from .table import OUT_OF_REACH, Verdict, command, verdicts
from .verdict import Told


def show(output: Output, journal: Journal) -> None:
    """For a person."""
    found, names = verdicts(Seen(journal.answers)), Names()
    table = rich.table.Table(box=None, pad_edge=False)
    for heading in ("knob", "value", "how sure"):
        table.add_column(heading, overflow="fold")
    for verdict in sorted(found, key=lambda verdict: not verdict.told.value):
        table.add_row(verdict.knob, verdict.told.value or "not told", names.text(verdict.told.sure))
    output.table(table)
    output.say("\nWhat is believed besides:\n")
    for belief, told in believed(Seen(journal.answers)).items():
        output.say(f"  {told.value or 'not told'}: {belief} ({names.text(told.sure)})")
    output.say("\nWhat was answered besides:\n")
    for observation, told in observed(Seen(journal.answers)).items():
        output.say(f"  {observation}: {names.text(told.value or 'not told')} ({names.text(told.sure)})")
    output.say(f"\nOut of the probe's reach, {len(OUT_OF_REACH)}: {', '.join(OUT_OF_REACH)}.")
    output.say(f"\nThis account, as far as it was told:\n\n  {command(found)}")


def document(journal: Journal) -> dict[str, object]:
    """For a program."""
    seen, names = Seen(journal.answers), Names()
    found = verdicts(seen)
    return {
        "bought": sorted(journal.bought),
        "ended": sorted(journal.ended),
        "verdicts": names.all([_row(verdict) for verdict in found]),
        "beliefs": names.all(_told("belief", believed(seen))),
        "observations": names.all(_told("observation", observed(seen))),
        "outOfReach": OUT_OF_REACH,
        "command": command(found),
    }


def _told(kind: str, found: Mapping[str, Told]) -> list[dict[str, object]]:
    return [{kind: what, "value": told.value or None, "sure": told.sure} for what, told in found.items()]


def _row(verdict: Verdict) -> dict[str, object]:
    return {
        "knob": verdict.knob,
        "value": verdict.told.value or None,
        "sure": verdict.told.sure,
        **({"setting": verdict.setting} if verdict.told.value else {}),
        **({"seconds": verdict.told.span.ends} if verdict.told.span else {}),
    }


def lines(journal: Journal) -> str:
    """JSON lines: every answer, then every verdict, with numbers, accounts and names replaced."""
    seen, names = Seen(journal.answers), Names()
    found = verdicts(seen)
    records: list[object] = [{"answer": answer.written()} for answer in journal.answers.values()]
    records += [{"verdict": _row(verdict)} for verdict in found]
    records += [*_told("belief", believed(seen)), *_told("observation", observed(seen))]
    records.append({"command": command(found)})
    return "".join(json.dumps(names.all(record), ensure_ascii=False) + "\n" for record in records)
