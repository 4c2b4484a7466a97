"""Puts everything of this package into ministack."""

import argparse
import functools
import pathlib
from collections.abc import Mapping, Sequence

from ..stack import handler_endpoint
from . import (
    aws_connect,
    aws_registry,
    aws_stand_in,
    cloud_control,
    facts,
    half_made,
    kept_dependencies,
    listed_resources,
    ministack_internals,
    parallel_resources,
    property_values,
    registration,
    registry_api,
)
from .aws_phone_number import AwsPhoneNumber
from .aws_phone_number import install as install_aws_phone_number
from .aws_registry import RegistryResources
from .clock import Clock, MovedClock, RealClock
from .cloud_control import CloudControl
from .cloud_control_requests import Requests
from .connect_api import note_stack
from .contract_tests import ContractTests
from .functions import Deployed, Elsewhere, Functions, JarProcess
from .held_answers import HeldAnswers, change_set_in_progress, registration_in_progress, stack_in_progress
from .packages import BadPackage
from .parallel_resources import ParallelResources
from .query_protocol import Query
from .registered_types import RegisteredTypes
from .registrations import Registrations
from .registry import Registry
from .registry_api import RegistryApi
from .type_configurations import TypeConfigurations
from .type_tests import TypeTests
from .version_bridges import VersionBridges


def install(options: argparse.Namespace, endpoint: str) -> None:
    """With the engine's options, for an engine that answers at ``endpoint``. Raises WrongMinistack."""
    ministack_internals.check()
    clock: Clock = MovedClock(options.moved_clock) if options.moved_clock else RealClock()
    registry = Registry()
    types = RegisteredTypes(registry)
    parallel = ParallelResources(types, clock)
    registration.install(types)
    property_values.install()
    half_made.install()
    kept_dependencies.install()
    listed_resources.install()
    parallel_resources.install(parallel)
    tables = registration.Tables(types, parallel)
    registrations = _install_registry(options, endpoint, clock, registry, tables)
    held = HeldAnswers(0 if options.hold_seconds == "off" else float(options.hold_seconds))
    held.install(
        {
            "DescribeStacks": stack_in_progress,
            "DescribeChangeSet": change_set_in_progress,
            "DescribeTypeRegistration": functools.partial(registration_in_progress, registrations),
        }
    )
    cloud_control.install(CloudControl(types.in_version, Requests(), held))
    if options.connect:
        install_aws_phone_number(AwsPhoneNumber(options.connect, clock))
        for stand_in in aws_connect.STAND_INS:
            aws_stand_in.install(stand_in(options.connect, clock))


def _install_registry(
    options: argparse.Namespace, endpoint: str, clock: Clock, registry: Registry, tables: registration.Tables
) -> Registrations:
    believed = facts.load()
    tests = ContractTests(options.contract_tests == "on", options.untested_bucket)
    deadline = _identifier_deadline(options.identifier_deadline, believed)
    bridges = VersionBridges(believed, clock, deadline, functools.partial(note_stack, options.connect))
    folder = pathlib.Path(options.folder)
    functions = _functions(options, endpoint)
    registrations = Registrations(registry, functions, bridges, tests, folder, endpoint, tables.fill)
    api = RegistryApi(registry, registrations, TypeConfigurations(), TypeTests(tests, endpoint), tables.fill)
    query = Query()
    registry_api.install(api, query)
    aws_registry.install(RegistryResources(api, registrations, query))
    return registrations


def _functions(options: argparse.Namespace, endpoint: str) -> Functions:
    if options.handlers:
        return lambda _jar, _entry_points: Elsewhere(options.handlers)
    return functools.partial(_jar_process, _handlers_environment(options, endpoint))


def _jar_process(environment: Mapping[str, str], jar: pathlib.Path | None, entry_points: Sequence[str]) -> Deployed:
    if jar is None or not entry_points:
        raise BadPackage("The package needs one jar in target/, and an entrypoint in .rpdk-config")
    return JarProcess(jar, entry_points, environment)


def _handlers_environment(options: argparse.Namespace, endpoint: str) -> dict[str, str]:
    """The variables by which handlers find the local services, and no others."""
    return {"AWS_ENDPOINT_URL": endpoint, **handler_endpoint.environment(options.region, options.connect)}


def _identifier_deadline(given: str | None, believed: facts.Facts) -> float | None:
    if given is None:
        return believed.identifier_deadline_seconds
    return None if given == "off" else float(given)
