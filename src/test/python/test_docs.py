"""The pages keep what they promise: what they link to is there, and so is every file, class and test that they name."""

import fnmatch
import functools
import json
import re

import pytest
from cloud import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
NAMED = re.compile(r"`([\w/]*[\w.]+\.py)::(test_\w+)`|`([A-Z]\w+Test)(?:\.(\w+)(…)?)?`")

SCHEMA = json.loads((ROOT / "example-connect-phonenumber.json").read_text())

# The pages that say where things are: each class that they name is ours, or is one of OTHERS.
MAPS = [ROOT / page for page in ("CONTRIBUTING.md", "docs/architecture.md", "docs/decisions.md", "docs/extending.md")]
OTHERS = {
    "HandlerWrapper",
    "ResourceModel",
    "ClientToken",
    "ArchUnit",
    "ProGuard",
    "GetAtt",
    "Ref",
    "String",
    "Hotline",
    "RegisterType",
}
# What the recipes add.
OTHERS |= {"DeleteModelLaw", "Owner"}

# What the build, the tools and a recipe make is in no fresh checkout; a caller's name in IAM is no file.
MADE = re.compile(r"(?:target|\.tools|\.local)/|laws/DeleteModelLaw\.java$|user/simulated$|…")
PATH = re.compile(r"`((?:[a-z.][\w.*-]*/)+[\w.*-]*|[\w*-]+\.(?:java|py))`|\b([\w/-]+\.(?:java|py))\b")
CLASS = re.compile(r"\b([A-Z][a-z]+(?:[A-Z][a-z]+)+)\b|`([A-Z][a-z]+)[`.]")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_files_that_exist(page):
    assert missing_files(page.read_text()) == []


@pytest.mark.parametrize("page", MAPS, ids=lambda page: page.name)
def test_a_page_that_says_where_things_are_names_classes_that_exist(page):
    assert missing_classes(page.read_text()) == []


def test_a_name_that_is_wrong_is_found():
    right = "`src/main` `Claim.java` `laws/` bridge.py "
    wrong = "`src/mian/` `docs/nothing.md` `Claimed.java` `*Knbos.java` bridges.py"
    assert missing_files(right + wrong) == ["src/mian/", "docs/nothing.md", "Claimed.java", "*Knbos.java", "bridges.py"]
    assert missing_classes("PhoneNumberCaller PhoneNumberCalls `Clam` `Claim` Twin") == ["PhoneNumberCaller", "Clam"]


def test_the_readme_tells_each_property_that_a_template_can_give():
    readme = (ROOT / "README.md").read_text()
    (table,) = re.findall(r"\| property \|.*?\n\n", readme, re.S)
    told = re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]*)\|", table, re.M)))
    assert sorted(told) == sorted(name for name in SCHEMA["properties"] if not listed("readOnlyProperties", name))


def test_the_page_of_edits_edits_each_property_that_is_changed_in_place():
    (chapter,) = re.findall(r"## Changed in place\n.*?(?=\n## )", (ROOT / "docs/edits.md").read_text(), re.S)
    fixed = ("readOnlyProperties", "conditionalCreateOnlyProperties")
    changed = [name for name in SCHEMA["properties"] if not any(listed(kind, name) for kind in fixed)]
    assert [name for name in changed if f"`{name}`" not in chapter and name != "Tags"] == []


def test_the_contributor_reads_of_each_target_of_make():
    targets = re.findall(r"^\.PHONY: (\S+)", (ROOT / "Makefile").read_text(), re.M)
    described = re.findall(r"^([a-z0-9-]+):.* ## ", (ROOT / "Makefile").read_text(), re.M)
    assert described == targets
    contributing = (ROOT / "CONTRIBUTING.md").read_text()
    assert [target for target in targets if f"`make {target}`" not in contributing] == []
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z][a-z0-9-]*)", page.read_text())}
    assert named - {*targets} == set()


def listed(kind, name):
    return f"/properties/{name}" in SCHEMA[kind]


def missing_files(text):
    named = [quoted or bare for quoted, bare in PATH.findall(text)]
    return [name for name in dict.fromkeys(named) if not MADE.search(name) and not is_there(name)]


def is_there(name):
    """Whether a file or folder has that path, or a path that ends so: pages leave out what is the same for many."""
    return any(fnmatch.fnmatch(path, f"*/{name.rstrip('/')}") for path in everything())


@functools.cache
def everything():
    made = {".git", ".tools", ".local", "target", "node_modules"}
    tops = [top for top in ROOT.iterdir() if top.name not in made]
    paths = [*tops, *(path for top in tops if top.is_dir() for path in top.rglob("*"))]
    return [f"/{path.relative_to(ROOT)}" for path in paths]


def missing_classes(text):
    prose = re.sub(r"(?m)^ *```(?:java|json|python|sh)\n.*?^ *```$", "", text, flags=re.S)
    named = [long or short for long, short in CLASS.findall(prose)]
    return [name for name in dict.fromkeys(named) if name not in known_names()]


@functools.cache
def known_names():
    """Our classes, in Java and Python, the type's properties and the calls of Connect that the simulator serves."""
    sources = [path.read_text() for end in ("java", "py") for path in (ROOT / "src").rglob(f"*.{end}")]
    classes = {name for text in sources for name in re.findall(r"\b(?:class|record|enum|interface) (\w+)", text)}
    model = json.loads((ROOT / "src/test/resources/com/example/connect/simulator/connect-model.json").read_text())
    return classes | {*SCHEMA["properties"]} | {*model["operations"]} | OTHERS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_to_files_and_tests_that_exist(page):
    for path, fragment in LINK.findall(page.read_text()):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name} links to {path}"
        if fragment and target.suffix in (".py", ".java"):
            assert defines(target, fragment), f"{page.name} links to {fragment} of {path}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_tests_that_exist(page):
    for python, function, java, method, rest in NAMED.findall(page.read_text()):
        if python:
            assert defines(ROOT / "src/test/python" / python.rsplit("/", 1)[-1], function), f"{python}::{function}"
        else:
            (source,) = (ROOT / "src").rglob(f"{java}.java")
            assert not method or len(named(source, method, rest)) == 1, f"{java}.{method}{rest}"


def test_a_beginning_that_is_not_of_one_test_alone_is_found():
    (source,) = (ROOT / "src").rglob("CreateDeadlineTest.java")
    assert len(named(source, "aServiceThatAsksToWaitLonger", "…")) == 1
    assert len(named(source, "aServiceThatAsksToWaitLonger", "")) == 0
    assert len(named(source, "aServiceThatAsksToWait", "…")) == 2


def test_every_example_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    assert [path.name for path in (ROOT / "examples").glob("*.yml") if f"(examples/{path.name})" not in readme] == []


def test_the_comparison_shows_each_of_ours_by_a_test():
    rows = [line for line in (ROOT / "docs/comparison.md").read_text().splitlines() if line.startswith("| ")]
    features = [row.split(" | ") for row in rows if not row.startswith(("| | ", "| **"))]
    assert len(features) > 20
    assert [cells[0] for cells in features if not LINK.search(cells[1])] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_pictures_that_exist(page):
    shown = re.findall(r'\bsrc(?:set)?="(?!https?:)([^"]+)"', page.read_text())
    assert [picture for picture in shown if not (page.parent / picture).is_file()] == []


def test_the_readme_begins_with_what_decides_whether_to_use_this():
    screen, *_ = (ROOT / "README.md").read_text().partition("\n## ")
    assert len(screen.splitlines()) <= 55
    order = [
        "Type: Example::Connect::PhoneNumber",
        "AWS::Connect::PhoneNumber`",
        "<picture>",
        "make demo",
        "make test",
        "docs/images/demo.svg",
        "| deploy |",
        "| have numbers already |",
    ]
    order += ["| register it |", "| change it |", "three laws", "A release cannot be undone"]
    order += ["Deleting the Amazon Connect instance releases all of its numbers", "Apache-2.0"]
    places = [screen.find(text) for text in order]
    assert -1 not in places and places == sorted(places)
    assert re.search(r"nothing\s+has run in an AWS account yet", screen)


def defines(source, name):
    return named(source, name, "")


def named(source, name, rest):
    """The tests that are named so, or begin so where the rest of the name is left out."""
    left_out = r"\w*" if rest else ""
    return re.findall(rf"(?:def|void) ({name}{left_out})\(", source.read_text())
