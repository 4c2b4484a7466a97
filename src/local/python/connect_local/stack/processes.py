"""Starts a program that says in one JSON line that it is ready, and stops just that one."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import TypedDict

from ..json_types import Json
from .problems import Refused, of_log

READY_SECONDS = 90
STOP_SECONDS = 10
POLL_SECONDS = 0.05


class NotReady(Refused, RuntimeError):
    """The program ended, or said nothing, before it was ready; the message has the end of its log."""


class Identity(TypedDict):
    """A process id, and what tells the process from a later one with the same id."""

    pid: int
    started: str


class Program:
    """A program, its process and what it said when it was ready.

    A detached one outlives this process; another one is told by the end of its standard input.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | os.PathLike[str]],
        folder: pathlib.Path,
        environment: Mapping[str, str] | None = None,
        detached: bool = False,
    ) -> None:
        self.name = name
        self._output = folder / f"{name}.out"
        self._log = folder / f"{name}.log"
        with self._output.open("wb") as output, self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, *([] if detached else ["--exit-with-parent"])],
                stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
                stdout=output,
                stderr=log,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        try:
            self.ready = self._await_ready()
        except BaseException:
            self.stop()
            raise

    @property
    def identity(self) -> Identity:
        return {"pid": self._process.pid, "started": _started(self._process.pid)}

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _await_ready(self) -> Json:
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            ended = self._process.poll() is not None
            with contextlib.suppress(ValueError):
                ready: Json = json.loads(self._output.read_text())
                return ready
            if ended:
                break
            time.sleep(POLL_SECONDS)
        log = self._log.read_text(errors="replace")
        tail = "\n".join(log.splitlines()[-15:])
        raise NotReady(f"{self.name} is not ready; the end of {self._log}:\n{tail}\n{of_log(log)}".rstrip())


def is_running(identity: Identity) -> bool:
    return bool(identity["started"]) and _started(identity["pid"]) == identity["started"]


def stop(identity: Identity) -> None:
    """Ends the process that ``Program.identity`` described, unless it has ended already."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + STOP_SECONDS
        if is_running(identity):
            os.kill(identity["pid"], signal_number)
        while is_running(identity) and time.monotonic() < end:
            time.sleep(POLL_SECONDS)


def _started(pid: int) -> str:
    """When the process started and what it runs, or nothing."""
    columns = ["ps", "-ww", "-o", "stat=,lstart=,command=", "-p", str(pid)]
    state, _, rest = subprocess.run(columns, capture_output=True, text=True).stdout.strip().partition(" ")
    return "" if state.startswith("Z") else rest
