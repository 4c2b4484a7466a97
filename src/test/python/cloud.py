"""The AWS CLI as the tests use it, against a local CloudFormation."""

import functools
import json
import pathlib
import time
import urllib.request
from collections.abc import Mapping
from typing import Any, TypeAlias

from connect_local.json_types import Json
from connect_local.stack.aws_cli import WarmCli

ROOT = pathlib.Path(__file__).parents[3]

POLL_SECONDS = 0.2
STACK_SECONDS = 120


# A template, as text or as JSON.
Template: TypeAlias = str | Json


class Refused(RuntimeError):
    """The AWS CLI ended with an error; the message is what it said."""


class Cloud:
    """The AWS CLI, with the variables that point it at the local endpoints; one command at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._cli = _warm(tuple(environment.items()))
        self._change_set = ""
        self.endpoint = environment["AWS_ENDPOINT_URL_CLOUDFORMATION"]

    def aws(self, *arguments: object) -> Any:
        """What ``aws ARGUMENTS`` answers, as JSON."""
        status, said, complained = self.run(*map(str, arguments))
        if status != 0:
            raise Refused(complained.strip())
        return json.loads(said) if said.strip() else None

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error of ``aws ARGUMENTS``."""
        return self._cli.run("--output", "json", *arguments)

    def reset(self) -> None:
        """Forgets all stacks, without a call to their resources."""
        urllib.request.urlopen(f"{self.endpoint}/_ministack/reset", b"", timeout=30).close()

    def cloudformation(self, *arguments: object) -> Any:
        return self.aws("cloudformation", *arguments)

    def connect(self, *arguments: object) -> Any:
        return self.aws("connect", *arguments)

    def create(self, name: str, template: Template, *options: str) -> Json:
        self.cloudformation("create-stack", "--stack-name", name, "--template-body", _body(template), *options)
        return self.settled(name)

    def update(self, name: str, template: Template, *options: str) -> Json:
        self.cloudformation("update-stack", "--stack-name", name, "--template-body", _body(template), *options)
        return self.settled(name)

    def delete(self, name: str) -> Json:
        stack_id = self.stack(name)["StackId"]
        self.cloudformation("delete-stack", "--stack-name", name)
        return self.settled(stack_id)

    def change_set(self, name: str, template: Template, *options: str, kind: str = "UPDATE") -> list[Json]:
        """The changes of a new change set; ``execute`` carries the last one out."""
        self._change_set = f"changes-{time.monotonic_ns()}"
        self.cloudformation(
            *("create-change-set", "--stack-name", name, "--change-set-name", self._change_set),
            *("--change-set-type", kind, "--template-body", _body(template), *options),
        )
        which = ("--stack-name", name, "--change-set-name", self._change_set)
        described = self.cloudformation("describe-change-set", *which)
        assert described["Status"] == "CREATE_COMPLETE", described.get("StatusReason")
        return [change["ResourceChange"] for change in described["Changes"]]

    def execute(self, name: str) -> Json:
        self.cloudformation("execute-change-set", "--stack-name", name, "--change-set-name", self._change_set)
        return self.settled(name)

    def stack(self, name: str) -> Json:
        stack: Json = self.cloudformation("describe-stacks", "--stack-name", name)["Stacks"][0]
        return stack

    def settled(self, name: str) -> Json:
        """The stack, once no operation is at work on it."""
        end = time.monotonic() + STACK_SECONDS
        while time.monotonic() < end:
            stack = self.stack(name)
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack
            time.sleep(POLL_SECONDS)
        raise TimeoutError(f"{name} is still {stack['StackStatus']}")

    def outputs(self, name: str) -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self.stack(name).get("Outputs", [])}

    def physical_id(self, name: str, logical_id: str) -> str:
        resource = self.cloudformation(
            "describe-stack-resource", "--stack-name", name, "--logical-resource-id", logical_id
        )
        return str(resource["StackResourceDetail"]["PhysicalResourceId"])

    def events(self, name: str, logical_id: str | None = None) -> list[tuple[str, str]]:
        """(status, reason) of the stack's events, oldest first."""
        events = self.cloudformation("describe-stack-events", "--stack-name", name)["StackEvents"]
        return [
            (event["ResourceStatus"], event.get("ResourceStatusReason", ""))
            for event in reversed(events)
            if logical_id in (None, event["LogicalResourceId"])
        ]

    def reason(self, name: str, logical_id: str, status: str) -> str:
        """Why the resource came into this status, the last time that it did."""
        return [reason for there, reason in self.events(name, logical_id) if there == status][-1]

    def drift(self, name: str) -> dict[str, tuple[str, list[str]]]:
        """Logical id to drift status, and the differences found."""
        detection = self.cloudformation("detect-stack-drift", "--stack-name", name)["StackDriftDetectionId"]
        while True:
            status = self.cloudformation(
                "describe-stack-drift-detection-status", "--stack-drift-detection-id", detection
            )
            if status["DetectionStatus"] != "DETECTION_IN_PROGRESS":
                break
        drifts = self.cloudformation("describe-stack-resource-drifts", "--stack-name", name)
        return {
            drift["LogicalResourceId"]: (
                drift["StackResourceDriftStatus"],
                [difference["PropertyPath"] for difference in drift.get("PropertyDifferences", [])],
            )
            for drift in drifts["StackResourceDrifts"]
        }


@functools.cache
def _warm(environment: tuple[tuple[str, str], ...]) -> WarmCli:
    """The process for these variables, one for all tests."""
    return WarmCli(dict(environment))


def _body(template: Template) -> str:
    return template if isinstance(template, str) else json.dumps(template)
