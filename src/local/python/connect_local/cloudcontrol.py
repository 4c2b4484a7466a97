"""AWS Cloud Control's reads, lists and deletes of the type, by its handlers: operations that know no stack.

Its creates and updates are refused: ministack would only pretend them.
"""

import asyncio
import json

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import cloudcontrol

from .handlers import Caller, HandlerFailed, Place

NOWHERE = Place("", "", "", {})


class CloudControl:
    """Cloud Control's operations on the type; each takes a request and returns its answer, as in the API reference."""

    def __init__(self, schema, handlers, type_configuration):
        self._schema = schema
        self._handlers = handlers
        self._type_configuration = type_configuration

    def get(self, request):
        model = self._handlers.run("READ", self._caller, NOWHERE, self._identified(request))
        return {"TypeName": self._schema.type_name, "ResourceDescription": self._description(model)}

    def list(self, request):
        models, next_token = self._handlers.list(
            self._caller,
            json.loads(request.get("ResourceModel", "{}")),
            request.get("NextToken"),
            request.get("MaxResults"),
        )
        descriptions = [self._description(model) for model in models]
        token = {"NextToken": next_token} if next_token else {}
        return {"TypeName": self._schema.type_name, "ResourceDescriptions": descriptions, **token}

    def delete(self, request):
        """Answers once it is done; Cloud Control itself answers at once, and is asked again."""
        event = {"identifier": request["Identifier"], "type_name": self._schema.type_name}
        try:
            self._handlers.run("DELETE", self._caller, NOWHERE, self._identified(request))
            event.update(status="SUCCESS")
        except HandlerFailed as failure:
            event.update(status="FAILED", error_code=failure.code, status_message=failure.said)
        progress = cloudcontrol._progress_event("DELETE", **event)
        return {"ProgressEvent": cloudcontrol._record_request(progress)}

    @property
    def _caller(self):
        return Caller(get_account_id(), get_region(), self._type_configuration)

    def _identified(self, request):
        return {self._schema.identifier: request["Identifier"]}

    def _description(self, model):
        return {"Identifier": model[self._schema.identifier], "Properties": json.dumps(model)}


def install(control):
    """Makes ministack's Cloud Control ask the handlers where the type is concerned."""
    served = {"GetResource": control.get, "ListResources": control.list, "DeleteResource": control.delete}
    original = cloudcontrol.handle_request

    async def handle_request(method, path, headers, body, query):
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        request = json.loads(body or "{}")
        if request.get("TypeName") != control._schema.type_name:
            return await original(method, path, headers, body, query)
        if action not in served:
            reason = f"The local stack has no {action} for {request['TypeName']}: use a stack."
            return error_response_json("UnsupportedActionException", reason, 400)
        try:
            return json_response(await asyncio.to_thread(served[action], request))
        except HandlerFailed as failure:
            code = "ResourceNotFoundException" if failure.code == "NotFound" else f"{failure.code}Exception"
            return error_response_json(code, failure.said, 400)

    cloudcontrol.handle_request = handle_request
