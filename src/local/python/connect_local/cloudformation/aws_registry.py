"""AWS's own types of the registry, on the local one: ResourceVersion, ResourceDefaultVersion, TypeConfiguration.

Belief (maintainers; registration): A ResourceVersion registers and deregisters, and each of its properties is
create-only; the deletion of a ResourceDefaultVersion changes nothing. Source:
aws-cloudformation-resource-providers-cloudformation, its handlers. Test:
test_activation.py::test_the_template_brings_the_type_in_and_takes_it_out_again,
test_activation.py::test_another_package_is_another_version.

Belief (guess; registration): The deletion of a TypeConfiguration leaves the type without one. Source: no source of this
type is public. Test: test_activation.py::test_the_template_brings_the_type_in_and_takes_it_out_again.
"""

import contextlib
import time
from collections.abc import Callable, Mapping

from ministack.services.cloudformation import provisioners

from ..json_types import Json, Properties
from .bridge import Resource
from .ministack_internals import or_original, wrap
from .query_protocol import Query
from .registrations import IN_PROGRESS, Registrations
from .registry import NotFound
from .registry_api import RegistryApi

VERSION, DEFAULT_VERSION, CONFIGURATION = TYPES = (
    "AWS::CloudFormation::ResourceVersion",
    "AWS::CloudFormation::ResourceDefaultVersion",
    "AWS::CloudFormation::TypeConfiguration",
)
# Of ResourceVersion, all are.
CREATE_ONLY = {
    VERSION: ("TypeName", "SchemaHandlerPackage", "ExecutionRoleArn", "LoggingConfig"),
    DEFAULT_VERSION: (),
    CONFIGURATION: ("TypeArn", "TypeName", "Type", "ConfigurationAlias"),
}
POLL_SECONDS = 0.05


class RegistryResources:
    """The operations on the three types, by the registry's actions."""

    def __init__(self, api: RegistryApi, registrations: Registrations, query: Query) -> None:
        self._api = api
        self._registrations = registrations
        self._query = query

    # --- ResourceVersion ---

    def register(self, _logical_id: str, properties: Properties, _stack_name: str) -> Resource:
        """The new version, once it is registered. Raises ValueError where the registration fails."""
        request = self._checked("RegisterType", {"Type": "RESOURCE", **properties})
        token = self._api.register_type(request)["RegistrationToken"]
        registration = self._registrations.find(token)
        assert registration is not None
        while registration.status == IN_PROGRESS:
            time.sleep(POLL_SECONDS)
        if registration.version_arn is None:
            raise ValueError(f"Resource of type '{VERSION}' did not stabilize. {registration.description}")
        described = self._api.describe_type({"Arn": registration.version_arn})
        shown = ("Arn", "IsDefaultVersion", "ProvisioningType", "Visibility")
        attributes = {name: described[name] for name in shown}
        version_id = registration.version_arn.rpartition("/")[2]
        return registration.version_arn, {**attributes, "TypeArn": registration.type_arn, "VersionId": version_id}

    def deregister(self, physical_id: str, _properties: Properties) -> None:
        """Already gone counts as deregistered."""
        with contextlib.suppress(NotFound):
            self._api.deregister_type({"Arn": physical_id})

    # --- ResourceDefaultVersion ---

    def set_default(self, _logical_id: str, properties: Properties, _stack_name: str) -> Resource:
        given = {"Arn" if name == "TypeVersionArn" else name: value for name, value in properties.items()}
        kind = {} if "Arn" in given else {"Type": "RESOURCE"}
        request = self._checked("SetTypeDefaultVersion", {**kind, **given})
        self._api.set_type_default_version(request)
        arn = self._api.describe_type({name: request[name] for name in request if name != "VersionId"})["Arn"]
        type_arn = arn.rpartition("/")[0] if "Arn" in given else arn
        return type_arn, {"Arn": type_arn}

    # --- TypeConfiguration ---

    def configure(self, _logical_id: str, properties: Properties, _stack_name: str) -> Resource:
        arn = self._api.set_type_configuration(self._checked("SetTypeConfiguration", properties))["ConfigurationArn"]
        return arn, {"ConfigurationArn": arn, "IsDefaultConfiguration": True}

    def unconfigure(self, physical_id: str, _properties: Properties) -> None:
        with contextlib.suppress(NotFound):
            self._api.clear_type_configuration(physical_id)

    def _checked(self, action: str, request: Json) -> Json:
        self._query.check(action, request)
        return request


def install(resources: RegistryResources) -> None:
    """Makes ministack know the three types."""
    operations: Mapping[str, tuple[Callable[..., Resource], Callable[..., None]]] = {
        VERSION: (resources.register, resources.deregister),
        DEFAULT_VERSION: (resources.set_default, _keep),
        CONFIGURATION: (resources.configure, resources.unconfigure),
    }
    for type_name, (create, delete) in operations.items():
        update = _by_creation(create)
        provisioners._RESOURCE_HANDLERS[type_name] = {"create": create, "update": update, "delete": delete}
        provisioners._REPLACING_PROPERTIES[type_name] = CREATE_ONLY[type_name]
    wrap("_runs_on_worker_thread", or_original(lambda resource_type: resource_type in TYPES))


def _by_creation(create: Callable[..., Resource]) -> Callable[..., Resource]:
    """What is set once more is changed in place: the identifier stays the same."""
    return lambda _physical_id, _old, new, stack_name: create("", new, stack_name)


def _keep(_physical_id: str, _properties: Properties) -> None:
    pass
