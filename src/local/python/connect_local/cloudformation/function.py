"""The type's function: one invocation."""

import http.client
import json
import urllib.request

from ..json_types import Event, Request
from .facts import Facts


class Crashed(Exception):
    """The function ended without an event; the message says how."""


class Function:
    """The type's function behind the Lambda Invoke API at ``endpoint``."""

    def __init__(self, endpoint: str, facts: Facts) -> None:
        self._url = f"{endpoint}/2015-03-31/functions/TypeFunction/invocations"
        self._facts = facts

    def invoke(self, payload: Request) -> Event:
        """The handler's progress event. Raises Crashed."""
        request = urllib.request.Request(self._url, json.dumps(payload).encode(), {"Content-Type": "application/json"})
        seconds = self._facts.invocation_seconds(payload["action"])
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                event: Event = json.load(answer)
                if answer.headers.get("X-Amz-Function-Error") is None and "status" in event:
                    return event
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise Crashed(f"The function did not answer: {failure}") from failure
        raise Crashed(f"The function ended with {event}")
