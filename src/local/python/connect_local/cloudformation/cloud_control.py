"""AWS Cloud Control's reads, lists and deletes of the type, by its handlers: operations that know no stack.

Its creates and updates are refused: ministack would only pretend them.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import cloudcontrol

from ..json_types import Json, Properties
from .handlers import NOWHERE, Caller, HandlerFailed, Handlers, Wish
from .registered_types import RegisteredTypes
from .schema import ResourceSchema


class CloudControl:
    """Cloud Control's operations on the type; each takes a request and returns its answer, as in the API reference."""

    def __init__(self, schema: ResourceSchema, handlers: Handlers, type_configuration: Json | None) -> None:
        self._schema = schema
        self._handlers = handlers
        self._type_configuration = type_configuration
        self._served = {"GetResource": self.get, "ListResources": self.list, "DeleteResource": self.delete}

    def get(self, request: Json) -> Json:
        model = self._handlers.run(Wish("READ", self._identified(request)), self._caller, NOWHERE)
        return {"TypeName": self._schema.type_name, "ResourceDescription": self._description(model)}

    def list(self, request: Json) -> Json:
        models, next_token = self._handlers.list(
            self._caller,
            json.loads(request.get("ResourceModel", "{}")),
            request.get("NextToken"),
            request.get("MaxResults"),
        )
        descriptions = [self._description(model) for model in models]
        token = {"NextToken": next_token} if next_token else {}
        return {"TypeName": self._schema.type_name, "ResourceDescriptions": descriptions, **token}

    # Belief (official; cloudformation): Cloud Control deletes and reads a resource by its identifier alone, without a
    # stack or tags of one. Source: Cloud Control API reference. Test:
    # test_list.py::test_a_delete_that_knows_only_the_identifier_releases_the_number,
    # HostileInputTest#readAndDeleteWorkFromTheIdentifierAloneWhateverElseIsThere.
    def delete(self, request: Json) -> Json:
        """Answers once it is done; Cloud Control itself answers at once, and is asked again."""
        event = {"identifier": request["Identifier"], "type_name": self._schema.type_name}
        try:
            self._handlers.run(Wish("DELETE", self._identified(request)), self._caller, NOWHERE)
            event |= {"status": "SUCCESS"}
        except HandlerFailed as failure:
            event |= {"status": "FAILED", "error_code": failure.code, "status_message": failure.said}
        progress = cloudcontrol._progress_event("DELETE", **event)
        return {"ProgressEvent": cloudcontrol._record_request(progress)}

    async def handle_request(
        self,
        original: Callable[..., Awaitable[Any]],
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
        query: Json,
    ) -> Any:
        """What takes the place of ministack's function of this name, which is ``original``."""
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        request = json.loads(body or "{}")
        if request.get("TypeName") != self._schema.type_name:
            return await original(method, path, headers, body, query)
        if action not in self._served:
            reason = f"The local stack has no {action} for {request['TypeName']}: use a stack."
            return error_response_json("UnsupportedActionException", reason, 400)
        try:
            return json_response(await asyncio.to_thread(self._served[action], request))
        except HandlerFailed as failure:
            code = "ResourceNotFoundException" if failure.code == "NotFound" else f"{failure.code}Exception"
            return error_response_json(code, failure.said, 400)

    @property
    def _caller(self) -> Caller:
        return Caller(get_account_id(), get_region(), self._type_configuration)

    def _identified(self, request: Json) -> Properties:
        return {self._schema.identifier: request["Identifier"]}

    def _description(self, model: Properties) -> Json:
        return {"Identifier": model[self._schema.identifier], "Properties": json.dumps(model)}


def install(types: RegisteredTypes) -> None:
    """Makes ministack's Cloud Control ask the handlers where a registered type is concerned."""
    original = cloudcontrol.handle_request

    async def handle_request(method: str, path: str, headers: dict[str, str], body: bytes, query: Json) -> Any:
        type_name = json.loads(body or "{}").get("TypeName", "")
        if not types.is_registered(type_name):
            return await original(method, path, headers, body, query)
        bridge = types.bridge(type_name)
        control = CloudControl(bridge.schema, bridge.handlers, bridge.caller().type_configuration)
        return await control.handle_request(original, method, path, headers, body, query)

    cloudcontrol.handle_request = handle_request
