"""A cold start of the function, measured from outside: what the benchmark compares and a test bounds."""

import json
import os
import re
import shlex
import shutil
import struct
import subprocess
import tempfile
import time

from .stack import ROOT

# As Lambda runs Java 17; on one core.
JAVA = ["taskset", "-c", "0", "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
CLASS = re.compile(r"\] (\S+) source: (.+)")


class Start:
    """The function in a JVM of its own. ``init`` and ``whole`` are CPU seconds: until made, and until it answered."""

    def __init__(self, class_path, endpoint, *options):
        (ROOT / ".local").mkdir(exist_ok=True)
        self._folder = tempfile.mkdtemp(prefix="cold-", dir=ROOT / ".local")
        path = os.pathsep.join([*map(str, class_path), str(ROOT / "target/test-classes")])
        self._program = subprocess.Popen(
            [*JAVA, f"-Djava.io.tmpdir={self._folder}", *options, "-cp", path]
            + ["com.example.connect.benchmark.ColdStart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "AWS_ENDPOINT_URL_CONNECT": endpoint, "AWS_REGION": "us-east-1"},
        )
        self._await()
        self.pid = self._program.pid
        self.init = self._seconds()
        self.whole = None

    def ask(self, request):
        """The event that answers ``request``."""
        message = json.dumps(request).encode()
        self._program.stdin.write(struct.pack(">i", len(message)) + message)
        self._program.stdin.flush()
        event = json.loads(self._receive())
        self.whole = self.whole or self._seconds()
        return event

    def end(self):
        self._program.kill()
        self._program.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _await(self):
        """Waits for the first message, four bytes of nothing; what the JVM itself may print before is none."""
        while (byte := self._program.stdout.read(1)) != b"\0":
            if not byte:
                raise RuntimeError(f"{shlex.join(self._program.args)} has ended")
        self._program.stdout.read(3)

    def _receive(self):
        return self._program.stdout.read(struct.unpack(">i", self._program.stdout.read(4))[0])

    def _seconds(self):
        # The kernel's CPU clock of another process, to the nanosecond.
        return time.clock_gettime((~self._program.pid << 3) | 2)


def classes(class_path, endpoint, request):
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


def _loaded(log):
    with open(log) as lines:
        found = [match.groups() for match in map(CLASS.search, lines) if match]
    return [(name, _origin(source)) for name, source in found]


def _origin(source):
    if source.startswith("file:"):
        return "jar"
    return "JDK" if source.startswith(("jrt:", "shared objects")) else "generated"


def read(ready, arn):
    """The payload of a READ as CloudFormation sends it, for a simulator that says ``ready``."""
    return _payload(ready, "READ", {"PhoneNumberArn": arn})


def creation(ready):
    """The payload of a CREATE, always of the same one."""
    return _payload(ready, "CREATE", {"TargetArn": ready["instanceArn"], "Type": "TOLL_FREE", "CountryCode": "US"})


def create(ready, function, wait=time.sleep):
    """Has a function create a number; its ARN. ``wait`` lets seconds pass for Connect."""
    payload = creation(ready)
    while (event := function.ask(payload))["status"] == "IN_PROGRESS":
        payload["callbackContext"] = event["callbackContext"]
        payload["requestData"]["resourceProperties"] = event["resourceModel"]
        wait(event["callbackDelaySeconds"])
    return event["resourceModel"]["PhoneNumberArn"]


def _payload(ready, action, properties):
    return {
        "action": action,
        "awsAccountId": ready["account"],
        "region": ready["region"],
        "bearerToken": "token",
        "resourceType": "Example::Connect::PhoneNumber",
        "stackId": f"arn:aws:cloudformation:{ready['region']}:{ready['account']}:stack/numbers/1",
        "requestData": {
            "callerCredentials": {"accessKeyId": "a", "secretAccessKey": "b", "sessionToken": "c"},
            "logicalResourceId": "Number",
            "resourceProperties": properties,
        },
    }
