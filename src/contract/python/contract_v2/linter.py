"""The linter's rules over a resource schema, and over what changed since another version of it.

The rules are those of resource-schema-guard-rail, all of them. Its own runner wants an engine that no longer builds, so
the rules are evaluated here. Run with the Python that has them (src/local/requirements/guard.txt):

    python -m contract_v2.linter SCHEMA [--previous SCHEMA] [--report FILE]

A line for each rule; a rule without a verdict has failed. Exit code 1 on any failure. The linter tells warnings from
errors; whether a registration lets a warning pass is not documented, so each counts.
"""

import argparse
import ast
import copy
import json
import pathlib
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import cfn_guard_rs.cfn_guard_rs as engine
from rpdk.guard_rail import rule_library
from rpdk.guard_rail.core.stateful import schema_diff
from rpdk.guard_rail.utils.schema_utils import add_paths_to_schema

from .results import COMPATIBILITY, LINT, Result, Results

LIBRARY = pathlib.Path(rule_library.__file__).parent
RULE = re.compile(r"^rule (\w+)", re.MULTILINE)
SHORT = 120
# JSON as the standard library reads it.
Json: TypeAlias = Any


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="contract_v2.linter")
    parser.add_argument("schema", type=pathlib.Path)
    parser.add_argument("--previous", type=pathlib.Path, help="the schema of the version before")
    parser.add_argument("--report", type=pathlib.Path, help="where to write JUnit XML")
    options = parser.parse_args(arguments)
    results = Results("contract-tests-v2.schema")
    schema = json.loads(options.schema.read_text())
    for result in lint(schema):
        results.add(result)
    if options.previous:
        for result in compare(json.loads(options.previous.read_text()), schema):
            results.add(result)
    else:
        results.add(Result(COMPATIBILITY, "all", "SKIPPED", "there is no earlier version to compare with"))
    if options.report:
        results.write(options.report)
    print(results.summary())
    return 1 if results.failed else 0


def lint(schema: Json) -> Iterator[Result]:
    """A Result for each rule about one schema."""
    data = add_paths_to_schema(copy.deepcopy(schema))
    for path in sorted(LIBRARY.glob("*/*.guard")):
        if path.parent.name != "stateful":
            yield from evaluate(path.read_text(), data, LINT)


def compare(previous: Json, schema: Json) -> Iterator[Result]:
    """A Result for each rule about two versions of a schema."""
    change = schema_diff(copy.deepcopy(previous), copy.deepcopy(schema), print_diff_to_console=False)
    # Belief (official; registration): A registration lints the schema, and compares it with the version before, by the
    # rules of resource-schema-guard-rail. Source: CloudFormation CLI user guide; PyPI resource-schema-guard-rail
    # 0.0.22. Test: test_linter.py::test_each_rule_finds_its_flaw, test_linter.py::test_each_rule_finds_its_change.
    for path in sorted((LIBRARY / "stateful").glob("*.guard")):
        yield from evaluate(path.read_text(), change, COMPATIBILITY)


def evaluate(rules: str, data: Json, suite: str) -> Iterator[Result]:
    """A Result for each rule of ``rules``, a text in Guard's language."""
    names = RULE.findall(rules)
    try:
        outcome = json.loads(engine.run_checks_rs(json.dumps(data), rules, False))
    except Exception as failure:
        # The engine raises what it likes, and can answer with what is no JSON.
        for name in names:
            yield Result(suite, name, "FAILED", f"could not be evaluated: {failure}")
        return
    broken = {clause["Rule"]["name"]: clause["Rule"] for clause in outcome["not_compliant"]}
    for name in names:
        if name in broken:
            yield Result(suite, name, "FAILED", "; ".join(sorted(set(_findings(broken[name], data)))))
        elif name in outcome["compliant"]:
            yield Result(suite, name, "PASSED", "obeyed")
        elif name in outcome["not_applicable"]:
            yield Result(suite, name, "SKIPPED", "does not apply to this schema")
        else:
            yield Result(suite, name, "FAILED", "the engine gave no verdict")


def _findings(node: Json, data: Json) -> Iterator[str]:
    """What the checks inside ``node`` say: the check's id, its message, and what of ``data`` it is about."""
    if isinstance(node, list):
        for child in node:
            yield from _findings(child, data)
    elif isinstance(node, dict):
        text = (node.get("messages") or {}).get("custom_message")
        if text and "check" in node:
            yield _finding(text, node["check"], data)
        for child in node.values():
            yield from _findings(child, data)


def _finding(text: str, check: Json, data: Json) -> str:
    try:
        message = ast.literal_eval(text.strip())
    except (SyntaxError, ValueError):
        return text.strip()
    places = [_place(path, data) for path in sorted(set(_paths(check))) if path]
    kind = " (a warning)" if message.get("result") == "WARNING" else ""
    return f"{message['check_id']} {message['message']}{kind}: {', '.join(places) or '/'}"


def _place(path: str, data: Json) -> str:
    """The path, and what is there unless that is long."""
    node = data
    for step in path.strip("/").split("/"):
        try:
            node = node[int(step)] if isinstance(node, list) else node[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return path
    value = json.dumps(node)
    return f"{path} = {value}" if len(value) <= SHORT else path


def _paths(node: Json) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _paths(child)
    elif isinstance(node, dict):
        if isinstance(node.get("path"), str):
            yield node["path"]
        for child in node.values():
            yield from _paths(child)


if __name__ == "__main__":
    sys.exit(main())
