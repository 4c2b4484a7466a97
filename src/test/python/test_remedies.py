"""docs/troubleshooting.md: each situation is provoked, and the command says what the page's row says."""

import errno
import os
import pathlib
import re
import socket
import subprocess
import sys

import pytest
from cloud import ROOT
from connect_bench import __main__ as bench
from connect_local.commands import account, local
from connect_local.stack import knobs, local_stack, problems, processes, simulator_command

sys.path.append(str(ROOT / "src/local"))
import doctor  # noqa: E402
import environments  # noqa: E402

PAGE = ROOT / "docs/troubleshooting.md"
HERE = "test_remedies.py"
pytestmark = pytest.mark.usefixtures("shell")
ROW = re.compile(r"^\|.*?\| `(?P<said>[^`]+)` \| `(?P<test>[^`]+)` \|$", re.MULTILINE)


def rows():
    """(test, what the command says) of each row of the page; a row without a situation is of the one above."""
    return [(row["test"], row["said"]) for row in ROW.finditer(PAGE.read_text())]


def is_said(told, said):
    """Whether the output has the page's words; … stands for anything."""
    pattern = ".*?".join(map(re.escape, told.split("…")))
    return re.search(pattern, " ".join(said.split())) is not None


@pytest.fixture
def says(request):
    """Holds an output against the page's row of this test."""
    (told,) = [told for test, told in rows() if test == f"{HERE}::{request.node.name}"]

    def check(said):
        assert is_said(told, said), said
        assert "Traceback" not in said

    return check


def test_the_page_has_twenty_situations_or_more_each_with_its_test():
    listed = rows()
    assert len(listed) >= 20
    assert len(listed) == PAGE.read_text().count("\n|") - 2 * PAGE.read_text().count("\n|---"), "a row of another form"
    for test, told in listed:
        file, _, name = test.partition("::")
        (path,) = [path for folder in ("src/test", "src/contract/test") for path in (ROOT / folder).rglob(file)]
        source = path.read_text()
        assert re.search(rf"\b{name.split('[')[0]}\(", source), f"{test} is not there"
        if file != HERE:
            assert all(part.strip() in source for part in told.split("…")), f"{test} asks for something else: {told}"


def test_each_test_of_this_file_that_asks_the_page_has_its_row(request):
    asking = {item.name for item in request.session.items if "says" in getattr(item, "fixturenames", ())}
    here = {test.split("::")[1] for test, _ in rows() if test.startswith(HERE)}
    assert asking <= here


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


# --- the machine ---


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH of its own, with programs that only say their versions; sound ones unless told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    def program(name, said, status=0, inside=folder):
        inside.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text(f"#!/bin/sh\necho '{said}'\nexit {status}\n")
        (inside / name).chmod(0o755)

    program("java", 'openjdk version "17.0.15" 2025-04-15')
    program("javac", "javac 17.0.15")
    program("mvn", "Apache Maven 3.8.7")
    program("openssl", "OpenSSL 3.0.15 3 Sep 2024")
    program("ps", "ps from procps-ng 4.0.2")
    program.folder = folder
    return program


def test_a_machine_that_lacks_nothing_is_told_nothing(path):
    assert list(doctor.problems()) == []


@pytest.mark.parametrize(
    "name, said, status",
    [
        pytest.param("java", None, 0, id="no java"),
        pytest.param("java", 'openjdk version "11.0.2" 2019-01-15', 0, id="old java"),
        pytest.param("java", "Unable to locate a Java Runtime.", 1, id="a stub of java"),
        pytest.param("javac", None, 0, id="no compiler"),
        pytest.param("mvn", None, 0, id="no maven"),
        pytest.param("mvn", "Apache Maven 3.6.3", 0, id="old maven"),
        pytest.param("openssl", None, 0, id="no openssl"),
    ],
)
def test_a_program_that_the_build_needs(path, says, name, said, status):
    if said is None:
        (path.folder / name).unlink()
    else:
        path(name, said, status)
    (problem,) = doctor.problems()
    says(f"doctor: {problem}")


@pytest.mark.parametrize("version", [pytest.param("", id="nothing"), pytest.param("1.8.0", id="old")])
def test_java_home(path, tmp_path, monkeypatch, says, version):
    home = tmp_path / "jdk"
    monkeypatch.setenv("JAVA_HOME", str(home))
    if version:
        path("java", f'openjdk version "{version}"', inside=home / "bin")
    else:
        # As Maven answers then.
        path("mvn", "The JAVA_HOME environment variable is not defined correctly", 1)
    (problem,) = doctor.problems()
    says(f"doctor: {problem}")


def test_no_venv(path, monkeypatch, says):
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    (problem,) = doctor.problems()
    says(f"doctor: {problem}")


def make(*arguments, **environment):
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True)


@pytest.mark.parametrize("there", [pytest.param(False, id="missing"), pytest.param(True, id="old")])
def test_python(tmp_path, says, there):
    python = tmp_path / "python3"
    if there:
        python.write_text(f'#!/bin/sh\nexec {sys.executable} -c "import sys; sys.version_info = (3, 9, 18); $2"\n')
        python.chmod(0o755)
    done = make("doctor", f"PYTHON={python}")
    assert done.returncode != 0
    says(done.stderr)


def without(program, folder):
    """A PATH that has everything but this program."""
    for directory in os.environ["PATH"].split(os.pathsep):
        for there in pathlib.Path(directory).glob("*"):
            if there.name != program and not (folder / there.name).exists():
                (folder / there.name).symlink_to(there)
    return str(folder)


def test_no_node(tmp_path, says):
    done = make("javascript", PATH=without("npm", tmp_path))
    assert done.returncode == 0, "only tests use it, and are skipped"
    says(done.stderr)


def test_what_only_some_tests_use_is_told_too(path):
    told = "\n".join(doctor.wishes())
    for program in ("chromium", "chromedriver", "npm", "terraform"):
        assert f"{program} is missing, which some tests are skipped for: install " in told


def test_maven_without_cfn(tmp_path, says):
    done = subprocess.run(
        ["mvn", "-q", "-B", "antrun:run@to-generate"],
        cwd=ROOT,
        env={**os.environ, "PATH": without("cfn", tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    says(done.stdout)


# --- the tools ---


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A folder of tools of its own, which has uv only."""
    monkeypatch.setattr(environments, "TOOLS", tmp_path / ".tools")
    (tmp_path / ".tools").mkdir()
    (tmp_path / ".tools/uv").symlink_to(ROOT / ".tools/uv")
    return tmp_path / ".tools"


def test_no_network_for_the_tools(tools, monkeypatch, capsys, says):
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"http://127.0.0.1:{free_port()}/simple")
    monkeypatch.setenv("UV_NO_CACHE", "1")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    assert environments.main(["make", "guard"]) == 1
    says(capsys.readouterr().err)
    assert not environments.is_current("guard")


def test_pip_without_network():
    said = "ERROR: Could not find a version that satisfies the requirement uv==0.13.9 (from versions: none)\n"
    assert "look at the network" in environments.remedy(f"{said}ERROR: No matching distribution found for uv==0.13.9")


def test_a_disk_that_is_full_below_the_tools(tools, monkeypatch, capsys, says):
    def full(*_):
        raise environments.Failed("uv pip sync: failed to write to file: No space left on device (os error 28)")

    monkeypatch.setattr(environments, "make_all", full)
    assert environments.main(["make", "aws"]) == 1
    says(capsys.readouterr().err)


def test_tools_in_a_checkout_that_is_read_only(tools, monkeypatch, capsys, says):
    monkeypatch.setattr(environments.pathlib.Path, "mkdir", refusing(errno.EROFS, tools))
    assert environments.main(["make", "aws"]) == 1
    says(capsys.readouterr().err)


def test_a_file_in_the_place_of_the_tools(tmp_path, monkeypatch, capsys, says):
    (tmp_path / ".tools").touch()
    monkeypatch.setattr(environments, "TOOLS", tmp_path / ".tools")
    assert environments.main(["make", "aws"]) == 1
    says(capsys.readouterr().err)


def refusing(number, path):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number), str(path))

    return refuse


# --- the build ---


@pytest.mark.parametrize("jar", [pytest.param(None, id="no jar"), pytest.param(b"PK\x03\x04", id="half a jar")])
def test_a_build_that_was_not_finished(tmp_path, monkeypatch, folder, capsys, says, jar):
    monkeypatch.setattr(local_stack, "ROOT", tmp_path)
    (tmp_path / "target").mkdir()
    if jar:
        (tmp_path / "target/connect-simulator.jar").write_bytes(jar)
    assert local.main(["start"]) == 1
    says(capsys.readouterr().err)


def test_a_build_that_lacks_a_part_is_made_again():
    assert "mvn -q -B package" in make("-n", "package", "PARTS=pom.xml target/nothing").stdout
    whole = make("-n", "package", "PARTS=pom.xml", "SOURCES=", "JAR=README.md").stdout
    assert "mvn" not in whole


def test_a_file_of_the_build_that_is_gone(folder, monkeypatch, capsys, says):
    monkeypatch.setattr(local.stack, "LocalStack", refusing(errno.ENOENT, ROOT / "target/local.classpath"))
    assert local.main(["start"]) == 1
    says(capsys.readouterr().err)


def test_a_tool_that_is_gone(folder, monkeypatch, capsys, says):
    monkeypatch.setattr(local_stack, "simulator_command", lambda *_: [str(ROOT / ".tools/nothing/bin/python")])
    assert local.main(["start"]) == 1
    says(capsys.readouterr().err)


def test_a_program_that_has_gone_from_the_path(folder, monkeypatch, capsys, says):
    monkeypatch.setenv("PATH", str(folder))
    assert local.main(["start"]) == 1
    says(capsys.readouterr().err)


def test_a_benchmark_that_does_not_exist(capsys, says):
    assert bench.main(["nothing"], draw=lambda _: None) == 2
    says(capsys.readouterr().err)


# --- make local ---


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where make local keeps what runs."""
    folder = tmp_path / ".local"
    monkeypatch.setattr(local, "FOLDER", folder)
    monkeypatch.setattr(local, "STATE", folder / "running.json")
    monkeypatch.setattr(local, "ENV", folder / "env")
    folder.mkdir()
    return folder


class StartedStack:
    """A stack that has started, of one program that the test may look at."""

    def __init__(self, folder, *_, **__):
        sleeper = [sys.executable, "-c", "import sys; print('{}', flush=True); sys.stdin.read(); input()"]
        self.program = processes.Program("sleeper", sleeper, folder)
        self.environment = {"AWS_REGION": "us-east-1"}
        StartedStack.latest = self

    @property
    def identities(self):
        return [self.program.identity]

    def stop(self):
        self.program.stop()


@pytest.mark.parametrize("name", knobs.PORTS)
def test_a_port_in_use(folder, capsys, says, name):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert local.main(["start", f"{name}={taken.getsockname()[1]}"]) == 1
    says(capsys.readouterr().err)
    assert not local.STATE.exists()


@pytest.mark.parametrize(
    "knob",
    [
        "SIMULATOR_PORT=70000",
        "CLOUDFORMATION_PORT=http",
        "HOLD_SECONDS=soon",
        "IDENTIFIER_DEADLINE=soon",
        "CONTRACT_TESTS=some",
        "TYPE_CONFIGURATION=yes",
    ],
)
def test_a_knob_of_the_stack(folder, capsys, says, knob):
    assert local.main(["start", knob]) == 1
    says(capsys.readouterr().err)


def test_a_stack_that_was_killed_is_in_nobodys_way(folder, monkeypatch, capsys):
    local.STATE.write_text('[{"pid": 1, "started": "Mon Jan  1 00:00:00 2001 java -jar connect-simulator.jar"}]')
    monkeypatch.setattr(local.stack, "LocalStack", StartedStack)
    assert local.main(["start"]) == 0
    assert ". .local/env" in capsys.readouterr().out
    assert local.main(["stop"]) == 0
    assert StartedStack.latest.program.has_ended


@pytest.mark.parametrize("command", ["start", "stop"])
def test_a_state_file_that_cannot_be_read(folder, capsys, says, command):
    local.STATE.write_text('[{"pid"')
    assert local.main([command]) == 1
    says(capsys.readouterr().err)


def test_a_disk_that_is_full_below_make_local(folder, monkeypatch, capsys, says):
    local.ENV.symlink_to("/dev/full")
    monkeypatch.setattr(local.stack, "LocalStack", StartedStack)
    assert local.main(["start"]) == 1
    says(capsys.readouterr().err)
    assert StartedStack.latest.program.has_ended, "nothing is left running that make local-stop would not know"
    assert not local.STATE.exists()


def test_a_checkout_that_is_read_only(folder, monkeypatch, capsys, says):
    monkeypatch.setattr(local.FOLDER.__class__, "mkdir", refusing(errno.EROFS, folder))
    assert local.main(["start"]) == 1
    says(capsys.readouterr().err)


def test_a_command_that_the_local_stack_refuses(capsys, says):
    class Refusing:
        def run(self, *_):
            return 254, "", "An error occurred (LimitExceededException): no more\n"

    @problems.told
    def demo(_):
        asked = account.Account.__new__(account.Account)
        asked._cli = Refusing()
        asked.ask("connect", "claim-phone-number")

    assert demo([]) == 1
    says(capsys.readouterr().err)


def test_what_nothing_is_known_of_keeps_its_traceback():
    @problems.told
    def broken(_):
        raise OSError(errno.EBADF, "Bad file descriptor")

    with pytest.raises(OSError, match="Bad file descriptor"):
        broken([])


# --- the simulator by itself ---


@pytest.mark.parametrize(
    "kept", [pytest.param("nothing\n", id="no JSON"), pytest.param(b"\xff\xfe\n", id="no text"), "full disk"]
)
def test_a_state_that_cannot_be_used(tmp_path, says, kept):
    file = tmp_path / "state.jsonl"
    if kept == "full disk":
        (tmp_path / "state.new").symlink_to("/dev/full")
    elif isinstance(kept, bytes):
        file.write_bytes(kept)
    else:
        file.write_text(kept)
    done = subprocess.run(simulator_command("--state", str(tmp_path)), capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    says(done.stderr)


# --- the contract tests ---


@pytest.mark.parametrize("knob", ["MODES=all", "SETS=9", "INPUTS=/nowhere", "colour"])
def test_a_knob_of_the_contract_tests(says, knob):
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src/local/python:{ROOT}/src/contract/python"}
    command = [sys.executable, "-m", "contract_v2", knob]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    says(done.stderr)
