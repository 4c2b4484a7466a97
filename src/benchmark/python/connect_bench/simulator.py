"""How fast the simulator answers on one core, and whether that depends on how many numbers it holds."""

import json
import os
import pathlib
import random
import re
import shutil
import socket
import tempfile
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from . import page
from .local import ROOT, Program, simulator_command

# Core milliseconds of a request, by operation and numbers held.
Latency: TypeAlias = dict[str, dict[int, float]]

# Numbers held; of each, the first are of the country and on the target that the filters look for.
HELD = (10, 1_000, 10_000, 100_000)
SMALL, LARGE = 1_000, 100_000
RARE = 10
KNOBS = ["--rate=off", "--quota=off", "--cooldown-days=off", "--window-days=off", "--claim-seconds=off"]

CONNECTIONS = 32
ROUNDS, REQUESTS = 4, 960
REQUESTS_A_SECOND = 2_000
# What grows with the numbers held is far above this; the rest is caches and the machine's noise.
MOST_GROWTH = 1.5

# Which operations the chart draws.
DRAWN = ("claim", "describe", "search", "list, a rare country")

SIGNED = "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/connect/aws4_request, SignedHeaders=host, Signature=0"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {(os.cpu_count() or 1) - 1})
    with tempfile.TemporaryDirectory(dir=ROOT / "target") as folder:
        simulators: list[Simulator] = []
        try:
            for held in HELD:
                simulators.append(Simulator(held, pathlib.Path(folder)))
                print(f"{held:,} numbers are held", flush=True)
            page.write(result(measured(simulators)))
        finally:
            for simulator in simulators:
                simulator.stop()


class Connection:
    """Keep-alive HTTP, as little of it as will do, so that the client is not what is measured."""

    def __init__(self, endpoint: str) -> None:
        address = urllib.parse.urlsplit(endpoint)
        self._socket = socket.create_connection((address.hostname or "", address.port or 0), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def receive(self) -> bytes:
        """The body of an answer with status 200; any other status is an error."""
        received = self._read()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._read()
        length = LENGTH.search(received, 0, end)
        whole = end + 4 + (int(length[1]) if length else 0)
        while len(received) < whole:
            received += self._read()
        if not received.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"the simulator answered {received.decode()}")
        return received[end + 4 : whole]

    def close(self) -> None:
        self._socket.close()

    def _read(self) -> bytes:
        if not (more := self._socket.recv(65_536)):
            raise RuntimeError("the simulator closed the connection")
        return more


class Simulator:
    """A simulator on the first core that holds so many numbers, and requests for it, ready to be sent."""

    def __init__(self, held: int, folder: pathlib.Path) -> None:
        self.held = held
        pinned = ["taskset", "-c", "0"] if shutil.which("taskset") else []
        self._program = Program(f"simulator-{held}", [*pinned, *simulator_command(*KNOBS)], folder)
        try:
            self._ready = self._program.ready
            self._stat = pathlib.Path(f"/proc/{self._program.identity['pid']}/stat")
            self._chance = random.Random(1)
            self._fresh = 2_000_000
            self._ids: list[str] = []
            self._fill()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self._program.stop()

    def carry_out(self, requests: Sequence[bytes]) -> tuple[float, list[bytes]]:
        """The seconds of the core that all of them took, on several connections at once; and the answers."""
        connections = [Connection(self._ready["endpoint"]) for _ in range(CONNECTIONS)]
        answers: list[bytes] = []
        began = self._busy()
        for first in range(0, len(requests), CONNECTIONS):
            batch = list(zip(connections, requests[first : first + CONNECTIONS], strict=False))
            for connection, request in batch:
                connection.send(request)
            answers += [connection.receive() for connection, _ in batch]
        seconds = self._busy() - began
        for connection in connections:
            connection.close()
        return seconds, answers

    def _busy(self) -> float:
        """Seconds for which the server had a core, all its threads taken together; without Linux, the time of day."""
        if not self._stat.exists():
            return time.perf_counter()
        user, system = self._stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def operations(self, many: int) -> Iterator[tuple[str, float]]:
        """Name of each operation, and the seconds of the core that so many of its requests take.

        What is claimed is released: as many numbers are held afterwards as before.
        """
        seconds, answers = self.carry_out([self._claim() for _ in range(many)])
        yield "claim", seconds
        ids = [json.loads(answer)["PhoneNumberId"] for answer in answers]
        yield "release", self.carry_out([_request("DELETE", f"/phone-number/{each}") for each in ids])[0]
        for name, request in self._reads().items():
            yield name, self.carry_out([request() for _ in range(many)])[0]

    def _reads(self) -> dict[str, Callable[[], bytes]]:
        """What neither claims nor releases, by name: each makes a request anew."""
        return {
            "describe": lambda: _request("GET", f"/phone-number/{self._id()}"),
            "tag": lambda: _request("POST", self._tags(), {"tags": {"Team": "bench"}}),
            "list tags": lambda: _request("GET", self._tags()),
            "search": self._search,
            "search, prefix": lambda: self._search(PhoneNumberPrefix="+1201"),
            "list, a page of 10": self._list,
            "list, one number": lambda: self._list(PhoneNumberPrefix=f"+1201{2_000_000 + self.held // 2}"),
            "list, a rare country": lambda: self._list(PhoneNumberCountryCodes=["GB"]),
            "list, a rare type": lambda: self._list(PhoneNumberTypes=["TOLL_FREE"]),
            "list, a rare target": lambda: self._list(InstanceId=self._other()),
            "list flow associations, rare": lambda: _request("GET", f"/flow-associations-summary/{self._other()}"),
        }

    def _fill(self) -> None:
        search = self._search(PhoneNumberCountryCode="GB", PhoneNumberType="TOLL_FREE", MaxResults=RARE)
        offered = json.loads(self.carry_out([search])[1][0])["AvailableNumbersList"]
        rare = [self._claim(number["PhoneNumber"], "otherInstanceArn") for number in offered]
        answers = self.carry_out(rare)[1]
        bound = {"InstanceId": self._other(), "ContactFlowId": self._ready["otherFlowArn"]}
        rare_ids = [json.loads(answer)["PhoneNumberId"] for answer in answers]
        self.carry_out([_request("PUT", f"/phone-number/{each}/contact-flow", bound) for each in rare_ids])
        answers += self.carry_out([self._claim() for _ in range(self.held - RARE)])[1]
        self._ids = [json.loads(answer)["PhoneNumberId"] for answer in answers]

    def _other(self) -> str:
        return str(self._ready["otherInstanceArn"]).rsplit("/", 1)[-1]

    def _id(self) -> str:
        return self._chance.choice(self._ids)

    def _tags(self) -> str:
        account = str(self._ready["instanceArn"]).rsplit(":", 1)[0]
        return "/tags/" + urllib.parse.quote(f"{account}:phone-number/{self._id()}", safe="")

    def _claim(self, number: str | None = None, target: str = "instanceArn") -> bytes:
        self._fresh += 1
        body = {
            "TargetArn": self._ready[target],
            "PhoneNumber": number or f"+1201{self._fresh}",
            "ClientToken": str(uuid.UUID(int=self._chance.getrandbits(128), version=4)),
            "Tags": {"Team": "bench"},
        }
        return _request("POST", "/phone-number/claim", body)

    def _search(self, **properties: Any) -> bytes:
        body = {"TargetArn": self._ready["instanceArn"], "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
        return _request("POST", "/phone-number/search-available", {**body, **properties})

    def _list(self, **properties: Any) -> bytes:
        return _request("POST", "/phone-number/list", {"MaxResults": 10, **properties})


def _request(method: str, path: str, body: page.Json | None = None) -> bytes:
    text = "" if body is None else json.dumps(body)
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {SIGNED}\r\nContent-Length: {len(text)}\r\n\r\n"
    )
    return (head + text).encode()


def measured(simulators: Iterable[Simulator]) -> Latency:
    """Core milliseconds of one request, by operation and numbers held; the simulators take turns."""
    for simulator in simulators:
        list(simulator.operations(REQUESTS))
    total: Latency = {}
    for _ in range(ROUNDS):
        for simulator in simulators:
            for operation, seconds in simulator.operations(REQUESTS):
                by_held = total.setdefault(operation, dict.fromkeys(HELD, 0))
                by_held[simulator.held] += 1000 * seconds / (ROUNDS * REQUESTS)
    return total


def result(latency: Latency) -> page.Result:
    growth = {operation: by_held[LARGE] / by_held[SMALL] for operation, by_held in latency.items()}
    rate = {operation: 1000 / by_held[LARGE] for operation, by_held in latency.items()}
    return page.Result(
        name="simulator",
        order=80,
        title="The simulator",
        command="make bench ONLY=simulator",
        text=[
            "One simulator for each number of numbers held, all on one core, started as the local stack starts it; the"
            f" client, which only writes and reads bytes on {CONNECTIONS} keep-alive connections, on another core. The"
            " simulators take turns. Measured is the time for which a simulator has the core, garbage collection and"
            " compiler included. The filters look for"
            f" {RARE} numbers among all that are held.",
        ],
        rows=[_rate_row(rate), _growth_row(latency, growth)],
        tables=[_table(latency, growth, rate)],
        charts=[_chart(latency)],
    )


def _rate_row(rate: Mapping[str, float]) -> page.Row:
    slowest = min(rate, key=lambda operation: rate[operation])
    return page.Row(
        figure=f"requests a second of one core, slowest operation ({slowest})",
        value=rate[slowest],
        target=f"at least {REQUESTS_A_SECOND:,}",
        met=rate[slowest] >= REQUESTS_A_SECOND,
    )


def _growth_row(latency: Latency, growth: Mapping[str, float]) -> page.Row:
    steepest = max(growth, key=lambda operation: growth[operation])
    return page.Row(
        figure=f"core time of a request with {LARGE:,} held, steepest operation ({steepest})",
        value=latency[steepest][LARGE],
        unit="ms",
        reference=f"with {SMALL:,} held",
        reference_value=latency[steepest][SMALL],
        ratio=growth[steepest],
        target=f"ratio at most {MOST_GROWTH}",
        met=growth[steepest] <= MOST_GROWTH,
    )


def _table(latency: Latency, growth: Mapping[str, float], rate: Mapping[str, float]) -> page.Table:
    return page.Table(
        title="Core time of a request in ms, by numbers held; requests a second with the most",
        columns=["operation", *(f"{held:,}" for held in HELD), "ratio", "requests a second"],
        rows=[
            [operation, *(by_held[held] for held in HELD), growth[operation], rate[operation]]
            for operation, by_held in latency.items()
        ],
    )


def _chart(latency: Latency) -> page.Chart:
    return page.Chart(
        file="simulator-core-time",
        title="Core time of a request by numbers held",
        kind="line",
        x="numbers held",
        y="ms",
        series=[
            page.Series(name=operation, points=[[held, by_held[held]] for held in HELD])
            for operation, by_held in latency.items()
            if operation in DRAWN
        ],
    )


if __name__ == "__main__":
    main()
