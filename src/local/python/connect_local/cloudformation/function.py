"""The type's function: one invocation."""

import contextlib
import http.client
import json
import urllib.request

from ..json_types import Event, Request
from .facts import Facts
from .functions import Deployed


class Crashed(Exception):
    """The function ended without an event; the message says how."""


class Function:
    """The type's function behind a Lambda Invoke API."""

    def __init__(self, deployed: Deployed, facts: Facts) -> None:
        self._deployed = deployed
        self._facts = facts

    def working(self) -> contextlib.AbstractContextManager[None]:
        """An operation, from its first invocation to its last."""
        return self._deployed.working()

    def invoke(self, payload: Request) -> Event:
        """The handler's progress event. Raises Crashed."""
        try:
            url = f"{self._deployed.endpoint()}/2015-03-31/functions/TypeFunction/invocations"
            request = urllib.request.Request(url, json.dumps(payload).encode(), {"Content-Type": "application/json"})
            seconds = self._facts.invocation_seconds(payload["action"])
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                event: Event = json.load(answer)
                if answer.headers.get("X-Amz-Function-Error") is None and "status" in event:
                    return event
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise Crashed(f"The function did not answer: {failure}") from failure
        raise Crashed(f"The function ended with {event}")
