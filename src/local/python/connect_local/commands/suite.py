"""make test: every step that proves the project, and one count of all its tests as the last line."""

import collections
import concurrent.futures
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from ..stack import ROOT, checkout
from . import contract

# In target/, which the first step empties: no count of an earlier run is taken for this one's.
PYTEST_REPORT = ROOT / "target/pytest.xml"
BROWSER_REPORT = ROOT / "target/browser.xml"
CONTRACT_V2 = ROOT / "target/contract-v2.json"
SUREFIRE = ROOT / "target/surefire-reports"
KINDS = ("passed", "failed", "skipped")

# How many tests ended how.
Tally: TypeAlias = dict[str, int]


def main() -> int:
    java = Step("Java: build and tests", ["mvn", "-q", "-B", "clean", "verify"], _surefire)
    if not java.run():
        return _conclude([java])
    python = [sys.executable, "-m"]
    # All of these mostly wait.
    steps = [
        Step("contract tests v1", [*python, "connect_local.commands.contract"], lambda _: _tally(contract.TALLY)),
        Step("contract tests v2", [*python, "contract_v2"], lambda _: _tally(CONTRACT_V2)),
        Step(
            "Python: AWS CLI against the local stack",
            [*python, "pytest", "-q", "--tb=short", "src/test/python", f"--junitxml={PYTEST_REPORT}"],
            lambda _: _junit([PYTEST_REPORT]),
            lambda: _skips(PYTEST_REPORT),
        ),
        Step(
            "browser: the simulator's page in Chromium",
            [
                checkout.python("browser"),
                "-m",
                "pytest",
                "-q",
                "--tb=short",
                "src/test/browser",
                f"--junitxml={BROWSER_REPORT}",
            ],
            lambda _: _junit([BROWSER_REPORT]),
        ),
        Step(
            "demo",
            [*python, "connect_local.commands.demo"],
            lambda status: {"passed": int(status == 0), "failed": int(status != 0), "skipped": 0},
        ),
    ]
    with concurrent.futures.ThreadPoolExecutor() as side_by_side:
        list(side_by_side.map(Step.run, steps))
    return _conclude([java, *steps])


class Step:
    """A command, and how its tests are counted, given its exit status."""

    def __init__(
        self,
        name: str,
        command: list[str],
        count: Callable[[int], Tally],
        skips: Callable[[], list[str]] = list,
    ) -> None:
        self.name = name
        self._command = command
        self._count = count
        self._skips = skips
        self.tally: Tally = {"passed": 0, "failed": 1, "skipped": 0}
        self.log = ROOT / ".local" / f"test-{name.split(':')[0].replace(' ', '-').lower()}.log"

    def run(self) -> bool:
        """Whether it succeeded; a step that fails without a failed test counts as one."""
        self.log.parent.mkdir(exist_ok=True)
        began = time.monotonic()
        with self.log.open("w") as log:
            status = subprocess.run(
                self._command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            ).returncode
        # Without a count that can be read, the failure that the tally began with stands.
        with contextlib.suppress(OSError, ValueError, xml.ParseError):
            self.tally = self._count(status)
        if status != 0:
            self.tally["failed"] = max(1, self.tally["failed"])
            print(self.log.read_text(errors="replace")[-20_000:])
        print(f"{self.name}: {_text(self.tally)} ({time.monotonic() - began:.0f} s; {self.log.relative_to(ROOT)})")
        if self.tally["skipped"]:
            print("".join(f"  {line}\n" for line in self._skips()), end="")
        sys.stdout.flush()
        return status == 0


def _surefire(_status: int) -> Tally:
    return _junit(SUREFIRE.glob("TEST-*.xml"))


def _junit(reports: Iterable[pathlib.Path]) -> Tally:
    tally = dict.fromkeys(KINDS, 0)
    for report in reports:
        for case in xml.parse(report).iter("testcase"):
            kinds = {child.tag for child in case}
            tally["failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"] += 1
    return tally


def _skips(report: pathlib.Path) -> list[str]:
    """Why tests were skipped, and how many for each reason."""
    reasons = collections.Counter(skip.get("message", "") for skip in xml.parse(report).iter("skipped"))
    return [f"{number} skipped, {reason}" for reason, number in reasons.items()]


def _tally(path: pathlib.Path) -> Tally:
    tally: Tally = json.loads(path.read_text())
    return tally


def _text(tally: Tally) -> str:
    return ", ".join(f"{tally[kind]} {kind}" for kind in KINDS if tally[kind] or kind != "skipped")


def _conclude(steps: Sequence[Step]) -> int:
    total = {kind: sum(step.tally[kind] for step in steps) for kind in KINDS}
    print(_text(total))
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
