"""The local stack's settings, NAME=value: its own are checked here, the simulator's by the simulator."""

import json
import os
import re
import socket
from collections.abc import Iterable, Mapping

from .problems import Refused

# What the stack itself takes, and its value unless told; every other knob is the simulator's, QUOTA=5 its --quota=5.
KNOBS = {
    "SIMULATOR_PORT": "0",
    "CLOUDFORMATION_PORT": "0",
    "CLOCK": "real",
    "IDENTIFIER_DEADLINE": "",  # as CloudFormation documents it
    "HOLD_SECONDS": "20",
    "TYPE_CONFIGURATION": "",
    # Of what is registered later; the type itself comes up without them.
    "CONTRACT_TESTS": "on",
}
PORTS = ("SIMULATOR_PORT", "CLOUDFORMATION_PORT")
SECONDS = r"\d+(\.\d+)?|off"
# What a value must look like, and how a user is told.
SHAPES = {
    **dict.fromkeys(PORTS, (r"\d{1,4}|[1-5]\d{4}|6[0-5]\d{3}", "say a port, or 0 for a free one")),
    "CLOCK": ("real|moved", "say real (waits are waited) or moved (the clock is moved)"),
    "IDENTIFIER_DEADLINE": (f"|{SECONDS}", "say a number of seconds, or off"),
    "HOLD_SECONDS": (SECONDS, "say a number of seconds, or off"),
    "CONTRACT_TESTS": ("on|off", "say on or off"),
}


class InvalidKnob(Refused, ValueError):
    """A knob that cannot be understood; the message names it and the remedy."""


def parse_knobs(arguments: Iterable[str]) -> dict[str, str]:
    """NAME=value arguments as a dictionary. Raises InvalidKnob."""
    knobs: dict[str, str] = {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals or not name.replace("_", "").isupper():
            raise InvalidKnob(f"{argument}: knobs are given as NAME=value, for example QUOTA=100")
        knobs[name] = value
    return knobs


def own(knobs: Mapping[str, str]) -> dict[str, str]:
    """The stack's own knobs among these, with what the others are unless told. Raises InvalidKnob."""
    values = {**KNOBS, **{name: value for name, value in knobs.items() if name in KNOBS}}
    for name, (shape, remedy) in SHAPES.items():
        if not re.fullmatch(shape, values[name]):
            raise InvalidKnob(f"{name}={values[name]}: {remedy}")
    _check_configuration(values["TYPE_CONFIGURATION"])
    for name in PORTS:
        _check_port(name, int(values[name]))
    return values


def option(name: str, value: str) -> str:
    """The simulator's option for a knob of its."""
    return f"--{name.lower().replace('_', '-')}={value}"


def _check_configuration(value: str) -> None:
    try:
        read = json.loads(value or "{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise InvalidKnob(f'TYPE_CONFIGURATION={value}: say a JSON object, for example {{"ReleaseProtection":true}}')


def _check_port(name: str, port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as refused:
        raise InvalidKnob(
            f"{name}={port}: {os.strerror(refused.errno or 0)}: name another port, or leave {name} out for a free one;"
            " an earlier make local ends by make local-stop"
        ) from refused
