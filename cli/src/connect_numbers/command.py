"""What a subcommand is."""

import argparse
import dataclasses
import math
from collections.abc import Callable

from .clock import Clock
from .exits import Exit
from .output import Output
from .problems import NOTHING_WRITTEN
from .regions import Regions


@dataclasses.dataclass(frozen=True)
class Context:
    """What a subcommand works with."""

    options: argparse.Namespace
    regions: Regions
    output: Output
    clock: Clock


@dataclasses.dataclass(frozen=True)
class Command:
    """A subcommand; ``actions`` are all API actions that it may call, by their IAM names, and no others."""

    name: str
    summary: str
    actions: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Context], Exit]
    # What it may call besides, once --yes is given.
    writes: tuple[str, ...] = ()
    # True where it asks for that itself, on a terminal without --yes.
    asks: bool = False
    # What is true of it where it ends before its end.
    unfinished: str = NOTHING_WRITTEN
    # True where --region can be given several times.
    several_regions: bool = False

    def allowed(self, yes: bool) -> tuple[str, ...]:
        """The actions, with or without those of --yes."""
        return (*self.actions, *self.writes) if yes else self.actions


def at_least_zero(meaning: str) -> Callable[[str], float]:
    """Reads an argument that is a finite number from 0 on; the complaint about another says what it means."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = -1
        if not 0 <= number < math.inf:
            raise argparse.ArgumentTypeError(f"{text}: {meaning}")
        return number

    return read
