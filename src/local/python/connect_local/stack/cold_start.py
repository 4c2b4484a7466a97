"""A cold start of the function, measured from outside: what the benchmark compares and a test bounds."""

import json
import os
import pathlib
import re
import shlex
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import IO

from ..cloudformation import facts
from ..json_types import Event, Json, Properties, Request
from .checkout import ROOT

# As Lambda runs Java 17; on one core.
JAVA = ["taskset", "-c", "0", "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
CLASS = re.compile(r"\] (\S+) source: (.+)")


class Start:
    """The function in a JVM of its own. ``init`` and ``whole`` are CPU seconds: until made, and until it answered."""

    def __init__(self, class_path: Sequence[str | pathlib.Path], endpoint: str, *options: str) -> None:
        (ROOT / ".local").mkdir(exist_ok=True)
        self._folder = tempfile.mkdtemp(prefix="cold-", dir=ROOT / ".local")
        path = os.pathsep.join([*map(str, class_path), str(ROOT / "target/test-classes")])
        main_class = "com.example.connect.benchmark.ColdStart"
        self._command = [*JAVA, f"-Djava.io.tmpdir={self._folder}", *options, "-cp", path, main_class]
        self._program = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "AWS_ENDPOINT_URL_CONNECT": endpoint, "AWS_REGION": "us-east-1"},
        )
        self._await()
        self.pid = self._program.pid
        self.init = self._seconds()
        self.whole: float | None = None

    def ask(self, request: Request) -> Event:
        """The event that answers ``request``."""
        assert self._program.stdin is not None
        message = json.dumps(request).encode()
        self._program.stdin.write(struct.pack(">i", len(message)) + message)
        self._program.stdin.flush()
        event: Event = json.loads(self._receive())
        self.whole = self.whole or self._seconds()
        return event

    def end(self) -> None:
        self._program.kill()
        self._program.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _await(self) -> None:
        """Waits for the first message, four bytes of nothing; what the JVM itself may print before is none."""
        while (byte := self._output.read(1)) != b"\0":
            if not byte:
                raise RuntimeError(f"{shlex.join(self._command)} has ended")
        self._output.read(3)

    def _receive(self) -> bytes:
        (length,) = struct.unpack(">i", self._output.read(4))
        return self._output.read(length)

    @property
    def _output(self) -> IO[bytes]:
        assert self._program.stdout is not None
        return self._program.stdout

    def _seconds(self) -> float:
        # The kernel's CPU clock of another process, to the nanosecond.
        return time.clock_gettime((~self._program.pid << 3) | 2)


def classes(
    class_path: Sequence[str | pathlib.Path], endpoint: str, request: Request
) -> tuple[list[tuple[str, str]], int, Event]:
    """The classes loaded until ``request`` is answered, how many of them until the function is made, and the event.

    Each class is (name, origin); the origin is ``jar``, ``JDK`` (from its shared archive or not) or ``generated``
    (lambdas and the like).
    """
    with tempfile.NamedTemporaryFile(dir=ROOT / ".local", suffix=".log") as log:
        start = Start(class_path, endpoint, f"-Xlog:class+load:file={log.name}")
        try:
            before = len(_loaded(log.name))
            event = start.ask(request)
            loaded = _loaded(log.name)
        finally:
            start.end()
    return loaded, before, event


def _loaded(log: str) -> list[tuple[str, str]]:
    with open(log) as lines:
        return [(match[1], _origin(match[2])) for match in map(CLASS.search, lines) if match]


def _origin(source: str) -> str:
    if source.startswith("file:"):
        return "jar"
    return "JDK" if source.startswith(("jrt:", "shared objects")) else "generated"


def read(ready: Json, arn: str) -> Request:
    """The payload of a READ as CloudFormation sends it, for a simulator that says ``ready``."""
    return request(ready, "READ", {"PhoneNumberArn": arn})


def creation(ready: Json) -> Request:
    """The payload of a CREATE, always of the same one."""
    return request(ready, "CREATE", {"TargetArn": ready["instanceArn"], "Type": "TOLL_FREE", "CountryCode": "US"})


def create(ready: Json, function: Start, wait: Callable[[float], object] = time.sleep) -> str:
    """Has a function create a number; its ARN. ``wait`` lets seconds pass for Connect."""
    payload = creation(ready)
    while (event := function.ask(payload))["status"] == "IN_PROGRESS":
        payload["callbackContext"] = event["callbackContext"]
        payload["requestData"]["resourceProperties"] = event["resourceModel"]
        wait(event["callbackDelaySeconds"])
    return str(event["resourceModel"]["PhoneNumberArn"])


def request(ready: Json, action: str, properties: Properties) -> Request:
    """The payload of an operation on the resource Number of the stack numbers, always with the same token."""
    stack_id = f"arn:aws:cloudformation:{ready['region']}:{ready['account']}:stack/numbers/1"
    believed = facts.load()
    return believed.request(
        action=action,
        account=ready["account"],
        region=ready["region"],
        token="token",
        typeName="Example::Connect::PhoneNumber",
        stackId=stack_id,
        credentials={"accessKeyId": "a", "secretAccessKey": "b", "sessionToken": "c"},
        logicalId="Number",
        desired=properties,
        previous=None,
        systemTags=believed.system_tags(stackName="numbers", stackId=stack_id, logicalId="Number"),
        previousSystemTags=None,
        stackTags={},
        previousStackTags=None,
        typeConfiguration=None,
    )
