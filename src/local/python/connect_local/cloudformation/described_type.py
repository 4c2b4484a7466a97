"""DescribeType, as far as Terraform's aws_cloudcontrolapi_resource asks it: for a type's schema."""

from ministack.services.cloudformation import handlers, helpers

from ..json_types import Json
from .schema import ResourceSchema


def install(schema: ResourceSchema) -> None:
    """Where no registry answers it."""
    handlers._ACTION_HANDLERS.setdefault("DescribeType", lambda params: _describe(schema, params))


def _describe(schema: ResourceSchema, params: Json) -> tuple[int, Json, bytes]:
    name = helpers._p(params, "TypeName")
    if name != schema.type_name:
        error: tuple[int, Json, bytes] = helpers._error(
            "TypeNotFoundException", f"The type '{name}' cannot be found.", 404
        )
        return error
    told = {"TypeName": name, "Type": "RESOURCE", "ProvisioningType": "FULLY_MUTABLE", "Schema": schema.text}
    members = "".join(f"<{member}>{helpers._esc(value)}</{member}>" for member, value in told.items())
    answer: tuple[int, Json, bytes] = helpers._xml(
        200, "DescribeTypeResponse", f"<DescribeTypeResult>{members}</DescribeTypeResult>"
    )
    return answer
