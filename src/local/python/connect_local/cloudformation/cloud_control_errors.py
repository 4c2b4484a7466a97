"""The errors of AWS Cloud Control, as it answers them at once."""

from ..json_types import Json
from .handlers import HandlerFailed

# Belief (official; cloudformation): Cloud Control's errors are answered with HTTP status 400, its own faults with 500.
# Source: Cloud Control API reference, and the service's model: fault. Test:
# test_cloud_control.py::test_an_error_has_the_codes_status_and_the_member_that_the_model_says.
FAULTS = frozenset(
    {
        *("ConcurrentModificationException", "HandlerFailureException", "HandlerInternalFailureException"),
        *("NetworkFailureException", "ServiceInternalErrorException"),
    }
)

# The handlers' error codes whose exceptions are not named after them.
EXCEPTIONS = {
    "NotFound": "ResourceNotFoundException",
    "InternalFailure": "HandlerInternalFailureException",
    "ServiceTimeout": "HandlerFailureException",
    "GeneralServiceException": "GeneralServiceException",
}


class Refused(Exception):
    """A request that Cloud Control refuses; the message is the service's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        return 500 if self.code in FAULTS else 400

    @property
    def body(self) -> Json:
        # Belief (recorded; cloudformation): An error of Cloud Control is told as __type and Message. Source: an answer
        # quoted in aws/aws-sdk #140. Test:
        # test_cloud_control.py::test_an_error_has_the_codes_status_and_the_member_that_the_model_says.
        return {"__type": f"com.amazon.cloudapiservice#{self.code}", "Message": self.message}


def of_handler(type_name: str, failure: HandlerFailed) -> Refused:
    """What a read or list that failed is answered with."""
    # Belief (recorded; cloudformation): Cloud Control answers a handler's failure with the exception of its error code,
    # and "TYPE Handler returned status FAILED: MESSAGE (HandlerErrorCode: CODE, RequestToken: TOKEN)". Source: an
    # answer quoted in aws-cloudformation-resource-providers-cloudformation #113. Test:
    # test_cloud_control.py::test_what_is_not_there_is_not_found.
    code = failure.code or "InternalFailure"
    told = f"{type_name} Handler returned status FAILED: {failure.said}"
    return Refused(
        EXCEPTIONS.get(code, f"{code}Exception"), f"{told} (HandlerErrorCode: {code}, RequestToken: {failure.token})"
    )


def type_not_found(type_name: str) -> Refused:
    # Belief (recorded; cloudformation): A type that is not registered is TypeNotFoundException, "The type 'TYPE' cannot
    # be found." Source: an answer quoted in terraform-provider-awscc #2381. Test:
    # test_cloud_control.py::test_a_type_that_is_not_registered_is_not_found.
    return Refused("TypeNotFoundException", f"The type '{type_name}' cannot be found.")


def unsupported(type_name: str, action: str) -> Refused:
    # Belief (user; cloudformation): A type without a handler for the action is refused with UnsupportedActionException,
    # "Resource type TYPE does not support ACTION action". Source: aws-toolkit-vscode #2198, and users who quote the
    # message. Test: test_cloud_control.py::test_an_action_without_a_handler_is_not_supported.
    return Refused("UnsupportedActionException", f"Resource type {type_name} does not support {action} action")
