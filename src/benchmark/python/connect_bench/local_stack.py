"""How long the local stack takes for real, for many numbers in one stack."""

import collections
import contextlib
import json
import os
import pathlib
import time
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from . import page
from .local import LocalStack, WarmCli, running

# So many show their identifiers in time, with some to spare: more do on a machine that has nothing else to do.
NUMBERS = 40
# How many searched ones do: each size is tried so often.
SIZES = (20, 40, 50, 60, 70, 80)
TRIES = 5
STACK = "numbers"
LOOK_SECONDS = 0.25
MOST_SECONDS = 30
PROGRAMS = ("simulator", "handlers", "CloudFormation")
T = TypeVar("T")


class Took(NamedTuple):
    """What an operation on the stack took: real seconds, core seconds by program, seconds on its clock, calls."""

    real: float
    busy: list[float]
    clock: float
    calls: int


def main() -> None:
    lives = {way: _of_stack(way, NUMBERS, NumbersStack.life) for way in ("exact", "searched")}
    created = {
        size: [_of_stack("searched", size, NumbersStack.is_created) for _ in range(TRIES)].count(True) for size in SIZES
    }
    page.write(result(lives, created))


def _of_stack(way: str, numbers: int, what: Callable[["NumbersStack"], T]) -> T:
    # As the service has it, its rate too; the quota is raised, as an account of this size has it.
    with running(CLOCK="moved", QUOTA=str(numbers)) as local:
        return what(NumbersStack(local, way, numbers))


class NumbersStack:
    """One stack of so many numbers, none of which depends on another."""

    def __init__(self, local: LocalStack, way: str, numbers: int) -> None:
        self._cli = WarmCli(local.environment)
        self._ready = local.simulator
        self._simulator_pid, self._cloudformation_pid = (identity["pid"] for identity in local.identities)
        self._template = json.dumps({"Resources": {f"Number{i}": self._number(way, i) for i in range(numbers)}})

    def is_created(self) -> bool:
        """Whether all its numbers come in time."""
        self._aws("create-stack", "--stack-name", STACK, "--template-body", self._template)
        return self._settled() == "CREATE_COMPLETE"

    def life(self) -> dict[str, Took]:
        """What its creation and its deletion took."""
        made = self._until_settled("create-stack", "CREATE_COMPLETE", "--template-body", self._template)
        held = self._simulator("numbers")["numbers"]
        gone = self._until_settled("delete-stack", "DELETE_COMPLETE")
        left = self._simulator("numbers")
        if (len(held), left["numbers"], left["claimsMade"], left["releasesMade"]) != (NUMBERS, [], NUMBERS, NUMBERS):
            raise RuntimeError(
                f"{len(held)} numbers were held, {left['claimsMade']} claimed, {len(left['numbers'])} left"
            )
        return {"create": made, "delete": gone}

    def _until_settled(self, command: str, status: str, *options: str) -> Took:
        began, busy, at, calls = time.monotonic(), self._busy(), self._clock(), self._calls()
        self._aws(command, "--stack-name", STACK, *options)
        if (now := self._settled()) != status:
            raise RuntimeError(f"the stack is {now}")
        return Took(
            real=time.monotonic() - began,
            busy=[after - before for before, after in zip(busy, self._busy(), strict=True)],
            clock=self._clock() - at,
            calls=sum((self._calls() - calls).values()),
        )

    def _settled(self) -> str:
        while (now := self._status()).endswith("_IN_PROGRESS"):
            time.sleep(LOOK_SECONDS)
        return now

    def _status(self) -> str:
        stacks = self._aws("list-stacks")["StackSummaries"]
        return next(str(each["StackStatus"]) for each in stacks if each["StackName"] == STACK)

    def _number(self, way: str, i: int) -> page.Json:
        number = {"PhoneNumber": f"+1201{2_000_000 + i}"} if way == "exact" else {"Type": "DID", "CountryCode": "US"}
        properties = {"TargetArn": self._ready["instanceArn"], **number}
        return {"Type": "Example::Connect::PhoneNumber", "Properties": properties}

    def _aws(self, *arguments: str) -> Any:
        status, said, complained = self._cli.run("--output", "json", "cloudformation", *arguments)
        if status != 0:
            raise RuntimeError(complained)
        return json.loads(said) if said.strip() else None

    def _simulator(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self._ready['endpoint']}/_simulator/{path}", timeout=60) as answer:
            return json.load(answer)

    def _calls(self) -> collections.Counter[str]:
        return collections.Counter(call["operation"] for call in self._simulator("calls")["calls"])

    def _clock(self) -> float:
        """Seconds on the simulator's clock."""
        minutes, seconds = self._simulator("clock")["now"].rstrip("Z").rsplit(":", 1)
        return time.mktime(time.strptime(minutes, "%Y-%m-%dT%H:%M")) + float(seconds)

    def _busy(self) -> list[float]:
        """Seconds of a core that each program has had; zeros where there is no /proc."""
        of = _processes()
        handlers = sum(each.core_seconds for each in of.values() if each.parent == self._cloudformation_pid)
        simulator, cloudformation = (
            of[pid].core_seconds if pid in of else 0.0 for pid in (self._simulator_pid, self._cloudformation_pid)
        )
        return [simulator, handlers, cloudformation]


class Process(NamedTuple):
    parent: int
    core_seconds: float


def _processes() -> dict[int, Process]:
    """Those that run, by their ids; none where there is no /proc."""
    found = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        # One may end meanwhile.
        with contextlib.suppress(OSError):
            _state, parent, *rest = stat.read_text().rpartition(")")[2].split()
            user, system = rest[9:11]
            found[int(stat.parent.name)] = Process(int(parent), (int(user) + int(system)) / os.sysconf("SC_CLK_TCK"))
    return found


def result(lives: Mapping[str, Mapping[str, Took]], created: Mapping[int, int]) -> page.Result:
    operations = [(way, action, took) for way, life in lives.items() for action, took in life.items()]
    return page.Result(
        name="local-stack",
        order=70,
        title="The local stack",
        command="make bench ONLY=local-stack",
        text=[
            f"A stack of {NUMBERS} numbers that do not depend on each other is created, and deleted, by the local"
            " CloudFormation, at Amazon Connect's own rate and with the deadline of 60 seconds for an identifier."
            " Handlers work side by side here: two creates that search at the same moment may choose the same number,"
            " and one of them has to search again. So fewer come in time than in the section before, where invocations"
            " take no time."
            " Delays are on the simulator's clock, which stands still while handlers work and is moved once all of them"
            " wait. The figures are real time; the core time of the three programs bounds it.",
        ],
        rows=[_row(*operation) for operation in operations],
        tables=[_table(operations), _created(created)],
        charts=[],
    )


def _row(way: str, action: str, took: Took) -> page.Row:
    return page.Row(
        figure=f"{NUMBERS} {way} numbers in one stack, {action}d",
        value=took.real,
        unit="s",
        reference="on the stack's clock",
        reference_value=took.clock,
        ratio=took.real / took.clock,
        target=f"at most {MOST_SECONDS} s",
        met=took.real <= MOST_SECONDS,
    )


def _table(operations: list[tuple[str, str, Took]]) -> page.Table:
    return page.Table(
        title="What they take",
        columns=[
            *("", "real time, s", "on the stack's clock, s", "calls of Amazon Connect"),
            *(f"core time of {program}, s" for program in PROGRAMS),
        ],
        rows=[
            [f"{NUMBERS} {way}, {action}", took.real, took.clock, took.calls, *took.busy]
            for way, action, took in operations
        ],
    )


def _created(created: Mapping[int, int]) -> page.Table:
    return page.Table(
        title=f"Searched numbers side by side: stacks of {TRIES} whose numbers all came in time",
        columns=["numbers in the stack", "stacks created"],
        rows=[[size, f"{stacks} of {TRIES}"] for size, stacks in created.items()],
    )


if __name__ == "__main__":
    main()
