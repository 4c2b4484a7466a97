"""Checks a request by the service's model, and refuses it in the service's words."""

import botocore.loaders
from botocore.model import ServiceModel

from ..json_types import Json
from .cloud_control_errors import Refused
from .model_constraints import complaint

MODEL = ServiceModel(botocore.loaders.Loader().load_service_model("cloudcontrol", "service-2"))


def check(action: str, request: Json) -> None:
    """Raises Refused."""
    # Belief (user; cloudformation): A request that the model does not allow is a ValidationException that lists all
    # that is wrong with it. Source: an answer quoted in pulumi/registry #4344. Test:
    # test_cloud_control.py::test_a_request_that_the_model_does_not_allow_is_refused_with_all_that_is_wrong.
    if action not in MODEL.operation_names:
        raise Refused("UnknownOperationException", f"Cloud Control has no {action}")
    shape = MODEL.operation_model(action).input_shape
    if shape and (problem := complaint(shape, request)):
        raise Refused("ValidationException", problem)
