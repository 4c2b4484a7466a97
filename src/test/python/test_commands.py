"""make local, make local-stop and their knobs; and what the bridge needs of ministack."""

import ast
import importlib.metadata
import inspect
import json
import os
import re
import subprocess
import sys
import threading
import time

import pytest
from cloud import ROOT, Cloud
from connect_local import steps
from connect_local.cloudformation import ministack_internals, schema
from connect_local.cloudformation.clock import MovedClock
from connect_local.commands import local
from connect_local.stack import processes


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where make local keeps what runs, apart from a stack that the developer may have running."""
    monkeypatch.setattr(local, "FOLDER", tmp_path)
    monkeypatch.setattr(local, "STATE", tmp_path / "running.json")
    monkeypatch.setattr(local, "ENV", tmp_path / "env")
    yield tmp_path
    local.main(["stop"])


@pytest.mark.slow
def test_local_runs_until_it_is_stopped_and_its_env_points_the_tools_at_it(folder, capsys):
    assert local.main(["start", "QUOTA=3", "RATE=off"]) == 0
    identities = json.loads((folder / "running.json").read_text())
    assert len(identities) == 2 and all(map(processes.is_running, identities))
    assert functions_in(folder) != []
    assert ". .local/env" in capsys.readouterr().out

    sourced = subprocess.run(
        ["bash", "-c", f". {folder}/env && env"], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True
    )
    environment = dict(line.split("=", 1) for line in sourced.stdout.splitlines() if "=" in line)
    for name in ("INSTANCE", "OTHER_INSTANCE", "TDG", "FLOW"):
        assert re.match("arn:aws:connect:", environment[f"CONNECT_{name}_ARN"])
    cloud = Cloud({name: value for name, value in environment.items() if name.startswith(("AWS_", "CONNECT_"))})
    assert cloud.connect("list-phone-numbers-v2")["ListPhoneNumbersSummaryList"] == []
    assert cloud.cloudformation("list-stacks")["StackSummaries"] == []
    assert cloud.aws("sts", "get-caller-identity")["Account"] == environment["CONNECT_INSTANCE_ARN"].split(":")[4]

    assert local.main(["start"]) == 1
    assert "running already" in capsys.readouterr().err
    assert local.main(["stop"]) == 0
    assert not any(map(processes.is_running, identities))
    end = time.monotonic() + 10
    while functions_in(folder) and time.monotonic() < end:
        time.sleep(0.05)
    assert functions_in(folder) == []
    assert not (folder / "env").exists()


def functions_in(folder):
    """The processes of the packages' jars that are kept in a folder."""
    commands = subprocess.run(["ps", "-ww", "-eo", "args="], capture_output=True, text=True, check=True).stdout
    return [command for command in commands.splitlines() if f"-cp {folder}/types" in command]


def test_a_step_says_how_long_it_took_last_time_and_a_failed_one_is_not_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(steps, "KEPT", tmp_path / "times.json")
    assert steps.main(["package", "true"]) == 0
    assert capsys.readouterr().out == "package: begins\npackage: done in 0 s\n"
    assert steps.main(["package", "false"]) == 1
    assert capsys.readouterr().out == "package: begins (0 s last time)\n"
    assert steps.main(["tools", "false"]) == 1 and steps.last_time("tools") == ""
    steps.KEPT.write_text("{")
    assert steps.last_time("package") == "", "a file that was half written"


def test_stop_ends_no_process_that_only_has_the_same_id(folder):
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        local.STATE.write_text(json.dumps([{"pid": bystander.pid, "started": "Mon Jan  1 00:00:00 2001 something"}]))
        assert local.main(["stop"]) == 0
        assert bystander.poll() is None
    finally:
        bystander.communicate(b"\n")


@pytest.mark.parametrize(
    "knob, named",
    [
        ("quota=3", "QUOTA=100"),
        ("QUOTA=many", "quota=many"),
        ("COLOUR=red", "there is no setting colour"),
        ("CLOCK=stopped", "CLOCK=stopped"),
    ],
)
def test_a_knob_that_makes_no_sense_is_named_and_nothing_is_left_running(folder, capsys, knob, named):
    assert local.main(["start", knob]) == 1
    assert named in capsys.readouterr().err
    assert not (folder / "running.json").exists()


def test_programs_end_with_the_process_that_started_them(tmp_path):
    script = (
        "import os, pathlib; from connect_local.stack import processes;"
        f"sleeper = [{sys.executable!r}, '-c', {SLEEPER!r}];"
        f"program = processes.Program('sleeper', sleeper, pathlib.Path({str(tmp_path)!r}));"
        "print(program.identity['pid'], flush=True); os.kill(os.getpid(), 9)"
    )
    started = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src/local/python")},
        capture_output=True,
        text=True,
    )
    pid = int(started.stdout)
    end = time.monotonic() + 10
    while processes._started(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert processes._started(pid) == ""


SLEEPER = "print('{}', flush=True); import sys; sys.stdin.read()"


def test_ministack_is_the_version_that_the_bridge_was_written_for():
    lock = (ROOT / "src/local/requirements/stack.txt").read_text()
    assert f"\nministack=={importlib.metadata.version('ministack')} " in lock
    from ministack.services import cloudcontrol, cloudformation
    from ministack.services.cloudformation import changesets, engine, handlers, helpers, provisioners, stacks

    ministack_internals.check()
    signatures = {
        stacks._runs_on_worker_thread: ["resource_type"],
        stacks._sends_back_failed_update: ["resource_type"],
        provisioners._with_stack_tags: ["resource_type", "props", "stack_tags", "stack_name", "stack_id", "logical_id"],
        provisioners._delete_resource: ["resource_type", "physical_id", "props", "stack_name", "logical_id"],
        changesets._import_resources_async: ["cs", "stack", "new_stack"],
        stacks._roll_back_operation: ["stack_name", "stack_id", "stack", "operation", "reason_override"],
        stacks._delete_stack_async: ["stack_name", "stack_id", "retain_resources", "force"],
        cloudformation.handle_request: ["method", "path", "headers", "body", "query_params"],
        changesets._find_change_set: ["cs_name", "stack_name"],
        cloudcontrol.handle_request: ["method", "path", "headers", "body", "query_params"],
        handlers._describe_stack_resources: ["params"],
        helpers._p: ["params", "key", "default"],
        helpers._xml: ["status", "root_tag", "inner"],
        handlers.validate_template_support: ["template", "conditions", "params"],
        engine._extract_deps: ["resource_def", "all_resource_names"],
        engine._resolve_refs: ["value", "resources", "params", "conditions", "mappings", "stack_name", "stack_id"],
    }
    for function, parameters in signatures.items():
        assert list(inspect.signature(function).parameters) == parameters, function.__name__
    deploy = list(inspect.signature(stacks._deploy_stack_async).parameters)
    assert deploy[:4] == ["stack_name", "stack_id", "template", "param_values"] and "imports" in deploy


def test_a_ministack_without_what_the_bridge_wraps_is_refused():
    with pytest.raises(ministack_internals.WrongMinistack, match="another version"):
        ministack_internals.wrap("_a_function_that_was_moved", None)


def test_a_ministack_that_lacks_a_declared_part_or_is_another_version_is_refused_at_start():
    moved = ministack_internals.Internal("ministack.services.cloudformation.stacks", "_moved", "called: shows how")
    with pytest.raises(ministack_internals.WrongMinistack, match=r"stacks\._moved \(called: shows how\).*make tools"):
        ministack_internals.check(internals=(*ministack_internals.INTERNALS, moved))
    with pytest.raises(ministack_internals.WrongMinistack, match=r"ministack 1\.6\.0 is installed.*for 1\.5\.33"):
        ministack_internals.check(installed="1.6.0")


def test_every_part_of_ministack_that_is_used_is_declared_and_every_declared_one_is_used():
    declared = {
        (internal.module.rsplit(".", 1)[-1], internal.name): internal for internal in ministack_internals.INTERNALS
    }
    used = set()
    for file in (ROOT / "src/local/python/connect_local/cloudformation").glob("*.py"):
        used |= set(parts_of_ministack(file.read_text()))
    assert used == set(declared)
    assert all(internal.why for internal in declared.values())


def parts_of_ministack(source):
    """(module, name) of what a file uses of ministack's modules: attributes, names imported, functions wrapped."""
    tree = ast.parse(source)
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ministack.core"):
            yield from (((node.module or "").rsplit(".", 1)[-1], alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ministack.services"):
            modules |= {alias.name for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield node.value.id, node.attr
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "wrap":
            name = node.args[0].value
            (module,) = {i.module for i in ministack_internals.INTERNALS if i.name == name}
            yield module.rsplit(".", 1)[-1], name


def test_cloudformations_strings_become_what_the_schema_says():
    types = schema.ResourceSchema((ROOT / "example-connect-phonenumber.json").read_text())
    given = {"InstanceId": 12, "Description": True, "Tags": [{"Key": "a", "Value": 1}]}
    assert types.properties(given) == {
        "InstanceId": "12",
        "Description": "true",
        "Tags": [{"Key": "a", "Value": "1"}],
    }
    with pytest.raises(schema.InvalidProperties, match="#/Tags/0/Value.*too long|#/Tags/0/Value"):
        types.properties({"Tags": [{"Key": "a", "Value": "v" * 257}]})


class Moves(MovedClock):
    """A clock that only counts by how much it would move the simulator's."""

    def __init__(self):
        super().__init__("nowhere")
        self.moves = []

    def _tell(self, **change):
        self.moves += [change.get("advanceSeconds", "run" if change.get("running") else "stop")]


def test_the_clock_moves_only_when_all_wait_and_then_to_the_first():
    clock = Moves()
    woken = []

    def operation(name, seconds):
        with clock.working():
            everybody.wait()
            clock.wait(seconds)
            woken.append(name)

    everybody = threading.Barrier(2, timeout=5)
    operations = [threading.Thread(target=operation, args=args) for args in [("sooner", 100), ("later", 300)]]
    with clock.working():
        for thread in operations:
            thread.start()
        time.sleep(0.2)
        assert clock.moves == ["stop"], "one operation is at work"
    for thread in operations:
        thread.join(5)

    assert woken == ["sooner", "later"]
    assert clock.moves == ["stop", 100, 200, "run"]
    assert clock.now() == 300


def test_an_operation_that_is_expected_holds_the_clock_before_its_thread_begins():
    clock = Moves()
    later = threading.Thread(target=clock.expected(lambda: clock.wait(50)))
    sooner = threading.Thread(target=clock.expected(lambda: clock.wait(7)))
    sooner.start()
    time.sleep(0.2)
    assert clock.moves == ["stop"]
    later.start()
    for thread in (sooner, later):
        thread.join(5)
    assert clock.moves == ["stop", 7, 43, "run"]
