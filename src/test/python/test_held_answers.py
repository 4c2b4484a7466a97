"""The engine holds its answer about what is in progress: for a time, for nobody else's account, and for no ghost."""

import asyncio
import concurrent.futures
import http.client
import json
import socket
import statistics
import threading
import time
import urllib.request

import botocore.session
import hypercorn.asyncio
import hypercorn.config
import pytest
from botocore.exceptions import WaiterError
from connect_local import stack
from connect_local.cloudformation.held_answers import HeldAnswers, knowing_the_client
from connect_local.stack.local_stack import engine_command
from connect_local.stack.processes import Program
from connect_numbers import regions

HELD = 40
SOON = 5  # seconds: far above what an answer takes, far below how long it could be held

# A stack that is in progress until it is signalled.
WAITING = {
    "Resources": {
        "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
        "Wait": {
            "Type": "AWS::CloudFormation::WaitCondition",
            "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "600"},
        },
    },
    "Outputs": {"Url": {"Value": {"Ref": "Handle"}}},
}
SETTLED = {"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}


class Engine:
    """A local CloudFormation of one's own."""

    def __init__(self, folder, seconds):
        command = engine_command(folder, "--handlers", "http://127.0.0.1:9", f"--hold-seconds={seconds}")
        self.program = Program("cloudformation", command, folder, stack.PYTHON_PATH)
        self.endpoint = self.program.ready["endpoint"]
        self._made = 0

    def stop(self):
        # Stacks that still wait would keep it from ending.
        urllib.request.urlopen(f"{self.endpoint}/_ministack/reset", b"", timeout=SOON).close()
        self.program.stop()

    @property
    def client(self):
        return self.client_named("")

    def client_named(self, name):
        keys = {"aws_access_key_id": "111122223333", "aws_secret_access_key": "local"}
        config = botocore.config.Config(retries={"total_max_attempts": 1}, user_agent_extra=name)
        session = botocore.session.get_session()
        return session.create_client("cloudformation", "us-east-1", endpoint_url=self.endpoint, config=config, **keys)

    def create(self, template):
        """The name of a new stack."""
        self._made += 1
        name = f"stack-{self._made}"
        self.client.create_stack(StackName=name, TemplateBody=json.dumps(template))
        return name

    def status(self, name):
        """The stack's status, and the seconds until it was told."""
        client = self.client
        began = time.monotonic()
        (described,) = client.describe_stacks(StackName=name)["Stacks"]
        return described["StackStatus"], time.monotonic() - began

    def finish(self, name):
        """Lets the stack go on."""
        handle = self.client.describe_stack_resource(StackName=name, LogicalResourceId="Handle")
        url = handle["StackResourceDetail"]["PhysicalResourceId"]
        address, _, path = url.removeprefix("http://").partition("/")
        connection = http.client.HTTPConnection(address, timeout=SOON)
        signal = {"Status": "SUCCESS", "Reason": "done", "UniqueId": "1", "Data": "done"}
        connection.request("PUT", f"/{path}", json.dumps(signal))
        assert connection.getresponse().status == 200


@pytest.fixture(scope="module", name="engine")
def _engine(tmp_path_factory):
    engine = Engine(tmp_path_factory.mktemp("engine"), 60)
    yield engine
    engine.stop()


@pytest.fixture(scope="module", name="impatient")
def _impatient(tmp_path_factory):
    engine = Engine(tmp_path_factory.mktemp("impatient"), 0.5)
    yield engine
    engine.stop()


@pytest.fixture(scope="module", name="off")
def _off(tmp_path_factory):
    engine = Engine(tmp_path_factory.mktemp("off"), "off")
    yield engine
    engine.stop()


def threads(engine):
    with open(f"/proc/{engine.program.identity['pid']}/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("Threads:"))


def median_seconds(call):
    took = []
    for _ in range(15):
        began = time.monotonic()
        call()
        took.append(time.monotonic() - began)
    return statistics.median(took)


def test_many_are_held_and_all_told_when_it_is_done_while_nobody_else_waits(engine):
    name, other = engine.create(WAITING), engine.create(SETTLED)
    client = engine.client
    alone = median_seconds(client.list_stacks)
    with concurrent.futures.ThreadPoolExecutor(HELD) as callers:
        before = threads(engine)
        held = [callers.submit(engine.status, name) for _ in range(HELD)]
        beside = [median_seconds(client.list_stacks), median_seconds(lambda: client.describe_stacks(StackName=other))]
        assert not any(caller.done() for caller in held)
        assert threads(engine) <= before + 1
        assert max(beside) < 3 * alone + 0.1
        engine.finish(name)
        told = [caller.result(timeout=SOON)[0] for caller in held]
    assert told == ["CREATE_COMPLETE"] * HELD


def test_lists_and_what_is_settled_and_what_is_not_there_are_told_at_once(engine):
    name, settled = engine.create(WAITING), engine.create(SETTLED)
    began = time.monotonic()
    listed = {each["StackName"]: each["StackStatus"] for each in engine.client.describe_stacks()["Stacks"]}
    assert listed[name] == "CREATE_IN_PROGRESS"
    assert engine.status(settled)[0] == "CREATE_COMPLETE"
    with pytest.raises(engine.client.exceptions.ClientError, match="does not exist"):
        engine.status("nobody")
    engine.client.create_change_set(
        StackName="reviewed", ChangeSetName="c", ChangeSetType="CREATE", TemplateBody=json.dumps(SETTLED)
    )
    assert engine.status("reviewed")[0] == "REVIEW_IN_PROGRESS"
    assert engine.client.describe_change_set(StackName="reviewed", ChangeSetName="c")["Status"] == "CREATE_COMPLETE"
    assert time.monotonic() - began < SOON


def test_a_client_that_shows_each_state_is_told_at_once(engine):
    name = engine.create(WAITING)
    watching = engine.client_named(regions.CALLER)
    began = time.monotonic()
    (described,) = watching.describe_stacks(StackName=name)["Stacks"]
    assert described["StackStatus"] == "CREATE_IN_PROGRESS"
    assert time.monotonic() - began < SOON


def test_a_deletion_is_told_by_name_and_by_id_when_it_is_done(engine):
    name = engine.create(SETTLED)
    stack_id = engine.client.describe_stacks(StackName=name)["Stacks"][0]["StackId"]
    engine.client.delete_stack(StackName=name)
    assert engine.status(stack_id)[0] == "DELETE_COMPLETE"
    with pytest.raises(engine.client.exceptions.ClientError, match="does not exist"):
        engine.status(name)


def test_a_change_set_is_held_while_it_is_executed(engine):
    client = engine.client
    client.create_change_set(
        StackName="executed", ChangeSetName="c", ChangeSetType="CREATE", TemplateBody=json.dumps(WAITING)
    )
    client.execute_change_set(StackName="executed", ChangeSetName="c")
    with concurrent.futures.ThreadPoolExecutor() as callers:
        held = callers.submit(engine.client.describe_change_set, StackName="executed", ChangeSetName="c")
        time.sleep(0.3)
        assert not held.done()
        engine.finish("executed")
        assert held.result(timeout=SOON)["ExecutionStatus"] == "EXECUTE_COMPLETE"


def test_an_answer_is_held_no_longer_than_its_bound(impatient):
    name = impatient.create(WAITING)
    status, took = impatient.status(name)
    assert status == "CREATE_IN_PROGRESS" and 0.5 <= took < SOON


def test_a_waiter_asks_once_and_with_the_knob_off_it_sleeps(engine, off):
    """The SDK's own waiter, which sleeps for a minute where it is told of progress."""
    name = engine.create(WAITING)
    ending = threading.Timer(0.3, engine.finish, [name])
    ending.start()
    once = {"WaiterConfig": {"Delay": 60, "MaxAttempts": 1}}
    engine.client.get_waiter("stack_create_complete").wait(StackName=name, **once)
    ending.join()
    status, took = off.status(off.create(WAITING))
    assert status == "CREATE_IN_PROGRESS" and took < SOON
    with pytest.raises(WaiterError, match="Max attempts exceeded"):
        off.client.get_waiter("stack_create_complete").wait(StackName=off.create(WAITING), **once)


def test_a_client_that_hangs_up_leaves_no_task_behind():
    begun = []

    async def application(scope, receive, _send):
        if scope["type"] == "http":
            assert not (await receive())["more_body"]
            begun.append(asyncio.current_task())
            await HeldAnswers(600).hold(lambda: True)

    async def tried():
        ended = asyncio.Event()
        listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = hypercorn.config.Config()
        config.bind = [f"fd://{listening.detach()}"]
        application_knows = knowing_the_client(application)
        serving = asyncio.create_task(hypercorn.asyncio.serve(application_knows, config, shutdown_trigger=ended.wait))
        await asyncio.sleep(0.1)
        idle = asyncio.all_tasks()
        _, writing = await asyncio.open_connection("127.0.0.1", port)
        writing.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while not begun:
            await asyncio.sleep(0.01)
        assert not begun[0].done()
        writing.close()
        await asyncio.wait_for(asyncio.wait(begun), SOON)
        await asyncio.sleep(0.1)
        assert asyncio.all_tasks() <= idle
        ended.set()
        await asyncio.wait_for(serving, SOON)

    asyncio.run(tried())
