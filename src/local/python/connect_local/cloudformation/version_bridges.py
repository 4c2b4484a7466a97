"""Makes what carries out the operations of one version of a type."""

import dataclasses
import json
from collections.abc import Callable

from ministack.core.responses import get_account_id, get_region

from ..json_types import Json
from .bridge import Bridge
from .clock import Clock
from .execution_role import CannotAssume, credentials
from .facts import Facts
from .function import Function
from .functions import Deployed
from .handlers import Caller, HandlerFailed, Handlers, new_token
from .registry import Type
from .schema import ResourceSchema


@dataclasses.dataclass(frozen=True)
class VersionBridges:
    """What the bridges of all versions share; ``identifier_deadline`` is as in Handlers, ``created`` as in Bridge."""

    facts: Facts
    clock: Clock
    identifier_deadline: float | None
    created: Callable[[str, str], None]

    def make(
        self, of_type: Type, schema: ResourceSchema, deployed: Deployed, role_arn: str | None, version_arn: str
    ) -> Bridge:
        function = Function(deployed, self.facts)
        handlers = Handlers(function, schema, self.facts, self.clock, self.identifier_deadline)
        return Bridge(schema, handlers, lambda: _caller(of_type, role_arn, version_arn), self.created)


def _caller(of_type: Type, role_arn: str | None, version_arn: str) -> Caller:
    """Whom the handlers act for, from now on: role and configuration as they are at an operation's beginning.

    A version without a role has the keys of the stack's owner, so that a type can be tried without one; CloudFormation
    gives it none. Raises HandlerFailed where the role cannot be assumed.
    """
    configuration: Json | None = json.loads(of_type.configuration.text) if of_type.configuration else None
    try:
        own = credentials(role_arn, version_arn)
    except CannotAssume as failure:
        raise HandlerFailed({"errorCode": "AccessDenied", "message": str(failure)}, new_token(), {}) from failure
    return Caller(get_account_id(), get_region(), configuration, own)
