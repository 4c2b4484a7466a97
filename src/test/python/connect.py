"""The simulated Amazon Connect, as the tests look into it and trouble it."""

import json
import urllib.request
from typing import Any

from connect_local.json_types import Json


class Connect:
    """The simulator behind its control API, with its ready-made ARNs as attributes."""

    def __init__(self, ready: Json) -> None:
        self.instance: str = ready["instanceArn"]
        self.other_instance = ready["otherInstanceArn"]
        self.tdg = ready["tdgArn"]
        self.flow = ready["flowArn"]
        self.second_flow = ready["secondFlowArn"]
        self.other_flow = ready["otherFlowArn"]
        self.source = ready["sourcePhoneNumberArn"]
        self._control = ready["endpoint"] + "/_simulator/"

    def __call__(self, method: str, path: str, **body: Any) -> Any:
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(
            self._control + path, data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

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
