"""The local account as the demo uses it: by the AWS CLI."""

import contextlib
import dataclasses
import json
import pathlib
import shlex
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence

from connect_numbers.watch.state import StackState

from ..json_types import Json
from ..stack import ROOT, LocalStack
from ..stack.aws_cli import AWS, WarmCli, alone
from ..stack.problems import CommandFailed
from .watching import region, settled, watch

# What a shell takes for a line that goes on.
CONTINUED = " \\"


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
    """Stacks and numbers. A command that changes something is printed, and its stacks are shown until it is done.

    Of the process's own variables those for AWS have to be the local stack's.
    """

    def __init__(self, local: LocalStack) -> None:
        self._environment = alone(local.environment)
        self._region = region()
        # Each start of the AWS CLI takes half a second.
        self._cli = WarmCli(local.environment)
        self._target: str = local.simulator["instanceArn"]
        # By these names a reader has them, from .local/env.
        self._variables = {value: name for name, value in local.environment.items() if name.startswith("CONNECT_")}

    # --- stacks ---

    def deploy(self, *deployments: Deployment) -> list[bool]:
        """Whether each ``aws cloudformation deploy`` succeeded; they run side by side."""
        for deployment in deployments:
            self._print(deployment.command)
        began = int(time.time())
        with contextlib.ExitStack() as programs:
            started = [programs.enter_context(self._started(deployment.command)) for deployment in deployments]
            names = [deployment.name for deployment in deployments]
            self._watch(names, began, lambda _: all(program.poll() is not None for program in started))
            said = [program.communicate()[0] for program in started]
        for program, text in zip(started, said, strict=True):
            if program.returncode != 0:
                print(text.strip(), flush=True)
        return [program.returncode == 0 for program in started]

    def update(self, name: str, *options: str) -> list[str]:
        """The first failure of ``aws cloudformation update-stack``, if it failed."""
        began = int(time.time())
        self.do("cloudformation", "update-stack", "--stack-name", name, *options)
        return self._watch([name], began, settled)

    def delete(self, *names: str) -> None:
        identifiers = [stack["StackId"] for name, stack in self.stacks().items() if name in names]
        began = int(time.time())
        for name in names:
            self.do("cloudformation", "delete-stack", "--stack-name", name)
        self._watch(identifiers, began, settled)

    def stacks(self) -> dict[str, Json]:
        stacks = self.ask("cloudformation", "describe-stacks")["Stacks"]
        return {stack["StackName"]: stack for stack in stacks}

    def status(self, name: str) -> str | None:
        status: str | None = self.stacks().get(name, {}).get("StackStatus")
        return status

    def outputs(self, name: str) -> dict[str, str]:
        outputs = self.stacks().get(name, {}).get("Outputs", [])
        return {output["OutputKey"]: output["OutputValue"] for output in outputs}

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
        self._print(arguments)
        print(self._asked("table", *arguments).rstrip(), flush=True)

    def do(self, *arguments: str) -> Json:
        """Prints a command; its answer."""
        self._print(arguments)
        return self.ask(*arguments)

    def ask(self, *arguments: str) -> Json:
        """The answer of ``aws ARGUMENTS``, empty where it has none. Raises CommandFailed."""
        said = self._asked("json", *arguments)
        answer: Json = json.loads(said) if said.strip() else {}
        return answer

    def _asked(self, output: str, *arguments: str) -> str:
        status, said, complained = self._cli.run("--output", output, *arguments)
        if status != 0:
            raise CommandFailed(f"aws {' '.join(arguments)}: {complained.strip()}")
        return said

    @contextlib.contextmanager
    def _started(self, arguments: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
        """``aws ARGUMENTS``, which ends with the block at the latest."""
        program = subprocess.Popen(
            [AWS, *arguments], env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            yield program
        finally:
            program.kill()
            program.wait()

    def _watch(self, stacks: Sequence[str], began: int, over: Callable[[list[StackState]], bool]) -> list[str]:
        """Shows the stacks until it is over; prints and returns the first failure of each that did not end well."""
        failures = watch(self._region, stacks, began, over)
        for failure in failures:
            print(f"First failure: {failure}", flush=True)
        return failures

    def _print(self, arguments: Sequence[str]) -> None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print(command_line([self._shown(argument) for argument in arguments], width), flush=True)

    def _shown(self, argument: str) -> str:
        text = shlex.quote(argument).replace(f"{ROOT}/", "")
        # A flow's ARN begins with its instance's.
        for value in sorted(self._variables, key=len, reverse=True):
            text = text.replace(value, f"${self._variables[value]}")
        return text


def command_line(words: Sequence[str], width: int | None) -> str:
    """``$ aws WORDS`` as a shell reads it: in lines of a terminal's width where no word is longer, or in one line."""
    # No line ends at a blank within a word.
    text = " ".join(["$ aws", *(word.replace(" ", "\0") for word in words)])
    lines = textwrap.wrap(
        text,
        width - len(CONTINUED) if width else len(text),
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{CONTINUED}\n".join(lines).replace("\0", " ")
