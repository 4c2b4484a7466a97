"""A simulator of one's own, called as a client calls it and steered by its control API."""

import contextlib
import json
import os
import pathlib
import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[3]
COMMAND = shlex.split(os.environ.get("CONNECT_SIMULATOR", f"java -jar {ROOT / 'target/connect-simulator.jar'}"))
SIGNATURE = "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/connect/aws4_request"


class Simulated:
    def __init__(self, ready: dict[str, str]) -> None:
        self.ready = ready
        self.url = ready["endpoint"]
        self.instance = ready["instanceArn"]
        self.other = ready["otherInstanceArn"]

    def control(self, method: str, path: str, **body: Any) -> Any:
        return self._send(method, "/_simulator/" + path, {}, body)

    def call(self, method: str, path: str, agent: str = "Boto3/1.44.5", **body: Any) -> Any:
        """The answer of the service; of a refused call, its error."""
        try:
            return self._send(method, path, {"Authorization": SIGNATURE, "User-Agent": agent}, body)
        except urllib.error.HTTPError as refused:
            return json.loads(refused.read() or b"{}")

    def claim(self, digits: int, target: str = "", **more: Any) -> str:
        """Claims +1206555 and these digits, lets the claim come to its end, and gives the number's id."""
        answer = self.call(
            *("POST", "/phone-number/claim"), PhoneNumber=number(digits), TargetArn=target or self.instance, **more
        )
        self.advance(3)
        return str(answer.get("PhoneNumberId", ""))

    def calls(self) -> list[dict[str, Any]]:
        """The calls received with their parameters, the oldest first."""
        return list(self.control("GET", "calls")["calls"])

    def held(self, digits: int) -> str:
        """The id of a number that is held."""
        return str(self.control("GET", f"view/number?id=%2B{number(digits)[1:]}")["id"])

    def release(self, identifier: str) -> None:
        self.call("DELETE", f"/phone-number/{identifier}")

    def advance(self, seconds: float) -> None:
        self.control("POST", "clock", advanceSeconds=seconds)

    def _send(self, method: str, path: str, headers: dict[str, str], body: dict[str, Any]) -> Any:
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read() or b"{}")


def number(digits: int) -> str:
    return f"+1206555{digits:04}"


@contextlib.contextmanager
def simulator(*options: str) -> Iterator[Simulated]:
    command = [*COMMAND, "--port", "0", "--exit-with-parent", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        yield Simulated(json.loads(process.stdout.readline()))
        process.stdin.close()
