"""What a registration runs on an uploaded package: python -m contract_v2.registration run|compare OPTIONS

``run``: the schema's linter and the contract tests v2 on the handlers, against a simulator of their own, so that they
take seconds and leave the account's numbers alone; it counts what they would cost an account. ``compare``: the schema
against that of the version before. A line for each result, and last one of JSON; exit code 0 is passed, 1 failed.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile
from collections.abc import Iterator

from connect_local import stack
from connect_local.stack import processes
from connect_local.stack.checkout import python

from . import project, results, suite
from .results import COMPATIBILITY, LINT

LINTER = python("guard")
# Each scenario claims a number, and the inputs of the checkout name an exact one.
RELAXED = ("--quota=1000", "--rate=off", "--cooldown-days=off")
MOST_FAILURES = 5
# What the handlers get of the caller's variables, beside its credentials.
INSIDE = ("PATH", "TYPE_CONFIGURATION")


def main() -> int:
    options = _options()
    options.output.mkdir(parents=True, exist_ok=True)
    passed, told = (_run if options.what == "run" else _compare)(options)
    print(json.dumps({"told": told}))
    return 0 if passed else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="contract_v2.registration")
    parser.add_argument("what", choices=("run", "compare"))
    parser.add_argument("--artifact", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--account", required=True)
    parser.add_argument("--region", required=True)
    parser.add_argument("--previous", type=pathlib.Path)
    return parser.parse_args()


def _compare(options: argparse.Namespace) -> tuple[bool, str]:
    failures = list(_failures(_lint(options), COMPATIBILITY))
    return not failures, _listed("The schema is not compatible with that of the version before", failures)


def _run(options: argparse.Namespace) -> tuple[bool, str]:
    command = stack.simulator_command(f"--account={options.account}", f"--region={options.region}", *RELAXED)
    simulator = processes.Program("simulator", command, options.output)
    try:
        failures = list(_failures(_lint(options), LINT))
        reports = _execute(options, simulator.ready["endpoint"])
        failures += [failure for report in reports for failure in _failures(report)]
        cost = suite.cost(simulator.ready)
    finally:
        simulator.stop()
    if not reports:
        failures.append("the tests did not run")
    counts = results.tally(options.output)
    spent = (
        f"In an account they claim {cost['claims']} numbers, release {cost['releases']}"
        f" and make {sum(cost['calls'].values())} calls of Amazon Connect."
    )
    told = "Contract tests v2: {passed} passed, {failed} failed, {skipped} skipped.".format(**counts)
    return not failures, f"{told} {spent} {_listed('Failed', failures)}".strip()


def _lint(options: argparse.Namespace) -> pathlib.Path:
    """The linter's report."""
    schema = options.output / "schema.json"
    with zipfile.ZipFile(options.artifact) as artifact:
        schema.write_bytes(artifact.read("schema.json"))
    report: pathlib.Path = options.output / "schema/junit.xml"
    command = [LINTER, "-m", "contract_v2.linter", str(schema), "--report", str(report)]
    subprocess.run([*command, *(["--previous", str(options.previous)] if options.previous else [])], check=False)
    return report


def _execute(options: argparse.Namespace, simulator: str) -> list[pathlib.Path]:
    """The reports of the tests on the handlers; credentials and type configuration are in the environment."""
    command = [
        *("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", project.executor_class_path()),
        *("com.example.contract.Main", "run-tests", str(options.artifact), "-r", options.region),
        *("-o", str(options.output), "--account", options.account, "--clock", f"{simulator}/_simulator/clock"),
    ]
    kept = {name: value for name, value in os.environ.items() if name in INSIDE or name.startswith("CALLER_AWS_")}
    subprocess.run(command, env={**kept, "AWS_ENDPOINT_URL_CONNECT": simulator}, check=False)
    return sorted(options.output.glob("own-jvm/junit.xml"))


def _failures(report: pathlib.Path, of_suite: str = "") -> Iterator[str]:
    for case in xml.parse(report).iter("testcase"):
        failure = case.find("failure")
        if failure is not None and case.get("classname", "").endswith(of_suite):
            yield f"{case.get('name')}: {failure.get('message') or (failure.text or '').strip()}"


def _listed(words: str, failures: list[str]) -> str:
    if not failures:
        return ""
    more = f"; and {len(failures) - MOST_FAILURES} more" if len(failures) > MOST_FAILURES else ""
    return f"{words}: {'; '.join(failure[:160] for failure in failures[:MOST_FAILURES])}{more}."


if __name__ == "__main__":
    sys.exit(main())
