"""AWS Cloud Control for every registered type, by its handlers: operations that know no stack."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeAlias

from ministack.core.responses import json_response
from ministack.services import cloudcontrol

from ..json_types import Json
from . import cloud_control_errors as errors
from . import cloud_control_input
from .cloud_control_errors import Refused
from .cloud_control_requests import Requests
from .cloud_control_resources import Resources, Type
from .held_answers import HeldAnswers

# The type of this name, in this version or by default; None if it is not registered.
Types: TypeAlias = Callable[[str, str | None], Type | None]


class CloudControl:
    """Cloud Control's operations; each takes a request and returns its answer, as in the API reference."""

    def __init__(self, types: Types, requests: Requests, held: HeldAnswers) -> None:
        self._types = types
        self._requests = requests
        self._held = held

    async def handle_request(self, _method: str, _path: str, headers: dict[str, str], body: bytes, _query: Json) -> Any:
        """What takes the place of ministack's function of this name."""
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        try:
            request = _read(body)
            cloud_control_input.check(action, request)
            if action == "GetResourceRequestStatus":
                asked = self._requests.find(request["RequestToken"])
                await self._held.hold(lambda: asked.is_under_way)
            return json_response(await asyncio.to_thread(self._serve, action, request))
        except Refused as refused:
            return json_response(refused.body, refused.status)

    def _serve(self, action: str, request: Json) -> Json:
        of_requests = {
            "GetResourceRequestStatus": self._status,
            "CancelResourceRequest": self._cancel,
            "ListResourceRequests": self._list_requests,
        }
        if action in of_requests:
            return of_requests[action](request)
        resources = self._resources(request["TypeName"], request.get("TypeVersionId"))
        of_resources = {
            "CreateResource": resources.create,
            "GetResource": resources.get,
            "UpdateResource": resources.update,
            "DeleteResource": resources.delete,
            "ListResources": resources.list,
        }
        return of_resources[action](request)

    def _resources(self, type_name: str, version_id: str | None) -> Resources:
        found = self._types(type_name, version_id)
        if found is not None:
            return Resources(found, self._requests)
        # ministack would only pretend to make a resource of AWS's own types.
        if type_name.startswith("AWS::"):
            raise Refused("UnsupportedActionException", f"The local Cloud Control has no {type_name}: use a stack.")
        raise errors.type_not_found(type_name)

    def _status(self, request: Json) -> Json:
        return {"ProgressEvent": self._requests.find(request["RequestToken"]).event}

    def _cancel(self, request: Json) -> Json:
        cancelled = self._requests.find(request["RequestToken"])
        self._requests.cancel(cancelled)
        return {"ProgressEvent": cancelled.event}

    def _list_requests(self, request: Json) -> Json:
        wanted = request.get("ResourceRequestStatusFilter", {})
        events, next_token = self._requests.page(wanted, request.get("MaxResults"), request.get("NextToken"))
        return {"ResourceRequestStatusSummaries": events, **({"NextToken": next_token} if next_token else {})}


def _read(body: bytes) -> Json:
    try:
        request: Json = json.loads(body or b"{}")
    except ValueError:
        raise Refused("SerializationException", "The request is not JSON") from None
    return request


def install(control: CloudControl) -> None:
    """Puts it in the place of ministack's Cloud Control, which pretends."""
    cloudcontrol.handle_request = control.handle_request
