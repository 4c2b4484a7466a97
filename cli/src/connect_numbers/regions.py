"""AWS, one Region at a time: the one door to it."""

import concurrent.futures
import os
import random
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import boto3
import botocore.config
import botocore.exceptions
from botocore import xform_name

from .clock import Clock
from .pace import RATE, Pace
from .problems import CallFailed, call_failed

# What AWS answers: objects as the API references describe them.
Json = dict[str, Any]
Item = TypeVar("Item")
Result = TypeVar("Result")

# By it CloudTrail tells whose calls these were.
CALLER = "connect-numbers"
# Calls in flight in one Region; the pace, not this, bounds how many are made in a second.
WORKERS = 4
# As many as any command asks for at once.
CONNECTIONS = 12
THROTTLED = {"TooManyRequestsException", "ThrottlingException", "Throttling", "RequestLimitExceeded", "SlowDown"}
FAULTS = (
    botocore.exceptions.BotoCoreError,
    botocore.exceptions.ClientError,
    botocore.parsers.ResponseParserError,
)
# How often a call is made, at most, that is throttled, or answered with an error of the service or not at all.
TRIES = 10
TRIES_UNANSWERED = 4
LONGEST_PAUSE = 20.0
# IAM's name of a service, and the SDK's where it is another.
CLIENTS = {"servicequotas": "service-quotas"}


class Region:
    """One Region of the caller's account; calls are named by their IAM action, ``connect:DescribePhoneNumber``."""

    def __init__(self, session: Any, name: str, actions: Iterable[str], clock: Clock, rate: float) -> None:
        self.name = name
        self.clock = clock
        self._session = session
        self._actions = frozenset(actions)
        self._rate = rate
        self._pace = Pace(clock, rate)
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._chance = random.Random()

    def under(self, credentials: Json) -> "Region":
        """The same Region with temporary credentials, as STS answers them; at a pace of its own, which is the same."""
        session = boto3.Session(
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
        )
        return Region(session, self.name, self._actions, self.clock, self._rate)

    def once(self, action: str, **parameters: Any) -> Json:
        """The answer, and no second try. Raises CallFailed."""
        assert action in self._actions, f"{action} is not declared by the command"
        return self._once(action, parameters)

    def call(self, action: str, **parameters: Any) -> Json:
        """The answer, throttling and passing faults waited out. Raises CallFailed."""
        return self._patient(action, parameters, repeats=True)

    def send(self, action: str, **parameters: Any) -> Json:
        """The answer, only throttling waited out: what is not answered may have had its effect. Raises CallFailed."""
        return self._patient(action, parameters, repeats=False)

    def _patient(self, action: str, parameters: Json, repeats: bool) -> Json:
        assert action in self._actions, f"{action} is not declared by the command"
        tries = 0
        while True:
            try:
                return self._once(action, parameters)
            except CallFailed as failed:
                tries += 1
                throttled = failed.code in THROTTLED
                passing = throttled or repeats and failed.is_unanswered
                if not passing or tries >= (TRIES if throttled else TRIES_UNANSWERED):
                    raise
                self.clock.sleep(self._pause(tries))

    def pages(self, action: str, member: str, **parameters: Any) -> Iterator[Json]:
        """The items of all pages, one page read when the one before is used up."""
        for answer in self.answers(action, **parameters):
            yield from answer.get(member, [])

    def answers(self, action: str, **parameters: Any) -> Iterator[Json]:
        """All pages whole, for what they say besides their items."""
        while True:
            page = self.call(action, **parameters)
            yield page
            if not page.get("NextToken"):
                return
            parameters["NextToken"] = page["NextToken"]

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """The work's results in the order of the items, several at a time; the first that fails ends all."""
        failures: list[BaseException] = []

        def unless_failed(item: Item) -> Result:
            if failures:
                raise failures[0]
            try:
                return work(item)
            except BaseException as failure:
                failures.append(failure)
                raise

        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            try:
                return list(pool.map(unless_failed, items))
            except BaseException as interrupt:
                pool.shutdown(cancel_futures=True)
                raise (failures or [interrupt])[0] from None

    def _once(self, action: str, parameters: Json) -> Json:
        service, operation = action.split(":")
        self._pace.await_turn(service, operation)
        try:
            answer: Json = getattr(self._client(service), xform_name(operation))(**parameters)
        except FAULTS as fault:
            raise call_failed(action, fault) from fault
        # What stands between may answer 200 with a page of its own, which the SDK takes for an answer without members.
        if not answer.get("ResponseMetadata", {}).get("RequestId"):
            raise CallFailed(action, "ResponseParserError", "the answer has no AWS request id")
        return answer

    def _client(self, service: str) -> Any:
        with self._lock:
            if service not in self._clients:
                # Retries are made here, where a test can move the time.
                config = botocore.config.Config(
                    retries={"total_max_attempts": 1},
                    connect_timeout=10,
                    max_pool_connections=CONNECTIONS,
                    user_agent_extra=CALLER,
                )
                name = CLIENTS.get(service, service)
                self._clients[service] = self._session.client(name, region_name=self.name, config=config)
            return self._clients[service]

    def _pause(self, tries: int) -> float:
        """Longer each time, and never the same for two that were throttled together."""
        return float(min(LONGEST_PAUSE, 2 ** (tries - 2)) * self._chance.uniform(0.5, 1))


class Regions:
    """The caller's session, as the SDK's variables and files say; makes the Regions that a command asks for."""

    def __init__(self, actions: Iterable[str], clock: Clock, profile: str | None = None, rate: float = RATE) -> None:
        self._actions = tuple(actions)
        self._clock = clock
        self._rate = rate
        self._session = boto3.Session(profile_name=profile)

    def region(self, name: str | None = None, rate: float | None = None) -> Region:
        """The named one, or AWS_REGION's, or the session's; at the command's rate, unless another is given. Raises
        NoRegionError and InvalidRegionError."""
        # Of the variables, boto3 reads AWS_DEFAULT_REGION alone.
        name = name or os.environ.get("AWS_REGION") or self._session.region_name
        if not name:
            raise botocore.exceptions.NoRegionError()
        botocore.utils.validate_region_name(name)
        return Region(self._session, name, self._actions, self._clock, self._rate if rate is None else rate)
