"""A type's execution role: the credentials that its handlers get, as CloudFormation assumes it for them."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_trust_policy
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam

from ..json_types import Json

SERVICE = "resources.cloudformation.amazonaws.com"
# By this the simulated services know a session's token; what follows is JSON in base64: principal and policies.
TOKEN = "simulated-session."


class CannotAssume(ValueError):
    """The role cannot be assumed; the message is CloudFormation's."""


def credentials(role_arn: str | None, version_arn: str) -> Json | None:
    """Temporary credentials of the role, for the handlers of a type's version; None without one. Raises CannotAssume.

    The session token tells the role's policies as they are now, in place of the service's own lookup of them.
    """
    if role_arn is None:
        return None
    role = iam._roles.get(role_arn.rsplit("/", 1)[-1])
    # Belief (recorded; registration): An execution role that is gone or does not trust CloudFormation for this type
    # ends an operation with "Role … is invalid or cannot be assumed". Source: answers of CloudFormation that users
    # quote; IAM guide, confused deputy. Test: test_submit.py::test_a_role_that_cannot_be_assumed_is_told.
    if role is None or role["Arn"] != role_arn or not _trusts(role["AssumeRolePolicyDocument"], version_arn):
        raise CannotAssume(f"Role {role_arn} is invalid or cannot be assumed")
    session = {"principal": f"role{role['Path']}{role['RoleName']}", "policies": list(_policies(role))}
    token = base64.urlsafe_b64encode(json.dumps(session).encode()).decode()
    return {"accessKeyId": get_account_id(), "secretAccessKey": "local", "sessionToken": TOKEN + token}


def _trusts(document: str | Json, version_arn: str) -> bool:
    statements = [
        statement
        for statement in _listed(_read(document)["Statement"])
        if SERVICE in _listed(statement.get("Principal", {}).get("Service", []))
    ]
    # ministack knows no service as a caller, and takes the root user for one.
    caller = f"arn:aws:iam::{get_account_id()}:root"
    context = EvalContext(
        principal_arn=caller,
        principal_type="Root",
        principal_account=get_account_id(),
        action="sts:AssumeRole",
        resource_arn="*",
        region=get_region(),
        service_context={"aws:sourceaccount": get_account_id(), "aws:sourcearn": version_arn},
    )
    return bool(evaluate_trust_policy({"Statement": statements}, caller, context))


def _policies(role: Json) -> Iterator[Json]:
    """The documents of the role's inline and attached policies."""
    for document in role["InlinePolicies"].values():
        yield _read(document)
    for attached in role["AttachedPolicies"]:
        policy = iam._lookup_policy(attached)
        yield _read(policy["Versions"][policy["DefaultVersionId"]]["Document"])


def _read(document: str | Json) -> Json:
    read: Json = json.loads(document) if isinstance(document, str) else document
    return read


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
