"""The requests of AWS Cloud Control that change resources: each is carried out while its caller asks how far it is."""

import base64
import contextlib
import copy
import dataclasses
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from ministack.services import cloudcontrol

from ..json_types import Event, Json
from ..json_types import Request as Payload
from .cloud_control_errors import Refused
from .function import Function
from .handlers import Handlers

# Belief (official; cloudformation): A client token is valid for 36 hours, a request is kept for 7 days. Source: Cloud
# Control API reference, CreateResource and ListResourceRequests. Test:
# test_cloud_control.py::test_a_client_token_is_another_after_36_hours_and_a_request_is_gone_after_7_days.
TOKEN_SECONDS = 36 * 3600
REQUEST_SECONDS = 7 * 24 * 3600
PAGE = 20
UNDER_WAY = ("IN_PROGRESS", "CANCEL_IN_PROGRESS")


class Cancelled(Exception):
    """The request was cancelled between two invocations of its handler."""


@dataclasses.dataclass
class Request:
    """A request and how far it is. ``asked`` is what was asked for, ``model`` what the handler has shown."""

    operation: str
    type_name: str
    asked: Json
    at: float
    identifier: str | None = None
    client_token: str | None = None
    token: str = dataclasses.field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "IN_PROGRESS"
    model: str | None = None
    code: str | None = None
    message: str | None = None
    began: float = 0

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def event(self) -> Json:
        """The service's ProgressEvent, without what the request does not know."""
        # Belief (recorded; cloudformation): A request begins as IN_PROGRESS; its ProgressEvent has no member that has
        # no value, and EventTime is the time of its last status. Source: answers quoted in terraform-provider-awscc
        # #701. Test: test_cloud_control.py::test_a_create_is_in_progress_at_once_and_tells_its_end.
        told = {
            "TypeName": self.type_name,
            "Identifier": self.identifier,
            "RequestToken": self.token,
            "Operation": self.operation,
            "OperationStatus": self.status,
            "EventTime": round(self.at, 3),
            "ResourceModel": self.model,
            "StatusMessage": self.message,
            "ErrorCode": self.code,
        }
        return {name: value for name, value in told.items() if value is not None}


class Requests:
    """The requests of the account and Region of the call that is served."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._lock = threading.Lock()

    def begin(self, request: Request) -> Request:
        """The request, or the earlier one with its client token. Raises Refused."""
        with self._lock:
            self._expire()
            request.at = request.began = self._now()
            for other in self._all():
                if request.client_token and other.client_token == request.client_token:
                    return _same(other, request)
            self._refuse_concurrent(request)
            cloudcontrol._requests[request.token] = request
        return request

    def forget(self, request: Request) -> None:
        """It was refused after it had begun."""
        with self._lock:
            cloudcontrol._requests.pop(request.token, None)

    def find(self, token: str) -> Request:
        """Raises Refused."""
        with self._lock:
            self._expire()
            found: Request | None = cloudcontrol._requests.get(token)
        if found is None:
            raise Refused("RequestTokenNotFoundException", f"Request with token {token} was not found.")
        return found

    def show(self, request: Request, **shown: Any) -> None:
        """Takes in how far the request is."""
        with self._lock:
            if "status" in shown:
                request.at = self._now()
            for name, value in shown.items():
                setattr(request, name, value)

    def cancel(self, request: Request) -> None:
        """Raises Refused."""
        # Belief (official; cloudformation): Only a request that is in progress can be cancelled. Source: Cloud Control
        # API reference, CancelResourceRequest. Test:
        # test_cloud_control.py::test_a_cancelled_request_ends_before_its_handler_is_invoked_again.
        # Belief (guess; cloudformation): Another one is refused with ConcurrentModificationException. Source: the only
        # error of CancelResourceRequest that is not of the token. Test:
        # test_cloud_control.py::test_a_cancelled_request_ends_before_its_handler_is_invoked_again.
        with self._lock:
            if request.status != "IN_PROGRESS":
                reason = f"Request with token {request.token} is {request.status} and cannot be cancelled."
                raise Refused("ConcurrentModificationException", reason)
            request.status, request.at = "CANCEL_IN_PROGRESS", self._now()

    def page(self, wanted: Json, most: int | None, next_token: str | None) -> tuple[list[Json], str | None]:
        """The events of the newest requests that the filter lets through, and the token of the next page."""
        with self._lock:
            self._expire()
            found = sorted(self._all(), key=lambda request: request.began, reverse=True)
        operations, statuses = wanted.get("Operations"), wanted.get("OperationStatuses")
        events = [
            request.event
            for request in found
            if (not operations or request.operation in operations) and (not statuses or request.status in statuses)
        ]
        first = int(base64.b64decode(next_token)) if next_token else 0
        after = first + (most or PAGE)
        return events[first:after], base64.b64encode(b"%d" % after).decode() if after < len(events) else None

    def _all(self) -> list[Request]:
        return list(cloudcontrol._requests.values())

    def _expire(self) -> None:
        for request in self._all():
            age = self._now() - request.began
            if age > TOKEN_SECONDS:
                request.client_token = None
            if age > REQUEST_SECONDS and not request.is_under_way:
                del cloudcontrol._requests[request.token]

    def _refuse_concurrent(self, request: Request) -> None:
        # Belief (official; cloudformation): While an operation is under way on a resource, another is refused with
        # ConcurrentOperationException. Source: the service's model: "Another resource operation is currently being
        # performed on this resource". Test:
        # test_cloud_control.py::test_a_resource_has_one_operation_at_a_time.
        for other in self._all():
            same = (other.type_name, other.identifier) == (request.type_name, request.identifier)
            if request.identifier is not None and same and other.is_under_way:
                reason = f"{request.type_name} {request.identifier}: request {other.token} is {other.status}"
                raise Refused("ConcurrentOperationException", f"Another operation is under way on {reason}.")


class Observed(Function):
    """A function whose invocations tell a request how far it is, and that ends with the request's cancellation."""

    def __init__(self, function: Function, request: Request, shown: Callable[[Event], None]) -> None:
        self._observed = function
        self._request = request
        self._shown = shown

    def working(self) -> contextlib.AbstractContextManager[None]:
        return self._observed.working()

    def invoke(self, payload: Payload) -> Event:
        """Raises Crashed, and Cancelled."""
        if self._request.status == "CANCEL_IN_PROGRESS":
            raise Cancelled
        event = self._observed.invoke(payload)
        self._shown(event)
        return event


def observed(handlers: Handlers, request: Request, shown: Callable[[Event], None]) -> Handlers:
    """The handlers, for one request."""
    of_request = copy.copy(handlers)
    of_request.function = Observed(handlers.function, request, shown)
    return of_request


def _same(other: Request, request: Request) -> Request:
    # Belief (official; cloudformation): The same request with the same client token is the earlier request; another
    # with that token is refused with ClientTokenConflictException. Source: Cloud Control API reference, CreateResource:
    # ClientToken. Test: test_cloud_control.py::test_a_client_token_makes_a_repeated_request_the_same_one.
    if (other.operation, other.asked) != (request.operation, request.asked):
        token = request.client_token
        raise Refused("ClientTokenConflictException", f"Client token {token} was used for another request.")
    return other
