"""What the users' commands take where the local CloudFormation holds its answers, and where it does not."""

import os
import pathlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from . import page
from .local import AWS, DEMO, ROOT, alone, running

ROUNDS = 2
OFF = "HOLD_SECONDS=off"
MOST_RATIO = 0.5

# A command's name, and its seconds where the stack has these knobs.
Command = tuple[str, Callable[[dict[str, str]], float]]


def main() -> None:
    page.write(result([_row(name, *_alternately(seconds)) for name, seconds in commands()]))


def commands() -> list[Command]:
    return [
        ("aws cloudformation deploy of a searched number, its claim waited for", deploy),
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
    return _seconds([sys.executable, "-m", DEMO, *(f"{name}={value}" for name, value in knobs.items())], {})


def _alternately(seconds: Callable[[dict[str, str]], float]) -> tuple[float, float]:
    """The means with and without."""
    name, _, value = OFF.partition("=")
    rounds = [(seconds({}), seconds({name: value})) for _ in range(ROUNDS)]
    held, off = (statistics.mean(column) for column in zip(*rounds, strict=True))
    return held, off


def _seconds(command: list[str | pathlib.Path], environment: dict[str, str]) -> float:
    own = alone(environment) if environment else dict(os.environ)
    began = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=own, stdin=subprocess.DEVNULL, capture_output=True, check=True)
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
            "The AWS CLI asks for a stack, and sleeps 30 seconds where it is in progress. The local CloudFormation"
            " holds its answer until it is done, for 20 seconds at most. The reference is the same command with"
            f" `{OFF}`, alternately, {ROUNDS} times each; figures are means. The deploy waits for its claim in real"
            " time, the demo moves the clock.",
        ],
        rows=rows,
        tables=[],
        charts=[],
    )


if __name__ == "__main__":
    main()
