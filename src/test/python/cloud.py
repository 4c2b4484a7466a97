"""The AWS CLI as the tests use it, against a local CloudFormation."""

import json
import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).parents[3]
AWS = ROOT / ".tools/aws/bin/aws"

POLL_SECONDS = 0.2
STACK_SECONDS = 120


class Refused(RuntimeError):
    """The AWS CLI ended with an error; the message is what it said."""


class Cloud:
    """The AWS CLI, with the variables that point it at the local endpoints."""

    def __init__(self, environment):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self._environment = {
            **kept,
            **environment,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }

    def aws(self, *arguments):
        """What ``aws ARGUMENTS`` answers, as JSON."""
        command = [AWS, "--output", "json", *map(str, arguments)]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=STACK_SECONDS)
        if done.returncode != 0:
            raise Refused(done.stderr.strip())
        return json.loads(done.stdout) if done.stdout.strip() else None

    def cloudformation(self, *arguments):
        return self.aws("cloudformation", *arguments)

    def connect(self, *arguments):
        return self.aws("connect", *arguments)

    def create(self, name, template, *options):
        self.cloudformation("create-stack", "--stack-name", name, "--template-body", _body(template), *options)
        return self.settled(name)

    def update(self, name, template, *options):
        self.cloudformation("update-stack", "--stack-name", name, "--template-body", _body(template), *options)
        return self.settled(name)

    def delete(self, name):
        stack_id = self.stack(name)["StackId"]
        self.cloudformation("delete-stack", "--stack-name", name)
        return self.settled(stack_id)

    def change_set(self, name, template, *options, kind="UPDATE"):
        """The changes of a new change set named ``changes``; ``execute`` carries it out."""
        self.cloudformation(
            *("create-change-set", "--stack-name", name, "--change-set-name", "changes"),
            *("--change-set-type", kind, "--template-body", _body(template), *options),
        )
        described = self.cloudformation("describe-change-set", "--stack-name", name, "--change-set-name", "changes")
        assert described["Status"] == "CREATE_COMPLETE", described.get("StatusReason")
        return [change["ResourceChange"] for change in described["Changes"]]

    def execute(self, name):
        self.cloudformation("execute-change-set", "--stack-name", name, "--change-set-name", "changes")
        return self.settled(name)

    def stack(self, name):
        return self.cloudformation("describe-stacks", "--stack-name", name)["Stacks"][0]

    def settled(self, name):
        """The stack, once no operation is at work on it."""
        end = time.monotonic() + STACK_SECONDS
        while time.monotonic() < end:
            stack = self.stack(name)
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack
            time.sleep(POLL_SECONDS)
        raise TimeoutError(f"{name} is still {stack['StackStatus']}")

    def outputs(self, name):
        return {output["OutputKey"]: output["OutputValue"] for output in self.stack(name).get("Outputs", [])}

    def physical_id(self, name, logical_id):
        resource = self.cloudformation(
            "describe-stack-resource", "--stack-name", name, "--logical-resource-id", logical_id
        )
        return resource["StackResourceDetail"]["PhysicalResourceId"]

    def events(self, name, logical_id=None):
        """(status, reason) of the stack's events, oldest first."""
        events = self.cloudformation("describe-stack-events", "--stack-name", name)["StackEvents"]
        return [
            (event["ResourceStatus"], event.get("ResourceStatusReason", ""))
            for event in reversed(events)
            if logical_id in (None, event["LogicalResourceId"])
        ]

    def drift(self, name):
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


def _body(template):
    return template if isinstance(template, str) else json.dumps(template)
