"""The simulated Amazon Connect, as the tests look into it and trouble it."""

import contextlib
import json
import urllib.request
from collections.abc import Iterator
from typing import Any

from connect_local.json_types import Json
from connect_local.stack import simulator_command
from connect_local.stack.local_stack import own_folder
from connect_local.stack.processes import Program


class Connect:
    """The simulator behind its control API, with its ready-made ARNs as attributes."""

    def __init__(self, ready: Json) -> None:
        self.endpoint: str = ready["endpoint"]
        self.region: str = ready["region"]
        self.instance: str = ready["instanceArn"]
        self.other_instance = ready["otherInstanceArn"]
        self.tdg = ready["tdgArn"]
        self.flow = ready["flowArn"]
        self.second_flow = ready["secondFlowArn"]
        self.other_flow = ready["otherFlowArn"]
        self.source = ready["sourcePhoneNumberArn"]
        self._control = self.endpoint + "/_simulator/"

    def __call__(self, method: str, path: str, **body: Any) -> Any:
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(
            self._control + path, data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point any AWS client here."""
        return {
            "AWS_ENDPOINT_URL_CONNECT": self.endpoint,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    @property
    def numbers(self) -> dict[str, Json]:
        """The numbers held, by their ARN."""
        return {number["arn"]: number for number in self("GET", "numbers")["numbers"]}

    @property
    def number(self) -> Json:
        """The only number held."""
        (number,) = self.numbers.values()
        return number

    @property
    def claims(self) -> int:
        return int(self("GET", "numbers")["claimsMade"])

    @property
    def releases(self) -> int:
        return int(self("GET", "numbers")["releasesMade"])

    @property
    def calls(self) -> list[str]:
        """The operations called, in order."""
        return [call["operation"] for call in self("GET", "calls")["calls"]]


@contextlib.contextmanager
def simulated(*options: str) -> Iterator[Connect]:
    """A simulator of one's own, as users start it, on a free port; it ends with the block."""
    with own_folder("simulator-") as folder:
        program = Program("simulator", simulator_command(*options), folder)
        try:
            yield Connect(program.ready)
        finally:
            program.stop()
