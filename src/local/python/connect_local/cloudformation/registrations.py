"""Registrations: each takes a package, checks and tests it, and ends as a version of its type or FAILED."""

import dataclasses
import logging
import pathlib
import uuid
from collections.abc import Callable

from ..json_types import Json
from ..stack.processes import NotReady
from . import packages, threads
from .contract_tests import ContractTests, Report
from .execution_role import CannotAssume, credentials
from .functions import Functions
from .packages import BadPackage, Package
from .registry import Registry, Scope, Type, Version, now, served_scope
from .version_bridges import VersionBridges

log = logging.getLogger(__name__)

IN_PROGRESS, COMPLETE, FAILED = "IN_PROGRESS", "COMPLETE", "FAILED"
# What a description can hold, by the service's model.
MOST_CHARACTERS = 1024


@dataclasses.dataclass
class Registration:
    """A registration request and what has come of it."""

    token: str
    type_name: str
    scope: Scope
    status: str = IN_PROGRESS
    description: str = "The package is being read."
    type_arn: str | None = None
    version_arn: str | None = None


class Failed(ValueError):
    """The registration fails; the message says why."""


class Registrations:
    """Carries registrations out, each on a thread of its own."""

    def __init__(
        self,
        registry: Registry,
        functions: Functions,
        bridges: VersionBridges,
        tests: ContractTests,
        folder: pathlib.Path,
        endpoint: str,
        registered: Callable[[str], None],
    ) -> None:
        """``registered`` is told the name of a type that has a new default version."""
        self._registry = registry
        self._functions = functions
        self._bridges = bridges
        self._tests = tests
        self._folder = folder
        self._endpoint = endpoint
        self._registered = registered
        self._by_token: dict[str, Registration] = {}
        self._by_client_token: dict[tuple[str, str, str], str] = {}

    def begin(self, request: Json) -> str:
        """The token of the registration, the same one for a request that is made again."""
        client_token = (*served_scope(), request.get("ClientRequestToken") or str(uuid.uuid4()))
        with self._registry.lock:
            # Belief (official; registration): A request with the same ClientRequestToken makes no second version.
            # Source: API reference, RegisterType. Test: test_registry.py::test_the_same_request_again_is_one_version.
            if client_token in self._by_client_token:
                return self._by_client_token[client_token]
            registration = Registration(str(uuid.uuid4()), request["TypeName"], served_scope())
            self._by_client_token[client_token] = registration.token
            self._by_token[registration.token] = registration
        threads.begin(self._work, registration, request)
        return registration.token

    def find(self, token: str) -> Registration | None:
        found = self._by_token.get(token)
        return found if found is not None and found.scope == served_scope() else None

    def all(self) -> list[Registration]:
        return [registration for registration in list(self._by_token.values()) if registration.scope == served_scope()]

    def _work(self, registration: Registration, request: Json) -> None:
        try:
            version, made = self._made(registration, request)
        except (BadPackage, CannotAssume, Failed, NotReady) as failure:
            registration.description = str(failure)[:MOST_CHARACTERS]
            registration.status = FAILED
        except Exception as defect:
            log.exception("The registration of %s", registration.type_name)
            registration.description = f"The local registry failed: {defect!r}"[:MOST_CHARACTERS]
            registration.status = FAILED
        else:
            registration.type_arn, registration.version_arn = made.arn, version.arn
            registration.description = f"Version {version.version_id} is registered. {version.tests_description}"
            registration.status = COMPLETE
        log.info("%s %s: %s", registration.type_name, registration.status, registration.description)

    def _made(self, registration: Registration, request: Json) -> tuple[Version, Type]:
        package = self._package(registration, request["SchemaHandlerPackage"])
        of_type = self._registry.get_or_new(registration.type_name)
        with self._registry.next_version(of_type) as version_id:
            report = self._tested(registration, package, of_type, request, version_id)
            registration.description = "The function is being deployed."
            version = self._version(of_type, package, version_id, request, report)
            self._registry.keep(of_type, version)
        self._registered(of_type.name)
        return version, of_type

    def _tested(
        self, registration: Registration, package: Package, of_type: Type, request: Json, version_id: str
    ) -> Report | None:
        """The report of the contract tests, or None where they are left out. Raises Failed."""
        own = credentials(request.get("ExecutionRoleArn"), of_type.version_arn(version_id))
        previous = of_type.default.package.schema if of_type.live else None
        if previous is not None and previous.text != package.schema.text:
            registration.description = "The schema is being compared with that of the default version."
            self._tests.compare(previous, package)
        report = self._report(registration, package, of_type, request, own)
        if report is not None and not report.passed:
            # Belief (official; registration): A registration whose contract tests fail ends as FAILED. Source:
            # CloudFormation CLI user guide, contract tests v2: "must pass … during registration". Test:
            # test_submit.py::test_a_package_that_fails_the_contract_tests_is_not_registered.
            raise Failed(report.told)
        return report

    def _report(
        self, registration: Registration, package: Package, of_type: Type, request: Json, own: Json | None
    ) -> Report | None:
        """The report of the contract tests, or None where they are left out."""
        if self._tests.are_left_out(request["SchemaHandlerPackage"]):
            return None
        registration.description = "The contract tests are running."
        configuration = of_type.configuration
        return self._tests.run(package, own, configuration.text if configuration else None)

    def _package(self, registration: Registration, url: str) -> Package:
        archive = packages.fetch(url, self._endpoint)
        package = packages.unpack(archive, self._folder / registration.token)
        if package.schema.type_name != registration.type_name:
            raise BadPackage(
                f"The package's schema is that of {package.schema.type_name}, not {registration.type_name}"
            )
        return package

    def _version(
        self, of_type: Type, package: Package, version_id: str, request: Json, report: Report | None
    ) -> Version:
        function = self._functions(package.jar, package.entry_points)
        arn = of_type.version_arn(version_id)
        role = request.get("ExecutionRoleArn")
        version = Version(
            version_id=version_id,
            arn=arn,
            package=package,
            created=now(),
            bridge=self._bridges.make(of_type, package.schema, function, role, arn),
            function=function,
            execution_role_arn=role,
            logging=request.get("LoggingConfig"),
        )
        if report is not None:
            version.tests, version.tests_description = "PASSED", report.told
        return version
