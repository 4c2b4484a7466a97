"""How a failed test is run alone: the command that make test prints for it, and what ``make test ONLY=...`` runs."""

import pathlib
import re
import shlex
import xml.etree.ElementTree as xml
from collections.abc import Iterable, Iterator

from ..stack import ROOT, checkout
from ..stack.problems import Refused

# The pom's name for the tests on the jar that ships. Their reports have it behind the class, ONLY has it in front.
SHIPPED = "shipped-jar"
# Where pytest's tests are, and the environment that runs them.
PYTESTS = {"src/test/python": "stack", "src/test/browser": "browser"}
# The tests of the contract tests v2, by unittest: one of their environments has no pytest.
UNITTESTS = {"src/contract/test/python/test_linter.py": "guard", "src/contract/test/python/test_docker.py": "stack"}
# Runs tests of what make package has compiled; `mvn test` would compile it all again.
MAVEN = ["mvn", "-q", "-B", "resources:resources", "resources:testResources"]
USAGE = (
    "say a Java class (CreateTest), one of its tests (CreateTest#name), that on the jar that ships"
    f" ({SHIPPED}:CreateTest#name), a Python file (src/test/python/test_import.py) or one of its tests (FILE::name)"
)


class UnknownTest(Refused):
    """There is no such test; the message says how tests are named."""


def command(only: str) -> list[str]:
    """The command that runs these tests and no others. Raises UnknownTest."""
    path, _, name = only.partition("::")
    folder = next((folder for folder in PYTESTS if path.startswith(f"{folder}/")), None)
    if folder and (ROOT / path).is_file():
        return [checkout.python(PYTESTS[folder]), "-m", "pytest", "-q", "--tb=short", only]
    if path in UNITTESTS and f" {name.split('::')[-1]}" in (ROOT / path).read_text():
        narrowed = ["-k", f"*.{name.replace('::', '.')}"] if name else []
        return [checkout.python(UNITTESTS[path]), "-m", "unittest", path, *narrowed]
    shipped = only.startswith(f"{SHIPPED}:")
    java = only.removeprefix(f"{SHIPPED}:")
    if re.fullmatch(r"\w+(\$\w+)*(#\w+)?", java) and any(ROOT.glob(f"src/**/{re.split('[$#]', java)[0]}.java")):
        return [*MAVEN, f"surefire:test@{SHIPPED if shipped else 'default-test'}", f"-Dtest={java}"]
    raise UnknownTest(f"ONLY={only}: there is no such test; {USAGE}")


def of_junit(reports: Iterable[pathlib.Path]) -> Iterator[str]:
    """The commands for the failed tests of surefire's reports."""
    for case in _failed(reports):
        java, _, suffix = case.get("classname", "").partition("(")
        # The cases of a test with parameters cannot be told apart: m(int)[3] is run with its others.
        method = re.split(r"[(\[{]", case.get("name", ""))[0]
        test = java.split(".")[-1] + (f"#{method}" if method.isidentifier() else "")
        yield _make_test(f"{SHIPPED}:{test}" if suffix else test)


def of_pytest(report: pathlib.Path, folder: str) -> Iterator[str]:
    """The commands for the failed tests of pytest's report, whose files are in ``folder``."""
    for case in _failed([report]):
        # A file that cannot be imported is a case without a class.
        module, *classes = (case.get("classname") or case.get("name") or "").split(".")
        name = [case.get("name", "")] if case.get("classname") else []
        yield _make_test("::".join([f"{folder}/{module}.py", *classes, *name]))


def of_contract_v1(log: str) -> Iterator[str]:
    """The commands for the failed tests that the log of ``cfn test`` lists."""
    for name in re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", log, re.MULTILINE):
        yield f"make contract-v1 ONLY={name}"


def of_contract_v2(log: str, reports: Iterable[tuple[pathlib.Path, str]]) -> Iterator[str]:
    """The commands for the failed tests of the executor's reports, each with its run's knobs, and of the log."""
    for name, place in re.findall(r"^(?:FAIL|ERROR): (\w+) \(([\w.]+)\)", log, re.MULTILINE):
        *_, module, case = [part for part in place.split(".") if part != name]
        yield _make_test(f"src/contract/test/python/{module}.py::{case}::{name}")
    for report, knobs in reports:
        for case in _failed([report]):
            _, mode, suite = case.get("classname", "..").split(".", 2)
            modes = "MODES=own-jvm" if mode == "schema" else f"MODES={mode}"
            sets = f" SETS={suite.removeprefix('inputs_')}" if suite.startswith("inputs_") else ""
            yield f"make contract-v2 {modes}{sets}{knobs}"


def _make_test(only: str) -> str:
    # make reads $ once more than the shell does.
    return f"make test ONLY={shlex.quote(only.replace('$', '$$'))}"


def _failed(reports: Iterable[pathlib.Path]) -> Iterator[xml.Element]:
    for report in reports:
        for case in xml.parse(report).iter("testcase"):
            if {child.tag for child in case} & {"failure", "error"}:
                yield case
