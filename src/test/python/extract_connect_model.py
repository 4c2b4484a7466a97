"""Writes what the simulator's conformance test needs of the service's model, from the botocore installed beside it.

Usage: python extract_connect_model.py > src/test/resources/com/example/connect/simulator/connect-model.json

The source is botocore 1.44.5, data/connect/2017-08-08/service-2.json.gz (Apache-2.0). Kept are, for each operation that
the simulator serves, its HTTP binding, its input shapes with their bounds, and its errors; documentation is left out.
"""

import json
import sys

import botocore
from botocore.loaders import Loader

OPERATIONS = (
    "AssociatePhoneNumberContactFlow",
    "BatchGetFlowAssociation",
    "ClaimPhoneNumber",
    "CreateContactFlow",
    "CreateInstance",
    "CreateTrafficDistributionGroup",
    "DeleteContactFlow",
    "DeleteInstance",
    "DeleteTrafficDistributionGroup",
    "DescribeContactFlow",
    "DescribeInstance",
    "DescribePhoneNumber",
    "DescribeTrafficDistributionGroup",
    "DisassociatePhoneNumberContactFlow",
    "GetTrafficDistribution",
    "ImportPhoneNumber",
    "ListContactFlows",
    "ListFlowAssociations",
    "ListInstanceAttributes",
    "ListInstances",
    "ListPhoneNumbers",
    "ListPhoneNumbersV2",
    "ListTagsForResource",
    "ListTrafficDistributionGroups",
    "ReleasePhoneNumber",
    "SearchAvailablePhoneNumbers",
    "TagResource",
    "UntagResource",
    "UpdateContactFlowContent",
    "UpdateContactFlowMetadata",
    "UpdateInstanceAttribute",
    "UpdatePhoneNumber",
    "UpdatePhoneNumberMetadata",
)


def without_documentation(value):
    """The same JSON value without any ``documentation``."""
    if isinstance(value, dict):
        return {key: without_documentation(part) for key, part in value.items() if key != "documentation"}
    if isinstance(value, list):
        return [without_documentation(part) for part in value]
    return value


def reachable(shapes, name, found):
    """Adds the shape of that name, and every shape that it is made of, to ``found``."""
    if name in found:
        return
    shape = found[name] = without_documentation(shapes[name])
    parts = list(shape.get("members", {}).values()) + [shape[k] for k in ("member", "key", "value") if k in shape]
    for part in parts:
        reachable(shapes, part["shape"], found)


def extract(model):
    """The reduced model: operations, the shapes of their inputs and outputs, and their errors."""
    operations = {name: without_documentation(model["operations"][name]) for name in OPERATIONS}
    shapes = {}
    for operation in operations.values():
        ends = [operation["input"]] + ([operation["output"]] if "output" in operation else []) + operation["errors"]
        for end in ends:
            reachable(model["shapes"], end["shape"], shapes)
    return {
        "source": f"botocore {botocore.__version__}, data/connect/2017-08-08/service-2.json.gz, Apache-2.0; reduced",
        "operations": operations,
        "shapes": dict(sorted(shapes.items())),
    }


if __name__ == "__main__":
    json.dump(extract(Loader().load_service_model("connect", "service-2", "2017-08-08")), sys.stdout, indent=1)
    print()
