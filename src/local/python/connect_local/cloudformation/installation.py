"""Puts everything of this package into ministack."""

import argparse
import functools
import json

from ministack.core.responses import get_account_id, get_region

from ..json_types import Json
from . import cloud_control, described_type, facts, half_made, ministack_internals, parallel_resources, registration
from .aws_phone_number import AwsPhoneNumber
from .aws_phone_number import install as install_aws_phone_number
from .bridge import Bridge
from .clock import Clock, MovedClock, RealClock
from .cloud_control import CloudControl
from .cloud_control_requests import Requests
from .cloud_control_resources import Type
from .function import Function
from .handlers import Caller, Handlers
from .held_answers import HeldAnswers, change_set_in_progress, stack_in_progress
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
    half_made.install()
    parallel_resources.install(bridge, schema, clock)
    held = HeldAnswers(0 if options.hold_seconds == "off" else float(options.hold_seconds))
    held.install({"DescribeStacks": stack_in_progress, "DescribeChangeSet": change_set_in_progress})
    types = functools.partial(_type, schema, handlers, type_configuration)
    cloud_control.install(CloudControl(types, Requests(), held))
    described_type.install(schema)
    if options.connect:
        install_aws_phone_number(AwsPhoneNumber(options.connect, clock))


def _type(
    schema: ResourceSchema, handlers: Handlers, type_configuration: Json | None, name: str, _version_id: str | None
) -> Type | None:
    if name != schema.type_name:
        return None
    return Type(schema, handlers, Caller(get_account_id(), get_region(), type_configuration))


def _identifier_deadline(given: str | None, believed: facts.Facts) -> float | None:
    if given is None:
        return believed.identifier_deadline_seconds
    return None if given == "off" else float(given)
