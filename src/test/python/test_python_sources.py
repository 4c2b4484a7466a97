"""How our Python is written."""

import ast

import pytest
from cloud import ROOT

MOST_LINES = 40
SOURCES = sorted(
    path
    for folder in ("cli/src", "src/contract", "src/local", "src/benchmark/python", "src/test/python")
    for path in (ROOT / folder).rglob("*.py")
)
COMMANDS = [path for path in SOURCES if path.is_relative_to(ROOT / "cli")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_function_is_longer_than_forty_lines(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    lengths = {function.name: function.end_lineno - function.lineno + 1 for function in functions}
    long = {name for name, lines in lengths.items() if lines > MOST_LINES}
    assert long == set(), f"longer than {MOST_LINES} lines"


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_no_file_of_the_command_line_is_longer_than_250_lines(path):
    assert len(path.read_text().splitlines()) <= 250
