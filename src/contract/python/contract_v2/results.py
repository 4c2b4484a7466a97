"""Results of tests: a line each, and JUnit's XML."""

import collections
import dataclasses
import pathlib
import xml.etree.ElementTree as xml

KINDS = ("passed", "failed", "skipped")
# The two suites of the linter.
COMPATIBILITY = "schema backward-compatibility"
LINT = "schema linter"


@dataclasses.dataclass(frozen=True)
class Result:
    """What came of one test: PASSED, FAILED or SKIPPED, and why."""

    suite: str
    test: str
    verdict: str
    reason: str


class Results:
    """Prints each result as it comes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._results: list[Result] = []

    def add(self, result: Result) -> None:
        self._results.append(result)
        print(f"{result.verdict:<7} {result.suite} {result.test}: {result.reason}", flush=True)

    @property
    def failed(self) -> bool:
        return any(result.verdict == "FAILED" for result in self._results)

    def summary(self) -> str:
        count = collections.Counter(result.verdict.lower() for result in self._results)
        return f"{self._name}: " + ", ".join(f"{count[kind]} {kind}" for kind in KINDS)

    def write(self, path: pathlib.Path) -> None:
        suite = xml.Element("testsuite", name=self._name, tests=str(len(self._results)))
        for result in self._results:
            case = xml.SubElement(suite, "testcase", classname=f"{self._name}.{result.suite}", name=result.test)
            if result.verdict != "PASSED":
                kind = "failure" if result.verdict == "FAILED" else "skipped"
                xml.SubElement(case, kind, message=result.reason)
        path.parent.mkdir(parents=True, exist_ok=True)
        xml.ElementTree(suite).write(path, encoding="unicode", xml_declaration=True)


def tally(folder: pathlib.Path) -> dict[str, int]:
    """The counts of all reports below ``folder``."""
    counts = dict.fromkeys(KINDS, 0)
    for report in sorted(folder.rglob("junit.xml")):
        for case in xml.parse(report).iter("testcase"):
            kinds = {child.tag for child in case}
            counts["failed" if "failure" in kinds else "skipped" if "skipped" in kinds else "passed"] += 1
    return counts
