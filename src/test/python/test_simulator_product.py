"""The simulator as its users start it: its address, its state on disk, what it tells a terminal, its page of docs."""

import contextlib
import json
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from cloud import ROOT
from connect_local.stack import simulator_command

SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/connect/aws4_request"}


@contextlib.contextmanager
def started(*options):
    """The process, and what it said when it was ready."""
    command = [*simulator_command("--exit-with-parent", *options)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process, json.loads(process.stdout.readline())
        process.stdin.close()


def send(url, path, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url + path, data, headers or {}), timeout=60) as answer:
        return json.loads(answer.read() or b"{}")


def claim(ready, number):
    body = {"TargetArn": ready["instanceArn"], "PhoneNumber": number}
    return send(ready["endpoint"], "/phone-number/claim", body, SIGNED)["PhoneNumberId"]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def test_it_is_up_in_two_seconds():
    def took():
        began = time.monotonic()
        with started("--port", "0") as (_, ready):
            send(ready["endpoint"], "/_simulator/health")
            return time.monotonic() - began

    # The best of some: other programs of the machine take their time too.
    assert min(took() for _ in range(5)) < 2


def test_the_address_is_fixed_unless_told():
    usage = subprocess.run(simulator_command("--help"), capture_output=True, text=True, check=True).stdout
    assert "(default 4599)" in usage
    port = free_port()
    with started("--port", str(port)) as (_, ready):
        assert ready["endpoint"] == f"http://127.0.0.1:{port}"
        second = subprocess.run(simulator_command("--port", str(port)), capture_output=True, text=True)
        assert second.returncode == 2
        assert f"cannot listen on port {port} of 127.0.0.1" in second.stderr
        assert "--port 0 takes a free one" in second.stderr


def test_a_simulator_that_is_killed_loses_nothing_that_it_has_answered(tmp_path):
    options = ("--port", "0", "--state", str(tmp_path / "state"), "RATE=off", "QUOTA=off")
    with started(*options) as (process, ready):
        ids = [claim(ready, f"+120655501{digits:02}") for digits in range(20)]
        process.send_signal(signal.SIGKILL)
    with started(*options) as (_, ready):
        held = send(ready["endpoint"], "/_simulator/numbers")["numbers"]
        assert [each["id"] for each in held] == ids
        second = subprocess.run(simulator_command(*options), capture_output=True, text=True)
        assert second.returncode == 2 and "another simulator keeps its state in" in second.stderr


@pytest.mark.parametrize(
    ("option", "remedy"),
    [
        (["--listen", "everywhere"], "listen=everywhere is no address; give 127.0.0.1"),
        (["--state"], "state= is no folder; give one"),
        (["--state", "/dev/null/x"], "no state can be kept in /dev/null/x"),
    ],
)
def test_a_wrong_option_is_named_with_its_remedy(option, remedy):
    wrong = subprocess.run(simulator_command("--port", "0", *option), capture_output=True, text=True)
    assert wrong.returncode == 2
    assert remedy in wrong.stderr


def test_a_terminal_is_told_the_address_in_words():
    ours, theirs = pty.openpty()
    process = subprocess.Popen(simulator_command("--port", "0"), stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = ""
    while "AWS_ENDPOINT_URL_CONNECT" not in said:
        said += os.read(ours, 4096).decode()
    process.terminate()
    process.wait()
    assert re.search(r"API, page +http://127\.0\.0\.1:\d+", said)
    assert "in memory, gone when it stops; --state DIR keeps it" in said


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
def test_the_commands_of_the_page_of_docs_run(tmp_path):
    blocks = re.findall(r"<!-- run -->\n```sh\n(.*?)```", (ROOT / "docs/connect-simulator.md").read_text(), re.S)
    assert len(blocks) == 5
    port = free_port()
    script = (
        "".join(blocks)
        .replace("4599", str(port))
        .replace("connect-simulator.jar", f"connect-simulator.jar --port {port}")
    )
    (tmp_path / "target").symlink_to(ROOT / "target")
    environment = {**os.environ, "PATH": f"{ROOT / '.tools/aws/bin'}:{os.environ['PATH']}"}
    status, said, complained = run_all(["bash", "-eu", "-o", "pipefail", "-c", script], tmp_path, environment)
    assert (status, complained) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {"target", ".local"}, "what git would show as new"
    assert (tmp_path / ".local/connect-state/state.jsonl").exists()
    assert '"openapi":"3.1.0"' in said
    assert "ListPhoneNumbersSummaryList" in said


def run_all(command, folder, environment):
    """Status and outputs, once the command and all that it has started have ended."""
    options = {"cwd": folder, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, **options, start_new_session=True)
    try:
        # The outputs end with the last program that holds them.
        said, complained = process.communicate(timeout=300)
        return process.returncode, said, complained
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
