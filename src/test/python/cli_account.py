"""An account for the command line's tests: simulators of Amazon Connect, one a Region, and stacks and a role that a
test states.

Time is the simulators': a command that sleeps moves their clocks.
"""

import base64
import datetime
import http.server
import json
import math
import os
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import botocore.session
import pytest
from connect import Connect
from connect_numbers import main, regions
from connect_numbers.problems import CallFailed

Json = dict[str, Any]
SCOPE = re.compile(r"Credential=[^/]+/\d{8}/([a-z0-9-]+)/")
TYPE = "Example::Connect::PhoneNumber"
# Seconds that a command may sleep.
LONGEST = 3_600


class SimulatedTime:
    """A simulator's clock, moved by whoever sleeps."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._steps: list[Callable[[], object]] = []
        self._now = self.began = _seconds(connect("GET", "clock")["now"])

    def then(self, *steps: Callable[[], object]) -> None:
        """Does these one by one, one after each sleep."""
        self._steps = list(steps)

    @property
    def elapsed(self) -> float:
        return self._now - self.began

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        """Sleeps of several threads overlap: each ends at its own time."""
        end = self._now + seconds
        assert end < self.began + LONGEST, "the command never ends"
        with self._lock:
            if end > self._now:
                step = math.ceil((end - self._now) * 1000) / 1000
                self._connect("POST", "clock", advanceSeconds=step)
                self._now += step
        if seconds and self._steps:
            self._steps.pop(0)()


def _seconds(text: str) -> float:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Stacks:
    """What CloudFormation answers: stacks, their resources, templates and change sets, as its API words them."""

    def __init__(self) -> None:
        self.stacks: dict[str, Json] = {}
        self.resources: dict[str, list[Json]] = {}
        self.templates: dict[str, Any] = {}
        self.change_sets: dict[str, Json] = {}
        self.events: dict[str, list[Json]] = {}
        # The IAM actions that are allowed; None for all.
        self.allowed: set[str] | None = None
        self.called: list[tuple[str, Json]] = []

    def add(self, name: str, template: Any = None, **resources: tuple[str, str]) -> None:
        """A stack; each resource is its type and physical id."""
        self.stacks[name] = {
            "StackName": name,
            "StackId": f"arn:stack/{name}",
            "StackStatus": "CREATE_COMPLETE",
            "CreationTime": datetime.datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
        }
        self.templates[name] = template or {"Resources": {key: {"Type": kind} for key, (kind, _) in resources.items()}}
        self.resources[name] = [
            {
                "LogicalResourceId": key,
                "ResourceType": kind,
                "PhysicalResourceId": physical_id,
                "ResourceStatus": "CREATE_COMPLETE",
            }
            for key, (kind, physical_id) in resources.items()
        ]

    def answer(self, action: str, parameters: Json) -> Json:
        self.called.append((action, parameters))
        if self.allowed is not None and action not in self.allowed:
            raise CallFailed(action, "AccessDenied", f"User: x is not authorized to perform: {action}", 403)
        answer: Json = getattr(self, f"_{action.split(':')[1]}")(**parameters)
        return answer

    def _DescribeStacks(self, StackName: str | None = None) -> Json:
        return {"Stacks": [self.stacks[self._name(StackName)]] if StackName else list(self.stacks.values())}

    def _ListStackResources(self, StackName: str) -> Json:
        return {"StackResourceSummaries": self.resources[self._name(StackName)]}

    def _DescribeStackResources(self, PhysicalResourceId: str) -> Json:
        found = [
            {**item, **self.stacks[name]}
            for name, items in self.resources.items()
            for item in items
            if item["PhysicalResourceId"] == PhysicalResourceId
        ]
        if not found:
            raise absent("DescribeStackResources", PhysicalResourceId)
        return {"StackResources": found}

    def _DescribeStackEvents(self, StackName: str) -> Json:
        return {"StackEvents": self.events.get(self._name(StackName), [])}

    def _GetTemplate(self, StackName: str, TemplateStage: str) -> Json:
        assert TemplateStage == "Processed"
        return {"TemplateBody": self.templates[self._name(StackName)]}

    def _DescribeChangeSet(self, ChangeSetName: str, StackName: str = "", **_: Any) -> Json:
        if ChangeSetName not in self.change_sets:
            message = f"ChangeSet [{ChangeSetName}] does not exist"
            raise CallFailed("cloudformation:DescribeChangeSet", "ChangeSetNotFound", message, 404)
        return self.change_sets[ChangeSetName]

    def _name(self, given: str) -> str:
        name = given.rsplit("/", 1)[-1]
        if name not in self.stacks:
            raise absent("DescribeStacks", name)
        return name


def absent(operation: str, name: str) -> CallFailed:
    message = f"Stack with id {name} does not exist"
    return CallFailed(f"cloudformation:{operation}", "ValidationError", message, 400)


# By this the simulator knows a session's token; what follows is JSON in base64: principal and policies.
SESSION = "simulated-session."


class Role:
    """What STS answers of the one role, which may do everything: a session's own policy decides."""

    arn = "arn:aws:iam::123456789012:role/numbers-probe"
    # Whether it trusts the caller.
    trusts = True
    # Whether a session's policy has its effect: a stand-in for AWS may ignore it.
    narrows = True

    def __init__(self, stacks: Stacks) -> None:
        self._stacks = stacks

    def answer(self, action: str, parameters: Json) -> Json:
        allowed = self._stacks.allowed is None or action in self._stacks.allowed
        if not (allowed and self.trusts and parameters["RoleArn"] == self.arn):
            message = f"User: x is not authorized to perform: {action} on resource: {parameters['RoleArn']}"
            raise CallFailed(action, "AccessDenied", message, 403)
        session = {"principal": "role/numbers-probe", "policies": [json.loads(parameters["Policy"])]}
        token = SESSION + base64.urlsafe_b64encode(json.dumps(session).encode()).decode()
        key = {"AccessKeyId": "session-key", "SecretAccessKey": "session-secret"}
        return {"Credentials": {**key, "SessionToken": token if self.narrows else "session-token"}}


class Account:
    """The simulators by Region, the stacks, and the command line run against both."""

    def __init__(self, connects: Mapping[str, Connect], endpoint: str, capture: Any) -> None:
        self.connects = connects
        self.times = {name: SimulatedTime(connect) for name, connect in connects.items()}
        self.stacks = Stacks()
        self.role = Role(self.stacks)
        self.endpoint = endpoint
        self._capture = capture

    @property
    def connect(self) -> Connect:
        return next(iter(self.connects.values()))

    def sdk(self, region: str | None = None) -> Any:
        name = region or next(iter(self.connects))
        return botocore.session.get_session().create_client(
            "connect",
            endpoint_url=self.connects[name].endpoint,
            region_name=name,
            aws_access_key_id="key",
            aws_secret_access_key="secret",
        )

    def claim(self, count: int = 1, region: str | None = None, target: str | None = None, **more: Any) -> list[str]:
        """Claims so many numbers; their ARNs, in the order of the digits."""
        name = region or next(iter(self.connects))
        connect, sdk = self.connects[name], self.sdk(name)
        connect("PATCH", "knobs", rate="off")
        claimed: list[str] = []
        wanted = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
        while len(claimed) < count:
            page = sdk.search_available_phone_numbers(TargetArn=connect.instance, **wanted)
            for item in page["AvailableNumbersList"][: count - len(claimed)]:
                number = item["PhoneNumber"]
                answer = sdk.claim_phone_number(TargetArn=target or connect.instance, PhoneNumber=number, **more)
                claimed.append(answer["PhoneNumberArn"])
        connect("POST", "clock", advanceSeconds=60)
        connect("PATCH", "knobs", rate="2/5")
        return claimed

    def bind(self, *arns: str) -> None:
        for arn in arns:
            self.sdk().associate_phone_number_contact_flow(
                PhoneNumberId=arn, InstanceId=self.connect.instance.rsplit("/")[-1], ContactFlowId=self.connect.flow
            )

    def numbers(self, *arguments: str) -> tuple[int, str, str]:
        """Runs the command line: exit code, standard output and standard error."""
        self._capture.readouterr()
        for clock in self.times.values():
            clock.began = clock.now()
        time = next(iter(self.times.values()))
        try:
            code = main.main(list(arguments), time)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self._capture.readouterr()
        return int(code), said.out, said.err

    def document(self, *arguments: str) -> Any:
        code, said, complained = self.numbers(*arguments, "--json")
        assert code in (0, 3, 4), complained
        return json.loads(said)


@pytest.fixture
def account_of(monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Any) -> Iterator[Callable[..., Account]]:
    """Makes the account of these simulators, by Region; every client goes there, and sleeps their time."""
    routers: list[Router] = []

    def make(connects: Mapping[str, Connect]) -> Account:
        for connect in connects.values():
            connect("POST", "reset")
        routers.append(Router(connects))
        account = Account(connects, routers[0].endpoint, capsys)
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            monkeypatch.delenv(name)
        for name, value in {**account.connect.environment, **routers[0].environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        _in_simulated_time(monkeypatch, account)
        return account

    yield make
    for router in routers:
        router.stop()


def _in_simulated_time(monkeypatch: pytest.MonkeyPatch, account: Account) -> None:
    """Each Region has its simulator's clock, and the answers of CloudFormation and STS are the stated ones."""
    made = regions.Region.__init__
    once = regions.Region._once

    def with_time(self: Any, session: Any, name: str, actions: Any, clock: Any, rate: float) -> None:
        made(self, session, name, actions, account.times.get(name, clock), rate)

    def stated(self: Any, action: str, parameters: Json) -> Json:
        if action.startswith("sts:"):
            return account.role.answer(action, parameters)
        if not action.startswith("cloudformation:"):
            return once(self, action, parameters)
        self._pace.await_turn(*action.split(":"))
        if self.name != account.connect.region and action == "cloudformation:DescribeStacks":
            return {"Stacks": []}
        return account.stacks.answer(action, parameters)

    monkeypatch.setattr(regions.Region, "__init__", with_time)
    monkeypatch.setattr(regions.Region, "_once", stated)


class Server(http.server.ThreadingHTTPServer):
    """Takes as many connections at once as a busy machine lets pile up."""

    daemon_threads = True
    request_queue_size = 128


class Router:
    """Sends each request to the simulator of the Region that it is signed for."""

    def __init__(self, connects: Mapping[str, Connect]) -> None:
        self._server = Server(("127.0.0.1", 0), _handler(connects))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def environment(self) -> dict[str, str]:
        services = ("CONNECT", "SERVICE_QUOTAS", "CLOUDTRAIL", "CLOUDFORMATION")
        nobodys = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        return {**nobodys, **{f"AWS_ENDPOINT_URL_{service}": self.endpoint for service in services}}

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(connects: Mapping[str, Connect]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        # An answer is written in two parts, and the second one must not wait for the client's word on the first.
        disable_nagle_algorithm = True

        def _route(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            signed = SCOPE.search(self.headers.get("Authorization", ""))
            connect = connects.get(signed[1] if signed else "", next(iter(connects.values())))
            request = urllib.request.Request(connect.endpoint + self.path, body or None, method=self.command)
            for name in ("Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Security-Token"):
                if self.headers.get(name):
                    request.add_header(name, self.headers[name])
            try:
                answer = urllib.request.urlopen(request, timeout=300)
            except urllib.error.HTTPError as refused:
                answer = refused
            except OSError:
                self.close_connection = True
                return
            self._pass_on(answer.status, dict(answer.headers), answer.read())

        def _pass_on(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in ("content-length", "date", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _route

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    return Handler
