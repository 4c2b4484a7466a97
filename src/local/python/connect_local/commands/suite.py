"""make test: every step that proves the project, and one count of all its tests as the last line.

``ONLY=TEST`` as the argument runs that test and no other; ``reruns`` says how tests are named.
"""

import collections
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from collections.abc import Iterator, Sequence

from .. import steps
from ..stack import ROOT, checkout
from ..stack.problems import told
from . import contract, reruns
from .progress import Progress, minutes
from .suite_steps import KINDS, UNREADABLE, Step, Tally, junit, text

# In target/, which the first step empties: no count of an earlier run is taken for this one's.
PYTEST_REPORT = ROOT / "target/pytest.xml"
BROWSER_REPORT = ROOT / "target/browser.xml"
CONTRACT_V2 = ROOT / "target/contract-v2.json"
CONTRACT_V2_REPORTS = ROOT / "target/contract-v2"
SUREFIRE = ROOT / "target/surefire-reports"
# How long each part took.
TIMES = steps.KEPT
TOTAL = "make test"

BUILD = "Java: build"
# What Maven does from one of its goals on, by the goal's name in the pom.
PARTS = {
    "default-test": "Java: tests, fault matrix",
    "default-jar": "Java: package",
    "shipped-jar": "Java: tests on the shipped jar",
}


@told
def main(arguments: Sequence[str]) -> int:
    if arguments:
        return only(arguments[0])
    TIMES.parent.mkdir(exist_ok=True)
    progress = Progress(TIMES)
    progress.say(f"make test{progress.last_time(TOTAL) or ': the first time here, so nothing says how long it takes'}")
    with progress.shown():
        ran = list(_run(progress))
    return _conclude(progress, ran)


def only(test: str) -> int:
    """Runs one test, or those of one class or file."""
    command = reruns.command(test)
    began = time.time()
    status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    # Maven says nothing of tests that pass.
    if command[0] == "mvn" and status == 0:
        print(text(junit(report for report in SUREFIRE.glob("TEST-*.xml") if report.stat().st_mtime >= began)))
    return status


def _run(progress: Progress) -> Iterator[Step]:
    java, *others = _steps()
    yield java
    # Nothing else can run on what is not built.
    if java.run(progress):
        with concurrent.futures.ThreadPoolExecutor() as side_by_side:
            list(side_by_side.map(lambda step: step.run(progress), others))
        yield from others


def _steps() -> list[Step]:
    """All steps, the build first. The others mostly wait, and run side by side."""
    python = [sys.executable, "-m"]
    reported = [*("pytest", "-q", "--tb=short")]
    return [
        Java("Java: build and tests", ["mvn", "-B", "clean", "verify"], "make package"),
        ContractV1("contract tests v1", [*python, "connect_local.commands.contract"], "make contract-v1"),
        ContractV2("contract tests v2", [*python, "contract_v2"], "make contract-v2"),
        Pytest(
            "Python: AWS CLI against the local stack",
            [*python, *reported, "src/test/python", f"--junitxml={PYTEST_REPORT}"],
            "make acceptance",
            PYTEST_REPORT,
        ),
        Pytest(
            "browser: the simulator's page in Chromium",
            [checkout.python("browser"), "-m", *reported, "src/test/browser", f"--junitxml={BROWSER_REPORT}"],
            "make browser",
            BROWSER_REPORT,
        ),
        Step("demo", [*python, "connect_local.commands.demo"], "make demo"),
    ]


class Java(Step):
    """Maven's run. Its log says which of its goals it has come to."""

    _part = BUILD
    _seen = 0

    def part(self) -> str:
        # Only what is new, in whole lines: the log gets long, and is looked at each second.
        with self.log.open("rb") as log:
            log.seek(self._seen)
            lines = log.read().rpartition(b"\n")[0]
        self._seen += len(lines)
        for goal in re.findall(rb"^\[INFO\] --- \S+ \((\S+)\) @", lines, re.MULTILINE):
            self._part = PARTS.get(goal.decode(), self._part)
        return self._part

    def count(self, status: int) -> Tally:
        return junit(SUREFIRE.glob("TEST-*.xml"))

    def failed(self) -> Iterator[str]:
        return reruns.of_junit(sorted(SUREFIRE.glob("TEST-*.xml")))


class ContractV1(Step):
    def count(self, status: int) -> Tally:
        return _tally(contract.TALLY)

    def failed(self) -> Iterator[str]:
        return reruns.of_contract_v1(self.said())


class ContractV2(Step):
    def count(self, status: int) -> Tally:
        return _tally(CONTRACT_V2)

    def failed(self) -> Iterator[str]:
        runs = {"no-cooldown": " COOLDOWN_DAYS=off"}
        reports = sorted(CONTRACT_V2_REPORTS.glob("*/*/junit.xml"))
        return reruns.of_contract_v2(self.said(), [(path, runs.get(path.parts[-3], "")) for path in reports])


class Pytest(Step):
    """A run of pytest that leaves its report."""

    def __init__(self, name: str, command: list[str], alone: str, report: pathlib.Path) -> None:
        super().__init__(name, command, alone)
        self.report = report
        self._folder = next(word for word in command if word in reruns.PYTESTS)

    def count(self, status: int) -> Tally:
        return junit([self.report])

    def failed(self) -> Iterator[str]:
        return reruns.of_pytest(self.report, self._folder)

    def skips(self) -> list[str]:
        with contextlib.suppress(*UNREADABLE):
            skipped = xml.parse(self.report).iter("skipped")
            reasons = collections.Counter(skip.get("message", "") for skip in skipped)
            return [f"  {number} skipped, {reason}" for reason, number in reasons.items()]
        return []


def _tally(path: pathlib.Path) -> Tally:
    tally: Tally = json.loads(path.read_text())
    return tally


def _conclude(progress: Progress, ran: Sequence[Step]) -> int:
    total = {kind: sum(step.tally[kind] for step in ran) for kind in KINDS}
    failed = bool(total["failed"] or not total["passed"])
    if not failed:
        progress.took[TOTAL] = progress.elapsed
    progress.keep()
    took = [f"{name} {minutes(took)}" for name, took in progress.took.items() if name != TOTAL]
    progress.say(f"Times: {', '.join([*took, f'in all {minutes(progress.elapsed)}'])}")
    for step in ran:
        for line in step.reruns():
            progress.say(line)
    progress.say(text(total))
    return int(failed)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
