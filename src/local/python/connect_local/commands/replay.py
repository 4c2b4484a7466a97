"""Plays drawn requests through the handlers, as the engine would, without an engine; the same ones always alike.

    python -m connect_local.commands.replay < DRAWN.jsonl > PLAYED.jsonl

Each line of the input is a life, played in a simulator of its own state: ``seed`` names it, ``knobs`` are the
simulator's by name (``claim-seconds``), ``faults`` are bodies of its ``POST /_simulator/trouble``, ``steps`` are
operations one after the other. A step has ``action``, ``logicalId``, ``desired``; and where they are not what the last
step of the resource left, ``previous``, ``stackTags`` and ``previousStackTags``. A text like ``{instanceArn}`` stands
for what the simulator says of that name when it is ready. The identifier is added to what is not a CREATE or a LIST.

The output has a line for each invocation, with its ``payload`` and its ``event``, null where the function crashed; and
one for each step's end, with the last ``model``, and the error's ``code`` and ``message`` where it failed.
"""

import contextlib
import itertools
import json
import sys
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

from ..cloudformation import facts
from ..cloudformation.function import Crashed, Function
from ..cloudformation.handlers import Caller, Chance, HandlerFailed, Handlers, Place, Wish
from ..cloudformation.schema import ResourceSchema
from ..json_types import Event, Json, Properties, Request, Tags
from ..stack import SCHEMA, simulator_command
from ..stack.local_stack import handlers_command, handlers_environment, own_folder
from ..stack.processes import Program


class Simulator:
    """The simulator's control API."""

    def __init__(self, ready: Json) -> None:
        self.ready = ready

    def __call__(self, method: str, path: str, body: Json | None = None) -> Json:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"{self.ready['endpoint']}/_simulator/{path}", data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            said: Json = json.load(answer)
            return said


class ManualClock:
    """Moves the simulator's clock by what is waited for; nothing else moves it."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._moved = 0.0

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        yield

    def expected(self, work: Callable[[], None]) -> Callable[[], None]:
        return work

    def now(self) -> float:
        return self._moved

    def wait(self, seconds: float) -> None:
        self._simulator("POST", "clock", {"advanceSeconds": seconds})
        self._moved += seconds


class WatchedFunction(Function):
    """A function whose invocations are told, and which is dead when the simulator says that its caller crashed."""

    def __init__(
        self, endpoint: str, believed: facts.Facts, simulator: Simulator, told: Callable[[Request, Event | None], None]
    ) -> None:
        super().__init__(endpoint, believed)
        self._simulator = simulator
        self._told = told

    def invoke(self, payload: Request) -> Event:
        try:
            event = super().invoke(payload)
            if self._simulator("GET", "trouble")["crashed"]:
                self._simulator("POST", "revive", {})
                raise Crashed("The simulator says so")
        except Crashed:
            self._told(payload, None)
            raise
        self._told(payload, event)
        return event


class Life:
    """One line of the input, played step by step; ``write`` takes the output's lines."""

    def __init__(self, drawn: Json, simulator: Simulator, endpoint: str, write: Callable[[Json], None]) -> None:
        self._drawn: Json = _named(drawn, {f"{{{name}}}": value for name, value in simulator.ready.items()})
        self._write = write
        self._step = 0
        self._left: dict[str, Properties] = {}
        self._tags: dict[str, Tags] = {}
        self._caller = Caller(simulator.ready["account"], simulator.ready["region"], drawn.get("typeConfiguration"))
        believed, tokens = facts.load(), itertools.count()
        self._handlers = Handlers(
            WatchedFunction(endpoint, believed, simulator, self._invoked),
            ResourceSchema(SCHEMA.read_text(encoding="utf-8")),
            believed,
            ManualClock(simulator),
            believed.identifier_deadline_seconds,
            Chance(token=lambda: f"token-{next(tokens)}", stretch=lambda: 1),
        )

    def play(self) -> None:
        for number, step in enumerate(self._drawn["steps"]):
            self._step = number
            try:
                ending: Json = {"model": self._play(step)}
            except HandlerFailed as failure:
                ending = {"model": failure.model, "code": failure.code, "message": failure.said}
                self._keep(step, failure.model)
            self._write({**self._names(), "ended": step["action"], **ending})

    def _play(self, step: Json) -> Properties | list[Properties]:
        if step["action"] == "LIST":
            models, _ = self._handlers.list(self._caller, step.get("desired") or {}, step.get("nextToken"))
            return models
        model = self._handlers.run(self._wish(step), self._caller, self._place(step))
        self._keep(step, model)
        return model

    def _wish(self, step: Json) -> Wish:
        logical_id, desired = step["logicalId"], step.get("desired") or {}
        if step["action"] == "CREATE":
            return Wish("CREATE", desired)
        left = self._left.get(logical_id, {})
        identifier = self._handlers.schema.identifier
        known = {identifier: left[identifier]} if identifier in left else {}
        if step["action"] != "UPDATE":
            return Wish(step["action"], {**desired, **known})
        previous_tags = step.get("previousStackTags", self._tags.get(logical_id, {}))
        return Wish("UPDATE", {**desired, **known}, {**(step.get("previous") or left), **known}, previous_tags)

    def _keep(self, step: Json, model: Properties) -> None:
        """Remembers the properties that the step set, and the identifier that it left."""
        logical_id, identifier = step["logicalId"], self._handlers.schema.identifier
        known = {**self._left.get(logical_id, {}), **model}
        if step["action"] in ("CREATE", "UPDATE"):
            shown = {identifier: known[identifier]} if identifier in known else {}
            self._left[logical_id] = {**step["desired"], **shown}
            self._tags[logical_id] = step.get("stackTags", {})

    def _place(self, step: Json) -> Place:
        region, account, name = self._caller.region, self._caller.account, self._drawn.get("stackName", "numbers")
        stack_id = self._drawn.get("stackId", f"arn:aws:cloudformation:{region}:{account}:stack/{name}/0001")
        return Place(stack_id, name, step["logicalId"], step.get("stackTags", self._tags.get(step["logicalId"], {})))

    def _invoked(self, payload: Request, event: Event | None) -> None:
        self._write({**self._names(), "payload": payload, "event": event})

    def _names(self) -> Json:
        return {"seed": self._drawn.get("seed"), "step": self._step}


def _named(part: Any, names: Json) -> Any:
    """The part, with what the simulator says in the place of its names."""
    if isinstance(part, dict):
        return {key: _named(value, names) for key, value in part.items()}
    if isinstance(part, list):
        return [_named(item, names) for item in part]
    return names.get(part, part) if isinstance(part, str) else part


@contextlib.contextmanager
def running() -> Iterator[tuple[Simulator, str]]:
    """A simulator whose clock stands, and the URL of a handler endpoint on it."""
    with own_folder("replay-") as folder, contextlib.ExitStack() as programs:
        simulator = Program("simulator", simulator_command("--manual-clock"), folder)
        programs.callback(simulator.stop)
        handlers = Program("handlers", handlers_command(folder), folder, handlers_environment(simulator.ready))
        programs.callback(handlers.stop)
        yield Simulator(simulator.ready), handlers.ready["endpoint"]


def replay(drawn: Json, simulator: Simulator, endpoint: str, write: Callable[[Json], None]) -> None:
    """Plays one life from the simulator's initial state."""
    simulator("POST", "reset", {})
    if drawn.get("knobs"):
        simulator("PATCH", "knobs", drawn["knobs"])
    for fault in drawn.get("faults", ()):
        simulator("POST", "trouble", fault)
    Life(drawn, simulator, endpoint, write).play()


def main() -> None:
    def write(line: Any) -> None:
        print(json.dumps(line, sort_keys=True), flush=True)

    with running() as (simulator, endpoint):
        for line in filter(str.strip, sys.stdin):
            replay(json.loads(line), simulator, endpoint, write)


if __name__ == "__main__":
    main()
