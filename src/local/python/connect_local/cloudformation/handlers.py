"""Calls one handler the way CloudFormation does: again and again, until it is done."""

import dataclasses
import logging
import random
import uuid
from collections.abc import Callable
from typing import Any

from ..json_types import Event, Json, Properties, Request, Tags
from .clock import Clock
from .facts import Facts
from .function import Crashed, Function
from .schema import ResourceSchema

log = logging.getLogger(__name__)


class HandlerFailed(ValueError):
    """The handler's last event was FAILED; the message is that of CloudFormation's stack event."""

    def __init__(self, event: Event, token: str, model: Properties) -> None:
        self.code: str | None = event.get("errorCode")
        self.said: str | None = event.get("message")
        self.token = token
        self.model = model
        super().__init__(
            f'Resource handler returned message: "{self.said}" (RequestToken: {token}, HandlerErrorCode: {self.code})'
        )


@dataclasses.dataclass(frozen=True)
class Place:
    """Where in which stack a resource is; its tags are the stack's."""

    stack_id: str
    stack_name: str
    logical_id: str
    tags: Tags


# Of operations that know no stack.
NOWHERE = Place("", "", "", {})


@dataclasses.dataclass(frozen=True)
class Caller:
    """Who asks, where: what CloudFormation passes on from the stack's owner."""

    account: str
    region: str
    type_configuration: Json | None = None
    own_credentials: Json | None = None

    @property
    def credentials(self) -> Json:
        return self.own_credentials or {
            "accessKeyId": self.account,
            "secretAccessKey": "local",
            "sessionToken": "local",
        }


@dataclasses.dataclass(frozen=True)
class Wish:
    """What a handler is to do: an action and the properties that it is about."""

    action: str
    desired: Properties
    previous: Properties | None = None
    previous_tags: Tags | None = None
    is_rollback: bool = False


def no_identifier(_identifier: str) -> None:
    """For operations that need not know their identifier early."""


def new_token() -> str:
    return str(uuid.uuid4())


@dataclasses.dataclass(frozen=True)
class Chance:
    """What is drawn: each operation's token, and how far a retry's wait is stretched, from 0 to 1."""

    token: Callable[[], str] = new_token
    stretch: Callable[[], float] = random.random


class Handlers:
    """The type's handlers: the operations of one function.

    ``identifier_deadline`` is how many seconds a create has to show its identifier, None for no deadline.
    """

    def __init__(
        self,
        function: Function,
        schema: ResourceSchema,
        facts: Facts,
        clock: Clock,
        identifier_deadline: float | None,
        chance: Chance | None = None,
    ) -> None:
        self.function = function
        self.schema = schema
        self.facts = facts
        self.clock = clock
        self.identifier_deadline = identifier_deadline
        self.chance = chance or Chance()

    def run(
        self, wish: Wish, caller: Caller, place: Place, identified: Callable[[str], None] = no_identifier
    ) -> Properties:
        """The model of the handler's last event, empty where it has none.

        ``identified`` is told the identifier once, when a create's event first shows it. Raises HandlerFailed, with
        the last model that was shown.
        """
        with self.clock.working(), self.function.working():
            return Operation(self, wish, self.request(wish, caller, place), identified).run()

    def list(
        self, caller: Caller, model: Properties, next_token: str | None = None, most: int | None = None
    ) -> tuple[list[Properties], str | None]:
        """The models of one page, and the token of the next, None after the last. Raises HandlerFailed."""
        payload = self.request(Wish("LIST", model), caller, NOWHERE)
        payload |= self.facts.page(nextToken=next_token, maxResults=most)
        try:
            event = self.function.invoke(payload)
        except Crashed as crash:
            event = {"status": "FAILED", "errorCode": self.facts.crash_code, "message": str(crash)}
        if event["status"] != "SUCCESS":
            raise HandlerFailed(event, payload["bearerToken"], model)
        return event["resourceModels"], event.get("nextToken")

    def request(self, wish: Wish, caller: Caller, place: Place) -> Request:
        """The first request of an operation."""
        tags = self.facts.system_tags(stackName=place.stack_name, stackId=place.stack_id, logicalId=place.logical_id)
        request = self.facts.request(
            action=wish.action,
            account=caller.account,
            region=caller.region,
            token=self.chance.token(),
            typeName=self.schema.type_name,
            stackId=place.stack_id,
            credentials=caller.credentials,
            logicalId=place.logical_id,
            desired=wish.desired,
            previous=wish.previous,
            systemTags=tags,
            previousSystemTags=tags if wish.previous is not None else None,
            stackTags=place.tags,
            previousStackTags=wish.previous_tags,
            typeConfiguration=caller.type_configuration,
        )
        if wish.is_rollback:
            request |= self.facts.rollback()
        if place == NOWHERE:
            request["requestData"] |= self.facts.outside_stacks()
            request["stackId"] = None
        return request | (self.facts.page(nextToken=None, maxResults=None) if wish.action == "LIST" else {})

    def time_out_seconds(self, action: str) -> float:
        return 60 * (self.schema.time_out_minutes(action) or self.facts.default_time_out_minutes)


class Operation:
    """One operation under way: what CloudFormation has been shown of it, and how often it tried."""

    def __init__(self, handlers: Handlers, wish: Wish, payload: Request, identified: Callable[[str], None]) -> None:
        self._handlers = handlers
        self._facts = handlers.facts
        self._clock = handlers.clock
        self._action = wish.action
        self._payload = payload
        self._model = wish.desired
        self._identified = identified
        self._shown = wish.action != "CREATE"
        self._began = self._clock.now()
        self._retries = 0
        self._redeliveries = 0

    def run(self) -> Properties:
        """The last event's model. Raises HandlerFailed."""
        while True:
            try:
                event = self._handlers.function.invoke(self._payload)
            except Crashed as crash:
                delay = self._redelivery(crash)
            else:
                self._note(event)
                if event["status"] == "SUCCESS":
                    return event.get("resourceModel") or {}
                delay = self._delay(event)
            self._wait(delay)

    def _note(self, event: Event) -> None:
        """Takes in what an event shows."""
        log.info("%s %s", self._payload["requestData"]["logicalResourceId"], _summary(self._action, event))
        self._redeliveries = 0
        self._model = event.get("resourceModel") or self._model
        identifier = self._model.get(self._handlers.schema.identifier)
        if not self._shown and identifier is not None:
            self._shown = True
            self._identified(identifier)

    def _delay(self, event: Event) -> float:
        """Seconds until the next invocation. Raises HandlerFailed where there is none."""
        if event["status"] == "IN_PROGRESS":
            # An event without a model leaves the one there is.
            if model := event.get("resourceModel"):
                self._payload["requestData"]["resourceProperties"] = model
            self._payload["callbackContext"] = event.get("callbackContext")
            self._retries = 0
            return float(event.get("callbackDelaySeconds") or 0)
        if event.get("errorCode") not in self._facts.retriable_codes or self._retries == self._facts.retries:
            raise self._failure(event)
        self._retries += 1
        return self._facts.retry_seconds(self._retries - 1, self._handlers.chance.stretch())

    def _redelivery(self, crash: Crashed) -> float:
        """Seconds until a crashed function is given the same payload. Raises HandlerFailed."""
        log.info("%s %s %s", self._payload["requestData"]["logicalResourceId"], self._action, crash)
        if self._redeliveries == self._facts.redeliveries:
            raise self._failure({"errorCode": self._facts.crash_code, "message": str(crash)})
        self._redeliveries += 1
        return self._facts.redelivery_seconds

    def _wait(self, delay: float) -> None:
        """Waits, but not beyond the moment at which CloudFormation gives up. Raises HandlerFailed then."""
        limit, reason = self._handlers.time_out_seconds(self._action), self._facts.time_out_message(self._action)
        if not self._shown and self._handlers.identifier_deadline is not None:
            limit, reason = self._handlers.identifier_deadline, self._facts.identifier_deadline_message
        left = self._began + limit - self._clock.now()
        self._clock.wait(max(0, min(delay, left)))
        if delay > left:
            raise self._failure({"errorCode": self._facts.time_out_code, "message": reason})

    def _failure(self, event: dict[str, Any]) -> HandlerFailed:
        return HandlerFailed(event, self._payload["bearerToken"], self._model)


def _summary(action: str, event: Event) -> str:
    parts = [action, event["status"]]
    if event["status"] == "IN_PROGRESS":
        parts.append(f"again in {event.get('callbackDelaySeconds') or 0} s")
    if event.get("errorCode"):
        parts.append(f"{event['errorCode']}: {event.get('message')}")
    return " ".join(parts)
