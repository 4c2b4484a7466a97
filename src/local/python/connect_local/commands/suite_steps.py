"""A step of make test: a command, its log, the count of its tests, and how those that failed are run alone."""

import contextlib
import pathlib
import subprocess
import xml.etree.ElementTree as xml
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ..stack import ROOT
from .progress import Progress, minutes

KINDS = ("passed", "failed", "skipped")
# The end of a failed step's log, and the most tests that are listed to be run alone.
SHOWN_CHARACTERS = 20_000
SHOWN_TESTS = 20
# What a report or log that is not there, or half written, raises.
UNREADABLE = (OSError, ValueError, xml.ParseError)

# How many tests ended how.
Tally: TypeAlias = dict[str, int]


class Step:
    """A command that passes or fails as a whole; its subclasses read the tests' own results."""

    def __init__(self, name: str, command: list[str], alone: str) -> None:
        """``alone`` is the command with which a developer runs this step and no other."""
        self.name = name
        self._command = command
        self._alone = alone
        self.tally: Tally = {"passed": 0, "failed": 1, "skipped": 0}
        self.log = ROOT / ".local" / f"test-{name.split(':')[0].replace(' ', '-').lower()}.log"

    def part(self) -> str:
        """The name of what runs just now."""
        return self.name

    def count(self, status: int) -> Tally:
        return {"passed": int(status == 0), "failed": int(status != 0), "skipped": 0}

    def failed(self) -> Iterator[str]:
        """The commands that run the failed tests alone."""
        return iter(())

    def skips(self) -> list[str]:
        """Why tests were skipped, a line for each reason."""
        return []

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def run(self, progress: Progress) -> bool:
        """Whether it succeeded; a step that fails without a failed test counts as one."""
        self.log.write_text("")
        with progress.running(self.part) as task:
            status = self._execute()
        # Without a count that can be read, the failure that the tally began with stands.
        with contextlib.suppress(*UNREADABLE):
            self.tally = self.count(status)
        if status == 0:
            progress.took |= task.took
        else:
            self.tally["failed"] = max(1, self.tally["failed"])
            progress.say(self.said()[-SHOWN_CHARACTERS:])
        where = f"{minutes(sum(task.took.values()))}; {self.log.relative_to(ROOT)}"
        progress.say("\n".join([f"{self.name}: {text(self.tally)} ({where})", *self.skips()]))
        return status == 0

    def _execute(self) -> int:
        with self.log.open("w") as log:
            return subprocess.run(
                self._command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            ).returncode

    def reruns(self) -> Iterator[str]:
        """How what failed is run alone, a line each."""
        if not self.tally["failed"]:
            return
        commands: list[str] = []
        with contextlib.suppress(*UNREADABLE):
            commands = list(dict.fromkeys(self.failed()))
        yield from (f"failed; alone: {command}" for command in commands[:SHOWN_TESTS])
        if not commands or len(commands) > SHOWN_TESTS:
            yield f"{self.name} failed; alone: {self._alone}"


def junit(reports: Iterable[pathlib.Path]) -> Tally:
    """The counts of reports in JUnit's XML."""
    tally = dict.fromkeys(KINDS, 0)
    for report in reports:
        for case in xml.parse(report).iter("testcase"):
            kinds = {child.tag for child in case}
            tally["failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"] += 1
    return tally


def text(tally: Tally) -> str:
    return ", ".join(f"{tally[kind]} {kind}" for kind in KINDS if tally[kind] or kind != "skipped")
