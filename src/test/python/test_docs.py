"""The pages keep what they promise: what they link to is there, and so is every test that they name."""

import re

import pytest
from cloud import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
NAMED = re.compile(r"`([\w/]*[\w.]+\.py)::(test_\w+)`|`([A-Z]\w+Test)(?:\.(\w+)…?)?`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_to_files_and_tests_that_exist(page):
    for path, fragment in LINK.findall(page.read_text()):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name} links to {path}"
        if fragment and target.suffix in (".py", ".java"):
            assert defines(target, fragment), f"{page.name} links to {fragment} of {path}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_tests_that_exist(page):
    for python, function, java, method in NAMED.findall(page.read_text()):
        if python:
            assert defines(ROOT / "src/test/python" / python.rsplit("/", 1)[-1], function), f"{python}::{function}"
        else:
            (source,) = (ROOT / "src").rglob(f"{java}.java")
            assert not method or defines(source, method, whole=False), f"{java}.{method}"


def test_every_example_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    assert [path.name for path in (ROOT / "examples").glob("*.yml") if f"(examples/{path.name})" not in readme] == []


def test_the_comparison_shows_each_of_ours_by_a_test():
    rows = [line for line in (ROOT / "docs/comparison.md").read_text().splitlines() if line.startswith("| ")]
    features = [row.split(" | ") for row in rows if not row.startswith(("| | ", "| **"))]
    assert len(features) > 20
    assert [cells[0] for cells in features if not LINK.search(cells[1])] == []


def defines(source, name, whole=True):
    end = r"\(" if whole else ""
    return re.search(rf"(?:def|void) {name}{end}", source.read_text())
