"""The types that are registered in each account and Region, with their versions, default and configuration."""

import contextlib
import dataclasses
import datetime
import itertools
import threading
from collections.abc import Iterator
from typing import TypeAlias

from ministack.core.responses import get_account_id, get_region

from ..json_types import Json
from .bridge import Bridge
from .functions import Deployed
from .packages import Package

LIVE, DEPRECATED = "LIVE", "DEPRECATED"
# Belief (official; registration): An account and Region hold at most 50 versions of resource types. Source: API
# reference, RegisterType. Test: test_registry.py::test_the_fifty_first_version_is_refused.
MOST_VERSIONS = 50

# Account and Region.
Scope: TypeAlias = tuple[str, str]


class NotFound(LookupError):
    """No such type or version; the message is the service's."""


class Refused(ValueError):
    """What the registry does not do; the message says why."""


@dataclasses.dataclass
class Version:
    """A version of a type. ``bridge`` and ``function`` carry out its operations."""

    version_id: str
    arn: str
    package: Package
    created: datetime.datetime
    bridge: Bridge
    function: Deployed
    execution_role_arn: str | None = None
    logging: Json | None = None
    status: str = LIVE
    tests: str = "NOT_TESTED"
    tests_description: str = "No contract tests have run."


@dataclasses.dataclass
class Configuration:
    """A type's configuration in an account and Region: JSON, as it was set."""

    text: str
    alias: str
    updated: datetime.datetime


@dataclasses.dataclass
class Type:
    """A type. One whose last version was deregistered stays, deprecated."""

    name: str
    arn: str
    versions: dict[str, Version] = dataclasses.field(default_factory=dict)
    default_id: str = ""
    configuration: Configuration | None = None
    being_made: set[str] = dataclasses.field(default_factory=set)

    @property
    def live(self) -> list[Version]:
        return [version for version in self.versions.values() if version.status == LIVE]

    @property
    def status(self) -> str:
        return LIVE if self.live else DEPRECATED

    @property
    def default(self) -> Version:
        return self.versions[self.default_id]

    def version_arn(self, version_id: str) -> str:
        return f"{self.arn}/{version_id}"

    def version(self, version_id: str) -> Version:
        """Raises NotFound."""
        if version_id not in self.versions:
            raise NotFound(f"The version '{version_id}' of the type '{self.name}' cannot be found.")
        return self.versions[version_id]


class Registry:
    """All types, of the account and Region of the request that is served."""

    def __init__(self) -> None:
        self._types: dict[Scope, dict[str, Type]] = {}
        self.lock = threading.RLock()

    def types(self) -> list[Type]:
        return [found for found in list(self._types.get(served_scope(), {}).values()) if found.versions]

    def find(self, name: str) -> Type | None:
        found = self._types.get(served_scope(), {}).get(name)
        return found if found is not None and found.versions else None

    def get(self, name: str) -> Type:
        """Raises NotFound."""
        found = self.find(name)
        if found is None:
            # Belief (guess; registration): TypeNotFoundException says that the type cannot be found. Source: the
            # model has the error and not its words. Test: test_registry.py::test_what_is_not_registered_is_not_found.
            raise NotFound(f"The type '{name}' cannot be found.")
        return found

    def get_or_new(self, name: str) -> Type:
        """A type is not there to be found before it has a version."""
        account, region = served_scope()
        arn = f"arn:aws:cloudformation:{region}:{account}:type/resource/{name.replace('::', '-')}"
        with self.lock:
            return self._types.setdefault(served_scope(), {}).setdefault(name, Type(name, arn))

    @contextlib.contextmanager
    def next_version(self, of_type: Type) -> Iterator[str]:
        """The id of a version that is made in the block; no other version gets it meanwhile."""
        with self.lock:
            taken = {*of_type.versions} | of_type.being_made
            version_id = next(free for i in itertools.count(1) if (free := f"{i:08}") not in taken)
            of_type.being_made.add(version_id)
        try:
            yield version_id
        finally:
            with self.lock:
                of_type.being_made.remove(version_id)

    def keep(self, of_type: Type, version: Version) -> None:
        """Adds a version; the first of a type that has no live one becomes its default."""
        with self.lock:
            # Belief (official; registration): The first version of a type becomes its default, a later one when it is
            # set. Source: CloudFormation CLI user guide, submit. Test:
            # test_registry.py::test_a_second_version_serves_once_it_is_the_default_and_the_first_again_after_it.
            if not of_type.live:
                of_type.default_id = version.version_id
            of_type.versions[version.version_id] = version

    def set_default(self, of_type: Type, version_id: str) -> None:
        """Raises NotFound or Refused."""
        with self.lock:
            if of_type.version(version_id).status == DEPRECATED:
                raise Refused(
                    f"Version '{version_id}' of type '{of_type.name}' is deprecated and cannot be the default"
                )
            of_type.default_id = version_id

    def deregister(self, of_type: Type, version_id: str | None) -> None:
        """Deprecates a version, or a type by its only one. Raises NotFound or Refused."""
        with self.lock:
            version = of_type.version(version_id or of_type.default_id)
            if version.status == DEPRECATED:
                raise NotFound(f"Version '{version.version_id}' of type '{of_type.name}' is deregistered already")
            # Belief (official; registration): A default version can be deregistered only as the last live one, and
            # takes its type with it. Source: API reference, DeregisterType. Test:
            # test_registry.py::test_the_default_version_is_deregistered_last_and_its_type_with_it.
            others = [other for other in of_type.live if other is not version]
            if version.version_id == of_type.default_id and others:
                raise Refused(
                    f"Version '{version.version_id}' is the default version and cannot be deregistered."
                    " Use SetTypeDefaultVersion to set another version, or deregister all others first."
                )
            version.status = DEPRECATED
        version.function.retire()

    def version_count(self) -> int:
        return sum(len(registered.live) for registered in self.types())


def served_scope() -> Scope:
    """Account and Region of the request that is served."""
    return get_account_id(), get_region()


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
