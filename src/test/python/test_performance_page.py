"""docs/performance.md is what the committed results say. Needs neither the benchmarks nor the chart library."""

import json
import re
import sys

import pytest
from connect_bench import __main__ as bench
from connect_bench import page
from connect_bench.local import ROOT

CHART = {"file": "c", "title": "C", "kind": "line", "x": "x", "y": "y", "series": [{"name": "s", "points": [[0, 1]]}]}
RESULT = {
    "name": "b",
    "order": 1,
    "title": "B",
    "command": "make bench ONLY=b",
    "text": ["How."],
    "rows": [
        {
            "figure": "classes",
            "value": 4321,
            "reference": "theirs",
            "reference_value": 7420,
            "ratio": 0.582,
            "met": True,
        },
        {"figure": "time", "value": 1.2345, "unit": "s", "target": "at most 1 s", "met": False},
        {"figure": "told", "value": 3},
    ],
    "tables": [{"title": "T", "columns": ["a", "b"], "rows": [["x|y", 2.5]]}],
    "charts": [CHART],
}


def test_the_page_is_what_the_results_render_to():
    assert page.PAGE.read_text() == page.render(page.results()), "run make bench ONLY=one-benchmark to render it"


def test_every_chart_is_drawn_from_the_points_of_its_result_and_there_is_no_other():
    charts = [chart for result in page.results() for chart in result.get("charts", [])]
    assert {page.svg_name(chart) for chart in charts} == {file.name for file in page.RESULTS.glob("*.svg")}
    for chart in charts:
        assert page.digest(chart) in (page.RESULTS / page.svg_name(chart)).read_text(), chart["file"]


def test_every_row_of_a_table_is_as_long_as_its_head():
    tables = [table for result in page.results() for table in result.get("tables", [])]
    assert [t["title"] for t in tables if any(len(row) != len(t["columns"]) for row in t["rows"])] == []


def test_every_result_has_the_name_of_its_file_and_says_why_a_target_is_missed():
    for result in page.results():
        assert page.result_file(result["name"]).exists(), result["name"]
        assert not page.missed(result) or result["text"], result["name"]


def measured(name):
    return json.loads(page.result_file(name).read_text())


@pytest.mark.parametrize("text", ["examples/batches.yml", "README.md"])
def test_what_is_said_of_many_numbers_is_what_was_measured(text):
    figures = {row["figure"]: row for row in measured("many-numbers")["rows"]}
    most = figures["creates at once that all show an identifier within 60 s, whatever the seed: the most"]["value"]
    batch, in_time = next(
        (match[1], row["met"])
        for figure, row in figures.items()
        if (match := re.fullmatch(r"500 creates in batches of (\d+): the most seconds until an identifier", figure))
    )
    said = " ".join((ROOT / text).read_text().replace("\n#", "").split())
    assert re.findall(r"(\d+) (?:numbers without|that a stack can claim at once)", said) == [str(most)]
    assert re.findall(r"batches of (\d+)", said) == [batch] and in_time and int(batch) <= most
    (created,) = [table for table in measured("local-stack")["tables"] if "side by side" in table["title"]]
    searched = max(size for size, stacks in created["rows"] if len(set(stacks.split(" of "))) == 1)
    assert re.findall(r"(?:at once, |searched numbers, )(\d+)", said) == [str(searched)] and int(batch) <= searched


def test_a_result_is_rendered_whole():
    text = page.render([RESULT])
    assert "## B\n\n`make bench ONLY=b`\n\nHow.\n" in text
    assert "| classes | 4,321 | 7,420 theirs | 0.58 |  | yes |" in text
    assert "| time | 1.23 s |  |  | at most 1 s | NO |" in text
    assert "| told | 3 |  |  |  |  |" in text
    assert "| x\\|y | 2.5 |" in text
    assert "![C](performance/c.svg)" in text
    assert [row["figure"] for row in page.missed(RESULT)] == ["time"]


def test_the_terminals_table_has_the_same_figures():
    head, classes, time, told = page.table(RESULT["rows"]).splitlines()
    assert head.split() == list(page.COLUMNS)
    assert classes.split() == ["classes", "4,321", "7,420", "theirs", "0.58", "yes"]
    assert time.split() == ["time", "1.23", "s", "at", "most", "1", "s", "NO"]
    assert told.split() == ["told", "3"]


@pytest.mark.parametrize("change", [{"title": "other"}, {"series": []}])
def test_another_chart_has_another_digest(change):
    assert page.digest({**CHART, **change}) != page.digest(CHART)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "RESULTS", tmp_path / "performance")
    monkeypatch.setattr(page, "PAGE", tmp_path / "performance.md")
    monkeypatch.setattr(bench, "TEMPORARY", tmp_path / "tmp")
    (tmp_path / "performance").mkdir()
    return tmp_path


def program(result, status=0):
    """A benchmark's command that writes this result, or none."""
    write = f"open({str(page.result_file('b'))!r}, 'w').write({json.dumps(result)!r})" if result else "0"
    return [sys.executable, "-c", f"{write}; exit({status})"]


@pytest.mark.parametrize(
    "command, status",
    [
        (lambda: program({**RESULT, "rows": RESULT["rows"][:1]}), 0),
        (lambda: program(RESULT), 1),
        (lambda: program(None), 1),
        (lambda: program({**RESULT, "rows": []}, status=1), 1),
    ],
    ids=["met", "a target is missed", "it left no result", "it failed"],
)
def test_a_run_renders_the_page_and_succeeds_only_if_every_benchmark_does(folder, monkeypatch, command, status):
    monkeypatch.setattr(bench, "benchmarks", lambda: [("b", command())])
    drawn = []
    assert bench.main(["b"], drawn.append) == status
    assert drawn == [page.results()] and page.PAGE.read_text() == page.render(page.results())


def test_the_figures_of_an_earlier_run_are_not_printed_for_a_benchmark_that_failed(folder, monkeypatch, capsys):
    commands = {"b": program(RESULT)}
    monkeypatch.setattr(bench, "benchmarks", lambda: [*commands.items()])
    bench.main(["b"], lambda results: None)
    assert "4,321" in capsys.readouterr().out
    commands["b"] = program(None, status=1)
    assert bench.main(["b"], lambda results: None) == 1
    said = capsys.readouterr()
    assert "4,321" not in said.out and said.err.splitlines() == ["benchmark b failed"]


def test_only_what_was_asked_for_runs(folder, monkeypatch):
    monkeypatch.setattr(bench, "benchmarks", lambda: [("a", program(None, status=1)), ("b", program(RESULT))])
    assert bench.main(["c"], lambda results: None) == 2 and page.results() == []
    bench.main(["b"], lambda results: None)
    assert page.results() == [RESULT]
