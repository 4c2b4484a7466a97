"""A client of the simulated Amazon Connect, for the stand-ins, and of its control API."""

import contextlib
import functools
import json
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import botocore.config
import botocore.session
from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region

from .clock import Clock

RETRY_SECONDS = 1
THROTTLED = ("ThrottlingException", "TooManyRequestsException")

T = TypeVar("T")


class Api:
    """The operations of botocore's client, which wait, by the stack's clock, where they are throttled.

    A parameter that is None is left out.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self._client = _client(url, get_account_id(), get_region())

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        call = getattr(self._client, operation)

        def patient(**parameters: Any) -> Any:
            given = {name: value for name, value in parameters.items() if value is not None}
            while True:
                try:
                    return call(**given)
                except ClientError as error:
                    if _code(error) not in THROTTLED:
                        raise
                    self._clock.wait(RETRY_SECONDS)

        return patient

    def found(self, read: Callable[[], T]) -> T | None:
        """What ``read`` gives; None where Amazon Connect does not find what it asks for."""
        try:
            return read()
        except ClientError as error:
            if _code(error) == "ResourceNotFoundException":
                return None
            raise

    def pages(self, operation: str, **parameters: Any) -> Iterator[Any]:
        """The answers of an operation that lists, until one has no NextToken."""
        token = None
        while True:
            answer = getattr(self, operation)(**parameters, NextToken=token)
            yield answer
            if (token := answer.get("NextToken")) is None:
                return


def control(url: str, path: str, **body: Any) -> None:
    """Past the service's API: what only AWS itself could do, or what the simulator's page shows."""
    data = json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/_simulator/{path}", data, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=30).close()


def note_stack(url: str | None, identifier: str, stack_name: str) -> None:
    """Lets the simulator's page name the stack of a number that is new; nothing depends on it."""
    if url and ":phone-number/" in identifier:
        with contextlib.suppress(OSError):
            control(url, "stack", phoneNumber=identifier, stack=stack_name)


def last_part(arn: str) -> str:
    """The id in an ARN."""
    return arn.rsplit("/", 1)[-1]


@functools.cache
def _client(url: str, account: str, region: str) -> Any:
    return botocore.session.get_session().create_client(
        "connect",
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="local",
        config=botocore.config.Config(retries={"total_max_attempts": 1}),
    )


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])
