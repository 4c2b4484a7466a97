"""How our Python is written."""

import ast

import pytest
from cloud import ROOT

MOST_LINES = 40
SOURCES = sorted(
    path
    for folder in ("adopt", "local", "benchmark/python", "test/python")
    for path in (ROOT / "src" / folder).rglob("*.py")
)
# Longer ones that are still to be cut; one that is no longer too long must leave this list.
TOO_LONG = {
    "src/benchmark/python/connect_bench/cold_start.py": {"main"},
    "src/benchmark/python/connect_bench/jar.py": {"main"},
    "src/benchmark/python/connect_bench/local_stack.py": {"result"},
    "src/benchmark/python/connect_bench/simulator.py": {"result"},
}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_function_is_longer_than_forty_lines(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    lengths = {function.name: function.end_lineno - function.lineno + 1 for function in functions}
    long = {name for name, lines in lengths.items() if lines > MOST_LINES}
    allowed = TOO_LONG.get(str(path.relative_to(ROOT)), set())
    assert long - allowed == set(), f"longer than {MOST_LINES} lines"
    assert allowed - long == set(), "short by now: take it out of TOO_LONG"
