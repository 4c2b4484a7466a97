"""Calls one handler the way CloudFormation does: again and again, until it is done."""

import dataclasses
import http.client
import json
import logging
import random
import urllib.error
import urllib.request
import uuid

log = logging.getLogger(__name__)

# Retriable in the CloudFormation CLI user guide, "Resource type handler error codes".
RETRIABLE = frozenset({"NetworkFailure", "ResourceConflict", "ServiceInternalError", "Throttling"})
# How often CloudFormation tries again, and how long it waits, is not documented: a guess.
RETRIES = 8
FIRST_RETRY_SECONDS = 1

# "Every IN_PROGRESS event carries the identifier", or a create is given up after this many seconds.
IDENTIFIER_DEADLINE_SECONDS = 60


class HandlerFailed(ValueError):
    """The handler's last word was FAILED; says it as CloudFormation's stack events do."""

    def __init__(self, code, message, token, model):
        super().__init__(
            f'Resource handler returned message: "{message}" (RequestToken: {token}, HandlerErrorCode: {code})'
        )
        self.code = code
        self.said = message
        self.model = model


@dataclasses.dataclass(frozen=True)
class Place:
    """Where in which stack a resource is."""

    stack_id: str
    stack_name: str
    logical_id: str
    tags: dict

    @property
    def system_tags(self):
        return {
            "aws:cloudformation:stack-name": self.stack_name,
            "aws:cloudformation:stack-id": self.stack_id,
            "aws:cloudformation:logical-id": self.logical_id,
        }


@dataclasses.dataclass(frozen=True)
class Caller:
    """Who asks, where: what CloudFormation passes on from the stack's owner."""

    account: str
    region: str
    type_configuration: dict | None = None

    @property
    def credentials(self):
        return {"accessKeyId": self.account, "secretAccessKey": "local", "sessionToken": "local"}


class Handlers:
    """The type's handlers behind the Lambda Invoke API at ``endpoint``.

    ``identifier_deadline`` is in seconds, None for no deadline.
    """

    def __init__(self, endpoint, schema, clock, identifier_deadline=IDENTIFIER_DEADLINE_SECONDS):
        self._url = f"{endpoint}/2015-03-31/functions/TypeFunction/invocations"
        self._schema = schema
        self._clock = clock
        self._identifier_deadline = identifier_deadline

    def run(self, action, caller, place, desired, previous=None, previous_tags=None, identified=lambda arn: None):
        """The model of the handler's last event.

        ``identified`` is told the identifier once, when an event first shows it. Raises HandlerFailed, with the
        last model that was shown.
        """
        payload = self._payload(action, caller, place, desired, previous, previous_tags)
        with self._clock.working():
            return self._until_done(action, payload, desired, identified)

    def list(self, caller, model, next_token=None, most=None):
        """The models of one page, and the token of the next, None after the last. Raises HandlerFailed."""
        payload = self._payload("LIST", caller, Place("", "", "", {}), model, None, None)
        event = self._invoke({**payload, "nextToken": next_token, "maxResults": most})
        if event["status"] != "SUCCESS":
            raise HandlerFailed(event.get("errorCode"), event.get("message"), payload["bearerToken"], model)
        return event["resourceModels"], event.get("nextToken")

    def _until_done(self, action, payload, model, identified):
        token = payload["bearerToken"]
        began = self._clock.now()
        retries = 0
        shown = action != "CREATE"
        while True:
            event = self._invoke(payload)
            log.info("%s %s", payload["requestData"]["logicalResourceId"], _summary(action, event))
            model = event.get("resourceModel") or model
            if not shown and self._schema.identifier in model:
                shown = True
                identified(model[self._schema.identifier])
            if event["status"] == "SUCCESS":
                return event.get("resourceModel")
            if event["status"] == "IN_PROGRESS":
                delay = event.get("callbackDelaySeconds") or 0
                payload["requestData"]["resourceProperties"] = model
                payload["callbackContext"] = event.get("callbackContext")
                retries = 0
            elif event.get("errorCode") in RETRIABLE and retries < RETRIES:
                # The reads of a hundred creates that end together would else come back together.
                delay = random.uniform(0.5, 1) * FIRST_RETRY_SECONDS * 2**retries
                retries += 1
            else:
                raise HandlerFailed(event.get("errorCode"), event.get("message"), token, model)
            self._wait(delay, began, action, shown, token, model)

    def _wait(self, delay, began, action, shown, token, model):
        """Waits, but not beyond the moment at which CloudFormation gives up."""
        limit, reason = self._schema.timeout_seconds(action), f"Resource timed out: {action} was not done in time"
        if not shown and self._identifier_deadline is not None:
            limit, reason = self._identifier_deadline, "Resource timed out waiting for creation of physical resource"
        left = began + limit - self._clock.now()
        self._clock.wait(max(0, min(delay, left)))
        if delay > left:
            raise HandlerFailed("NotStabilized", reason, token, model)

    def _invoke(self, payload):
        """The handler's progress event; a function that crashed or did not answer is one that can be retried."""
        request = urllib.request.Request(self._url, json.dumps(payload).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                event = json.load(answer)
                if answer.headers.get("X-Amz-Function-Error") is None and "status" in event:
                    return event
                problem = f"The function ended with {event}"
        except (OSError, http.client.HTTPException, ValueError) as failure:
            problem = f"The function did not answer: {failure}"
        return {"status": "FAILED", "errorCode": "ServiceInternalError", "message": problem}

    def _payload(self, action, caller, place, desired, previous, previous_tags):
        return {
            "action": action,
            "awsAccountId": caller.account,
            "region": caller.region,
            "bearerToken": str(uuid.uuid4()),
            "resourceType": self._schema.type_name,
            "resourceTypeVersion": "00000001",
            "stackId": place.stack_id,
            "callbackContext": None,
            "requestData": {
                "callerCredentials": caller.credentials,
                "logicalResourceId": place.logical_id,
                "resourceProperties": desired,
                "previousResourceProperties": previous,
                "systemTags": place.system_tags,
                "previousSystemTags": place.system_tags if previous else None,
                "stackTags": place.tags,
                "previousStackTags": previous_tags,
                "typeConfiguration": caller.type_configuration,
            },
        }


def _summary(action, event):
    parts = [action, event["status"]]
    if event["status"] == "IN_PROGRESS":
        parts.append(f"again in {event.get('callbackDelaySeconds') or 0} s")
    if event.get("errorCode"):
        parts.append(f"{event['errorCode']}: {event.get('message')}")
    return " ".join(parts)
