"""make test: what it says while it runs, and the commands by which failed tests are run alone."""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml

import pytest
from cloud import ROOT
from connect_local.commands import contract, reruns, suite, suite_steps
from connect_local.commands.progress import Progress

MINUTE = 60
pytestmark = pytest.mark.usefixtures("shell")


class Machine:
    """A clock that only the test moves, and what is said meanwhile."""

    def __init__(self, kept, terminal=False):
        self.time = 0.0
        self.out = io.StringIO()
        self.out.isatty = lambda: terminal
        self.kept = kept
        self.progress = Progress(kept, self.out, lambda: self.time)

    def passes(self, seconds):
        """As many seconds, with a look in each."""
        for _ in range(seconds):
            self.time += 1
            self.progress.look()

    @property
    def lines(self):
        return self.out.getvalue().splitlines()


# --- what runs, and how long it took last time ---


def test_a_log_says_when_each_part_begins_and_ends(tmp_path):
    machine = Machine(tmp_path / "times.json")
    with machine.progress.running(lambda: "demo"):
        machine.passes(5)
    assert machine.lines == [" 0:00  begins: demo", " 0:05  ended:  demo, 0:05"]


def test_the_next_run_knows_how_long_the_last_one_took(tmp_path):
    machine = Machine(tmp_path / "times.json")
    with machine.progress.running(lambda: "demo") as demo:
        machine.passes(75)
    machine.progress.took |= demo.took
    machine.progress.keep()
    later = Machine(tmp_path / "times.json")
    with later.progress.running(lambda: "demo"):
        later.passes(61)
    assert later.lines[0] == " 0:00  begins: demo (1:15 last time)"
    assert " 1:00  runs: demo 1:00 of 1:15" in later.lines


@pytest.mark.parametrize("kept", ["", "[]", '{"demo": "long"}', '{"demo"'])
def test_times_that_cannot_be_read_are_as_none(tmp_path, kept):
    (tmp_path / "times.json").write_text(kept)
    machine = Machine(tmp_path / "times.json")
    with machine.progress.running(lambda: "demo"):
        pass
    assert machine.lines[0] == " 0:00  begins: demo"


def test_a_log_has_a_sign_of_life_each_minute_and_no_more(tmp_path):
    machine = Machine(tmp_path / "times.json")
    with machine.progress.running(lambda: "demo"), machine.progress.running(lambda: "Python"):
        machine.passes(3 * MINUTE + 30)
    signs = [line for line in machine.lines if "runs:" in line]
    assert signs == [f" {m}:00  runs: demo {m}:00 | Python {m}:00" for m in (1, 2, 3)]


def test_a_terminal_has_one_line_that_is_drawn_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("TERM", "xterm")
    machine = Machine(tmp_path / "times.json", terminal=True)
    with machine.progress.shown(), machine.progress.running(lambda: "a step with a name that is long " * 3):
        machine.passes(3)
        machine.progress.say("demo: 1 passed")
    drawn = machine.out.getvalue()
    assert re.search(r"\r\x1b\[2K +0:02  runs: a step.*\r\x1b\[2K +0:03  runs: a step", drawn, re.DOTALL)
    assert "demo: 1 passed\n" in drawn.replace("\r\n", "\n")
    assert "begins" not in drawn and "ended" not in drawn
    assert all(len(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)) <= 70 for line in re.split(r"[\r\n]+", drawn))


def test_mavens_log_tells_the_parts_of_the_build(tmp_path, monkeypatch):
    monkeypatch.setattr(suite_steps, "ROOT", tmp_path)
    (tmp_path / ".local").mkdir()
    java = suite.Java("Java: build and tests", [], "make package")
    said = ""
    seen = []
    for plugin, goal in [
        ("maven-compiler-plugin:3.14.0:compile", "default-compile"),
        ("maven-surefire-plugin:3.5.3:test", "default-test"),
        ("jar:3.4.2:jar", "default-jar"),
        ("antrun:3.1.0:run", "shipped"),
        ("surefire:3.5.3:test", "shipped-jar"),
    ]:
        said += f"[INFO] --- {plugin} ({goal}) @ example ---\n"
        java.log.write_text(said)
        seen.append(java.part())
    assert seen == [
        suite.BUILD,
        *[suite.PARTS[goal] for goal in ("default-test", "default-jar", "default-jar")],
        suite.PARTS["shipped-jar"],
    ]
    assert set(suite.PARTS) - {"default-test", "default-jar"} <= set(re.findall(r"<id>(.*)</id>", pom()))


def pom():
    return (ROOT / "pom.xml").read_text()


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own, for make test and the commands that it prints."""
    for module in (suite_steps, suite, reruns):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    for name in ("PYTEST_REPORT", "SUREFIRE", "CONTRACT_V2", "CONTRACT_V2_REPORTS", "TIMES"):
        monkeypatch.setattr(suite, name, tmp_path / getattr(suite, name).relative_to(ROOT))
    (tmp_path / ".local").mkdir()
    (tmp_path / "target").mkdir()
    return tmp_path


def test_all_of_it_ends_on_the_times_the_commands_for_what_failed_and_the_count(checkout, monkeypatch, capsys):
    """Two steps, one of which fails."""

    def planned():
        python = [sys.executable, "-c"]
        return [
            suite_steps.Step("build", [*python, "pass"], "make package"),
            suite_steps.Step("demo", [*python, "print('so it says'); exit(1)"], "make demo"),
        ]

    monkeypatch.setattr(suite, "_steps", planned)
    assert suite.main([]) == 1
    said = capsys.readouterr().out
    assert said.startswith("make test: the first time here, so nothing says how long it takes\n")
    assert "so it says" in said
    assert said.splitlines()[-2:] == ["demo failed; alone: make demo", "1 passed, 1 failed"]
    assert re.search(r"^Times: build 0:0\d, in all 0:0\d$", said, re.MULTILINE)
    assert set(json.loads(suite.TIMES.read_text())) == {"build"}, "what failed tells nothing of the next time"


# --- a failed test's command ---


def cases(folder):
    """(class, name) of all tests in the reports there."""
    reports = [xml.parse(report) for report in sorted(folder.glob("*.xml"))]
    return [(case.get("classname"), case.get("name")) for report in reports for case in report.iter("testcase")]


def run(line, tmp_path):
    """What ONLY is, once the shell and make have read the line."""
    (tmp_path / "Makefile").write_text('test:\n\t@printf "%s" $${ONLY:+"$$ONLY"}\n')
    return subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True).stdout


FAILING = """
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
class FailingTest {
    @Test void fails() { Assertions.fail("so it says"); }
    @Test void failsNot() {}
    @ParameterizedTest @ValueSource(ints = {1, 2}) void failsFor(int each) { Assertions.assertEquals(1, each); }
    @Nested class Inner { @Test void failsToo() { Assertions.fail("so it says"); } }
}
"""
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>example</groupId><artifactId>scratch</artifactId><version>1</version>
<dependencies><dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
<version>{junit}</version><scope>test</scope></dependency></dependencies>
<build><plugins>{resources}{surefire}</plugins></build></project>"""


@pytest.fixture
def maven(checkout):
    """A Maven project with our pom's version of surefire and of JUnit, and a class that fails."""

    def plugin(name, more=""):
        version = re.search(rf"<artifactId>{name}</artifactId>\s*<version>(.*)</version>", pom())[1]
        group = "<groupId>org.apache.maven.plugins</groupId>"
        return f"<plugin>{group}<artifactId>{name}</artifactId><version>{version}</version>{more}</plugin>"

    shipped = "<execution><id>shipped-jar</id><configuration><reportNameSuffix>shipped-jar</reportNameSuffix>"
    more = f"<executions>{shipped}</configuration></execution></executions>"
    junit = re.search("<junit.version>(.*)</junit.version>", pom())[1]
    filled = POM.format(
        junit=junit, resources=plugin("maven-resources-plugin"), surefire=plugin("maven-surefire-plugin", more)
    )
    (checkout / "pom.xml").write_text(filled)
    source = checkout / "src/test/java/FailingTest.java"
    source.parent.mkdir(parents=True)
    source.write_text(FAILING)
    libraries = (ROOT / "target/local.classpath").read_text().strip()
    classes = checkout / "target/test-classes"
    subprocess.run(["javac", "-proc:none", "-cp", libraries, "-d", classes, source], check=True)
    return checkout


def test_a_failed_junit_test_is_run_alone_by_the_command_printed_for_it(maven, capfd):
    goals = ["surefire:test@default-test", "surefire:test@shipped-jar"]
    subprocess.run(["mvn", "-q", "-Dmaven.test.failure.ignore", *goals], cwd=maven, capture_output=True, check=True)
    failed = list(dict.fromkeys(reruns.of_junit(sorted(suite.SUREFIRE.glob("TEST-*.xml")))))
    tests = ["FailingTest$Inner#failsToo", "FailingTest#fails", "FailingTest#failsFor"]
    assert sorted(run(line, maven) for line in failed) == sorted([*tests, *[f"shipped-jar:{test}" for test in tests]])

    # An ordinary one runs in the checkout, below.
    shutil.rmtree(suite.SUREFIRE)
    assert suite.only("shipped-jar:FailingTest$Inner#failsToo") != 0
    assert cases(suite.SUREFIRE) == [("FailingTest$Inner(shipped-jar)", "failsToo")]
    assert "so it says" in capfd.readouterr().out


@pytest.mark.slow
def test_the_command_runs_just_that_test_of_the_checkout():
    report = ROOT / "target/surefire-reports/TEST-com.example.connect.phonenumber.TagChangeTest.xml"
    line = reruns._make_test("TagChangeTest#overwritesAChangedValueAndNeverRemovesIt")
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True)
    assert "1 passed, 0 failed\n" in done.stdout, done.stdout + done.stderr
    assert [case.get("name") for case in xml.parse(report).iter("testcase")] == [
        "overwritesAChangedValueAndNeverRemovesIt"
    ]


def test_a_failed_python_test_is_run_alone_by_the_command_printed_for_it(checkout, monkeypatch, capfd):
    monkeypatch.setattr(reruns.checkout, "python", lambda _: sys.executable)
    folder = checkout / "src/test/python"
    folder.mkdir(parents=True)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider\n")
    (folder / "test_broken.py").write_text("import nothing_of_that_name")
    (folder / "test_failing.py").write_text(
        "import pytest\n"
        "@pytest.mark.parametrize('value', ['a b', '$HOME', '\"#'])\n"
        "def test_fails(value): assert value == 'a b', 'so it says'\n"
        "class TestSome:\n"
        "    def test_fails(self): assert False\n"
    )
    step = suite.Pytest(
        "Python",
        [sys.executable, "-m", "pytest", "-q", "--continue-on-collection-errors", "src/test/python"]
        + [f"--junitxml={suite.PYTEST_REPORT}"],
        "make acceptance",
        suite.PYTEST_REPORT,
    )
    with contextlib.redirect_stdout(io.StringIO()):
        assert not step.run(Progress(suite.TIMES))
    assert step.tally == {"passed": 1, "failed": 4, "skipped": 0}
    failed = [run(line.removeprefix("failed; alone: "), checkout) for line in step.reruns()]
    file = "src/test/python/test_failing.py"
    assert failed == [
        "src/test/python/test_broken.py",
        f"{file}::test_fails[$HOME]",
        f'{file}::test_fails["#]',
        f"{file}::TestSome::test_fails",
    ]
    assert suite.only(f'{file}::test_fails["#]') == 1
    said = capfd.readouterr().out
    assert "1 failed" in said and "passed" not in said
    assert suite.only(f"{file}::test_fails[a b]") == 0
    assert "1 passed" in capfd.readouterr().out


def test_a_failed_contract_test_v1_is_run_alone(monkeypatch, tmp_path):
    log = (
        "FAILED resource/handler_create.py::contract_create_read - AssertionError: no\n"
        "ERROR resource/handler_misc.py::contract_check_asserts_work - ValueError\n"
    )
    assert list(reruns.of_contract_v1(log)) == [
        "make contract-v1 ONLY=contract_create_read",
        "make contract-v1 ONLY=contract_check_asserts_work",
    ]
    cfn = tmp_path / "cfn"
    cfn.write_text('#!/bin/sh\necho "$@"\necho "=== 1 passed, 23 deselected in 3.65s ==="\n')
    cfn.chmod(0o755)
    monkeypatch.setattr(contract, "CFN", cfn)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        local = type("Local", (), {"simulator": {"region": "r"}, "cloudformation": {"endpoint": "e"}})
        assert contract._run(local, "h", {}, ["contract_create_read"]) == (0, [{"passed": 1, "deselected": 23}])
    assert said.getvalue().splitlines()[0].endswith(" -- -k contract_create_read")


def test_a_contract_test_v1_that_does_not_exist_is_a_problem_that_says_so():
    (problem,) = contract._problems(0, [{"deselected": 24}], [], ["contract_nothing"])
    assert problem == "ONLY=contract_nothing: no test of this name has run; make contract-v1 lists all"


def test_a_failed_contract_test_v2_is_run_with_its_set_in_its_mode(tmp_path):
    def report(name, case):
        path = tmp_path / name / "junit.xml"
        path.parent.mkdir(parents=True)
        path.write_text(f"<testsuite>{case}</testsuite>")
        return path

    failing = '<testcase classname="contract-tests-v2.{}" name="any"><failure/></testcase>'
    first = report("cooldown/child-first", failing.format("child-first.inputs_2"))
    second = report("no-cooldown/schema", failing.format("schema.schema linter"))
    log = (
        "FAIL: test_a_run_is_understood_as_the_cli_writes_it"
        " (src.contract.test.python.test_docker.DockerTest.test_a_run_is_understood_as_the_cli_writes_it)\n"
    )
    own, *runs = reruns.of_contract_v2(log, [(first, ""), (second, " COOLDOWN_DAYS=off")])
    assert runs == [
        "make contract-v2 MODES=child-first SETS=2",
        "make contract-v2 MODES=own-jvm COOLDOWN_DAYS=off",
    ]
    command = reruns.command(run(own, tmp_path))
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src/local/python:{ROOT}/src/contract/python"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and re.search(r"^Ran 1 test in", done.stderr, re.MULTILINE), done.stderr


@pytest.mark.parametrize(
    "only",
    ["Nonsense", "src/test/python/test_nothing.py", "CreateTest::name", "src/contract/test/python/test_docker.py::x"],
)
def test_a_test_that_does_not_exist_is_named_with_how_tests_are_named(only, capsys):
    assert suite.main([only]) == 1
    assert capsys.readouterr().err.startswith(f"ONLY={only}: there is no such test; say a Java class (CreateTest)")


def test_a_java_tests_name_is_that_of_one_class():
    names = [path.stem for path in (ROOT / "src").rglob("*Test.java")]
    assert len(names) == len(set(names))
