"""The local account as the demo uses it: by the AWS CLI."""

import dataclasses
import json
import pathlib
import shlex
import subprocess
import sys

from ..json_types import Json
from ..stack import ROOT, LocalStack
from ..stack.aws_cli import AWS, WarmCli, alone
from ..stack.problems import CommandFailed
from .stack_events import StackEvents

STACK_SECONDS = 60


@dataclasses.dataclass(frozen=True)
class Deployment:
    """What ``aws cloudformation deploy`` is given: a stack's name, its template, parameters and tags."""

    name: str
    template: pathlib.Path
    parameters: dict[str, str]
    tags: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        overrides = [f"{name}={value}" for name, value in self.parameters.items()]
        return [
            *("cloudformation", "deploy", "--stack-name", self.name, "--template-file", str(self.template)),
            *("--parameter-overrides", *overrides, *(["--tags", *self.tags] if self.tags else [])),
        ]


class Account:
    """Stacks and numbers. A command that changes something is printed, and so are its stacks' events."""

    def __init__(self, local: LocalStack) -> None:
        self._environment = alone(local.environment)
        # What is asked and not printed; a command that is printed is a start of the AWS CLI.
        self._cli = WarmCli(local.environment)
        self._target: str = local.simulator["instanceArn"]

    # --- stacks ---

    def deploy(self, *deployments: Deployment) -> list[bool]:
        """Whether each ``aws cloudformation deploy`` succeeded; they run side by side."""
        for deployment in deployments:
            print_command(deployment.command)
        with StackEvents(self.events, [deployment.name for deployment in deployments]):
            programs = [
                subprocess.Popen(
                    [AWS, *deployment.command],
                    env=self._environment,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                )
                for deployment in deployments
            ]
            said = [program.communicate()[0] for program in programs]
        print("".join(text.strip().splitlines()[-1] + "\n" for text in said), flush=True)
        return [program.returncode == 0 for program in programs]

    def update(self, name: str, *options: str) -> list[str]:
        """The reasons that the stack's events gave while ``aws cloudformation update-stack`` was carried out."""
        command = ["cloudformation", "update-stack", "--stack-name", name, *options]
        print_command(command)
        with StackEvents(self.events, [name]) as events:
            self.ask(*command)
            events.settled.wait(STACK_SECONDS)
        return events.reasons

    def delete(self, *names: str) -> None:
        identifiers = [stack["StackId"] for name, stack in self.stacks().items() if name in names]
        with StackEvents(self.events, identifiers) as events:
            for name in names:
                command = ["cloudformation", "delete-stack", "--stack-name", name]
                print_command(command)
                self.ask(*command)
            events.settled.wait(STACK_SECONDS)

    def stacks(self) -> dict[str, Json]:
        stacks = self.ask("cloudformation", "describe-stacks")["Stacks"]
        return {stack["StackName"]: stack for stack in stacks}

    def status(self, name: str) -> str | None:
        status: str | None = self.stacks().get(name, {}).get("StackStatus")
        return status

    def outputs(self, name: str) -> dict[str, str]:
        outputs = self.stacks().get(name, {}).get("Outputs", [])
        return {output["OutputKey"]: output["OutputValue"] for output in outputs}

    def events(self, name: str) -> list[Json]:
        """The stack's events, oldest first."""
        try:
            events: list[Json] = self.ask("cloudformation", "describe-stack-events", "--stack-name", name)[
                "StackEvents"
            ]
        except RuntimeError:
            return []  # the stack is not there yet
        return events[::-1]

    # --- numbers ---

    def numbers(self) -> set[str]:
        held = self.ask("connect", "list-phone-numbers-v2")["ListPhoneNumbersSummaryList"]
        return {number["PhoneNumber"] for number in held}

    def offered(self, country: str) -> list[str]:
        """Toll-free numbers that can be claimed."""
        offer = self.ask(
            *("connect", "search-available-phone-numbers", "--target-arn", self._target),
            *("--phone-number-country-code", country, "--phone-number-type", "TOLL_FREE", "--max-items", "10"),
        )
        return [number["PhoneNumber"] for number in offer["AvailableNumbersList"]]

    def described(self, number_id: str) -> Json:
        answer = self.ask("connect", "describe-phone-number", "--phone-number-id", number_id)
        summary: Json = answer["ClaimedPhoneNumberSummary"]
        return summary

    def answered(self) -> set[str]:
        """The ARNs of the numbers that the instance's flows answer."""
        instance = self._target.rsplit("/", 1)[-1]
        flows = self.ask("connect", "list-flow-associations", "--instance-id", instance)
        return {association["ResourceId"] for association in flows["FlowAssociationSummaryList"]}

    # --- the AWS CLI ---

    def show(self, *arguments: str) -> None:
        """Prints a command and the table that it answers."""
        print_command(arguments)
        subprocess.run([AWS, "--output", "table", *arguments], env=self._environment, check=True)
        sys.stdout.flush()

    def do(self, *arguments: str) -> Json:
        """Prints a command; its answer."""
        print_command(arguments)
        return self.ask(*arguments)

    def ask(self, *arguments: str) -> Json:
        """The answer of ``aws ARGUMENTS``, empty where it has none. Raises CommandFailed."""
        status, said, complained = self._cli.run("--output", "json", *arguments)
        if status != 0:
            raise CommandFailed(f"aws {' '.join(arguments)}: {complained.strip()}")
        answer: Json = json.loads(said) if said.strip() else {}
        return answer


def print_command(arguments: list[str] | tuple[str, ...]) -> None:
    print(f"$ aws {shlex.join(arguments)}".replace(f"{ROOT}/", ""), flush=True)
