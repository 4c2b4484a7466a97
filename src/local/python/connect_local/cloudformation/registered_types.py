"""Finds what carries out the operations on a registered type: its default version, where the request comes from."""

from . import cloud_control_resources
from .bridge import Bridge
from .registry import LIVE, Registry, Type


class NotRegistered(ValueError):
    """The type is not registered in the account and Region, or no more; the message is that of a stack's event."""


class RegisteredTypes:
    """The types that can be used, by name."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        # The names of all types that were ever registered, in any account and Region.
        self.known: set[str] = set()

    def is_known(self, type_name: str) -> bool:
        return type_name in self.known

    def is_registered(self, type_name: str) -> bool:
        return self.find(type_name) is not None

    def find(self, type_name: str) -> Type | None:
        """The type, if it can be used."""
        found = self._registry.find(type_name)
        return found if found is not None and found.live else None

    def in_version(self, type_name: str, version_id: str | None) -> cloud_control_resources.Type | None:
        """The type in a version of it, by default in the default version; None where it cannot be used."""
        found = self.find(type_name)
        version = found and found.versions.get(version_id or found.default_id)
        if not version or version.status != LIVE:
            return None
        bridge = version.bridge
        return cloud_control_resources.Type(bridge.schema, bridge.handlers, bridge.caller)

    def bridge(self, type_name: str) -> Bridge:
        """Of the default version as it is now. Raises NotRegistered."""
        found = self.find(type_name)
        if found is None:
            # Belief (guess; registration): An operation on a resource whose type was deregistered fails. Source: API
            # reference, DeregisterType: "cannot be used in CloudFormation operations"; no guide has the words. Test:
            # test_registry.py::test_a_deregistered_type_can_neither_be_created_nor_deleted.
            raise NotRegistered(f"Resource type {type_name} is not registered in this account and Region")
        return found.default.bridge
