"""The operations of AWS Cloud Control on the resources of one type, by the type's handlers."""

import json
import logging
from collections.abc import Callable
from typing import NamedTuple

from ..json_types import Event, Json, Properties
from . import cloud_control_errors as errors
from . import threads
from .cloud_control_errors import Refused
from .cloud_control_identifiers import Identifiers
from .cloud_control_requests import Cancelled, Request, Requests, observed
from .cloud_control_states import States, parsed
from .handlers import NOWHERE, Caller, HandlerFailed, Handlers, Wish
from .schema import ResourceSchema

MOST_MESSAGE = 2048

log = logging.getLogger(__name__)


class Type(NamedTuple):
    """A registered type in a version of it: its schema, its handlers, and whom they act for, now."""

    schema: ResourceSchema
    handlers: Handlers
    caller: Callable[[], Caller]


class Resources:
    """Each operation takes a request and returns its answer, as in the API reference. All raise Refused."""

    def __init__(self, of_type: Type, requests: Requests) -> None:
        self._type_name = of_type.schema.type_name
        self._schema: Json = json.loads(of_type.schema.text)
        self._handlers = of_type.handlers
        try:
            self._caller = of_type.caller()
        except HandlerFailed as failure:
            raise errors.of_handler(self._type_name, failure) from failure
        self._requests = requests
        self._identifiers = Identifiers(self._schema)
        self._states = States(self._schema)

    def get(self, request: Json) -> Json:
        self._need("READ")
        model = self._read(self._identifiers.properties(request["Identifier"]))
        return {"TypeName": self._type_name, "ResourceDescription": self._description(model)}

    def list(self, request: Json) -> Json:
        self._need("LIST")
        model = parsed(request.get("ResourceModel", "{}"), dict, "ResourceModel")
        self._refuse_model(model)
        try:
            models, next_token = self._handlers.list(
                self._caller, model, request.get("NextToken"), request.get("MaxResults")
            )
        except HandlerFailed as failure:
            raise errors.of_handler(self._type_name, failure) from failure
        descriptions = [self._description(model) for model in models]
        token = {"NextToken": next_token} if next_token else {}
        return {"TypeName": self._type_name, "ResourceDescriptions": descriptions, **token}

    def create(self, request: Json) -> Json:
        self._need("CREATE")
        desired = self._states.desired(request["DesiredState"])
        begun, is_new = self._begin("CREATE", request, self._identifiers.of(desired))
        return self._carried_out(begun, Wish("CREATE", desired)) if is_new else {"ProgressEvent": begun.event}

    def update(self, request: Json) -> Json:
        self._need("UPDATE")
        named = self._identifiers.properties(request["Identifier"])
        begun, is_new = self._begin("UPDATE", request, self._identifiers.of(named))
        if not is_new:
            return {"ProgressEvent": begun.event}
        try:
            current = self._read(named)
            desired = self._states.patched(current, request["PatchDocument"])
        except BaseException:
            self._requests.forget(begun)
            raise
        self._requests.show(begun, identifier=self._identifiers.of(current))
        return self._carried_out(begun, Wish("UPDATE", desired, current))

    # Belief (official; cloudformation): Cloud Control deletes and reads a resource by its identifier alone, without a
    # stack or tags of one. Source: Cloud Control API reference. Test:
    # test_cloud_control_numbers.py::test_a_delete_that_knows_only_the_identifier_releases_the_number,
    # HostileInputTest#readAndDeleteWorkFromTheIdentifierAloneWhateverElseIsThere.
    def delete(self, request: Json) -> Json:
        self._need("DELETE")
        named = self._identifiers.properties(request["Identifier"])
        begun, is_new = self._begin("DELETE", request, self._identifiers.of(named) or request["Identifier"])
        return self._carried_out(begun, Wish("DELETE", named)) if is_new else {"ProgressEvent": begun.event}

    def _begin(self, operation: str, request: Json, identifier: str | None) -> tuple[Request, bool]:
        """The request, and whether it is new. Raises Refused."""
        asked = {name: value for name, value in request.items() if name != "ClientToken"}
        new = Request(operation, self._type_name, asked, 0, identifier, request.get("ClientToken"))
        begun = self._requests.begin(new)
        return begun, begun is new

    def _carried_out(self, request: Request, wish: Wish) -> Json:
        """The answer to a request that is carried out from now on: on a thread of its own, for as long as an hour."""
        answer = {"ProgressEvent": request.event}
        threads.begin(self._finish, request, wish)
        return answer

    def _finish(self, request: Request, wish: Wish) -> None:
        handlers = observed(self._handlers, request, lambda event: self._show(request, event))
        # Belief (guess; cloudformation): A cancelled request ends before its handler is invoked again; one whose
        # handler is done by then ends as the handler says. Source: Cloud Control user guide, Managing requests: a
        # request can be cancelled, no more. Test:
        # test_cloud_control.py::test_a_request_that_is_cancelled_too_late_ends_as_its_handler_says.
        # Belief (official; cloudformation): What failed is not rolled back, and a create that failed after it had shown
        # its identifier is not deleted. Source: Cloud Control user guide, Updating a resource: "does not roll back"; of
        # creates it says nothing. Test: test_cloud_control.py::test_a_half_made_resource_is_left_as_it_is.
        try:
            handlers.run(wish, self._caller, NOWHERE)
            ended: Json = {}
            status = "SUCCESS"
        except Cancelled:
            ended, status = {}, "CANCEL_COMPLETE"
        except HandlerFailed as failure:
            message = (failure.said or "")[:MOST_MESSAGE] or None
            ended, status = {"code": failure.code or "InternalFailure", "message": message}, "FAILED"
        except Exception as problem:  # or the request would never end
            ended, status = {"code": "InternalFailure", "message": str(problem)[:MOST_MESSAGE]}, "FAILED"
            log.exception("%s of %s", request.operation, request.type_name)
        # The status last: whoever waits for it reads the rest.
        self._requests.show(request, **ended, status=status)

    def _show(self, request: Request, event: Event) -> None:
        model = event.get("resourceModel")
        if model and request.operation != "DELETE":
            identifier = self._identifiers.of(model) or request.identifier
            told = json.dumps(self._states.without_write_only(model))
            self._requests.show(request, identifier=identifier, model=told)

    def _read(self, named: Properties) -> Properties:
        try:
            return self._handlers.run(Wish("READ", named), self._caller, NOWHERE)
        except HandlerFailed as failure:
            raise errors.of_handler(self._type_name, failure) from failure

    def _need(self, action: str) -> None:
        if action.lower() not in self._schema["handlers"]:
            raise errors.unsupported(self._type_name, action)

    def _refuse_model(self, model: Properties) -> None:
        # Belief (recorded; cloudformation): A list without what its handler's schema requires is refused with
        # InvalidRequestException. Source: an answer quoted in public code that lists AWS::Lambda::Permission. Test:
        # test_cloud_control.py::test_a_list_needs_what_its_handler_requires.
        required = self._schema["handlers"]["list"].get("handlerSchema", {}).get("required", [])
        missing = [f"#: required key [{name}] not found" for name in required if name not in model]
        if missing:
            problem = f"Missing or invalid ResourceModel property in {self._type_name} list handler request input."
            raise Refused("InvalidRequestException", f"{problem}Required property:  ({chr(10).join(missing)})")

    def _description(self, model: Properties) -> Json:
        return {"Identifier": self._identifiers.of(model), "Properties": json.dumps(model)}
