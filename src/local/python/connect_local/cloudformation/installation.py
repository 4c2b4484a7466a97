"""Puts everything of this package into ministack."""

import argparse
import json

from . import cloud_control, facts, half_made, ministack_internals, parallel_resources, property_values, registration
from .aws_phone_number import AwsPhoneNumber
from .aws_phone_number import install as install_aws_phone_number
from .bridge import Bridge
from .clock import Clock, MovedClock, RealClock
from .cloud_control import CloudControl
from .function import Function
from .handlers import Handlers
from .schema import ResourceSchema


def install(options: argparse.Namespace) -> None:
    """With the engine's options. Raises WrongMinistack."""
    ministack_internals.check()
    with open(options.schema, encoding="utf-8") as file:
        schema = ResourceSchema(file.read())
    believed = facts.load()
    clock: Clock = MovedClock(options.moved_clock) if options.moved_clock else RealClock()
    deadline = _identifier_deadline(options.identifier_deadline, believed)
    handlers = Handlers(Function(options.handlers, believed), schema, believed, clock, deadline)
    type_configuration = json.loads(options.type_configuration)
    bridge = Bridge(schema, handlers, type_configuration)
    registration.install(bridge, schema)
    property_values.install()
    half_made.install()
    parallel_resources.install(bridge, schema, clock)
    cloud_control.install(CloudControl(schema, handlers, type_configuration))
    if options.connect:
        install_aws_phone_number(AwsPhoneNumber(options.connect, clock))


def _identifier_deadline(given: str | None, believed: facts.Facts) -> float | None:
    if given is None:
        return believed.identifier_deadline_seconds
    return None if given == "off" else float(given)
