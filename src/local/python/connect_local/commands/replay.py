"""Plays drawn requests with scripted faults through the handlers, as the local CloudFormation does, without an engine.

    python -m connect_local.commands.replay DRAWN PLAYED

Reads and writes the same lines as the Java driver's Replay, so that the two can be compared. A line of DRAWN is a world
of its own, on a simulator that has just been reset: ``seed`` names it, ``knobs`` and ``faults`` are named as in the
simulator's control API, ``steps`` are operations one after the other, each with ``action``, ``logicalId`` and, where it
has them, ``desired``, ``previous`` and ``stackTags``. The tags of a step replace those of the step before. The
identifier that the resource has shown is added to both models, except in a CREATE or LIST. A text like
``{instanceArn}`` stands for what the simulator says of that name when it is ready. The token of step I, from 0, is
``token-SEED-I``; retries wait as long as they can. A line may have ``stackId``, ``credentials`` and
``typeConfiguration`` besides.

A line of PLAYED is one invocation: ``seed``, ``step``, ``at``, ``payload``, and ``event``, null where the function
crashed. ``at`` is the simulator's time, in seconds since the line of DRAWN began. The last invocation of a step has
``ended`` besides: when CloudFormation took the operation for ended, and the status, error code and message.
"""

import contextlib
import copy
import json
import pathlib
import sys
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

from ..cloudformation import facts
from ..cloudformation.function import Crashed, Function
from ..cloudformation.functions import Elsewhere
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
        if seconds > 0:
            self._simulator("POST", "clock", {"advanceSeconds": seconds})
            self._moved += seconds


class WatchedFunction(Function):
    """A function whose invocations are told, and which is dead when the simulator says that its caller crashed."""

    # Whether the simulator is asked: it need not be where no crash is scripted.
    can_crash = True

    def __init__(
        self, endpoint: str, believed: facts.Facts, simulator: Simulator, told: Callable[[Request, Event | None], None]
    ) -> None:
        super().__init__(Elsewhere(endpoint), believed)
        self._simulator = simulator
        self._told = told

    def invoke(self, payload: Request) -> Event:
        # As it is now: the payload changes from one invocation to the next.
        given = copy.deepcopy(payload)
        try:
            event = super().invoke(payload)
        except Crashed:
            self._told(given, None)
            raise
        crashed = self.can_crash and self._simulator("GET", "trouble")["crashed"]
        self._told(given, None if crashed else event)
        if crashed:
            self._simulator("POST", "revive", {})
            raise Crashed("The simulator says that the function crashed")
        return event


class World:
    """One line of the input, played step by step."""

    def __init__(self, drawn: Json, simulator: Simulator, endpoint: str, believed: facts.Facts) -> None:
        ready = simulator.ready
        self._drawn: Json = _named(drawn, {f"{{{name}}}": value for name, value in ready.items()})
        self._clock = ManualClock(simulator)
        self._written: list[Json] = []
        self._step = 0
        self._identifiers: dict[str, str] = {}
        self._caller = Caller(
            ready["account"], ready["region"], drawn.get("typeConfiguration", {}), drawn.get("credentials")
        )
        self._stack_id: str = drawn.get(
            "stackId", f"arn:aws:cloudformation:{ready['region']}:{ready['account']}:stack/numbers/0001"
        )
        self._schema = ResourceSchema(SCHEMA.read_text(encoding="utf-8"))
        function = WatchedFunction(endpoint, believed, simulator, self._invoked)
        function.can_crash = any(fault["fault"].startswith("CRASH") for fault in drawn.get("faults", ()))
        self._handlers = Handlers(
            function,
            self._schema,
            believed,
            self._clock,
            believed.identifier_deadline_seconds,
            Chance(token=lambda: f"token-{drawn['seed']}-{self._step}", stretch=lambda: 1),
        )

    def play(self) -> list[Json]:
        """The lines of the output."""
        tags: Tags = {}
        for number, step in enumerate(self._drawn["steps"]):
            self._step = number
            previous_tags, tags = tags, step.get("stackTags", {})
            place = Place(self._stack_id, self._stack_id.split("/")[1], step.get("logicalId", "Number"), tags)
            previous = self._model(step, "previous") if "previous" in step else None
            known_tags = None if previous is None else previous_tags
            wish = Wish(step["action"], self._model(step, "desired"), previous, known_tags)
            # In this order: the last line is there once the operation has ended.
            ended = self._ended(wish, place)
            self._written[-1]["ended"] = ended
        return self._written

    def _ended(self, wish: Wish, place: Place) -> Json:
        """When and how the operation ends."""
        code: str | None = None
        try:
            self._handlers.run(wish, self._caller, place)
        except HandlerFailed as failure:
            status, code, message = "FAILED", failure.code, failure.said
        else:
            status, message = "SUCCESS", self._written[-1]["event"].get("message")
        return {"at": self._clock.now(), "status": status, "errorCode": code, "message": message}

    def _model(self, step: Json, which: str) -> Properties:
        identifier = self._identifiers.get(step.get("logicalId", "Number"))
        known = (
            {} if identifier is None or step["action"] in ("CREATE", "LIST") else {self._schema.identifier: identifier}
        )
        return {**step.get(which, {}), **known}

    def _invoked(self, payload: Request, event: Event | None) -> None:
        shown = ((event or {}).get("resourceModel") or {}).get(self._schema.identifier)
        if shown:
            self._identifiers[payload["requestData"]["logicalResourceId"]] = shown
        self._written.append(
            {
                "seed": self._drawn["seed"],
                "step": self._step,
                "at": self._clock.now(),
                "payload": payload,
                "event": event,
            }
        )


def _named(part: Any, names: Json) -> Any:
    """The part, with what the simulator says in the place of its names."""
    if isinstance(part, dict):
        return {key: _named(value, names) for key, value in part.items()}
    if isinstance(part, list):
        return [_named(item, names) for item in part]
    return names.get(part, part) if isinstance(part, str) else part


@contextlib.contextmanager
def running() -> Iterator[tuple[Simulator, str]]:
    """A simulator whose clock stands, and the URL of a handler endpoint on it, which has that clock's time."""
    with own_folder("replay-") as folder, contextlib.ExitStack() as programs:
        simulator = Program("simulator", simulator_command("--manual-clock"), folder)
        programs.callback(simulator.stop)
        command = [*handlers_command(folder), "--clock", f"{simulator.ready['endpoint']}/_simulator/clock"]
        handlers = Program("handlers", command, folder, handlers_environment(simulator.ready))
        programs.callback(handlers.stop)
        yield Simulator(simulator.ready), handlers.ready["endpoint"]


def play(drawn: Json, simulator: Simulator, endpoint: str, believed: facts.Facts | None = None) -> list[Json]:
    """Plays one line from the simulator's initial state, as CloudFormation is believed to; the lines for the output."""
    simulator("POST", "reset", {})
    if drawn.get("knobs"):
        simulator("PATCH", "knobs", drawn["knobs"])
    for fault in drawn.get("faults", ()):
        simulator("POST", "trouble", fault)
    return World(drawn, simulator, endpoint, believed or facts.load()).play()


def main(arguments: list[str]) -> None:
    drawn, played = map(pathlib.Path, arguments)
    with played.open("w", encoding="utf-8") as output, running() as (simulator, endpoint):
        for line in drawn.read_text(encoding="utf-8").splitlines():
            for written in play(json.loads(line), simulator, endpoint):
                print(json.dumps(written), file=output)


if __name__ == "__main__":
    main(sys.argv[1:])
