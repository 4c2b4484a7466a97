"""What the users' commands take where the local CloudFormation holds its answers, and where it does not."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from . import page
from .local import AWS, CFN, DEMO, ROOT, alone, copy_project, running

OFF = "HOLD_SECONDS=off"
MOST_RATIO = 0.75

# A command's name, and its seconds where the stack has these knobs.
Command = tuple[str, Callable[[dict[str, str]], float]]


def main() -> None:
    name, _, value = OFF.partition("=")
    page.write(result([_row(figure, seconds({}), seconds({name: value})) for figure, seconds in commands()]))


def commands() -> list[Command]:
    return [
        ("aws cloudformation deploy of a searched number, its claim waited for", deploy),
        ("cfn submit, with the contract tests", submit),
        ("make demo", demo),
    ]


def deploy(knobs: dict[str, str]) -> float:
    with running(**knobs) as local:
        target = f"TargetArn={local.simulator['instanceArn']}"
        template = ("--stack-name", "hotline", "--template-file", "examples/searched.yml")
        return _seconds(
            [AWS, "cloudformation", "deploy", *template, "--parameter-overrides", target], local.environment
        )


def demo(knobs: dict[str, str]) -> float:
    return _seconds(
        [sys.executable, "-m", DEMO, "CLOCK=moved", *(f"{name}={value}" for name, value in knobs.items())], {}
    )


def submit(knobs: dict[str, str]) -> float:
    """Of a copy: cfn writes into the project."""
    with running(CLOCK="moved", QUOTA="20", **knobs) as local, tempfile.TemporaryDirectory() as name:
        project = pathlib.Path(name)
        copy_project(project)
        command = [CFN, "submit", "--set-default", "--region", local.simulator["region"]]
        return _seconds(command, local.environment, project)


def _seconds(command: list[str | pathlib.Path], environment: dict[str, str], folder: pathlib.Path = ROOT) -> float:
    own = alone(environment) if environment else dict(os.environ)
    began = time.monotonic()
    subprocess.run(command, cwd=folder, env=own, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return time.monotonic() - began


def _row(name: str, held: float, off: float) -> page.Row:
    return page.Row(
        figure=name,
        value=held,
        unit="s",
        reference=OFF,
        reference_value=off,
        ratio=held / off,
        target=f"ratio at most {MOST_RATIO}",
        met=held / off <= MOST_RATIO,
    )


def result(rows: list[page.Row]) -> page.Result:
    return page.Result(
        name="held-answers",
        order=75,
        title="Deployments",
        command="make bench ONLY=held-answers",
        text=[
            "The AWS CLI asks for a stack, and sleeps 30 seconds where it is in progress; `cfn submit` does so with a"
            " registration. The local CloudFormation holds its answer until it is done, for 20 seconds at most. The"
            f" reference is the same command with `{OFF}`, once each, right after it. The deploy waits for its claim"
            " in real time, the others move the clock.",
        ],
        rows=rows,
        tables=[],
        charts=[],
    )


if __name__ == "__main__":
    main()
