"""The schemas of the types that have a stand-in, from the cfn-lint installed beside it; one JSON object, by type.

Usage: python extract_aws_schemas.py TYPE…

The source is cfn-lint (MIT-0), its copy of the CloudFormation registry's public schemas in us-east-1. Descriptions,
permissions and the address of the source are left out.
"""

import json
import sys

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

LEFT_OUT = ("description", "permissions", "sourceUrl")


def reduced(value):
    """The same JSON value without what is left out; a property of such a name is kept."""
    if isinstance(value, dict):
        return {
            name: {member: reduced(part) for member, part in inner.items()} if name == "properties" else reduced(inner)
            for name, inner in value.items()
            if name not in LEFT_OUT
        }
    return [reduced(part) for part in value] if isinstance(value, list) else value


if __name__ == "__main__":
    schemas = {name: PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", name).schema for name in sys.argv[1:]}
    json.dump({name: reduced(schema) for name, schema in schemas.items()}, sys.stdout)
